//! TOML files that are edited in place: comments, order and what was written by hand survive.

use std::collections::BTreeMap;
use std::ffi::OsString;
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

    /// The files that differ from what they were.
    pub(crate) fn changed(&self) -> impl Iterator<Item = Changed> {
        self.0.iter().filter_map(|(path, (before, document))| {
            Changed::new(path.clone(), before.clone(), document.to_string())
        })
    }
}

/// A file that is to be written.
pub(crate) struct Changed {
    path: PathBuf,
    before: String,
    after: String,
}

impl Changed {
    pub(crate) fn new(path: PathBuf, before: String, after: String) -> Option<Self> {
        (before != after).then_some(Self {
            path,
            before,
            after,
        })
    }

    /// Where the text waits until that of all files is on the disk.
    fn staged(&self) -> PathBuf {
        let mut name: OsString = self.path.clone().into();
        name.push(".import");
        name.into()
    }
}

/// Writes all files, or none of them.
pub(crate) fn write(files: &[Changed]) -> Result<(), Problems> {
    let result = stage(files).and_then(|()| replace(files));
    if result.is_err() {
        for file in files {
            let _ = fs::remove_file(file.staged());
        }
    }
    result
}

fn stage(files: &[Changed]) -> Result<(), Problems> {
    for file in files {
        let path = file.staged();
        fs::write(&path, &file.after)
            .map_err(|error| vec![format!("{}: {error}", path.display())])?;
    }
    Ok(())
}

fn replace(files: &[Changed]) -> Result<(), Problems> {
    for (done, file) in files.iter().enumerate() {
        if let Err(error) = fs::rename(file.staged(), &file.path) {
            let mut problems = vec![format!("{}: {error}", file.path.display())];
            for file in &files[..done] {
                let undone = if file.before.is_empty() {
                    fs::remove_file(&file.path)
                } else {
                    fs::write(&file.path, &file.before)
                };
                if let Err(error) = undone {
                    let path = file.path.display();
                    problems.push(format!("{path}: could not be restored: {error}"));
                }
            }
            return Err(problems);
        }
    }
    Ok(())
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

/// The name of the product that a table is of.
pub(crate) fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Whether the text is a month, as `2026-11`.
pub(crate) fn is_month(text: &str) -> bool {
    let is_number = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-').is_some_and(|(year, month)| {
        is_number(year, 4)
            && year.starts_with("20")
            && is_number(month, 2)
            && ("01"..="12").contains(&month)
    })
}
