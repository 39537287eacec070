//! Markdown: what the marks say about the lines, and the words without the marks.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use super::line::{Cell, Gap, Lines, Role};
use super::writer::Writer;

/// Takes a Markdown text apart.
pub(super) fn lines(source: &str) -> Lines<'_> {
    let mut reader = Reader {
        out: Writer::new(source),
        cell: Cell::First,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(tag) => reader.start(tag, range),
            Event::End(tag) => reader.end(tag),
            Event::Text(text) => reader.text(&text, range),
            Event::Code(_) => reader.code(range),
            Event::InlineHtml(text) if text.starts_with("<br") => reader.out.end_line(Gap::Break),
            Event::SoftBreak => reader.out.end_line(Gap::Wrap),
            Event::HardBreak => reader.out.end_line(Gap::Break),
            Event::Rule => reader.out.end_line(Gap::Blank),
            _ => {}
        }
    }
    reader.out.finish()
}

/// The number that an item is written with.
fn number(item: &str) -> Option<u64> {
    let width = item.bytes().take_while(u8::is_ascii_digit).count();
    item[..width].parse().ok()
}

struct Reader<'s> {
    out: Writer<'s>,
    /// Where the next cell stands.
    cell: Cell,
}

impl Reader<'_> {
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) => {
                self.out.end_line(Gap::Blank);
            }
            Tag::HtmlBlock => {
                self.out.end_line(Gap::Blank);
                html::read(&mut self.out, range);
            }
            Tag::Heading { level, .. } => {
                self.out.end_line(Gap::Blank);
                self.out.set_role(Role::Heading(level as u8));
            }
            Tag::List(first) => {
                self.out.end_line(Gap::Blank);
                self.out.open_list(first);
            }
            Tag::Item => {
                self.out.end_line(Gap::Break);
                let source = self.out.source();
                self.out.start_item(number(&source[range]));
            }
            Tag::TableHead => self.cell = Cell::Head,
            Tag::TableRow => self.cell = Cell::First,
            Tag::TableCell => {
                self.out.end_line(Gap::Blank);
                self.out.set_role(Role::Cell(self.cell));
                self.cell = self.cell.next();
            }
            Tag::Strong => self.out.open_bold(),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.out.open_link(match link_type {
                LinkType::Email => format!("mailto:{dest_url}"),
                _ => dest_url.into_string(),
            }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::TableCell => {
                self.out.end_line(Gap::Blank);
            }
            TagEnd::Item => {
                self.out.end_line(Gap::Blank);
                self.out.set_role(Role::Text);
            }
            TagEnd::List(_) => self.out.close_list(),
            TagEnd::Strong => self.out.close_bold(),
            TagEnd::Link => self.out.close_link(),
            _ => {}
        }
    }

    /// Text without marks; in a block of code it holds line ends.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let source = self.out.source();
        let seen = &source[range.clone()];
        if seen != text {
            self.out.push_decoded(text, range);
            return;
        }
        let mut start = range.start;
        for at in memchr::memchr_iter(b'\n', seen.as_bytes()) {
            self.push_unmarked(start..range.start + at);
            start = range.start + at + 1;
            let blank = source[start..range.end].starts_with(['\n', '\r']);
            self.out
                .end_line(if blank { Gap::Blank } else { Gap::Wrap });
        }
        self.push_unmarked(start..range.end);
    }

    /// Pushes what is seen of a text, without marks that set nothing in bold: "3**. Term**".
    fn push_unmarked(&mut self, range: Range<usize>) {
        let bytes = self.out.source().as_bytes();
        let mut start = range.start;
        for at in memchr::memchr_iter(b'*', &bytes[range.clone()]) {
            let at = range.start + at;
            if bytes.get(at + 1) == Some(&b'*') || bytes[..at].ends_with(b"*") {
                self.out.push(start..at);
                start = at + 1;
            }
        }
        self.out.push(start..range.end);
    }

    /// Code inside a sentence, without its backticks.
    fn code(&mut self, range: Range<usize>) {
        let seen = &self.out.source()[range.clone()];
        let ticks = seen.bytes().take_while(|&byte| byte == b'`').count();
        if ticks * 2 < seen.len() {
            self.out.push(range.start + ticks..range.end - ticks);
        }
    }
}
