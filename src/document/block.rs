//! Blocks: a paragraph, an item, a heading or a cell, its wrapped lines joined. Here it is decided
//! where a line goes on and where a new block begins.

use super::Link;
use super::line::{Gap, Line, Lines, Role, Weight};
use super::marker::{self, Class, Marker, Punct, Reading};
use super::wrap::{self, MIN_ROOM, Wrap};
use super::{heading, reference, words};
use crate::fold::{Folded, Folder};
use crate::span::Span;

/// A block of the folded text.
#[derive(Debug)]
pub(super) struct Block {
    /// All of it, with its marker.
    pub(super) folded: Span,
    /// Where its bold beginning ends; its own start if it has none.
    pub(super) bold_end: u32,
    pub(super) marker: Option<Marker>,
    pub(super) gap: Gap,
    pub(super) role: Role,
    pub(super) indent: u32,
    pub(super) depth: u8,
}

impl Block {
    /// Its words without its marker; a block that is nothing but a marker keeps it.
    pub(super) fn content(&self) -> Span {
        let len = self.marker.as_ref().map_or(0, |marker| marker.len as u32);
        if len < self.folded.len() {
            Span::new(self.folded.start + len, self.folded.end)
        } else {
            self.folded
        }
    }
}

/// How much of a line is looked at to find its marker and first words, in bytes.
const HEAD: usize = 200;

/// How much of a block is looked at before a line that may belong to it, in bytes.
const TAIL: usize = 2000;

/// How many lines below a marker are looked at for the next one.
const MAX_BELOW: usize = 16;

/// Joins lines to blocks and folds them.
pub(super) fn blocks(lines: &Lines<'_>) -> (Folded, Vec<Block>, Vec<Link>) {
    let mut joiner = Joiner {
        lines,
        folder: Folder::new(lines.source, lines.part),
        blocks: Vec::new(),
        links: Vec::new(),
        next_link: 0,
        wrap: Wrap::of(lines),
        seen: Vec::new(),
        bold: false,
        hanging: None,
    };
    let mut before: Option<(&Line, String)> = None;
    for (number, line) in lines.lines.iter().enumerate() {
        let head = lines.head(line, HEAD);
        let marker = marker::parse(&head);
        if before.is_none_or(|(before, words)| {
            joiner.breaks((before, &words), (number, &head), marker.as_ref())
        }) {
            joiner.start(line, marker.as_ref());
        } else {
            joiner.hang(line);
            joiner
                .folder
                .wrap(lines.pieces[line.pieces.start].span.start);
        }
        joiner.add(line);
        before = Some((line, head));
    }
    joiner.end_block();
    (joiner.folder.finish(), joiner.blocks, joiner.links)
}

struct Joiner<'l, 's> {
    lines: &'l Lines<'s>,
    folder: Folder<'s>,
    blocks: Vec<Block>,
    links: Vec<Link>,
    next_link: usize,
    wrap: Wrap,
    /// The last value of each style of marker at the start of a block.
    seen: Vec<(Class, Punct, u32)>,
    /// Whether all of the block so far is bold.
    bold: bool,
    /// How far the first lines of paragraphs are indented whose other lines hang from them; none behind an empty line
    /// or a marker.
    hanging: Option<u32>,
}

impl Joiner<'_, '_> {
    fn start(&mut self, line: &Line, marker: Option<&Marker>) {
        self.end_block();
        self.hanging = self
            .hanging
            .filter(|_| line.gap == Gap::Wrap && marker.is_none());
        let at = self.folder.end_block();
        self.bold = true;
        if let Some(marker) = marker {
            for reading in readings(marker) {
                self.seen
                    .retain(|seen| (seen.0, seen.1) != (reading.class, marker.punct));
                self.seen.push((reading.class, marker.punct, reading.value));
            }
        }
        self.blocks.push(Block {
            folded: Span::new(at, at),
            bold_end: at,
            marker: None,
            gap: line.gap,
            role: line.role.clone(),
            indent: line.indent,
            depth: line.depth,
        });
    }

    /// Takes note of a further line of the block: it may hang from the first one, in the middle of a sentence.
    fn hang(&mut self, line: &Line) {
        let Some(block) = self.blocks.last() else {
            return;
        };
        let text = self.folder.cased_tail(block.folded.start, HEAD);
        if line.indent > block.indent + 1
            && line.gap == Gap::Wrap
            && !words::ends_sentence(text)
            && !text.ends_with([':', ';'])
        {
            self.hanging = Some(block.indent);
        }
    }

