//! The outline: which blocks are headings, which are items, how deep each stands, and which
//! provision governs it. It works the same for all formats; what a format says comes as hints.

use super::block::Block;
use super::heading::{self, Look};
use super::line::{Cell, Gap, Role};
use super::marker::{Class, Marker};
use super::place::{self, Count, Level, Opening, Rank, Relation};
use super::enumeration::{self, Governor};
use super::{Kind, Provision, ProvisionId, Section, SectionId, sentence, words};
use crate::fold::Folded;
use crate::span::Span;

/// Levels nested deeper than this are put beside the innermost.
const MAX_LEVELS: usize = 24;

/// Finds sections and provisions.
pub(super) fn outline(folded: &Folded, blocks: &[Block]) -> (Vec<Section>, Vec<Provision>) {
    let root = Section { parent: None, label: String::new(), heading: None };
    let mut outline = Outline { folded, blocks, sections: vec![root], provisions: Vec::new(), levels: Vec::new() };
    for index in 0..blocks.len() {
        outline.block(index);
    }
    (outline.sections, outline.provisions)
}

struct Outline<'a> {
    folded: &'a Folded,
    blocks: &'a [Block],
    sections: Vec<Section>,
    provisions: Vec<Provision>,
    levels: Vec<Level>,
}

impl<'a> Outline<'a> {
    fn block(&mut self, index: usize) {
        let block = &self.blocks[index];
        match (&block.role, &block.marker) {
            (Role::Cell(cell), _) => self.cell(block, *cell),
            (_, Some(marker)) if marker.readings.first.class == Class::Exhibit => self.exhibit(block, marker),
            (Role::Heading(level), _) => self.format_heading(block, *level),
            (Role::Item(label), _) => self.format_item(index, label),
            (Role::Text, Some(marker)) => self.marked(index, marker),
            (Role::Text, None) => self.unmarked(index),
        }
    }

