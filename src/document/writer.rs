//! Writes the lines of a marked-up text: keeps what is open (lists, links, bold) while a format
//! parser goes through the marks.

use std::ops::Range;

use super::line::{Gap, Line, Lines, LinkedPieces, Piece, Role, Weight};
use crate::span::Span;

/// Lists nested deeper than this are taken to be this deep.
const MAX_DEPTH: usize = 16;

/// Lines in the making.
#[derive(Debug)]
pub(super) struct Writer<'s> {
    lines: Lines<'s>,
    /// The number that the next item of each open list has; none for bullets.
    lists: Vec<Option<u64>>,
    /// First piece and address of each open link.
    links: Vec<(usize, String)>,
    /// Number of open elements that set in bold.
    bold: u32,
    /// First piece of the line that is being written, and what is known about it.
    first: usize,
    gap: Gap,
    role: Role,
}

impl<'s> Writer<'s> {
    pub(super) fn new(source: &'s str) -> Writer<'s> {
        Writer {
            lines: Lines::new(source),
            lists: Vec::new(),
            links: Vec::new(),
            bold: 0,
            first: 0,
            gap: Gap::Blank,
            role: Role::Text,
        }
    }

    /// Ends the last line and hands all of them over.
    pub(super) fn finish(mut self) -> Lines<'s> {
        self.end_line(Gap::Blank);
        self.lines
    }

    pub(super) fn source(&self) -> &'s str {
        self.lines.source
    }

    /// Whether the line that is being written holds nothing yet.
    pub(super) fn is_line_empty(&self) -> bool {
        self.first == self.lines.pieces.len()
    }

    /// Appends a stretch of the source that is seen as it stands.
    pub(super) fn push(&mut self, range: Range<usize>) {
        let weight = self.weight();
        self.lines
            .push(Span::new(range.start as u32, range.end as u32), weight);
    }

    /// Appends text that is seen in place of a stretch of the source.
    pub(super) fn push_decoded(&mut self, text: &str, range: Range<usize>) {
        let span = Span::new(range.start as u32, range.end as u32);
        let weight = self.weight();
        let pieces = text.chars().map(|character| Piece {
            span,
            decoded: Some(character),
            weight,
        });
        self.lines.pieces.extend(pieces);
    }

    fn weight(&self) -> Weight {
        if self.bold > 0 {
            Weight::Bold
        } else {
            Weight::Normal
        }
    }

    /// Says what the line that is being written is.
    pub(super) fn set_role(&mut self, role: Role) {
        self.role = role;
    }

    pub(super) fn open_bold(&mut self) {
        self.bold += 1;
    }

    pub(super) fn close_bold(&mut self) {
        self.bold = self.bold.saturating_sub(1);
    }

    pub(super) fn open_link(&mut self, target: String) {
        self.links.push((self.lines.pieces.len(), target));
    }

    pub(super) fn close_link(&mut self) {
        if let Some((first, target)) = self.links.pop() {
            let pieces = first..self.lines.pieces.len();
            if !pieces.is_empty() {
                self.lines.links.push(LinkedPieces { pieces, target });
            }
        }
    }

    /// Opens a list whose first item has that number, or none if it has bullets.
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.lists.push(first);
    }

    pub(super) fn close_list(&mut self) {
        self.lists.pop();
    }

    /// Makes the line that is being written the first one of the next item. A number that the item is `written` with
    /// counts if it skips some ("1., 3., 4."), not if it lags behind ("1., 1., 1.").
    pub(super) fn start_item(&mut self, written: Option<u64>) {
        let label = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = (*number).max(written.unwrap_or(0));
                let label = number.to_string();
                *number = number.saturating_add(1);
                label
            }
            _ => String::new(),
        };
        self.role = Role::Item(label);
    }

    /// Ends the line that is being written, if it holds anything, and notes what separates the next.
    pub(super) fn end_line(&mut self, next: Gap) {
        let pieces = self.first..self.lines.pieces.len();
        self.first = pieces.end;
        if pieces.is_empty() {
            // Two ends in a row: the wider gap counts.
            if next == Gap::Blank || self.gap == Gap::Wrap {
                self.gap = next;
            }
            return;
        }
        let width = self.lines.pieces[pieces.clone()]
            .iter()
            .map(|piece| piece.span.len())
            .sum();
        let role = std::mem::replace(&mut self.role, Role::Text);
        let depth = self.lists.len().min(MAX_DEPTH) as u8;
        self.lines.lines.push(Line {
            pieces,
            indent: 0,
            width,
            gap: self.gap,
            role,
            depth,
        });
        self.gap = next;
    }
}
