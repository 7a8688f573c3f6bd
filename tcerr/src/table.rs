//! Tables that fit the terminal. No cell but prose is ever broken: what has no room is left out, or goes
//! below.

use std::io::{self, Write};

use clap::builder::styling::Style;

use crate::out::{self, wrap};

/// What a column holds, and its header.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    /// What the row is about.
    Key(&'static str),
    Number(&'static str),
    Text(&'static str),
    /// Left out where there is no room for all, the highest rank first.
    Spare(&'static str, u8),
    /// Sentences, in the last column: wrapped, or below the row.
    Prose(&'static str),
}

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Self::Key(name)
            | Self::Number(name)
            | Self::Text(name)
            | Self::Spare(name, _)
            | Self::Prose(name) => name,
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Spare(_, rank) => rank,
            _ => 0,
        }
    }
}

/// A text and its color.
pub(crate) struct Cell {
    text: String,
    style: Style,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            style: Style::new(),
        }
    }
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        if self.style == Style::new() {
            return out.write_all(self.text.as_bytes());
        }
        write!(out, "{}{}{:#}", self.style, self.text, self.style)
    }
}

/// Rows of cells. A column is as wide as what is in it.
pub(crate) struct Table<const N: usize> {
    columns: [Column; N],
    rows: Vec<[Cell; N]>,
}

/// Prose in a narrower column than this is hard to read.
const NARROWEST_PROSE: usize = 30;
/// What is below a row is indented by so much.
const INDENT: usize = 4;

impl<const N: usize> Table<N> {
    pub(crate) const fn new(columns: [Column; N]) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn add_row(&mut self, row: [Cell; N]) {
        self.rows.push(row);
    }

    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.write_within(out, out::width())
    }

    fn write_within(&self, out: &mut impl Write, width: usize) -> io::Result<()> {
        let prose = self
            .columns
            .iter()
            .position(|column| matches!(column, Column::Prose(_)));
        let mut shown: Vec<_> = (0..N).filter(|column| Some(*column) != prose).collect();
        let widths = self.widths();
        let total = |shown: &[usize]| {
            shown
                .iter()
                .map(|column| widths[*column] + 2)
                .sum::<usize>()
        };
        // The last column needs no blank behind it.
        let is_too_wide = |shown: &[usize]| total(shown) > width.saturating_add(1);
        while is_too_wide(&shown) {
            let spare = (0..shown.len()).max_by_key(|at| self.columns[shown[*at]].rank());
            match spare.filter(|at| self.columns[shown[*at]].rank() > 0) {
                Some(spare) => shown.remove(spare),
                None => return self.write_blocks(out, width),
            };
        }
        let beside = total(&shown) + 1;
        let has_room = width >= beside + NARROWEST_PROSE;
        let headers = shown.iter().chain(prose.iter().filter(|_| has_room));
        let headers: Vec<_> = headers
            .map(|column| (*column, Cell::from(self.columns[*column].name())))
            .collect();
        let headers = headers.iter().map(|(column, cell)| (*column, cell));
        self.write_line(out, headers, &widths)?;
        for row in &self.rows {
            let cells = shown.iter().map(|column| (*column, &row[*column]));
            let Some(prose) = prose else {
                self.write_line(out, cells, &widths)?;
                continue;
            };
            let room = if has_room {
                width - beside
            } else {
                width - INDENT.min(width)
            };
            let mut lines = wrap(&row[prose].text, room).into_iter();
            if has_room {
                let first = Cell::from(lines.next().unwrap_or_default());
                let first = std::iter::once((prose, &first));
                self.write_line(out, cells.chain(first), &widths)?;
            } else {
                self.write_line(out, cells, &widths)?;
            }
            let indent = if has_room { beside } else { INDENT };
            for line in lines {
                writeln!(out, "{:indent$}{line}", "")?;
            }
        }
        Ok(())
    }

    fn widths(&self) -> [usize; N] {
        std::array::from_fn(|column| {
            let cells = self.rows.iter().map(|row| out::columns(&row[column].text));
            let header = out::columns(self.columns[column].name());
            cells.max().unwrap_or(0).max(header)
        })
    }

    fn write_line<'a>(
        &self,
        out: &mut impl Write,
        cells: impl Iterator<Item = (usize, &'a Cell)>,
        widths: &[usize; N],
    ) -> io::Result<()> {
        // Blanks at the end of a line are not written.
        let mut gap = 0;
        for (column, cell) in cells {
            let room = widths[column].saturating_sub(out::columns(&cell.text));
            let is_right = matches!(self.columns[column], Column::Number(_));
            gap += 1 + if is_right { room } else { 0 };
            if !cell.text.is_empty() {
                blanks(out, gap)?;
                gap = 0;
                cell.write(out)?;
            }
            gap += 1 + if is_right { 0 } else { room };
        }
        writeln!(out)
    }

    /// The key of a row, and all else below: for a terminal that is too narrow for columns.
    fn write_blocks(&self, out: &mut impl Write, width: usize) -> io::Result<()> {
        let is_key = |column: usize| matches!(self.columns[column], Column::Key(_));
        let key = (0..N).find(|column| is_key(*column)).unwrap_or(0);
        for row in &self.rows {
            row[key].write(out)?;
            writeln!(out)?;
            let mut used = 0;
            for column in (0..N).filter(|column| *column != key) {
                let (name, cell) = (self.columns[column].name(), &row[column]);
                if cell.text.is_empty() || matches!(self.columns[column], Column::Prose(_)) {
                    continue;
                }
                let len = out::columns(name) + 1 + out::columns(&cell.text);
                if used > 0 && used + 2 + len <= width {
                    write!(out, "  ")?;
                    used += 2 + len;
                } else {
                    let start = if used > 0 { "\n" } else { "" };
                    write!(out, "{start}{:INDENT$}", "")?;
                    used = INDENT + len;
                }
                if INDENT + len <= width {
                    write!(out, "{name} ")?;
                } else {
                    write!(out, "{name}\n{:INDENT$}", "")?;
                }
                cell.write(out)?;
            }
            if used > 0 {
                writeln!(out)?;
            }
            let is_prose = |column: &usize| matches!(self.columns[*column], Column::Prose(_));
            if let Some(prose) = (0..N).find(is_prose) {
                for line in wrap(&row[prose].text, width.saturating_sub(INDENT)) {
                    writeln!(out, "{:INDENT$}{line}", "")?;
                }
            }
        }
        Ok(())
    }
}

