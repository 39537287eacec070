//! HTML: block elements make lines, headings and lists give their level; the rest is not seen.

use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::line::{Cell, Gap, Line, Lines, LinkedPieces, Role, Weight};
use crate::span::Span;

/// Lists nested deeper than this are taken to be this deep.
const MAX_DEPTH: usize = 16;

/// The longest character reference, in bytes, with room to spare.
const MAX_REFERENCE: usize = 40;

/// Elements whose text is not seen.
const UNSEEN: &[&[u8]] = &[
    b"script",
    b"style",
    b"head",
    b"noscript",
    b"template",
    b"svg",
    b"nav",
    b"button",
    b"iframe",
];

/// Elements that stand in a line.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"acronym", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"data", b"del",
    b"dfn", b"em", b"font", b"i", b"img", b"ins", b"kbd", b"label", b"mark", b"q", b"s", b"samp",
    b"small", b"span", b"strike", b"strong", b"sub", b"sup", b"time", b"tt", b"u", b"var", b"wbr",
    b"input",
];

/// Takes an HTML text apart.
pub(super) fn lines(source: &str) -> Lines<'_> {
    let mut out = Lines::new(source);
    read_into(&mut out, 0..source.len());
    out
}

/// Reads a stretch of HTML and appends its lines.
pub(super) fn read_into(out: &mut Lines<'_>, range: Range<usize>) {
    let emitter = DefaultEmitter::new_with_span();
    let text = &out.source[range.clone()];
    let first = out.pieces.len();
    let mut reader = Reader {
        out,
        lists: Vec::new(),
        links: Vec::new(),
        bold: 0,
        unseen: None,
        first,
        gap: Gap::Blank,
        role: Role::Text,
        cell: Cell::First,
    };
    let mut done = range.start;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        let span = match &token {
            Token::StartTag(tag) => tag.span,
            Token::EndTag(tag) => tag.span,
            Token::Comment(comment) => comment.span,
            Token::Doctype(doctype) => doctype.span,
            Token::String(_) | Token::Error(_) => continue,
        };
        let (start, end) =
            reader.tag_bounds(range.start + span.start, range.start + span.end, &range);
        if start > done {
            reader.text(done..start);
        }
        done = end.max(done);
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag),
            _ => {}
        }
    }
    reader.text(done..range.end);
    reader.end_line(Gap::Blank);
}

struct Reader<'o, 's> {
    out: &'o mut Lines<'s>,
    /// The number that the next item of each open list has; none for bullets.
    lists: Vec<Option<u64>>,
    links: Vec<(usize, String)>,
    bold: u32,
    /// The element whose text is not seen, while in one.
    unseen: Option<Vec<u8>>,
    first: usize,
    gap: Gap,
    role: Role,
    cell: Cell,
}

impl Reader<'_, '_> {
    /// The span of a tag with its angle brackets.
    fn tag_bounds(&self, start: usize, end: usize, range: &Range<usize>) -> (usize, usize) {
        let bytes = self.out.source.as_bytes();
        let start = start.clamp(range.start, range.end);
        let end = end.clamp(start, range.end);
        debug_assert!(
            start >= range.end || bytes[start] == b'<',
            "a tag starts at its bracket"
        );
        (start, end)
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if self.unseen.is_some() {
            return;
        }
        if UNSEEN.contains(&name) {
            self.unseen = (!tag.self_closing).then(|| name.to_vec());
            return;
        }
        match name {
            b"br" => self.end_line(Gap::Break),
            b"b" | b"strong" => self.bold += 1,
            b"a" => {
                if let Some(address) = tag.attributes.get(&b"href"[..]) {
                    let address = String::from_utf8_lossy(address).into_owned();
                    self.links.push((self.out.pieces.len(), address));
                }
            }
            _ if INLINE.contains(&name) => {}
            _ => self.start_block(name, tag),
        }
    }

    fn start_block(&mut self, name: &[u8], tag: &StartTag<usize>) {
        self.end_line(Gap::Blank);
        match name {
            [b'h', level @ b'1'..=b'6'] => self.role = Role::Heading(level - b'0'),
            b"ul" | b"menu" => self.lists.push(None),
            b"ol" => {
                let start = tag.attributes.get(&b"start"[..]);
                let start = start.and_then(|value| str::from_utf8(value).ok()?.trim().parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            b"li" => {
                let label = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        (*number - 1).to_string()
                    }
                    _ => String::new(),
                };
                self.role = Role::Item(label);
            }
            b"tr" => self.cell = Cell::First,
            b"td" | b"th" => {
                self.role = Role::Cell(if name == b"th" { Cell::Head } else { self.cell });
                self.cell = Cell::Next;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let name: &[u8] = &tag.name;
        if let Some(open) = &self.unseen {
            if open == name {
                self.unseen = None;
            }
            return;
        }
        match name {
            b"b" | b"strong" => self.bold = self.bold.saturating_sub(1),
            b"a" => {
                if let Some((first, target)) = self.links.pop() {
                    let pieces = first..self.out.pieces.len();
                    if !pieces.is_empty() {
                        self.out.links.push(LinkedPieces { pieces, target });
                    }
                }
            }
            _ if INLINE.contains(&name) => {}
            b"ul" | b"ol" | b"menu" => {
                self.end_line(Gap::Blank);
                self.lists.pop();
            }
            _ => {
                self.end_line(Gap::Blank);
                if matches!(
                    name,
                    b"li" | b"td" | b"th" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6"
                ) {
                    self.role = Role::Text;
                }
            }
        }
    }

    /// Pushes text between two tags, decoding character references.
    fn text(&mut self, range: Range<usize>) {
        let text = &self.out.source[range.clone()];
        let only_space = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.unseen.is_some() || (only_space && self.first == self.out.pieces.len()) {
            return;
        }
        let weight = if self.bold > 0 {
            Weight::Bold
        } else {
            Weight::Normal
        };
        let span = |from: usize, to: usize| {
            Span::new((range.start + from) as u32, (range.start + to) as u32)
        };
        let mut done = 0;
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            let Some(width) = reference(&text[at..]) else {
                continue;
            };
            let decoded = htmlize::unescape(&text[at..at + width]);
            if at < done || decoded == text[at..at + width] {
                continue;
            }
            self.out.push(span(done, at), weight);
            for character in decoded.chars() {
                self.out
                    .push_decoded(character, span(at, at + width), weight);
            }
            done = at + width;
        }
        self.out.push(span(done, text.len()), weight);
    }

    fn end_line(&mut self, next: Gap) {
        let pieces = self.first..self.out.pieces.len();
        self.first = pieces.end;
        if pieces.is_empty() {
            if next == Gap::Blank {
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

/// The length of a character reference with its semicolon at the start of `text`.
fn reference(text: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_REFERENCE)];
    let end = memchr::memchr(b';', bytes)?;
    bytes[1..end]
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .then_some(end + 1)
}
