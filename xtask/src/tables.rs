//! TOML files that are edited in place: comments, order and what was written by hand survive.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, Item};

/// What is wrong, a line each.
pub(crate) type Problems = Vec<String>;

/// Files as they were and as they are to be.
pub(crate) struct Files(pub(crate) BTreeMap<PathBuf, (String, DocumentMut)>);

impl Files {
    /// The tables in a folder.
    pub(crate) fn read_folder(folder: &Path) -> Result<Self, Problems> {
        let entries = fs::read_dir(folder).map_err(|error| {
            vec![format!(
                "{}: found no readable folder ({error})",
                folder.display()
            )]
        })?;
        let paths = entries.flatten().map(|entry| entry.path());
        Self::read(paths.filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        }))
    }

    pub(crate) fn read(paths: impl IntoIterator<Item = PathBuf>) -> Result<Self, Problems> {
        let mut files = BTreeMap::new();
        let mut problems = Vec::new();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(|error| error.to_string());
            let parsed = text.and_then(|text| {
                let document = text
                    .parse::<DocumentMut>()
                    .map_err(|error| error.to_string())?;
                Ok((text, document))
            });
            match parsed {
                Ok(file) => drop(files.insert(path, file)),
                Err(error) => problems.push(format!("{}: {error}", path.display())),
            }
        }
        if problems.is_empty() {
            Ok(Self(files))
        } else {
            Err(problems)
        }
    }

    /// The file at this path, which is a new one if there was none.
    pub(crate) fn get(&mut self, path: PathBuf) -> &mut DocumentMut {
        &mut self.0.entry(path).or_default().1
    }

    /// Writes what changed.
    pub(crate) fn write(&self) -> Result<(), Problems> {
        for (path, (before, document)) in &self.0 {
            let after = document.to_string();
            if after != *before {
                fs::write(path, after)
                    .map_err(|error| vec![format!("{}: {error}", path.display())])?;
            }
        }
        Ok(())
    }
}

/// The texts in an array.
pub(crate) fn texts(item: Option<&Item>) -> impl Iterator<Item = String> {
    let array = item.and_then(Item::as_array).into_iter().flatten();
    array.filter_map(|item| item.as_str().map(str::to_owned))
}

/// An array with a line for each text.
pub(crate) fn lines<'t>(texts: impl IntoIterator<Item = &'t String>) -> Array {
    let mut lines: Array = texts.into_iter().map(String::as_str).collect();
    for line in lines.iter_mut() {
        line.decor_mut().set_prefix("\n    ");
    }
    lines.set_trailing("\n");
    lines.set_trailing_comma(true);
    lines
}