    fn text(&self, span: Span) -> &'a str {
        self.folded.display(span)
    }

    /// The words of the last provision.
    fn last_text(&self) -> &'a str {
        self.provisions.last().map_or("", |last| self.text(last.folded))
    }

    fn label(&self, block: &Block, marker: &Marker) -> String {
        self.text(block.folded)[marker.label.clone()].to_owned()
    }

    fn next_id(&self) -> ProvisionId {
        ProvisionId(self.provisions.len() as u32)
    }

    fn section(&self) -> SectionId {
        self.levels.last().map_or(SectionId(0), |level| level.section)
    }

    fn open_level(&mut self, rank: Rank, label: String, block: &Block) -> &mut Level {
        self.levels.truncate(MAX_LEVELS - 1);
        let parent = Some(self.section());
        let section = SectionId(self.sections.len() as u32);
        self.sections.push(Section { parent, label, heading: None });
        let own = self.next_id();
        self.levels.push(Level { rank, section, count: None, indent: block.indent, depth: block.depth, stem: None, own });
        self.levels.last_mut().expect("a level was pushed")
    }

    fn push(&mut self, folded: Span, kind: Kind, stem: Option<ProvisionId>) {
        let section = self.section();
        self.provisions.push(Provision { folded, section, stem, kind, is_definition: false });
    }

    // Headings.

    /// Adds a heading; it is that of the innermost section, if that has none yet.
    fn heading(&mut self, content: Span) {
        let id = self.next_id();
        self.push(content, Kind::Heading, None);
        let section = &mut self.sections[self.levels.last().map_or(0, |level| level.section.0 as usize)];
        if section.parent.is_some() && section.heading.is_none() {
            section.heading = Some(id);
        }
    }

    /// Whether a heading is the title of the whole text: nothing but short lines comes before it,
    /// or it repeats the first one.
    fn is_title(&self, content: Span) -> bool {
        let begins = self.sections.len() == 1
            && self.provisions.len() < 4
            && self.provisions.iter().all(|before| !words::ends_sentence(self.text(before.folded)));
        begins && (self.provisions.is_empty() || words::names_document(self.text(content)))
            || self.provisions.first().is_some_and(|first| self.folded.slice(first.folded) == self.folded.slice(content))
    }

    fn format_heading(&mut self, block: &Block, level: u8) {
        let content = block.content();
        if self.is_title(content) {
            self.levels.clear();
            self.heading(content);
            return;
        }
        let rank = Rank::Heading(level);
        self.levels.retain(|open| open.rank < rank);
        self.titled(block, rank);
    }

    /// Opens a section for a heading, numbered or not.
    fn titled(&mut self, block: &Block, rank: Rank) {
        let content = block.content();
        let marker = block.marker.as_ref().filter(|marker| !marker.label.is_empty());
        let label = match marker {
            Some(marker) => self.label(block, marker),
            None => self.text(content).to_owned(),
        };
        self.open_level(rank, label, block).count = marker.map(|marker| Count::new(marker, marker.readings.first));
        self.heading(content);
    }

    fn exhibit(&mut self, block: &Block, marker: &Marker) {
        self.levels.clear();
        let label = self.label(block, marker);
        self.open_level(Rank::Exhibit, label, block);
        self.heading(block.folded);
    }

    // Items.

    /// An item of a list of the format.
    fn format_item(&mut self, index: usize, label: &str) {
        let block = &self.blocks[index];
        let listed = |level: &Level| level.depth >= block.depth && level.rank == Rank::Item && level.count.is_none();
        let outer = self.levels.iter().position(|level| level.depth >= block.depth && level.depth > 0);
        let sibling = outer.filter(|&at| listed(&self.levels[at]) && self.levels[at].depth == block.depth);
        let before = sibling.map(|at| self.levels[at].stem);
        if let Some(outer) = outer {
            self.levels.truncate(outer);
        }
        let stem = before.unwrap_or_else(|| self.list_stem());
        let marker = block.marker.as_ref().filter(|marker| !marker.label.is_empty());
        let label = marker.map_or_else(|| label.to_owned(), |marker| self.label(block, marker));
        self.open_level(Rank::Item, label, block).stem = stem;
        self.fill(block, stem, Kind::Item);
    }

    /// The provision that governs a list that starts here.
    fn list_stem(&self) -> Option<ProvisionId> {
        let last = self.provisions.last()?;
        let id = ProvisionId(self.provisions.len() as u32 - 1);
        let text = self.text(last.folded);
        if words::announces_list(text) && (last.kind != Kind::Heading || text.ends_with(':')) {
            return Some(id);
        }
        let level = self.levels.last().filter(|level| level.rank == Rank::Item)?;
        if !words::ends_sentence(text) && last.kind != Kind::Heading {
            return Some(id);
        }
        level.stem.map(|_| level.own)
    }

    /// A block with a marker in its text.
    fn marked(&mut self, index: usize, marker: &Marker) {
        let block = &self.blocks[index];
        let open = if words::announces_list(self.last_text()) { Opening::Announced } else { Opening::Not };
        let spot = place::spot(&self.levels, block, marker, open);
        let sibling = self.levels.get(spot.keep).filter(|_| spot.relation == Relation::Sibling).map(|level| (level.rank, level.stem));
        self.levels.truncate(spot.keep);
        let heading = heading::numbered(self.folded, self.blocks, index, self.text(block.content()));
        let stem = match sibling {
            Some((_, stem)) => stem,
            None if heading || self.stands_alone(block) => None,
            None => self.section_stem(marker),
        };
        let bullet = matches!(spot.reading.class, Class::Bullet(_));
        let listed = stem.is_some() || bullet || sibling.is_some_and(|(rank, _)| rank == Rank::Item);
        let rank = if listed { Rank::Item } else { Rank::Numbered };
        let label = self.label(block, marker);
        let level = self.open_level(rank, label, block);
        level.count = Some(Count::new(marker, spot.reading));
        level.stem = stem;
        if heading && !listed {
            self.heading(block.content());
        } else {
            self.fill(block, stem, Kind::Item);
        }
    }

    /// The stem of a new list; sections with a path of numbers or a word have none unless it ends in a colon.
    fn section_stem(&self, marker: &Marker) -> Option<ProvisionId> {
        let class = marker.readings.first.class;
        let section = matches!(class, Class::Word(_)) || matches!(class, Class::Number(length) if length > 1);
        self.list_stem().filter(|_| !section || self.last_text().ends_with(':'))
    }

    /// Whether a block has a heading of its own and is a statement of its own, whatever is above it.
    fn stands_alone(&self, block: &Block) -> bool {
        let text = self.text(block.content());
        heading::run_in(text, 0, heading::Place::Governed).is_some_and(|(_, rest)| {
            let rest = &text[rest..];
            words::has_verb(&rest[..rest.floor_char_boundary(100)])
        })
    }

    // Paragraphs.

    /// A block without a marker.
    fn unmarked(&mut self, index: usize) {
        let block = &self.blocks[index];
        if let Some(look) = heading::unmarked(self.folded, self.blocks, index, self.last_text()) {
            self.textual_heading(block, look);
            return;
        }
        self.close_for_paragraph(block);
        if let Some(stem) = self.implicit_stem(index) {
            if self.levels.last().is_none_or(|level| level.rank != Rank::Implicit) {
                self.open_level(Rank::Implicit, String::new(), block).stem = Some(stem);
            }
            self.fill(block, Some(stem), Kind::Item);
            return;
        }
        self.levels.retain(|level| level.rank != Rank::Implicit);
        let listed = self.levels.last().is_some_and(|level| level.rank == Rank::Item);
        self.fill(block, None, if listed { Kind::Item } else { Kind::Sentence });
    }

    fn textual_heading(&mut self, block: &Block, look: Look) {
        let rank = match look {
            Look::Bold => Rank::Bold,
            Look::Caps => Rank::Caps,
            Look::Title => Rank::Title,
        };
        if self.is_title(block.folded) {
            self.heading(block.folded);
            return;
        }
        self.levels.retain(|level| level.rank < rank);
        self.titled(block, rank);
    }

    /// Closes the items that a paragraph is no longer part of.
    fn close_for_paragraph(&mut self, block: &Block) {
        while let Some(level) = self.levels.last() {
            let titled = self.sections[level.section.0 as usize].heading.is_some();
            let inside = match level.rank {
                Rank::Item | Rank::Numbered if level.depth > 0 => level.depth <= block.depth,
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

    /// The stem of a paragraph that is an item without a marker.
    fn implicit_stem(&self, index: usize) -> Option<ProvisionId> {
        let block = &self.blocks[index];
        let text = self.text(block.folded);
        let stopped = words::ends_sentence(text);
        let like = words::starts_lower(text) || words::ends_item(text) || !stopped && !text.ends_with(':');
        if let Some(level) = self.levels.last().filter(|level| level.rank == Rank::Implicit) {
            // A full sentence after the last of the items that were none is no item.
            let first = self.text(self.provisions[level.own.0 as usize].folded);
            let over = words::starts_lower(first) && !words::starts_lower(text) && words::ends_sentence(self.last_text());
            return level.stem.filter(|_| !over && (like || block.gap != Gap::Blank));
        }
        let last = self.provisions.last().filter(|last| last.kind != Kind::Heading)?;
        let next = self.blocks.get(index + 1);
        let tight = block.gap != Gap::Blank
            || next.is_some_and(|next| next.gap != Gap::Blank && next.marker.is_none() && next.role == Role::Text);
        (self.text(last.folded).ends_with(':') && (like || tight)).then(|| ProvisionId(self.provisions.len() as u32 - 1))
    }

    fn cell(&mut self, block: &Block, cell: Cell) {
        if cell == Cell::Head {
            self.levels.retain(|level| level.rank != Rank::Implicit);
            self.push(block.folded, Kind::Heading, None);
            return;
        }
        if cell == Cell::First || self.levels.last().is_none_or(|level| level.rank != Rank::Implicit) {
            self.levels.retain(|level| level.rank != Rank::Implicit);
            self.open_level(Rank::Implicit, String::new(), block);
        }
        self.sentences(block.folded, None, Kind::Cell);
    }

    // Provisions.

    /// Adds the provisions of a block: its run-in heading, if it has one, and its sentences.
    fn fill(&mut self, block: &Block, stem: Option<ProvisionId>, kind: Kind) {
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
        if block.marker.is_none() && block.role == Role::Text && stem.is_none() && block.depth == 0 {
            self.levels.retain(|level| level.rank < Rank::RunIn || level.rank == Rank::Numbered);
            let label = text[..end].trim_end_matches(['.', ':', ' ', '-']).to_owned();
            self.levels.retain(|level| level.rank != Rank::RunIn);
            self.open_level(Rank::RunIn, label, block);
        }
        self.heading(Span::new(content.start, content.start + end as u32));
        self.sentences(Span::new(content.start + rest as u32, content.end), stem, kind);
    }

    /// Whether the section here, or one around it, lists definitions.
    fn in_definitions(&self) -> bool {
        self.levels.iter().any(|level| {
            let heading = self.sections[level.section.0 as usize].heading;
            heading.is_some_and(|ProvisionId(id)| words::lists_definitions(self.folded.slice(self.provisions[id as usize].folded)))
        })
    }

    /// Adds the sentences of a stretch of a block. The stem governs the first; those behind it
    /// stand for themselves.
    fn sentences(&mut self, content: Span, stem: Option<ProvisionId>, kind: Kind) {
        let text = self.text(content);
        let base = self.provisions.len() as u32;
        for unit in enumeration::units(text, &sentence::split(text)) {
            let span = Span::new(content.start + unit.range.start as u32, content.start + unit.range.end as u32);
            let (kind, governor) = match unit.governor {
                Governor::Unit(head) => (Kind::Part, Some(ProvisionId(base + head as u32))),
                Governor::Block => (if unit.is_part { Kind::Part } else { kind }, stem),
                Governor::None => (if unit.is_part { Kind::Part } else { kind }, None),
            };
            self.push(span, kind, governor);
        }
    }
}
