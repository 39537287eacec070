//! Markdown: what the marks say about the lines, and the words without the marks.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use super::line::{Cell, Gap, Line, Lines, LinkedPieces, Role, Weight};
use crate::span::Span;

/// Lists nested deeper than this are taken to be this deep.
const MAX_DEPTH: usize = 16;

/// Takes a Markdown text apart.
pub(super) fn lines(source: &str) -> Lines<'_> {
    let mut reader = Reader {
        out: Lines::new(source),
        lists: Vec::new(),
        links: Vec::new(),
        bold: 0,
        first: 0,
        gap: Gap::Blank,
        role: Role::Text,
        cell: Cell::First,
        head: false,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.end_line(Gap::Blank);
    reader.out
}

struct Reader<'s> {
    out: Lines<'s>,
    /// The number that the next item of each open list has; none for bullets.
    lists: Vec<Option<u64>>,
    /// First piece and address of each open link.
    links: Vec<(usize, String)>,
    /// Number of open strong emphases.
    bold: u32,
    /// First piece of the line that is being read, and what is known about it.
    first: usize,
    gap: Gap,
    role: Role,
    cell: Cell,
    head: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) => {
                let ticks = self.out.source[range.clone()]
                    .bytes()
                    .take_while(|&byte| byte == b'`')
                    .count();
                self.push(
                    range.start + ticks..range.end.saturating_sub(ticks).max(range.start + ticks),
                );
            }
            Event::Html(_) => html::read_into(&mut self.out, range.start..range.end),
            Event::InlineHtml(text) if text.starts_with("<br") => self.end_line(Gap::Break),
            Event::SoftBreak => self.end_line(Gap::Wrap),
            Event::HardBreak => self.end_line(Gap::Break),
            Event::Rule => self.end_line(Gap::Blank),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::HtmlBlock => self.end_line(Gap::Blank),
            Tag::Heading { level, .. } => {
                self.end_line(Gap::Blank);
                self.role = Role::Heading(rank(level));
            }
            Tag::List(first) => {
                self.end_line(Gap::Blank);
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_line(Gap::Break);
                let label = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        (*number - 1).to_string()
                    }
                    _ => String::new(),
                };
                self.role = Role::Item(label);
            }
            Tag::TableHead => {
                self.head = true;
            }
            Tag::TableRow => self.cell = Cell::First,
            Tag::TableCell => {
                self.end_line(Gap::Blank);
                self.role = Role::Cell(if self.head { Cell::Head } else { self.cell });
                self.cell = Cell::Next;
            }
            Tag::Strong => self.bold += 1,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let address = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.links.push((self.out.pieces.len(), address));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::Heading(_)
            | TagEnd::TableCell
            | TagEnd::HtmlBlock => self.end_line(Gap::Blank),
            TagEnd::TableHead => self.head = false,
            TagEnd::Item => {
                self.end_line(Gap::Blank);
                self.role = Role::Text;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Link => {
                if let Some((first, target)) = self.links.pop() {
                    let pieces = first..self.out.pieces.len();
                    if !pieces.is_empty() {
                        self.out.links.push(LinkedPieces { pieces, target });
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let seen = &self.out.source[range.clone()];
        if seen == text {
            let mut start = range.start;
            for at in memchr::memchr_iter(b'\n', seen.as_bytes()) {
                self.push(start..range.start + at);
                start = range.start + at + 1;
                let blank = self.out.source[start..range.end].starts_with(['\n', '\r']);
                self.end_line(if blank { Gap::Blank } else { Gap::Wrap });
            }
            self.push(start..range.end);
        } else {
            let span = Span::new(range.start as u32, range.end as u32);
            let weight = self.weight();
            for character in text.chars() {
                self.out.push_decoded(character, span, weight);
            }
        }
    }

    fn weight(&self) -> Weight {
        if self.bold > 0 {
            Weight::Bold
        } else {
            Weight::Normal
        }
    }

    fn push(&mut self, range: Range<usize>) {
        let weight = self.weight();
        self.out
            .push(Span::new(range.start as u32, range.end as u32), weight);
    }

    /// Ends the line that is being read, if it holds anything, and notes what separates the next.
    fn end_line(&mut self, next: Gap) {
        let pieces = self.first..self.out.pieces.len();
        self.first = pieces.end;
        if pieces.is_empty() {
            // Two ends in a row: the wider gap counts.
            if next == Gap::Blank || self.gap == Gap::Wrap {
                self.gap = next;
            }
            return;
        }
        let width = self.out.pieces[pieces.clone()]
            .iter()
            .map(|piece| piece.span.len())
            .sum();
        let role = std::mem::replace(&mut self.role, Role::Text);
        let depth = self.lists.len().min(MAX_DEPTH) as u8;
        self.out.lines.push(Line {
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

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}
