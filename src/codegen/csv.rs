//! Tables in CSV: a row of names, and a row for each code.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::error::quoted;
use super::source::{At, Pos, Sources};
use super::value::{Entries, Value};

/// The rows of a document. `None` where its syntax is broken, which is reported.
pub(super) fn read(sources: &mut Sources, file: usize, text: &str) -> Option<Entries> {
    let file_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut cells = Cells {
        reader: ReaderBuilder::new()
            .delimiter(delimiter(&text[file_start..]))
            .build(),
        text,
        at: file_start,
        buffer: vec![0; text.len() + 1],
    };
    let pos = |offset| Pos { file, offset };
    let names = cells.row();
    if !names.is_empty() && !names.iter().any(|name| name.text.trim() == "code") {
        let names_found: Vec<_> = names.iter().map(|name| quoted(name.text.trim())).collect();
        let found = format!("a first row without `code` ({})", names_found.join(", "));
        let expected = "the names of the fields there, `code` for the text of the code";
        sources.problem(pos(file_start), found, expected);
        return None;
    }
    let mut rows = Vec::new();
    let mut is_broken = false;
    loop {
        let row = cells.row();
        let Some(first) = row.first() else {
            break;
        };
        let start = first.offset;
        if let Some(cell) = row.iter().find(|cell| cell.is_unclosed) {
            sources.problem(pos(cell.offset), "an unclosed `\"`", "`\"` to close it");
            is_broken = true;
        } else if row.len() != names.len() {
            let found = format!("a row of {}", count(row.len()));
            let mut expected = format!("{}, as the first row has", count(names.len()));
            if row.len() > names.len() {
                let delimiter = char::from(delimiter(&text[file_start..]));
                expected = format!(
                    "{expected}; a cell with {} in it is in quotes",
                    quoted(&delimiter.to_string())
                );
            }
            sources.problem(pos(start), found, expected);
            is_broken = true;
        }
        let mut entries = Entries::new();
        for (name, cell) in names.iter().zip(row) {
            // What is empty is as if it were not there.
            if !cell.text.is_empty() {
                let key = At {
                    value: name.text.trim().to_owned(),
                    pos: pos(name.offset),
                };
                let value = At {
                    value: Value::Cell(cell.text),
                    pos: pos(cell.offset),
                };
                entries.push((key, value));
            }
        }
        let row = At {
            value: Value::Table(entries),
            pos: pos(start),
        };
        rows.push(row);
    }
    for (index, name) in names.iter().enumerate() {
        if names[..index].iter().any(|known| known.text == name.text) {
            let found = format!("the column {} a second time", quoted(&name.text));
            sources.problem(pos(name.offset), found, "each column once");
            is_broken = true;
        }
    }
    if is_broken {
        return None;
    }
    let key = At {
        value: "codes".to_owned(),
        pos: pos(file_start),
    };
    let value = At {
        value: Value::List(rows),
        pos: pos(file_start),
    };
    Some(vec![(key, value)])
}

fn count(cells: usize) -> String {
    if cells == 1 {
        "1 cell".to_owned()
    } else {
        format!("{cells} cells")
    }
}

/// What parts the cells: spreadsheets of some countries write a semicolon.
fn delimiter(text: &str) -> u8 {
    let names = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| names.bytes().filter(|byte| byte == delimiter).count();
    // The last of several that are as frequent.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

struct Cells<'a> {
    reader: Reader,
    text: &'a str,
    at: usize,
    /// Room for any cell, and one byte more: a full buffer is told before the end of a cell.
    buffer: Vec<u8>,
}

struct Cell {
    text: String,
    offset: usize,
    is_unclosed: bool,
}

impl Cells<'_> {
    /// The cells of the next row; none at the end.
    fn row(&mut self) -> Vec<Cell> {
        let mut row = Vec::new();
        // Line ends before a row are no part of it.
        let rest = &self.text[self.at..];
        let mut offset = self.text.len() - rest.trim_start_matches(['\r', '\n']).len();
        let mut len = 0;
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(input, &mut self.buffer[len..]);
            self.at += read;
            len += written;
            match result {
                // An empty input tells the reader that this is the end.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::Field { record_end } => {
                    row.push(self.cell(offset, len));
                    offset = self.at;
                    len = 0;
                    if record_end {
                        return row;
                    }
                }
                ReadFieldResult::OutputFull | ReadFieldResult::End => return row,
            }
        }
    }

    fn cell(&self, offset: usize, len: usize) -> Cell {
        let written = &self.text[offset.min(self.at)..self.at];
        Cell {
            text: String::from_utf8_lossy(&self.buffer[..len]).into_owned(),
            offset,
            is_unclosed: written.starts_with('"') && written.matches('"').count() % 2 == 1,
        }
    }
}
