#![doc = include_str!("tutorial.md")]

mod check;
mod columns;
#[cfg(feature = "codegen-csv")]
mod csv;
mod error;
mod head;
mod ident;
#[cfg(feature = "codegen-json")]
mod json;
mod languages;
mod perfect_hash;
mod read;
mod source;
#[cfg(test)]
mod tests;
mod toml;
mod value;
mod writer;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub use error::{Problem, Problems};

use check::Membership;
use source::Sources;

/// Generates an error code enum, with all methods and traits of `ErrorCode`, from tables of codes.
///
/// ```
/// use tencentcloud_error_codes::codegen::Builder;
///
/// # let dir = std::env::temp_dir().join("tencentcloud-error-codes-doc");
/// # std::fs::create_dir_all(&dir).unwrap();
/// # let path = dir.join("codes.toml");
/// # std::fs::write(&path, r#"
/// # [Ticket]
/// # code = false
/// # category = "not_found"
/// # retry = "never"
/// #
/// # [Ticket.codes]
/// # Closed = { description = "The ticket was closed.", category = "conflict" }
/// # Lost = { description = "No ticket has this number." }
/// # "#).unwrap();
/// let generated = Builder::new().table(&path).enum_name("DeskCode").generate()?;
/// assert!(generated.contains("enum DeskCode"));
/// assert!(generated.contains("TicketLost"));
/// # Ok::<(), tencentcloud_error_codes::codegen::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    tables: Vec<PathBuf>,
    remedies: Vec<PathBuf>,
    languages: Vec<languages::Input>,
    endings: Vec<PathBuf>,
    enum_name: String,
    visibility: String,
    derives: Vec<String>,
    doc: String,
    crate_path: String,
    is_strict: bool,
    own: Option<Own>,
}

/// What only the crate's own catalog has: products, with their codes and actions.
#[derive(Clone, Debug)]
struct Own {
    common: PathBuf,
    /// The table that says how old the data is.
    snapshot: PathBuf,
    products: Vec<PathBuf>,
    /// The folder with a table of actions for each product, if these are wanted.
    actions: Option<PathBuf>,
    all: bool,
}

impl Own {
    fn read_products(&self, sources: &mut Sources) -> Vec<read::Product> {
        let mut products: Vec<_> = self
            .products
            .iter()
            .filter_map(|path| sources.product(path))
            .collect();
        for product in &mut products {
            if let Some(path) = self.actions_of(&product.name) {
                product.actions = sources.actions(&path);
            }
        }
        products
    }

    fn actions_of(&self, product: &str) -> Option<PathBuf> {
        let folder = self.actions.as_ref()?;
        Some(folder.join(format!("{product}.toml")))
    }

    fn inputs(&self) -> impl Iterator<Item = PathBuf> + use<'_> {
        let names = self.products.iter().filter_map(|path| path.file_stem());
        let actions = names.filter_map(|name| self.actions_of(&name.to_string_lossy()));
        let tables = [&self.common, &self.snapshot]
            .into_iter()
            .chain(&self.products)
            .cloned();
        tables.chain(actions)
    }
}

/// What went wrong is told to Cargo already.
struct Failed;

/// Runs several builders as one build script. The mistakes of all are reported, and a single one fails
/// the build. Each catalog needs a name of its own.
///
/// ```no_run
/// use std::process::ExitCode;
/// use tencentcloud_error_codes::codegen::{self, Builder};
///
/// fn main() -> ExitCode {
///     codegen::run_all([
///         Builder::new().table("desk.toml").enum_name("DeskCode"),
///         Builder::new().table("sql.toml").enum_name("SqlState"),
///     ])
/// }
/// ```
#[allow(dead_code, reason = "our own build script has one catalog")]
#[must_use]
pub fn run_all(builders: impl IntoIterator<Item = Builder>) -> ExitCode {
    let mut files = BTreeSet::new();
    let mut exit_code = ExitCode::SUCCESS;
    for builder in builders {
        let file = builder.file_name();
        if builder.write().is_err() {
            exit_code = ExitCode::FAILURE;
        }
        if !files.insert(file) {
            let name = error::quoted(&builder.enum_name);
            println!("cargo::error=found the enum {name} twice, expected a name for each catalog");
            exit_code = ExitCode::FAILURE;
        }
    }
    exit_code
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            tables: Vec::new(),
            remedies: Vec::new(),
            languages: Vec::new(),
            endings: Vec::new(),
            enum_name: "ErrorCode".to_owned(),
            visibility: "pub".to_owned(),
            derives: Vec::new(),
            doc: "The error codes of this catalog.".to_owned(),
            crate_path: "::tencentcloud_error_codes".to_owned(),
            is_strict: false,
            own: None,
        }
    }
}

