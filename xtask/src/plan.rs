//! What an import changes.

use std::collections::BTreeMap;

/// How something stands to the tables.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Seen {
    New,
    Back,
    Changed,
    Gone,
}

impl Seen {
    const ALL: [Self; 4] = [Self::New, Self::Back, Self::Changed, Self::Gone];

    fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Back => "back",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum What {
    Product,
    Feature,
    Version,
    Family,
    Code,
    /// A product and a code that it answers with.
    Answer,
    Action,
    Sdk,
}

impl What {
    fn plural(self) -> &'static str {
        match self {
            Self::Product => "products",
            Self::Feature => "features",
            Self::Version => "lists of versions",
            Self::Family => "families",
            Self::Code => "codes",
            Self::Answer => "answers of products",
            Self::Action => "actions",
            Self::Sdk => "states of the SDKs",
        }
    }
}

/// What changes, in the order in which it was found.
#[derive(Default)]
pub(crate) struct Plan(Vec<(Seen, What, String)>);

impl Plan {
    pub(crate) fn add(&mut self, seen: Seen, what: What, line: String) {
        self.0.push((seen, what, line));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers, every change, and what came of it.
    pub(crate) fn report(&self, is_written: bool, changes_files: bool) -> Vec<String> {
        let mut counts: BTreeMap<(Seen, What), usize> = BTreeMap::new();
        for (seen, what, _) in &self.0 {
            *counts.entry((*seen, *what)).or_default() += 1;
        }
        let mut lines = Vec::new();
        for seen in Seen::ALL {
            let counts = counts.iter().filter(|((found, _), _)| *found == seen);
            let counts: Vec<_> = counts
                .map(|((_, what), count)| format!("{count} {}", what.plural()))
                .collect();
            let counts = match counts[..] {
                [] => "nothing".to_owned(),
                _ => counts.join(", "),
            };
            lines.push(format!("{}: {counts}", seen.as_str()));
        }
        for (seen, _, line) in &self.0 {
            lines.push(format!("{} {line}", seen.as_str()));
        }
        lines.push(
            match (changes_files, is_written) {
                (false, _) => "no file changes",
                (true, false) => "nothing was written: `--apply` does that",
                (true, true) => "written; `cargo xtask status` says what is to be read",
            }
            .to_owned(),
        );
        lines
    }
}
