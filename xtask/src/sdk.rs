//! Reads checkouts of the public Go SDKs: what each product answers with and can be asked to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tables::Problems;

/// A checkout of an SDK.
#[derive(Debug)]
pub(crate) struct Sdk {
    pub(crate) checkout: PathBuf,
    /// The name of its repository.
    pub(crate) name: String,
    /// As `1.3.166`.
    pub(crate) version: String,
    /// The day of its last commit, as `2026-08-21`; none where the checkout has no history.
    pub(crate) date: Option<String>,
    products: Products,
}

/// A product, with all of its versions together.
#[derive(Debug, Default)]
pub(crate) struct Product {
    /// As `2020-03-24`.
    pub(crate) versions: BTreeSet<String>,
    pub(crate) codes: BTreeSet<String>,
    pub(crate) actions: BTreeMap<String, Action>,
}

#[derive(Debug, Default)]
pub(crate) struct Action {
    pub(crate) codes: BTreeSet<String>,
    pub(crate) client_token: bool,
    pub(crate) dry_run: bool,
    /// The newest version that has it.
    pub(crate) version: String,
}

impl Product {
    fn add(&mut self, other: Self) {
        self.versions.extend(other.versions);
        self.codes.extend(other.codes);
        for (name, action) in other.actions {
            let ours = self.actions.entry(name).or_default();
            ours.codes.extend(action.codes);
            ours.client_token |= action.client_token;
            ours.dry_run |= action.dry_run;
            ours.version = ours.version.clone().max(action.version);
        }
    }
}

pub(crate) type Products = BTreeMap<String, Product>;

/// Reads all checkouts. Reports all problems at once.
pub(crate) fn read(checkouts: &[PathBuf]) -> Result<Vec<Sdk>, Problems> {
    let mut problems = Problems::new();
    let read = checkouts
        .iter()
        .filter_map(|checkout| read_checkout(checkout, &mut problems));
    let sdks = read.collect();
    if problems.is_empty() {
        Ok(sdks)
    } else {
        Err(problems)
    }
}

/// What one or the other SDK has.
pub(crate) fn union(sdks: Vec<Sdk>) -> Products {
    let mut products = Products::new();
    for (name, product) in sdks.into_iter().flat_map(|sdk| sdk.products) {
        products.entry(name).or_default().add(product);
    }
    products
}

/// Reads `tencentcloud/<product>/v<yyyymmdd>/`.
fn read_checkout(checkout: &Path, problems: &mut Problems) -> Option<Sdk> {
    let root = checkout.join("tencentcloud");
    let before = problems.len();
    let mut products = Products::new();
    let mut sdk_name = None;
    for product_folder in folders(&root, problems) {
        let mut product = Product::default();
        for version_folder in folders(&product_folder, problems) {
            let Some(version) = version(&version_folder) else {
                continue;
            };
            let client = read_version(&version_folder, &version, &mut product, problems);
            product.versions.insert(version);
            if sdk_name.is_none() {
                sdk_name = repository(&client).map(str::to_owned);
            }
        }
        // What has no version is part of the SDK itself.
        if !product.versions.is_empty() {
            products.insert(name(&product_folder), product);
        }
    }
    if problems.len() > before {
        return None;
    }
    let mut missing = |what: &str, expected: &str| {
        let checkout = checkout.display();
        problems.push(format!("{checkout}: found no {what}, expected {expected}"));
    };
    if products.is_empty() {
        missing("product", "tencentcloud/<product>/v<yyyymmdd>/errors.go");
        return None;
    }
    let Some(sdk_name) = sdk_name else {
        missing("name of the SDK", "the imports of a client.go to have it");
        return None;
    };
    let request = "tencentcloud/common/http/request.go";
    let text = fs::read_to_string(checkout.join(request)).unwrap_or_default();
    let Some(version) = sdk_version(&text) else {
        let expected = format!("\"SDK_GO_<version>\" in {request}");
        missing("version of the SDK", &expected);
        return None;
    };
    Some(Sdk {
        checkout: checkout.to_owned(),
        name: sdk_name,
        version,
        date: date(checkout),
        products,
    })
}

