//! The outline: which blocks are headings, which are items, how deep each stands, and which
//! provision governs it. It works the same for all formats; what a format says comes as hints.

use super::block::Block;
use super::enumeration::{self, Governor};
use super::heading;
use super::line::{Cell, Role};
use super::marker::{Class, Marker};
use super::place::{Level, Rank};
use super::{Kind, Provision, ProvisionId, Section, SectionId, sentence, words};
use crate::fold::Folded;
use crate::span::Span;

/// Levels nested deeper than this are put beside the innermost.
const MAX_LEVELS: usize = 24;

/// Finds sections and provisions.
pub(super) fn outline(folded: &Folded, blocks: &[Block]) -> (Vec<Section>, Vec<Provision>) {
    let mut outline = Outline {
        folded,
        blocks,
        sections: vec![Section::default()],
        provisions: Vec::new(),
        levels: Vec::new(),
        numbers: numbers(blocks),
    };
    for index in 0..blocks.len() {
        outline.block(index);
    }
    (outline.sections, outline.provisions)
}

/// An outline in the making.
pub(super) struct Outline<'a> {
    pub(super) folded: &'a Folded,
    pub(super) blocks: &'a [Block],
    pub(super) sections: Vec<Section>,
    pub(super) provisions: Vec<Provision>,
    /// The open sections and lists, outermost first.
    pub(super) levels: Vec<Level>,
    /// For each block the next item of a list of the format, unless a heading comes before it.
    numbers: Vec<Option<Numbered>>,
}

/// A numbered item of a list of the format.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Numbered {
    depth: u8,
    number: u32,
}

/// For each block the item behind it that a list may go on with.
fn numbers(blocks: &[Block]) -> Vec<Option<Numbered>> {
    let mut next = None;
    let mut numbers: Vec<_> = blocks
        .iter()
        .rev()
        .map(|block| {
            let behind = next;
            next = match &block.role {
                Role::Item(label) => label.parse().ok().map(|number| Numbered {
                    depth: block.depth,
                    number,
                }),
                Role::Heading(_) => None,
                Role::Text | Role::Cell(_) => next,
            };
            behind
        })
        .collect();
    numbers.reverse();
    numbers
}

impl<'a> Outline<'a> {
    fn block(&mut self, index: usize) {
        let block = &self.blocks[index];
        if !matches!(block.role, Role::Cell(_)) {
            self.levels.retain(|level| level.rank != Rank::Row);
        }
        match (&block.role, &block.marker) {
            (Role::Cell(cell), _) => self.cell(index, *cell),
            (_, Some(marker)) if marker.readings.first.class == Class::Exhibit => {
                self.exhibit(block, marker);
            }
            (Role::Heading(level), _) => self.format_heading(block, *level),
            (Role::Item(label), _) => self.format_item(index, label),
            (Role::Text, Some(marker)) => self.marked(index, marker),
            (Role::Text, None) => self.unmarked(index),
        }
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        self.folded.cased(span)
    }

