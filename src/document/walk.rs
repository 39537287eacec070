//! Ways through a document: from a provision to its stems, its headings and its path.

use super::{Document, Kind, Provision, ProvisionId, SectionId};

impl Document {
    /// For each provision whether it governs others.
    pub(crate) fn governs(&self) -> Vec<bool> {
        let mut governs = vec![false; self.provisions.len()];
        for stem in self
            .provisions
            .iter()
            .filter_map(|provision| provision.stem)
        {
            governs[stem.0 as usize] = true;
        }
        governs
    }

    /// Whether a provision has words or numbers: some only draw a line.
    #[must_use]
    pub fn has_words(&self, id: ProvisionId) -> bool {
        let text = self.folded.slice(self.provision(id).folded);
        text.contains(char::is_alphanumeric)
    }

    /// The provision with that number.
    #[must_use]
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id.0 as usize]
    }

    /// The stems of a provision, the nearest first.
    pub fn stems(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            next = self.provision(next?).stem;
            next
        })
        .take(STEMS)
    }

    /// Whether the items behind a provision say how or for what its words are meant, so that without them it says more
    /// than the text does: "You will not copy the model (i) for military purposes, (ii) ...".
    #[must_use]
    pub fn is_narrowed(&self, id: ProvisionId) -> bool {
        let Some(item) = self.provisions.get(id.0 as usize + 1) else {
            return false;
        };
        let text = &self.folded.text;
        item.stem == Some(id)
            && matches!(item.kind, Kind::Part | Kind::Item)
            && !text[self.provision(id).folded.range()].ends_with([':', '-', '.', '!'])
            && !text[item.folded.range()].starts_with("for example")
            && NARROWING
                .iter()
                .any(|start| text[item.folded.range()].starts_with(start))
    }

    /// The headings above a provision, the nearest first.
    pub fn headings(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let mut next = Some(self.provision(id).section);
        std::iter::from_fn(move || {
            let section = &self.sections[next?.0 as usize];
            next = section.parent;
            Some(section.heading.filter(|heading| *heading != id))
        })
        .take(HEADINGS)
        .flatten()
    }

    /// The labels of the sections that lead to one, outermost first.
    #[must_use]
    pub fn path(&self, section: SectionId) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = Some(section);
        while let Some(id) = next {
            let section = &self.sections[id.0 as usize];
            path.extend(Some(section.label.as_str()).filter(|label| !label.is_empty()));
            next = section.parent;
        }
        path.reverse();
        path
    }
}

/// How an item begins that narrows what its stem says.
const NARROWING: &[&str] = &[
    "for ",
    "in any ",
    "in a ",
    "in connection ",
    "in violation ",
    "if ",
    "where ",
    "when ",
    "with the ",
    "by means ",
    "while ",
    "as part ",
];

/// How many stems of a provision are looked at. Lists nested deeper than this govern by their inner levels.
const STEMS: usize = 6;

/// How many sections outwards a heading is looked for.
const HEADINGS: usize = 16;
