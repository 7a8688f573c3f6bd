//! What is wrong with the tables, each with its place.

use std::fmt;
use std::path::PathBuf;

use crate::escape::{Escaped, Shortened};

/// One mistake in one table.
///
/// It is displayed as `path:line:column: found X, expected Y`, with a suggestion if something similar
/// is known.
#[derive(Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Problem {
    /// The file, as it was given to the builder.
    pub path: PathBuf,
    /// The line, from 1, or 0 for the whole file.
    pub line: usize,
    /// The column in characters, from 1, or 0 for the whole file.
    pub column: usize,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", escaped(&self.path.display().to_string()))?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": found {}, expected {}", self.found, self.expected)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, "; did you mean {suggestion}?"),
            None => Ok(()),
        }
    }
}

/// Every mistake in every table, in the order of files and lines. Never empty.
///
/// ```
/// use tencentcloud_error_codes::codegen::Builder;
///
/// let problems = Builder::new().table("no/such/table.toml").generate().unwrap_err();
/// assert_eq!(problems.iter().count(), 1);
/// assert!(problems.to_string().starts_with("no/such/table.toml: found "));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// `Err` with the problems in order, if there are any.
    pub(super) fn into_result(mut problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort();
        problems.dedup();
        Err(Self(problems))
    }
}

impl Problems {
    /// The mistakes, in the order of files and lines.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A text of the tables, quoted for a message, with its control characters escaped and its length
/// bounded.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", Shortened(text))
}

/// A path for a message, with its control characters escaped.
pub(super) fn escaped(text: &str) -> impl fmt::Display + use<'_> {
    Escaped(text)
}

/// The candidate that is most like the text, if any is like it, quoted.
pub(super) fn nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    crate::nearest::nearest(text, candidates).map(quoted)
}