/// Reads the files of a version, and returns `client.go`.
fn read_version(
    folder: &Path,
    version: &str,
    product: &mut Product,
    problems: &mut Problems,
) -> String {
    let before = problems.len();
    // Each of these files is a list of declarations, the last of which ends at the start of a line.
    let mut file = |name: &str, end: &str| {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| {
            let path = path.display();
            problems.push(format!("{path}: found no readable file ({error})"));
            format!("{end}\n")
        });
        if text.lines().last() != Some(end) {
            let path = path.display();
            problems.push(format!(
                "{path}: found a file that ends in the middle, expected `{end}` as its last line"
            ));
        }
        text
    };
    let errors = file("errors.go", ")");
    let client = file("client.go", "}");
    let models = file("models.go", "}");
    if problems.len() > before {
        return client;
    }
    let codes: BTreeSet<_> = errors.lines().filter_map(constant).collect();
    let requests = requests(&models);
    let actions = actions(&client);
    let mut incomplete = |name: &str, missing: &str, of: &str| {
        let path = folder.join(name);
        problems.push(format!(
            "{}: found no {missing} for {of}, expected a whole file",
            path.display()
        ));
    };
    // What is cut off between two declarations is told by what the other files say.
    for action in actions.keys() {
        if !requests.contains_key(action.as_str()) {
            incomplete("models.go", "request", action);
        }
    }
    for action in requests.keys() {
        if !actions.contains_key(*action) {
            incomplete("client.go", "method", action);
        }
    }
    for code in actions.values().flatten() {
        if !codes.contains(code.as_str()) {
            incomplete("errors.go", "constant", code);
        }
    }
    product.codes.extend(codes.into_iter().map(str::to_owned));
    for (name, codes) in actions {
        // The versions come in order, so that the newest one decides.
        let (client_token, dry_run) = requests.get(name.as_str()).copied().unwrap_or_default();
        let action = product.actions.entry(name).or_default();
        action.codes.extend(codes);
        action.client_token = client_token;
        action.dry_run = dry_run;
        version.clone_into(&mut action.version);
    }
    client
}

/// The text of a constant: `NAME = "Code"`.
fn constant(line: &str) -> Option<&str> {
    let (name, value) = line
        .trim()
        .trim_start_matches('/')
        .trim()
        .split_once(" = \"")?;
    let is_name = name
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    is_name.then(|| value.split('"').next()).flatten()
}

/// The methods of the client, with the constants in the comment before each.
fn actions(client: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut actions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut codes = BTreeSet::new();
    for line in client.lines() {
        if line.starts_with("//") {
            codes.extend(constant(line).map(str::to_owned));
            continue;
        }
        let method = line
            .strip_prefix("func (c *Client) ")
            .and_then(|rest| rest.split('(').next());
        if let Some(method) = method {
            let action = method.strip_suffix("WithContext").unwrap_or(method);
            let all = actions.entry(action.to_owned()).or_default();
            all.extend(std::mem::take(&mut codes));
        }
        codes.clear();
    }
    actions
}

/// The requests: the action, and whether there is a `ClientToken` and a `DryRun`.
fn requests(models: &str) -> BTreeMap<&str, (bool, bool)> {
    /// A structure whose name ends in `Request`; only that of an action is based on one of the SDK.
    struct Request<'m> {
        action: &'m str,
        is_of_action: bool,
        client_token: bool,
        dry_run: bool,
    }
    let mut requests = BTreeMap::new();
    let mut current: Option<Request> = None;
    for line in models.lines() {
        if let Some(rest) = line.strip_prefix("type ") {
            let name = rest.split_once(" struct").map(|(name, _)| name);
            let action = name.and_then(|name| name.strip_suffix("Request"));
            current = action.map(|action| Request {
                action,
                is_of_action: false,
                client_token: false,
                dry_run: false,
            });
        } else if let Some(request) = &mut current {
            request.is_of_action |= line.contains("tchttp.BaseRequest");
            request.client_token |= line.contains("json:\"ClientToken");
            request.dry_run |= line.contains("json:\"DryRun");
            if line.starts_with('}') {
                if request.is_of_action {
                    requests.insert(request.action, (request.client_token, request.dry_run));
                }
                current = None;
            }
        }
    }
    requests
}

/// The repository that the client imports the rest of the SDK from.
fn repository(client: &str) -> Option<&str> {
    let (_, rest) = client.split_once("\"github.com/tencentcloud/")?;
    let (name, _) = rest.split_once("/tencentcloud/common")?;
    Some(name)
}

fn sdk_version(request: &str) -> Option<String> {
    let (_, rest) = request.split_once("\"SDK_GO_")?;
    let (version, _) = rest.split_once('"')?;
    numbers(version).map(|_| version.to_owned())
}

/// A version in a form that can be compared.
pub(crate) fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}

/// The day of the last commit. An archive has none.
fn date(checkout: &Path) -> Option<String> {
    if !checkout.join(".git").exists() {
        return None;
    }
    let output = Command::new("git")
        .arg("-C")
        .arg(checkout)
        .args(["log", "-1", "--format=%cs"])
        .output()
        .ok()?;
    let date = String::from_utf8(output.stdout).ok()?;
    let date = date.trim();
    (output.status.success() && date.len() == 10).then(|| date.to_owned())
}

fn folders(path: &Path, problems: &mut Problems) -> Vec<PathBuf> {
    match fs::read_dir(path) {
        Ok(entries) => {
            let paths = entries.flatten().map(|entry| entry.path());
            let mut folders: Vec<_> = paths.filter(|path| path.is_dir()).collect();
            folders.sort();
            folders
        }
        Err(error) => {
            problems.push(format!(
                "{}: found no readable folder ({error})",
                path.display()
            ));
            Vec::new()
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// `v20200324` as `2020-03-24`.
fn version(folder: &Path) -> Option<String> {
    let name = name(folder);
    let digits = name.strip_prefix('v')?;
    let is_date = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    is_date.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
