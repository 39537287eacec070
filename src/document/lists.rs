//! Items of an outline: where a list belongs and which provision governs it.

use super::block::Block;
use super::line::{Gap, Role};
use super::marker::{Class, Marker};
use super::outline::Outline;
use super::place::{self, Count, Level, Opening, Rank, Relation};
use super::{Kind, ProvisionId, heading, words};
use crate::span::Span;

/// How many sentences may stand between one that announces a list and the list.
const BETWEEN: usize = 2;

impl Outline<'_> {
    /// An item of a list of the format.
    pub(super) fn format_item(&mut self, index: usize, label: &str) {
        let block = &self.blocks[index];
        if let Ok(number) = label.parse()
            && !self.goes_on(block, number)
        {
            self.close_before(number);
        }
        let outer = self
            .levels
            .iter()
            .position(|level| level.depth >= block.depth && level.depth > 0);
        let before = outer.map(|at| &self.levels[at]).filter(|level| {
            let listed = matches!(level.rank, Rank::Item | Rank::Numbered) && level.count.is_none();
            listed && level.depth == block.depth
        });
        let before = before.map(|level| level.stem);
        let titled = before.is_none().then(|| self.title_before(label)).flatten();
        let outer = outer.into_iter().chain(titled).min();
        self.levels.truncate(outer.unwrap_or(self.levels.len()));
        let stem = before.unwrap_or_else(|| self.list_stem());
        let marker = block
            .marker
            .as_ref()
            .filter(|marker| !marker.label.is_empty());
        let label = marker.map_or_else(|| label.to_owned(), |marker| self.label(block, marker));
        if stem.is_none() && heading::item(self.folded, self.blocks, index) {
            let content = block.content();
            let label = if label.is_empty() {
                self.text(content).to_owned()
            } else {
                label
            };
            self.open_level(Rank::Numbered, label, block);
            self.heading(content);
            return;
        }
        if stem.is_none() && heading::lone_item(self.folded, self.blocks, index) {
            self.levels.retain(|level| level.rank < Rank::Numbered);
            // What stands below it is not deeper in the format's list.
            self.open_level(Rank::Numbered, label, block).depth = 0;
            self.heading(block.content());
            return;
        }
        self.open_level(Rank::Item, label, block).stem = stem;
        self.fill(block, stem, Kind::Item);
    }

    /// Whether an item is the next one of an open list of the format.
    fn goes_on(&self, block: &Block, number: u32) -> bool {
        self.levels.iter().any(|level| {
            level.rank == Rank::Item
                && level.depth == block.depth
                && self.sections[level.section.0 as usize]
                    .label
                    .parse()
                    .is_ok_and(|before: u32| before + 1 == number)
        })
    }

    /// Closes the parts of a section that the one of that number follows: "2.3" before "3".
    pub(super) fn close_before(&mut self, number: u32) {
        let is_over = |level: &Level| level.count.is_some_and(|count| count.is_before(number));
        let over = self.levels.iter().position(is_over);
        self.levels.truncate(over.unwrap_or(self.levels.len()));
    }

    /// The open section whose heading is the item that a number follows.
    fn title_before(&self, label: &str) -> Option<usize> {
        let number: u32 = label.parse().ok()?;
        self.levels.iter().rposition(|level| {
            let label = &self.sections[level.section.0 as usize].label;
            level.rank == Rank::Numbered
                && level.count.is_none()
                && label
                    .parse()
                    .is_ok_and(|before: u32| before.saturating_add(1) == number)
        })
    }

    /// The provision that governs a list that starts here.
    fn list_stem(&self) -> Option<ProvisionId> {
        let last = self.provisions.last()?;
        let id = ProvisionId(self.provisions.len() as u32 - 1);
        let text = self.text(last.folded);
        if words::announces_list(text) && (last.kind != Kind::Heading || text.ends_with(':'))
            || last.kind == Kind::Heading && last.stem.is_some()
        {
            return Some(id);
        }
        let Some(level) = self.levels.last().filter(|level| level.rank == Rank::Item) else {
            return self.announcer_before();
        };
        if !words::ends_sentence(text) && last.kind != Kind::Heading {
            return Some(id);
        }
        level.stem.map(|_| level.own)
    }

    /// The sentence that announces a list, where another one stands between: "You may do none of the following.
    /// The list is not complete."
    fn announcer_before(&self) -> Option<ProvisionId> {
        let (last, before) = self.provisions.split_last()?;
        let mut next = last;
        for (n, here) in before.iter().enumerate().rev().take(BETWEEN) {
            let between = Span::new(here.folded.end, next.folded.start);
            let is_paragraph = here.kind == Kind::Sentence && next.kind == Kind::Sentence;
            if !is_paragraph || self.text(between).contains('\n') {
                return None;
            }
            if words::tail(self.text(here.folded), 100).contains("the following") {
                return Some(ProvisionId(n as u32));
            }
            next = here;
        }
        None
    }

    /// A block with a marker in its text.
    pub(super) fn marked(&mut self, index: usize, marker: &Marker) {
        let block = &self.blocks[index];
        let bullet = matches!(marker.readings.first.class, Class::Bullet(_));
        let last = self.last_text();
        let goes_on = bullet && (words::ends_item(last) || words::ends_joined(last));
        let open = if words::announces_list(last) && !goes_on {
            Opening::Announced
        } else {
            Opening::Not
        };
        let spot = place::spot(&self.levels, block, marker, open);
        let inside = spot.keep == self.levels.len();
        let sibling = self
            .levels
            .get(spot.keep)
            .filter(|_| spot.relation == Relation::Sibling)
            .map(|level| (level.rank, level.stem));
        self.levels.truncate(spot.keep);
        let heading =
            heading::numbered(self.folded, self.blocks, index, self.text(block.content()));
        let stem = match sibling {
            Some((_, stem)) => stem,
            None if heading => self
                .announcer()
                .filter(|_| !words::states_terms(self.last_text()) && self.heads_list(index)),
            None if self.stands_alone(block) => None,
            None => self
                .section_stem(marker)
                .or_else(|| self.open_stem().filter(|_| inside)),
        };
        let bullet = matches!(spot.reading.class, Class::Bullet(_));
        let listed =
            stem.is_some() || bullet || sibling.is_some_and(|(rank, _)| rank == Rank::Item);
        let rank = if listed { Rank::Item } else { Rank::Numbered };
        let label = self.label(block, marker);
        let level = self.open_level(rank, label, block);
        level.count = Some(Count::new(marker, spot.reading));
        level.stem = stem;
        if heading && (!listed || stem.is_some() && self.heads_list(index)) {
            self.governed_heading(block.content(), stem);
        } else {
            self.fill(block, stem, Kind::Item);
        }
    }

    /// The stem of a new list; sections with a path of numbers or a word have none unless it ends in a colon.
    fn section_stem(&self, marker: &Marker) -> Option<ProvisionId> {
        let class = marker.readings.first.class;
        let section =
            matches!(class, Class::Word(_)) || matches!(class, Class::Number(length) if length > 1);
        self.list_stem()
            .filter(|_| !section || self.last_text().ends_with(':'))
    }

    /// The last provision, if it is a clause that was left open: "3.3 It is forbidden to Licensee".
    fn open_stem(&self) -> Option<ProvisionId> {
        let last = self.provisions.last()?;
        let level = self.levels.last()?;
        let text = self.text(last.folded);
        (last.kind == Kind::Item
            && last.section == level.section
            && !words::ends_sentence(text)
            && !words::ends_item(text))
        .then(|| ProvisionId(self.provisions.len() as u32 - 1))
    }

    /// If a paragraph ends the sentence that opened the list before it ("... shall show the name"), the
    /// level of that list.
    pub(super) fn tail_of(&self, block: &Block) -> Option<usize> {
        let text = self.text(block.folded);
        if !words::starts_lower(text) || words::ends_sentence(self.last_text()) {
            return None;
        }
        let at = self
            .levels
            .iter()
            .rposition(|level| matches!(level.rank, Rank::Item | Rank::Implicit))?;
        let level = &self.levels[at];
        let inside = match level.rank {
            Rank::Item => block.indent > level.indent + 1 || block.depth > 0,
            _ => !self.rules_behind(text, level.stem?),
        };
        (level.stem.is_some() && !inside).then_some(at)
    }

    /// Whether a text behind a list holds the rule of the sentence that `stem` opens.
    pub(super) fn rules_behind(&self, text: &str, stem: ProvisionId) -> bool {
        let opener = self.text(self.provisions[stem.0 as usize].folded);
        !opener.ends_with(':') && words::starts_with_rule(text)
    }

    /// Whether a list of another style starts right behind a block.
    fn heads_list(&self, index: usize) -> bool {
        let style = |block: &Block| {
            let marker = block.marker.as_ref()?;
            Some((marker.readings, marker.punct))
        };
        let (Some(next), Some((own, punct))) =
            (self.blocks.get(index + 1), style(&self.blocks[index]))
        else {
            return false;
        };
        match style(next) {
            Some((readings, mark)) => {
                let first = readings.first;
                (first.class != own.first.class || mark != punct) && first.value <= 1
            }
            // The list of the format that goes on behind items of another one is not headed by its last item.
            None => matches!(&next.role, Role::Item(label) if label.is_empty() || label == "1"),
        }
    }

    /// Whether a block has a heading of its own and is a statement of its own, whatever is above it.
    fn stands_alone(&self, block: &Block) -> bool {
        let text = self.text(block.content());
        heading::run_in(text, 0, heading::Place::Governed).is_some_and(|(_, rest)| {
            let rest = &text[rest..];
            words::has_verb(&rest[..rest.floor_char_boundary(100)])
        })
    }

    /// The stem of a paragraph that is an item without a marker.
    pub(super) fn implicit_stem(&self, index: usize) -> Option<ProvisionId> {
        let block = &self.blocks[index];
        let text = self.text(block.folded);
        let stopped = words::ends_sentence(text);
        let like = words::starts_lower(text)
            || words::ends_item(text)
            || words::is_quotation(text)
            || words::asks_for_items(self.last_text())
            || !stopped && !text.ends_with(':');
        if let Some(level) = self
            .levels
            .last()
            .filter(|level| level.rank == Rank::Implicit)
        {
            // A full sentence after the last of the items that were none is no item.
            let first = self.text(self.provisions[level.own.0 as usize].folded);
            let over = words::starts_lower(first)
                && !words::starts_lower(text)
                && words::ends_sentence(self.last_text());
            let goes_on = words::ends_item(self.last_text());
            return level
                .stem
                .filter(|_| !over && (like || goes_on || block.gap != Gap::Blank));
        }
        let last = self
            .provisions
            .last()
            .filter(|last| last.kind != Kind::Heading)?;
        let next = self.blocks.get(index + 1);
        let tight = block.gap != Gap::Blank
            || next.is_some_and(|next| {
                next.gap != Gap::Blank && next.marker.is_none() && next.role == Role::Text
            });
        (self.text(last.folded).ends_with(':') && (like || tight))
            .then(|| ProvisionId(self.provisions.len() as u32 - 1))
    }
}
