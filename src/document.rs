//! What a text consists of: sections and provisions.
//!
//! A [`Provision`] is the unit that clauses are read from: one sentence, one list item, or one part
//! of an inline enumeration. Each knows its section and its *stem*, the provision that governs it
//! ("You agree not to use the Model to:"). Both lists are flat and in the order of the text.
//!
//! Parsing never fails: any text gives a document.

mod anaphora;
mod block;
mod definition;
mod enumeration;
mod heading;
mod html;
mod line;
mod lists;
mod markdown;
mod marker;
mod outline;
mod place;
mod plain;
mod reference;
mod sentence;
mod stretch;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_lists;
mod titled;
mod walk;
mod worded;
mod words;
mod wrap;
mod writer;

use line::Lines;

use crate::fold::Folded;
use crate::source::{Format, Source};
use crate::span::Span;

/// Index of a section in [`Document::sections`]; the root section is number 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

/// Index of a provision in [`Document::provisions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionId(pub u32);

/// A text, taken apart. Spans named *folded* are byte ranges of `folded.text`.
#[derive(Debug)]
pub struct Document {
    /// The matching view of the whole text and the way back to the source.
    pub folded: Folded,
    /// All sections, outer before inner; number 0 is the root, which has no label.
    pub sections: Vec<Section>,
    /// All provisions in the order of the text. They do not overlap and cover the prose.
    pub provisions: Vec<Provision>,
    /// Terms that the text defines, in the order of the text.
    pub definitions: Vec<Definition>,
    /// Addresses that links of the source point to, in the order of the text.
    pub links: Vec<Link>,
}

impl Document {
    /// Takes a text apart.
    #[must_use]
    pub fn parse(source: &Source) -> Document {
        match source.format {
            Format::Plain => stretch::document(&source.text),
            Format::Markdown => Document::of(&markdown::lines(&source.text)),
            Format::Html => Document::of(&html::lines(&source.text)),
        }
    }

    /// Takes lines apart.
    fn of(lines: &Lines<'_>) -> Document {
        let (folded, blocks, links) = block::blocks(lines);
        let (sections, mut provisions) = outline::outline(&folded, &blocks);
        let definitions = definition::definitions(&folded, &sections, &mut provisions);
        anaphora::link(&folded.text, &mut provisions);
        Document {
            folded,
            sections,
            provisions,
            definitions,
            links,
        }
    }
}

impl Default for Document {
    /// A document without text: it has a root.
    fn default() -> Document {
        Document {
            folded: Folded::default(),
            sections: vec![Section::default()],
            provisions: Vec::new(),
            definitions: Vec::new(),
            links: Vec::new(),
        }
    }
}

/// A numbered or titled part of a text, or one level of a list.
#[derive(Debug, Default)]
pub struct Section {
    /// The section around it; none for the root.
    pub parent: Option<SectionId>,
    /// Its number without punctuation ("1", "b", "iv") or, where it has none, its heading as in the
    /// source with white space folded; empty for an unnumbered list level (bullets).
    pub label: String,
    /// The provision (of kind `Heading`) that holds its heading, where it has one.
    pub heading: Option<ProvisionId>,
}

/// How a provision stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading or running title; also a run-in heading ("**Minimum age.** You must ...").
    Heading,
    /// A sentence of a paragraph.
    Sentence,
    /// A list item, or a sentence of one.
    Item,
    /// A part of an inline enumeration: "(A) ...; and (B) ...".
    Part,
    /// A cell of a table.
    Cell,
}

/// The unit that clauses are read from.
#[derive(Debug)]
pub struct Provision {
    /// Its words in the folded text, without its marker ("a.", "(i)", "-") and without white space
    /// at the ends.
    pub folded: Span,
    /// The innermost section that holds it (for a list item, its own level).
    pub section: SectionId,
    /// The provision that governs it: the sentence or item that introduces its list, or the head of
    /// its inline enumeration. A stem always stands before what it governs.
    pub stem: Option<ProvisionId>,
    /// Where it opens a list in the middle of its sentence: the provision behind the list, or its last
    /// one, that ends the sentence ("Whoever - has ... or - earns ..., shall ...").
    pub tail: Option<ProvisionId>,
    /// How it stands in the text.
    pub kind: Kind,
    /// Whether it says what a term means ("'Output' means ..."), rather than what anybody may do.
    pub is_definition: bool,
}

/// A term that the text defines.
#[derive(Debug)]
pub struct Definition {
    /// The term, folded, without quotation marks ("the territory" is kept as "territory").
    pub term: String,
    /// The provision that defines it.
    pub provision: ProvisionId,
    /// The words that say what it means (folded): what follows "means", or, for a definition in
    /// brackets ("... (the "Policy")"), the provision up to the bracket.
    pub meaning: Span,
}

/// A link of a marked-up source.
#[derive(Debug)]
pub struct Link {
    /// The words that are linked, in the folded text.
    pub folded: Span,
    /// The address, as written.
    pub target: String,
}