    /// Folds a line into the block.
    fn add(&mut self, line: &Line) {
        let Some(block) = self.blocks.last_mut() else {
            return;
        };
        for index in line.pieces.clone() {
            let piece = self.lines.pieces[index];
            let before = self.folder.len();
            match piece.decoded {
                Some(character) => self.folder.push_char(character, piece.span),
                None => self.folder.push(piece.span),
            }
            self.bold &= piece.weight == Weight::Bold || self.folder.len() == before;
            if self.bold {
                block.bold_end = self.folder.len();
            }
            while let Some(link) = self
                .lines
                .links
                .get(self.next_link)
                .filter(|link| link.pieces.end <= index + 1)
            {
                if link.pieces.end == index + 1 {
                    let start = before + u32::from(self.folder.cased_from(before).starts_with(' '));
                    let end = self.folder.len();
                    self.links.push(Link {
                        folded: Span::new(start.min(end), end),
                        target: link.target.clone(),
                    });
                }
                self.next_link += 1;
            }
        }
    }

    /// Closes the block: finds its extent and its marker.
    fn end_block(&mut self) {
        let Some(block) = self.blocks.last_mut() else {
            return;
        };
        let text = self
            .folder
            .cased_from(block.folded.start)
            .trim_end_matches('\n');
        block.folded.end = block.folded.start + text.len() as u32;
        if text.is_empty() {
            self.blocks.pop();
            return;
        }
        block.marker = marker::parse(&text[..text.floor_char_boundary(HEAD)])
            .filter(|_| !matches!(block.role, Role::Cell(_)));
    }

    /// Whether the line of that number starts a new block after `before`.
    fn breaks(
        &self,
        (before, words_before): (&Line, &str),
        (number, head): (usize, &str),
        marker: Option<&Marker>,
    ) -> bool {
        let line = &self.lines.lines[number];
        if line.role != Role::Text
            || line.gap == Gap::Blank
            || before.role != Role::Text && !matches!(before.role, Role::Item(_))
        {
            return true;
        }
        let start = self.blocks.last().map_or(0, |block| block.folded.start);
        let text = self.folder.cased_tail(start, TAIL);
        if text.len() < HEAD && marker::parse(text).is_some_and(|alone| alone.len == text.len()) {
            return false;
        }
        let room = self.wrap.room((before, words_before), (line, head));
        let seam = Seam {
            text,
            room,
            deeper: line.indent > before.indent + 1,
        };
        if let Some(marker) = marker {
            if in_sentence(marker, head, &seam) || self.enumerates(marker, number, &seam) {
                return line.gap != Gap::Wrap;
            }
            if self.marks_block(marker, head, &seam) {
                return true;
            }
        }
        if self.hanging.is_some_and(|indent| line.indent <= indent) && !words::starts_lower(head) {
            return true;
        }
        let abbreviated = words::starts_lower(head) && words::ends_abbreviated(text);
        let ended = text.ends_with([':', ';'])
            || words::ends_sentence(text) && !abbreviated
            || ["; or", "; and", "; and/or"]
                .iter()
                .any(|end| text.ends_with(end));
        if line.gap == Gap::Break {
            return ended
                || !words::starts_lower(head)
                || words::at_most_words(text, 12) && !words::ends_open(text);
        }
        if ended {
            return begins_item(text, head)
                || room > least_room(head)
                || line.indent > before.indent + 2 && before.indent > 0;
        }
        let is_open = words::starts_lower(head)
            || words::ends_open(text)
            || words::is_in_bracket(text)
            || reference::ends(text)
            || text.ends_with([',', '-']);
        let is_line = self.folder.len() - start <= before.width;
        if wrap::is_set_apart(text, head, room, (is_line, is_open))
            || is_line && room > MIN_ROOM && !is_open && heading::tells_date(text)
        {
            return true;
        }
        // A long text that has not ended goes on; a short one may be a heading.
        let shouts = text.len() > HEAD && words::is_caps(words::tail(text, HEAD));
        let goes_on = is_open || shouts && words::is_caps(head);
        !goes_on && self.wrap.is_short(text, room)
    }

    /// Whether a marker in brackets that happens to begin a line is the first one of an enumeration inside the sentence:
    /// the next one of it stands inside a line below.
    fn enumerates(&self, marker: &Marker, number: usize, seam: &Seam<'_>) -> bool {
        let reading = marker.readings.first;
        if reading.value != 1
            || seam.deeper
            || !matches!(marker.punct, Punct::Parens | Punct::Close)
        {
            return false;
        }
        let below = self.lines.lines[number + 1..].iter();
        let below = below
            .take_while(|line| line.gap == Gap::Wrap && line.role == Role::Text)
            .take(MAX_BELOW);
        for line in below {
            let head = self.lines.head(line, HEAD);
            let next = marker::parse(&head).is_some_and(|next| {
                next.punct == marker.punct
                    && readings(&next).any(|next| (next.class, next.value) == (reading.class, 2))
            });
            if next {
                return false;
            }
            let inside = written(marker.punct, reading.class, 2).and_then(|next| head.find(&next));
            if let Some(at) = inside {
                return !reference::ends(&head[..at]);
            }
        }
        false
    }

