//! Sections that a heading opens: which open ones it closes, and what governs the lists below it.

use super::block::Block;
use super::heading::{self, Look};
use super::marker::{Class, Marker};
use super::outline::Outline;
use super::place::{Count, Level, Rank};
use super::{Kind, ProvisionId, words};
use crate::span::Span;

impl Outline<'_> {
    /// Adds a heading; it is that of the innermost section, if that has none yet.
    pub(super) fn heading(&mut self, content: Span) {
        self.governed_heading(content, None);
    }

    /// The same, below a provision that governs the lists under it.
    pub(super) fn governed_heading(&mut self, content: Span, stem: Option<ProvisionId>) {
        let id = self.next_id();
        self.push(content, Kind::Heading, stem);
        let section = &mut self.sections[self
            .levels
            .last()
            .map_or(0, |level| level.section.0 as usize)];
        if section.parent.is_some() && section.heading.is_none() {
            section.heading = Some(id);
        }
    }

    /// Whether a heading is the title of the whole text: nothing but short lines comes before it.
    fn is_title(&self, content: Span) -> bool {
        let before = &self.provisions;
        before.is_empty()
            || self.sections.len() == 1
                && before.len() < 4
                && before
                    .iter()
                    .all(|before| !words::ends_sentence(self.text(before.folded)))
                && words::names_document(self.text(content))
    }

    /// Whether a heading repeats the first line of the text.
    fn repeats_title(&self, content: Span) -> bool {
        let first = self.provisions.first();
        first.is_some_and(|first| self.folded.slice(first.folded) == self.folded.slice(content))
    }

    pub(super) fn format_heading(&mut self, block: &Block, level: u8) {
        let content = block.content();
        // Below a title in the format's own way, a heading is one.
        let titled = self
            .provisions
            .iter()
            .any(|before| before.kind == Kind::Heading);
        if self.repeats_title(content) || self.is_title(content) && !titled {
            self.levels.clear();
            self.heading(content);
            return;
        }
        if heading::names_date(self.text(content)) {
            self.heading(content);
            return;
        }
        self.titled(block, Rank::Heading(level));
    }

    /// Opens a section for a heading, numbered or not.
    fn titled(&mut self, block: &Block, rank: Rank) {
        let content = block.content();
        let marker = block
            .marker
            .as_ref()
            .filter(|marker| !marker.label.is_empty());
        // "### 5." behind "## 4.2": numbers tell better than the format what is inside what.
        if let Some(first) = marker.map(|marker| marker.readings.first)
            && first.class == Class::Number(1)
        {
            self.close_before(first.value);
        }
        let stem = self.close_for_heading(rank);
        let label = match marker {
            Some(marker) => self.label(block, marker),
            None => self.text(content).to_owned(),
        };
        let level = self.open_level(rank, label, block);
        level.count = marker.map(|marker| Count::new(marker, marker.readings.first));
        level.stem = stem;
        self.governed_heading(content, stem);
    }

    /// Closes what a heading of that rank closes, and says what governs the lists below it: the
    /// provision that announces it, or what governs the heading before it.
    fn close_for_heading(&mut self, rank: Rank) -> Option<ProvisionId> {
        if let Some(stem) = self.announcer() {
            self.levels
                .retain(|level| level.rank < Rank::Implicit && level.rank != rank);
            return Some(stem);
        }
        let before = self.levels.iter().position(|level| level.rank == rank);
        let stem = before.and_then(|at| {
            let Level { stem, own, .. } = self.levels[at];
            let first = self.provisions.get(own.0 as usize + 1)?;
            stem.filter(|_| first.stem == Some(own))
        });
        match before.filter(|_| stem.is_some()) {
            Some(at) => self.levels.truncate(at),
            None => self.levels.retain(|level| level.rank < rank),
        }
        stem
    }

    pub(super) fn exhibit(&mut self, block: &Block, marker: &Marker) {
        self.levels.clear();
        let label = self.label(block, marker);
        self.open_level(Rank::Exhibit, label, block);
        self.heading(block.folded);
    }

    pub(super) fn textual_heading(&mut self, block: &Block, look: Look) {
        let rank = match look {
            Look::Bold => Rank::Bold,
            Look::Caps => Rank::Caps,
            Look::Title => Rank::Title,
        };
        if self.is_title(block.folded) || self.repeats_title(block.folded) {
            self.heading(block.folded);
            return;
        }
        self.titled(block, rank);
    }
}
