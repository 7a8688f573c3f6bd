//! The files of the tables, the places in them, and what is wrong there.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::error::{Problem, escaped};
use super::head::Head;

/// The files that were read, and the problems that were found in them.
#[derive(Default)]
pub(super) struct Sources {
    files: Vec<Source>,
    pub(super) problems: Vec<Problem>,
    pub(super) head: Head,
    /// Whether the tables are to be in the style of our own: what is only style is a mistake then.
    pub(super) is_strict: bool,
    /// Whether a file could not be read to its end: what it may have said is not missed elsewhere.
    pub(super) is_broken: bool,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Pos {
    pub(super) file: usize,
    pub(super) offset: usize,
}

impl Pos {
    pub(super) fn is_in_file_of(self, other: Self) -> bool {
        self.file == other.file
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) pos: Pos,
}

impl Sources {
    /// Reads a file and returns its number and its text.
    pub(super) fn open(&mut self, path: &Path) -> Option<(usize, String)> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                self.files.push(Source {
                    path: path.to_owned(),
                    text: text.clone(),
                    marks: OnceCell::new(),
                });
                Some((self.files.len() - 1, text))
            }
            Err(error) => {
                self.is_broken = true;
                self.problem_of_file(
                    path.to_owned(),
                    format!("no readable file ({error})"),
                    "a table",
                );
                None
            }
        }
    }

    pub(super) fn path(&self, file: usize) -> &Path {
        &self.files[file].path
    }

    /// Reports what stands at a place.
    pub(super) fn problem(
        &mut self,
        pos: Pos,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> &mut Problem {
        let file = &self.files[pos.file];
        let (line, column) = file.line_and_column(pos.offset);
        self.problems.push(Problem {
            path: file.path.clone(),
            line,
            column,
            found: found.into(),
            expected: expected.into(),
            suggestion: None,
        });
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Reports what is no mistake, but not in the style of our own tables.
    pub(super) fn style(
        &mut self,
        pos: Pos,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        if self.is_strict {
            self.problem(pos, found, expected);
        }
    }

    /// Reports what is wrong with a file as a whole, or with something that is in no file.
    pub(super) fn problem_of_file(
        &mut self,
        path: PathBuf,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.problems.push(Problem {
            path,
            line: 0,
            column: 0,
            found: found.into(),
            expected: expected.into(),
            suggestion: None,
        });
    }

    /// Reports that nothing is left to generate, unless that has a reason which is reported.
    pub(super) fn no_codes(&mut self) {
        if self.problems.is_empty() {
            let path = self.files.first().map(|file| file.path.clone());
            let path = path.unwrap_or_else(|| PathBuf::from("(no table)"));
            self.problem_of_file(path, "no codes", "at least one");
        }
    }

    /// A place in words, for a message about another place.
    pub(super) fn place(&self, pos: Pos) -> String {
        let file = &self.files[pos.file];
        let (line, _) = file.line_and_column(pos.offset);
        format!("{}:{line}", escaped(&file.path.display().to_string()))
    }
}

struct Source {
    path: PathBuf,
    text: String,
    /// Line and column at every so many bytes, made when the first place is asked for: to count from
    /// the start for each of many problems would take time that grows with their square.
    marks: OnceCell<Vec<Mark>>,
}

#[derive(Clone, Copy)]
struct Mark {
    offset: usize,
    line: usize,
    column: usize,
}

impl Mark {
    fn advance(&mut self, c: char) {
        self.offset += c.len_utf8();
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

impl Source {
    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        const DISTANCE: usize = 512;
        let marks = self.marks.get_or_init(|| {
            let mut mark = Mark {
                offset: 0,
                line: 1,
                column: 1,
            };
            let mut marks = vec![mark];
            for c in self.text.chars() {
                mark.advance(c);
                if mark.offset >= marks.len() * DISTANCE {
                    marks.push(mark);
                }
            }
            marks
        });
        let after = marks.partition_point(|mark| mark.offset <= offset);
        let mut mark = marks[after.saturating_sub(1)];
        for c in self.text[mark.offset..].chars() {
            if mark.offset + c.len_utf8() > offset {
                break;
            }
            mark.advance(c);
        }
        (mark.line, mark.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_start_finds() {
        let text = "é[A]\n\n余额 = 1\r\n".repeat(200);
        let source = Source {
            path: PathBuf::new(),
            text: text.clone(),
            marks: OnceCell::new(),
        };
        for (offset, _) in text.char_indices().chain([(text.len(), '\0')]) {
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let column = before[start..].chars().count() + 1;
            assert_eq!(source.line_and_column(offset), (line, column), "{offset}");
        }
    }
}