fn blanks(out: &mut impl Write, mut len: usize) -> io::Result<()> {
    const BLANKS: [u8; 64] = [b' '; 64];
    while len > 0 {
        let part = BLANKS.get(..len).unwrap_or(&BLANKS);
        out.write_all(part)?;
        len -= part.len();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Cell, Column, Table};

    fn at<const N: usize>(table: &Table<N>, width: usize) -> String {
        let mut out = vec![];
        table.write_within(&mut out, width).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_left_out_before_a_cell_is_broken() {
        let mut table = Table::new([
            Column::Number("count"),
            Column::Key("code"),
            Column::Spare("category", 1),
            Column::Spare("id", 2),
        ]);
        let row = |cells: [&str; 4]| cells.map(Cell::from);
        table.add_row(row([
            "1",
            "AuthFailure.SignatureExpire",
            "authentication",
            "1234-5678",
        ]));
        table.add_row(row(["20", "InternalError", "internal", ""]));
        assert_eq!(
            at(&table, 80),
            " count  code                         category        id\n     1  AuthFailure.SignatureExpire  authentication  1234-5678\n    20  InternalError                internal\n"
        );
        assert_eq!(
            at(&table, 60),
            " count  code                         category\n     1  AuthFailure.SignatureExpire  authentication\n    20  InternalError                internal\n"
        );
        assert_eq!(
            at(&table, 40),
            " count  code\n     1  AuthFailure.SignatureExpire\n    20  InternalError\n"
        );
        assert!(at(&table, 30).starts_with(
            "AuthFailure.SignatureExpire\n    count 1\n    category authentication\n    id 1234-5678\n"
        ));
        for width in 0..100 {
            assert!(at(&table, width).contains("AuthFailure.SignatureExpire"));
        }
    }

    #[test]
    fn prose_is_wrapped_or_goes_below() {
        let mut table = Table::new([
            Column::Key("code"),
            Column::Text("retry"),
            Column::Prose("description"),
        ]);
        let sentence = "The account balance is too low to pay for this order.";
        table.add_row(["ResourceInUse", "never", sentence].map(Cell::from));
        let whole = " code           retry  description
 ResourceInUse  never  The account balance is too low to pay for this order.
";
        assert_eq!(at(&table, usize::MAX), whole);
        assert_eq!(at(&table, 80), whole);
        assert_eq!(
            at(&table, 60),
            " code           retry  description
 ResourceInUse  never  The account balance is too low to pay
                       for this order.
"
        );
        assert_eq!(
            at(&table, 40),
            " code           retry
 ResourceInUse  never
    The account balance is too low to
    pay for this order.
"
        );
        assert_eq!(
            at(&table, 16),
            "ResourceInUse
    retry never
    The account
    balance is
    too low to
    pay for this
    order.
"
        );
    }

    #[test]
    fn no_line_is_longer_than_it_must_be() {
        let mut table = Table::new([Column::Key("code"), Column::Prose("description")]);
        table.add_row(
            [
                "InternalError",
                "one two three four five six seven eight nine ten",
            ]
            .map(Cell::from),
        );
        for width in 13..90 {
            for line in at(&table, width).lines() {
                assert!(line.len() <= width, "{width}: {line:?}");
            }
        }
    }
}