    /// Whether what looks like a marker at the start of a line is one, rather than a word of the
    /// sentence that goes on.
    fn marks_block(&self, marker: &Marker, head: &str, seam: &Seam<'_>) -> bool {
        let text = seam.text;
        let reading = marker.readings.first;
        let ended =
            text.ends_with([':', ';']) || words::ends_sentence(text) || words::ends_item(text);
        let free = seam.room > 0;
        if let Class::Bullet(_) = reading.class {
            let open = self
                .seen
                .last()
                .is_some_and(|(class, _, _)| *class == reading.class);
            return open || ended || free || seam.deeper;
        }
        if reference::ends(text) || reference::goes_on(&head[marker.len..]) {
            return false;
        }
        let follows = readings(marker).any(|reading| {
            // "1.2." follows "1.1".
            let path = matches!(reading.class, Class::Number(length) if length > 1);
            self.seen.iter().any(|&(class, punct, value)| {
                class == reading.class
                    && (path || punct == marker.punct)
                    && value + 1 == reading.value
            })
        });
        let strong = ended && !text.ends_with(',');
        let numbered = matches!(reading.class, Class::Number(length) if length > 1);
        if follows && numbered && !words::ends_open(text) {
            return true;
        }
        match marker.punct {
            Punct::Parens | Punct::Close => strong || seam.deeper && ended || follows || free,
            Punct::Bare if reading.class == Class::Number(1) => follows && free,
            _ => {
                // An item without a full stop that fills its line is followed by the next one all the same.
                let begins = head[marker.len..].starts_with(char::is_uppercase);
                follows && begins && !words::ends_open(text) && !words::is_in_bracket(text)
                    || strong && (free || follows || seam.deeper || reading.value <= 1)
                    || follows && (ended || free)
                    || free && !words::ends_open(text)
            }
        }
    }
}

/// The place between the text of a block so far and a line that may go on with it.
struct Seam<'t> {
    text: &'t str,
    /// See [`Joiner::room`].
    room: i64,
    /// Whether the line is further indented than the one before.
    deeper: bool,
}

fn readings(marker: &Marker) -> impl Iterator<Item = Reading> {
    [Some(marker.readings.first), marker.readings.second]
        .into_iter()
        .flatten()
}

/// Whether a capital behind a colon or a semicolon begins an item, however wide the line.
fn begins_item(text: &str, head: &str) -> bool {
    let is_list = words::ends_item(text)
        && !text.ends_with(',')
        && !words::holds_items(text)
        && !words::is_in_bracket(text)
        && !words::is_caps(words::tail(text, HEAD));
    let is_announced = text.ends_with(':') && !words::is_caps(head);
    head.starts_with(char::is_uppercase) && (is_list || is_announced)
}

/// What must be left free behind the end of a sentence: it may go on behind a semicolon that happens to end a full line.
fn least_room(head: &str) -> i64 {
    if words::starts_lower(head) {
        MIN_ROOM
    } else {
        0
    }
}

/// Whether a marker in brackets belongs to an enumeration inside the sentence: the one before it
/// stands in the text so far, or the one after it in the same line.
fn in_sentence(marker: &Marker, head: &str, seam: &Seam<'_>) -> bool {
    if !matches!(marker.punct, Punct::Parens | Punct::Close) {
        return false;
    }
    readings(marker).any(|reading| {
        let inside = |value: u32, punct: Punct, text: &str| {
            written(punct, reading.class, value).is_some_and(|written| text.contains(&written))
        };
        // "1) ...; 2) ...; and (3) ..." is one enumeration.
        [Punct::Parens, Punct::Close].into_iter().any(|punct| {
            (punct == marker.punct || reading.value > 2)
                && inside(reading.value.wrapping_sub(1), punct, seam.text)
        }) || reading.value == 1 && !seam.deeper && inside(2, marker.punct, head)
    })
}

/// How a marker in brackets is written inside a sentence.
fn written(punct: Punct, class: Class, value: u32) -> Option<String> {
    let label = marker::label_of(class, value)?;
    Some(match punct {
        Punct::Parens => format!(" ({label})"),
        _ => format!(" {label})"),
    })
}