    /// The words of the last provision.
    pub(super) fn last_text(&self) -> &'a str {
        self.provisions
            .last()
            .map_or("", |last| self.text(last.folded))
    }

    pub(super) fn label(&self, block: &Block, marker: &Marker) -> String {
        self.text(block.folded)[marker.label.clone()].to_owned()
    }

    pub(super) fn next_id(&self) -> ProvisionId {
        ProvisionId(self.provisions.len() as u32)
    }

    pub(super) fn section(&self) -> SectionId {
        self.levels
            .last()
            .map_or(SectionId(0), |level| level.section)
    }

    pub(super) fn open_level(&mut self, rank: Rank, label: String, block: &Block) -> &mut Level {
        self.levels.truncate(MAX_LEVELS - 1);
        let parent = Some(self.section());
        let section = SectionId(self.sections.len() as u32);
        self.sections.push(Section {
            parent,
            label,
            heading: None,
        });
        let own = self.next_id();
        self.levels.push(Level {
            rank,
            section,
            count: None,
            indent: block.indent,
            depth: block.depth,
            stem: None,
            own,
        });
        self.levels.last_mut().expect("a level was pushed")
    }

    pub(super) fn push(&mut self, folded: Span, kind: Kind, stem: Option<ProvisionId>) {
        let section = self.section();
        self.provisions.push(Provision {
            folded,
            section,
            stem,
            tail: None,
            kind,
            is_definition: false,
        });
    }

    // Paragraphs.

    /// A block without a marker.
    fn unmarked(&mut self, index: usize) {
        let block = &self.blocks[index];
        let text = self.folded.slice(block.folded);
        let listed = self
            .levels
            .last()
            .is_some_and(|level| level.rank == Rank::Item);
        if matches!(text, "and" | "or" | "and/or") || listed && words::is_aside(text) {
            // A word or an aside that stands between two items ends no list.
            self.push(block.folded, Kind::Item, None);
            return;
        }
        if let Some(look) = heading::unmarked(self.folded, self.blocks, index, self.last_text()) {
            self.textual_heading(block, look);
            return;
        }
        if let Some(at) = self.tail_of(block) {
            self.list_tail(block, at);
            return;
        }
        self.close_for_paragraph(index);
        if let Some(stem) = self.implicit_stem(index) {
            let before = self.levels.pop_if(|level| level.rank == Rank::Implicit);
            let level = self.open_level(Rank::Implicit, String::new(), block);
            level.stem = Some(stem);
            level.own = before.map_or(level.own, |before| before.own);
            self.fill(block, Some(stem), Kind::Item);
            return;
        }
        self.levels.retain(|level| level.rank != Rank::Implicit);
        let listed = self
            .levels
            .last()
            .is_some_and(|level| level.rank == Rank::Item);
        let kind = if listed { Kind::Item } else { Kind::Sentence };
        self.fill(block, None, kind);
    }

    /// A paragraph that ends the sentence whose list is the level `at`.
    fn list_tail(&mut self, block: &Block, at: usize) {
        let stem = self.levels[at].stem;
        self.levels.truncate(at);
        if let Some(stem) = stem.filter(|stem| self.rules_behind(self.text(block.folded), *stem)) {
            self.provisions[stem.0 as usize].tail = Some(self.next_id());
        }
        self.sentences(block.folded, stem, Kind::Item);
    }

    /// Closes the items that a paragraph is no longer part of.
    fn close_for_paragraph(&mut self, index: usize) {
        let block = &self.blocks[index];
        while let Some(level) = self.levels.last() {
            let titled = self.sections[level.section.0 as usize].heading.is_some();
            let inside = match level.rank {
                Rank::Item | Rank::Numbered if level.depth > 0 => {
                    level.depth <= block.depth || self.resumes(level, index)
                }
                Rank::Item => block.indent > level.indent + 1,
                Rank::Numbered => titled || block.indent >= level.indent,
                _ => true,
            };
            if inside {
                break;
            }
            self.levels.pop();
        }
    }

    /// Whether the list of the format that an item is of goes on behind a block.
    fn resumes(&self, level: &Level, index: usize) -> bool {
        let label = &self.sections[level.section.0 as usize].label;
        let next = |number: u32| Numbered {
            depth: level.depth,
            number: number.saturating_add(1),
        };
        self.numbers[index].is_some() && label.parse().ok().map(next) == self.numbers[index]
    }

    /// A cell of a table. The cells of a row share a section; what announces the table governs them.
    fn cell(&mut self, index: usize, cell: Cell) {
        let block = &self.blocks[index];
        let row = self.levels.last().filter(|level| level.rank == Rank::Row);
        let stem = match row {
            Some(row) => row.stem,
            None => self.announcer(),
        };
        if cell != Cell::Next || row.is_none() {
            self.levels.retain(|level| level.rank < Rank::Implicit);
            self.close_for_paragraph(index);
            self.open_level(Rank::Row, String::new(), block).stem = stem;
        }
        if cell == Cell::Head {
            self.push(block.folded, Kind::Heading, None);
        } else {
            self.sentences(block.folded, stem, Kind::Cell);
        }
    }

    /// The provision that announces what starts here.
    pub(super) fn announcer(&self) -> Option<ProvisionId> {
        let last = self
            .provisions
            .last()
            .filter(|last| last.kind != Kind::Heading)?;
        self.text(last.folded)
            .ends_with(':')
            .then(|| ProvisionId(self.provisions.len() as u32 - 1))
    }

    // Provisions.

    /// Adds the provisions of a block: its run-in heading, if it has one, and its sentences.
    pub(super) fn fill(&mut self, block: &Block, stem: Option<ProvisionId>, kind: Kind) {
        let content = block.content();
        let place = match stem {
            Some(_) => heading::Place::Governed,
            None if self.in_definitions() => heading::Place::Definitions,
            None if block.marker.is_some() => heading::Place::Numbered,
            None => heading::Place::Paragraph,
        };
        let bold = block.bold_end.saturating_sub(content.start) as usize;
        let text = self.text(content);
        let Some((end, rest)) = heading::run_in(text, bold, place) else {
            self.sentences(content, stem, kind);
            return;
        };
        if block.marker.is_none() && block.role == Role::Text && stem.is_none() && block.depth == 0
        {
            self.levels
                .retain(|level| level.rank < Rank::RunIn || level.rank == Rank::Numbered);
            let label = text[..end]
                .trim_end_matches(['.', ':', ' ', '-'])
                .to_owned();
            self.open_level(Rank::RunIn, label, block);
        }
        self.heading(Span::new(content.start, content.start + end as u32));
        self.sentences(
            Span::new(content.start + rest as u32, content.end),
            stem,
            kind,
        );
    }

    /// Whether the section here, or one around it, lists definitions.
    fn in_definitions(&self) -> bool {
        self.levels.iter().any(|level| {
            let heading = self.sections[level.section.0 as usize].heading;
            heading.is_some_and(|ProvisionId(id)| {
                words::lists_definitions(self.folded.slice(self.provisions[id as usize].folded))
            })
        })
    }

    /// Adds the sentences of a stretch of a block. The stem governs the first; those behind it
    /// stand for themselves.
    fn sentences(&mut self, content: Span, stem: Option<ProvisionId>, kind: Kind) {
        let text = self.text(content);
        let base = self.provisions.len() as u32;
        let units = enumeration::units(text, &sentence::split(text));
        for (number, unit) in units.iter().enumerate() {
            let more = units.get(number + 1).is_some_and(|next| next.begins) && kind != Kind::Cell;
            let title = heading::inner(unit, text).filter(|_| more);
            let start = content.start + (unit.range.start + title.unwrap_or(0)) as u32;
            let span = Span::new(start, content.start + unit.range.end as u32);
            let (kind, governor) = match (title, unit.governor) {
                (Some(_), _) => (Kind::Heading, None),
                (None, Governor::Unit(head)) => (Kind::Part, Some(ProvisionId(base + head as u32))),
                (None, Governor::Block) => (unit.kind(kind), stem),
                (None, Governor::None) => (unit.kind(kind), None),
            };
            self.push(span, kind, governor);
        }
    }
}