impl Builder {
    /// Makes a builder for a public enum `ErrorCode`, with no tables yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table. A relative path is relative to the directory of the package whose build script
    /// runs, because Cargo runs it there.
    #[must_use]
    pub fn table(mut self, path: impl AsRef<Path>) -> Self {
        self.tables.push(path.as_ref().to_owned());
        self
    }

    /// Adds a table of remedies: advice that many codes share, each with a text and an actor. A code
    /// refers to one in its field `remedy`.
    #[must_use]
    pub fn remedies(mut self, path: impl AsRef<Path>) -> Self {
        self.remedies.push(path.as_ref().to_owned());
        self
    }

    /// Adds the texts in a language, such as `zh`. Its tables have the families and codes of the
    /// catalog, each with its `description` and, if the code has its own hint, its `hint`, and also the
    /// texts of the remedies. A code with only a description can be a string instead of a table:
    ///
    /// ```toml
    /// [Ticket.codes]
    /// Lost = "没有这个编号的工单。"
    /// Locked = { description = "工单正在编辑。", hint = "请等客服处理完。" }
    /// ```
    ///
    /// Every code needs its texts, except those that are `unread`. The language is one of
    /// [`Language`](crate::Language), in any form that it can be parsed from: there are `en` and `zh`.
    #[must_use]
    pub fn language(
        mut self,
        tag: impl Into<String>,
        tables: impl IntoIterator<Item = impl AsRef<Path>>,
    ) -> Self {
        let tables = tables.into_iter();
        self.languages.push(languages::Input {
            tag: tag.into(),
            tables: tables.map(|path| path.as_ref().to_owned()).collect(),
            own: None,
        });
        self
    }

