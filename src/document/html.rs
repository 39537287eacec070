//! HTML: block elements make lines, headings and lists give their level; the rest is not seen.

use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::line::{Cell, Gap, Lines, Role};
use super::writer::Writer;
use crate::word_list::WordList;

/// The longest character reference, in bytes, with room to spare.
const MAX_REFERENCE: usize = 40;

/// Elements whose text is not seen.
static UNSEEN: WordList =
    WordList::new("script style head noscript template svg nav button iframe");

/// Elements that stand in a line.
static INLINE: WordList = WordList::new(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q s \
    samp small span strike strong sub sup time tt u var wbr",
);

/// Takes an HTML text apart.
pub(super) fn lines(source: &str) -> Lines<'_> {
    let mut out = Writer::new(source);
    read(&mut out, 0..source.len());
    out.finish()
}

/// Reads a stretch of HTML.
pub(super) fn read(out: &mut Writer<'_>, range: Range<usize>) {
    let text = &out.source()[range.clone()];
    let mut reader = Reader {
        out,
        unseen: None,
        open_lists: 0,
        cell: Cell::First,
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // What stands in a script or a style is no markup.
    emitter.naively_switch_states(true);
    let mut done = range.start;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        let span = match &token {
            Token::StartTag(tag) => tag.span,
            Token::EndTag(tag) => tag.span,
            Token::Comment(comment) => comment.span,
            Token::Doctype(doctype) => doctype.span,
            // Text is what stands between the others; its span does not count references.
            Token::String(_) | Token::Error(_) => continue,
        };
        let start = (range.start + span.start).min(range.end);
        if start > done {
            reader.text(done..start);
        }
        done = (range.start + span.end).clamp(done, range.end);
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag),
            _ => {}
        }
    }
    reader.text(done..range.end);
    reader.out.end_line(Gap::Blank);
    for _ in 0..reader.open_lists {
        reader.out.close_list();
    }
}

struct Reader<'o, 's> {
    out: &'o mut Writer<'s>,
    /// The element whose text is not seen, while in one.
    unseen: Option<String>,
    open_lists: usize,
    /// Where the next cell stands.
    cell: Cell,
}

impl Reader<'_, '_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = name(&tag.name);
        if self.unseen.is_some() {
            return;
        }
        if UNSEEN.holds(&name) {
            self.unseen = (!tag.self_closing).then_some(name);
            return;
        }
        match name.as_str() {
            "br" => self.out.end_line(Gap::Break),
            "b" | "strong" => self.out.open_bold(),
            "a" => {
                if let Some(address) = tag.attributes.get(&b"href"[..]) {
                    self.out
                        .open_link(String::from_utf8_lossy(address).into_owned());
                }
            }
            _ if INLINE.holds(&name) => {}
            _ => self.start_block(&name, tag),
        }
    }

    fn start_block(&mut self, name: &str, tag: &StartTag<usize>) {
        self.out.end_line(Gap::Blank);
        match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => self.out.set_role(Role::Heading(level - b'0')),
            b"ul" | b"menu" => self.open_list(None),
            b"ol" => {
                self.open_list(Some(number(tag, b"start").unwrap_or(1)));
            }
            b"li" => self.out.start_item(number(tag, b"value")),
            b"tr" => self.cell = Cell::First,
            b"td" | b"th" => {
                self.out.set_role(Role::Cell(if name == "th" {
                    Cell::Head
                } else {
                    self.cell
                }));
                self.cell = self.cell.next();
            }
            _ => {}
        }
    }

    fn open_list(&mut self, first: Option<u64>) {
        self.out.open_list(first);
        self.open_lists += 1;
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let name = name(&tag.name);
        if let Some(unseen) = &self.unseen {
            if *unseen == name {
                self.unseen = None;
            }
            return;
        }
        match name.as_str() {
            "b" | "strong" => self.out.close_bold(),
            "a" => self.out.close_link(),
            _ if INLINE.holds(&name) => {}
            "ul" | "ol" | "menu" => {
                self.out.end_line(Gap::Blank);
                if self.open_lists > 0 {
                    self.out.close_list();
                    self.open_lists -= 1;
                }
            }
            _ => {
                self.out.end_line(Gap::Blank);
                self.out.set_role(Role::Text);
            }
        }
    }

    /// Pushes text between two tags, decoding character references.
    fn text(&mut self, range: Range<usize>) {
        let text = &self.out.source()[range.clone()];
        let only_space = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.unseen.is_some() || only_space && self.out.is_line_empty() {
            return;
        }
        let mut done = 0;
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            let Some(width) = reference(&text[at..]) else {
                continue;
            };
            let decoded = htmlize::unescape(&text[at..at + width]);
            if at < done || decoded == text[at..at + width] {
                continue;
            }
            self.out.push(range.start + done..range.start + at);
            self.out
                .push_decoded(&decoded, range.start + at..range.start + at + width);
            done = at + width;
        }
        self.out.push(range.start + done..range.end);
    }
}

/// The number that an attribute gives to a list or an item.
fn number(tag: &StartTag<usize>, attribute: &[u8]) -> Option<u64> {
    let value = tag.attributes.get(attribute)?;
    str::from_utf8(value).ok()?.trim().parse().ok()
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
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
