//! Tables that fit the terminal: nothing is broken in the middle; what has no room is left out.

use std::io::{self, Write};

/// A table. A column is as wide as what is in it.
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// The columns with numbers.
    right: &'static [usize],
    /// The columns that are left out first, where there is no room for all.
    spare: &'static [usize],
}

impl Table {
    pub(crate) fn new(
        header: &[&'static str],
        right: &'static [usize],
        spare: &'static [usize],
    ) -> Self {
        Self {
            header: header.to_vec(),
            rows: Vec::new(),
            right,
            spare,
        }
    }

    pub(crate) fn add_row<const N: usize>(&mut self, row: [String; N]) {
        self.rows.push(row.into());
    }

    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.write_within(out, width())
    }

    fn write_within(&self, out: &mut impl Write, width: usize) -> io::Result<()> {
        let widths: Vec<_> = (0..self.header.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
                widest.max(self.header[column].len())
            })
            .collect();
        let mut shown: Vec<_> = (0..self.header.len()).collect();
        let is_too_wide = |shown: &[usize]| {
            shown
                .iter()
                .map(|column| widths[*column] + 2)
                .sum::<usize>()
                > width + 1
        };
        for spare in self.spare {
            if !is_too_wide(&shown) {
                break;
            }
            shown.retain(|column| column != spare);
        }
        if is_too_wide(&shown) {
            return self.write_blocks(out);
        }
        let header: Vec<_> = self.header.iter().map(|name| (*name).to_owned()).collect();
        for row in std::iter::once(&header).chain(&self.rows) {
            let mut line = String::new();
            for column in &shown {
                let cell = &row[*column];
                let gap = " ".repeat(widths[*column].saturating_sub(cell.chars().count()));
                let is_right = self.right.contains(column);
                line.push(' ');
                line.push_str(if is_right { &gap } else { "" });
                line.push_str(cell);
                line.push_str(if is_right { "" } else { &gap });
                line.push(' ');
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// A line for each cell: for a terminal that is narrower than a code.
    fn write_blocks(&self, out: &mut impl Write) -> io::Result<()> {
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            for (name, cell) in self.header.iter().zip(row) {
                if !cell.is_empty() {
                    writeln!(out, "{name}: {cell}")?;
                }
            }
        }
        Ok(())
    }
}

/// The columns of the terminal, where there is one.
fn width() -> usize {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok());
    columns
        .or_else(|| {
            let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
            Some(usize::from(width.0))
        })
        .unwrap_or(usize::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn nothing_is_broken_at_any_width() {
        let mut table = Table::new(&["count", "code", "category", "id"], &[0], &[3, 2]);
        let row = |cells: [&str; 4]| cells.map(str::to_owned);
        table.add_row(row([
            "1",
            "AuthFailure.SignatureExpire",
            "authentication",
            "1234-5678",
        ]));
        table.add_row(row(["20", "InternalError", "internal", ""]));
        let at = |width| {
            let mut out = vec![];
            table.write_within(&mut out, width).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            at(80),
            " count  code                         category        id\n     1  AuthFailure.SignatureExpire  authentication  1234-5678\n    20  InternalError                internal\n"
        );
        assert_eq!(
            at(40),
            " count  code\n     1  AuthFailure.SignatureExpire\n    20  InternalError\n"
        );
        assert!(at(20).starts_with("count: 1\ncode: AuthFailure.SignatureExpire\ncategory: "));
        for width in 0..100 {
            assert!(at(width).contains("AuthFailure.SignatureExpire"));
        }
    }
}