    /// The titles of the products and the names of our enums, in a language.
    #[allow(
        dead_code,
        reason = "called by the build script, which shares this file"
    )]
    #[must_use]
    pub(crate) fn own_language(mut self, tag: &str, titles: &str, names: &str) -> Self {
        self.languages.push(languages::Input {
            tag: tag.to_owned(),
            tables: Vec::new(),
            own: Some([titles, names].map(PathBuf::from)),
        });
        self
    }

    /// Adds a table of endings: what the ending of an unknown code says if the class of its family
    /// would let it be sent again. Each ending has a category in which requests are not retried, or
    /// `"family"` for an exception to a shorter ending.
    #[must_use]
    pub fn endings(mut self, path: impl AsRef<Path>) -> Self {
        self.endings.push(path.as_ref().to_owned());
        self
    }

    /// Names the enum, starting with a capital. The file is named after it: `DeskCode` is written to
    /// `desk_code.rs`.
    #[must_use]
    pub fn enum_name(mut self, name: impl Into<String>) -> Self {
        self.enum_name = name.into();
        self
    }

    /// Sets the visibility of the enum: `pub` (the default), `pub(crate)`, or an empty string for
    /// private.
    #[must_use]
    pub fn visibility(mut self, visibility: impl Into<String>) -> Self {
        self.visibility = visibility.into();
        self
    }

    /// Adds a derive to those that the enum always has, as a path: `my_crate::Metric`.
    #[must_use]
    pub fn derive(mut self, path: impl Into<String>) -> Self {
        self.derives.push(path.into());
        self
    }

    /// Sets the documentation of the enum, in Markdown.
    #[must_use]
    pub fn doc(mut self, doc: impl Into<String>) -> Self {
        self.doc = doc.into();
        self
    }

    /// Sets the path of this crate in the generated code, for a renamed dependency. The default is
    /// `::tencentcloud_error_codes`.
    #[must_use]
    pub fn crate_path(mut self, path: impl Into<String>) -> Self {
        self.crate_path = path.into();
        self
    }

    /// Also rejects what is only a matter of style, as for the built-in catalog: rows that are not in
    /// the order of their text, a class that repeats that of the family, and words with anything but
    /// letters, digits and underscores. `tcerr fmt-table` fixes the first two.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// The common codes and the products of our own catalog. `all` says whether these are all
    /// products, so that a code that none of them lists is a mistake.
    #[allow(
        dead_code,
        reason = "called by the build script, which shares this file"
    )]
    #[must_use]
    pub(crate) fn own(
        mut self,
        common: impl AsRef<Path>,
        snapshot: impl AsRef<Path>,
        products: impl IntoIterator<Item = PathBuf>,
        actions: Option<&Path>,
        all: bool,
    ) -> Self {
        self.own = Some(Own {
            common: common.as_ref().to_owned(),
            snapshot: snapshot.as_ref().to_owned(),
            products: products.into_iter().collect(),
            actions: actions.map(Path::to_owned),
            all,
        });
        self
    }

    /// Reads the tables and returns the Rust source. The same tables give the same source, whatever the
    /// order in which they were added.
    ///
    /// # Errors
    ///
    /// Every mistake in every table, each with its location, or a name that an enum cannot have.
    pub fn generate(&self) -> Result<String, Problems> {
        let mut sources = Sources::default();
        sources.is_strict = self.is_strict;
        let snapshot = self.own.as_ref().map(|own| sources.snapshot(&own.snapshot));
        if !ident::is_type(&self.enum_name) {
            sources.problem_of_file(
                PathBuf::from("enum_name"),
                error::quoted(&self.enum_name),
                "letters and digits, a capital first, not `Self`",
            );
        }
        for path in self.inputs() {
            let text = path.display().to_string();
            if text.contains(char::is_control) {
                let expected = "a path without control characters";
                sources.problem_of_file(path, error::quoted(&text), expected);
            }
        }
        let mut tables = self.tables.clone();
        tables.sort();
        let mut families: Vec<_> = tables.iter().map(|path| sources.codes(path)).collect();
        families.sort_by(|a, b| {
            let first =
                |file: &[read::Family]| file.first().map(|family| family.name.value.clone());
            first(a).cmp(&first(b))
        });
        let membership = match &self.own {
            None => Membership::Unknown,
            Some(own) => Membership::Listed {
                common: sources.product(&own.common),
                products: own.read_products(&mut sources),
                all: own.all,
            },
        };
        let families = families.into_iter().flatten().collect();
        let paths = self.remedies.iter();
        let remedies = paths.flat_map(|path| sources.remedies(path)).collect();
        let paths = self.endings.iter();
        let endings = paths.flat_map(|path| sources.endings(path)).collect();
        let languages = languages::read(&mut sources, &self.languages);
        let catalog = check::check(
            &mut sources,
            families,
            remedies,
            endings,
            languages,
            membership,
        );
        Problems::into_result(std::mem::take(&mut sources.problems))?;
        Ok(writer::write(
            &catalog,
            &writer::Style {
                enum_name: self.enum_name.clone(),
                visibility: self.visibility.clone(),
                derives: self.derives.clone(),
                doc: self.doc.clone(),
                crate_path: self.crate_path.clone(),
                month: snapshot,
                has_actions: self.own.as_ref().is_some_and(|own| own.actions.is_some()),
                inputs: self
                    .inputs()
                    .map(|path| error::escaped(&path.display().to_string()).to_string())
                    .collect(),
            },
        ))
    }

    /// Runs as a build script: writes `$OUT_DIR/<enum_name in snake case>.rs`, tells Cargo to run again
    /// when a table changes, and reports every mistake as a separate error.
    ///
    /// ```no_run
    /// use std::process::ExitCode;
    /// use tencentcloud_error_codes::codegen::Builder;
    ///
    /// fn main() -> ExitCode {
    ///     Builder::new().table("codes.toml").enum_name("DeskCode").run()
    /// }
    /// ```
    ///
    /// For several catalogs in one build script, use [`run_all`].
    #[must_use]
    pub fn run(&self) -> ExitCode {
        self.write()
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
    }

    /// Does the work of [`run`](Self::run). Any failure has been reported to Cargo.
    fn write(&self) -> Result<(), Failed> {
        for path in self.inputs() {
            // A line end in a path would begin a directive of its own; `generate` refuses it.
            let path = path.display().to_string();
            if !path.contains(char::is_control) {
                println!("cargo::rerun-if-changed={path}");
            }
        }
        let source = self.generate().map_err(|problems| {
            for problem in &problems {
                println!("cargo::error={problem}");
            }
            Failed
        })?;
        let Some(out_dir) = std::env::var_os("OUT_DIR") else {
            println!("cargo::error=found no OUT_DIR, expected to run as a build script of Cargo");
            return Err(Failed);
        };
        let path = Path::new(&out_dir).join(self.file_name());
        std::fs::write(&path, source).map_err(|error| {
            println!(
                "cargo::error=found {} not writable: {error}",
                error::escaped(&path.display().to_string())
            );
            Failed
        })
    }

    fn file_name(&self) -> String {
        format!("{}.rs", ident::snake(&self.enum_name))
    }

    fn inputs(&self) -> impl Iterator<Item = PathBuf> + use<'_> {
        let own = self.own.iter().flat_map(Own::inputs);
        let mut inputs: Vec<_> = self
            .tables
            .iter()
            .chain(&self.remedies)
            .chain(self.languages.iter().flat_map(languages::Input::paths))
            .chain(&self.endings)
            .cloned()
            .chain(own)
            .collect();
        inputs.sort();
        inputs.into_iter()
    }
}
