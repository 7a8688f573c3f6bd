//! What is wrong with the tables, each with its place.

use std::fmt;
use std::path::PathBuf;

/// One mistake in one table.
///
/// It is shown as `path:line:column: found X, expected Y`, with a suggestion where something
/// similar is known.
#[derive(Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as it was given to the builder.
    pub path: PathBuf,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The column in characters, from 1; 0 where the whole file is meant.
    pub column: usize,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
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
/// assert_eq!(problems.len(), 1);
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

impl std::ops::Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.0
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
    const LONGEST: usize = 60;
    let escaped: String = text.escape_debug().collect();
    if escaped.chars().count() <= LONGEST {
        return format!("`{escaped}`");
    }
    let start: String = escaped.chars().take(LONGEST).collect();
    format!("`{start}...`")
}

/// The candidate that is most like the text, if any is like it.
pub(super) fn nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    const LIKE: f64 = 0.84;
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(text, candidate), candidate))
        .filter(|&(likeness, candidate)| likeness >= LIKE && candidate != text)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| quoted(candidate))
}
