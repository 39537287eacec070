//! Lines of text as a reader sees them, whatever the format: what the format parsers hand to the
//! outline. A line of a marked-up text is what stands between two breaks of its source.

use std::ops::Range;

use crate::span::Span;

/// A stretch of the source that is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// What is seen in its place, where that is not the source itself (a character reference).
    pub(super) decoded: Option<char>,
    pub(super) weight: Weight,
}

/// Whether letters are set in bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Normal,
    Bold,
}

/// What separates a line from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line end that may be a mere wrap.
    Wrap,
    /// A line end that was asked for.
    Break,
    /// An empty line, or the start of a paragraph.
    Blank,
}

/// What the format says that a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The first line of a list item; its number, empty for a bullet.
    Item(String),
    /// A cell of a table.
    Cell(Cell),
}

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// In the heading row.
    Head,
    /// First of its row.
    First,
    /// Further along its row.
    Next,
}

impl Cell {
    /// The cell behind it in its row.
    pub(super) fn next(self) -> Cell {
        match self {
            Cell::Head => Cell::Head,
            Cell::First | Cell::Next => Cell::Next,
        }
    }
}

/// A line.
#[derive(Debug)]
pub(super) struct Line {
    /// Indices into [`Lines::pieces`].
    pub(super) pieces: Range<usize>,
    /// Columns of white space before the text, where layout counts.
    pub(super) indent: u32,
    /// Length in bytes, with indentation.
    pub(super) width: u32,
    pub(super) gap: Gap,
    pub(super) role: Role,
    /// Number of lists of the format around it.
    pub(super) depth: u8,
}

/// A link: its words are pieces.
#[derive(Debug)]
pub(super) struct LinkedPieces {
    pub(super) pieces: Range<usize>,
    pub(super) target: String,
}

/// A text in lines.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    pub(super) source: &'s str,
    /// The stretch of the source that the lines are of.
    pub(super) part: Span,
    pub(super) pieces: Vec<Piece>,
    pub(super) lines: Vec<Line>,
    pub(super) links: Vec<LinkedPieces>,
}

impl<'s> Lines<'s> {
    pub(super) fn new(source: &'s str) -> Lines<'s> {
        Lines {
            source,
            part: Span::new(0, source.len() as u32),
            pieces: Vec::new(),
            lines: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Appends a piece that is seen as it stands.
    pub(super) fn push(&mut self, span: Span, weight: Weight) {
        if !span.is_empty() {
            self.pieces.push(Piece {
                span,
                decoded: None,
                weight,
            });
        }
    }

    /// The last stretch of a line, without white space behind it.
    pub(super) fn end(&self, line: &Line) -> &'s str {
        let last = self.pieces[line.pieces.clone()].last();
        last.map_or("", |last| self.source[last.span.range()].trim_ascii_end())
    }

    /// The seen text of a line up to about `limit` bytes, not folded.
    pub(super) fn head(&self, line: &Line, limit: usize) -> String {
        let mut head = String::with_capacity(limit.min(128));
        for piece in &self.pieces[line.pieces.clone()] {
            match piece.decoded {
                Some(character) => head.push(character),
                None => {
                    let text = &self.source[piece.span.range()];
                    head.push_str(&text[..text.floor_char_boundary(limit)]);
                }
            }
            if head.len() >= limit {
                break;
            }
        }
        head
    }
}
