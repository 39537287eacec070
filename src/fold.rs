//! The matching view of a text and the way back to the bytes of the source.
//!
//! Folding lowers case, straightens quotation marks and dashes, joins wrapped lines (also inside
//! words and addresses), collapses white space and drops what is not seen. Patterns are written for
//! this view. What is markup is not decided here: the format parsers push only what a reader sees.

mod apostrophe;
mod append;
mod character;
mod contraction;
mod joint;
mod letters;
mod words;

use std::borrow::Cow;

use self::character::{Fate, PLAIN, fate, single_blank};
use self::contraction::Short;
use self::joint::{Joint, Vocabulary};
use self::letters::{lower, one_spelling};
pub(crate) use self::words::as_folded;
use crate::span::Span;

/// Folded text with its offset map.
#[derive(Debug, Default)]
pub struct Folded {
    /// The folded text. Blocks (paragraphs, items, headings) are separated by one `\n`; there is no
    /// other `\n` in it.
    pub text: String,
    /// The same text before its case was lowered, byte for byte as long as `text`.
    cased: String,
    /// The forms that the source has shorter, in their order.
    short: Vec<Short>,
    /// Where stretches of the folded text came from, by folded offset. A stretch as long as its
    /// source is a copy of it; any other came from its source as a whole.
    runs: Vec<Run>,
}

/// A stretch of folded text, up to the start of the next one, and its source.
#[derive(Clone, Copy, Debug)]
struct Run {
    folded: u32,
    source: Span,
}

impl Folded {
    /// Folds the lines of a plain text as one block, without regard to what they are.
    #[must_use]
    pub fn of(text: &str) -> Folded {
        let mut folder = Folder::new(text, Span::new(0, text.len() as u32));
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if start > 0 {
                folder.wrap(start);
            }
            let end = start + line.trim_end().len() as u32;
            folder.push(Span::new(start, end));
            start += line.len() as u32;
        }
        folder.finish()
    }

    /// The source range that a folded range came from: from the start of its first character to the
    /// end of its last one.
    #[must_use]
    pub fn to_source(&self, folded: Span) -> Span {
        let Some(first) = self.run_at(folded.start) else {
            return Span::default();
        };
        let start = self.source_of(first, folded.start).start;
        if folded.is_empty() {
            return Span::new(start, start);
        }
        let last = self.run_at(folded.end - 1).unwrap_or(first);
        let end = self.source_of(last, folded.end - 1).end;
        Span::new(start, end.max(start))
    }

    /// The words of a folded range as they are shown to people: in their own case, but with white
    /// space, quotation marks and dashes folded and without markup.
    #[must_use]
    pub fn display(&self, folded: Span) -> Cow<'_, str> {
        let first = self
            .short
            .partition_point(|short| short.folded.end <= folded.start);
        let mut shown = String::new();
        let mut at = folded.start;
        for short in &self.short[first..] {
            if short.folded.start >= folded.end {
                break;
            }
            shown.push_str(self.cased(Span::new(at, short.folded.start.max(at))));
            shown.push_str(&short.letters);
            at = short.folded.end;
        }
        if shown.is_empty() {
            return Cow::Borrowed(self.cased(folded));
        }
        shown.push_str(self.cased(Span::new(at, folded.end.max(at))));
        Cow::Owned(shown)
    }

    /// The words of a folded range in their own case, each where it is in the folded text.
    pub(crate) fn cased(&self, folded: Span) -> &str {
        &self.cased[folded.range()]
    }

    /// The words of a folded range as patterns see them.
    #[must_use]
    pub fn slice(&self, folded: Span) -> &str {
        &self.text[folded.range()]
    }

    fn run_at(&self, offset: u32) -> Option<usize> {
        self.runs
            .partition_point(|run| run.folded <= offset)
            .checked_sub(1)
    }

    /// The source of the folded byte at `offset`, which lies in the run numbered `index`.
    fn source_of(&self, index: usize, offset: u32) -> Span {
        let run = self.runs[index];
        let next = self
            .runs
            .get(index + 1)
            .map_or(self.text.len() as u32, |next| next.folded);
        if next - run.folded == run.source.len() {
            let at = run.source.start + (offset - run.folded);
            Span::new(at, at + 1)
        } else {
            run.source
        }
    }
}

/// Builds a [`Folded`] from pieces of a source, in the order of the text.
#[derive(Debug)]
pub(crate) struct Folder<'s> {
    source: &'s str,
    cased: Vec<u8>,
    runs: Vec<Run>,
    short: Vec<Short>,
    gap: Gap,
    gap_source: Span,
    vocabulary: Vocabulary<'s>,
}

/// White space that is kept back until it is known what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Wrap,
}

impl<'s> Folder<'s> {
    /// `part` is the stretch of the source that will be pushed.
    pub(crate) fn new(source: &'s str, part: Span) -> Folder<'s> {
        Folder {
            source,
            cased: Vec::with_capacity(part.len() as usize),
            runs: Vec::new(),
            short: Vec::new(),
            gap: Gap::None,
            gap_source: Span::default(),
            vocabulary: Vocabulary::of(&source[part.range()]),
        }
    }

    /// Number of folded bytes so far; a blank that is still kept back does not count.
    pub(crate) fn len(&self) -> u32 {
        self.cased.len() as u32
    }

    /// The folded text since `start`, in its own case.
    pub(crate) fn cased_from(&self, start: u32) -> &str {
        str::from_utf8(&self.cased[start as usize..]).expect("only whole characters are pushed")
    }

    /// The end of the folded text, at most about `limit` bytes and nothing before `start`.
    pub(crate) fn cased_tail(&self, start: u32, limit: usize) -> &str {
        let mut from = (start as usize).max(self.cased.len().saturating_sub(limit));
        while self.cased.get(from).is_some_and(|byte| byte & 0xc0 == 0x80) {
            from += 1;
        }
        self.cased_from(from as u32)
    }

    /// Appends a stretch of the source as a reader sees it.
    pub(crate) fn push(&mut self, span: Span) {
        let bytes = self.source.as_bytes();
        let (mut at, end) = (span.start as usize, span.end as usize);
        while at < end {
            let start = at;
            while at < end
                && (PLAIN[bytes[at] as usize] || single_blank(&bytes[start..end], at - start))
            {
                at += 1;
            }
            if at > start {
                self.copy(Span::new(start as u32, at as u32));
            } else {
                at = self.push_special(at, end);
            }
        }
    }

    /// Appends a character that stands for a whole stretch of the source.
    pub(crate) fn push_char(&mut self, character: char, span: Span) {
        let mut buffer = [0; 4];
        let encoded: &str = character.encode_utf8(&mut buffer);
        match fate(character) {
            Fate::Keep if character.is_control() => {}
            Fate::Keep => self.replace(encoded.as_bytes(), span),
            Fate::Drop => {}
            Fate::Blank => self.blank(span),
            Fate::Becomes(text) => self.replace(text.as_bytes(), span),
            Fate::Ascii(byte) => self.replace(&[byte], span),
        }
    }

    /// Notes that a line ends at `at` and its block goes on.
    pub(crate) fn wrap(&mut self, at: u32) {
        if self.gap == Gap::None {
            self.gap_source = Span::new(at, at);
        }
        self.gap = Gap::Wrap;
    }

    /// Ends a block and returns the offset at which the next one starts.
    pub(crate) fn end_block(&mut self) -> u32 {
        self.gap = Gap::None;
        if self.cased.last().is_some_and(|&last| last != b'\n') {
            let at = self.runs.last().map_or(0, |run| run.source.end);
            self.runs.push(Run {
                folded: self.len(),
                source: Span::new(at, at),
            });
            self.cased.push(b'\n');
        }
        self.len()
    }

    /// Lowers the case and hands the result over.
    pub(crate) fn finish(self) -> Folded {
        let cased = String::from_utf8(self.cased).expect("only whole characters are pushed");
        let text = one_spelling(lower(&cased));
        Folded {
            text,
            cased,
            short: self.short,
            runs: self.runs,
        }
    }

    /// Folds what starts at `at` and is no plain byte; returns where it ends.
    fn push_special(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.source.as_bytes()[at..end];
        match rest[0] {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => {
                let width = rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x0b)
                    .count();
                self.blank(Span::new(at as u32, (at + width) as u32));
                at + width
            }
            quote @ (b'\'' | b'`') if rest.get(1) == Some(&quote) => {
                self.replace(b"\"", Span::new(at as u32, at as u32 + 2));
                at + 2
            }
            b'\'' => self.push_apostrophe(Span::new(at as u32, at as u32 + 1), end),
            byte if byte < 0x80 => at + 1,
            _ => {
                let character = self.source[at..]
                    .chars()
                    .next()
                    .expect("`at` is before the end");
                let next = at + character.len_utf8();
                let span = Span::new(at as u32, next as u32);
                match fate(character) {
                    Fate::Ascii(b'\'') => return self.push_apostrophe(span, end),
                    Fate::Keep => self.copy(span),
                    _ => self.push_char(character, span),
                }
                next
            }
        }
    }

    fn blank(&mut self, span: Span) {
        if self.gap == Gap::None {
            self.gap = Gap::Blank;
            self.gap_source = span;
        } else {
            self.gap_source.end = span.end.max(self.gap_source.end);
        }
    }

    /// Appends a stretch of the source unchanged.
    fn copy(&mut self, span: Span) {
        self.close_gap(span.start);
        let folded = self.len();
        match self.runs.last_mut() {
            Some(run)
                if run.source.end == span.start && folded - run.folded == run.source.len() =>
            {
                run.source.end = span.end;
            }
            _ => self.runs.push(Run {
                folded,
                source: span,
            }),
        }
        self.cased
            .extend_from_slice(&self.source.as_bytes()[span.range()]);
    }

    fn replace(&mut self, text: &[u8], span: Span) {
        self.close_gap(span.start);
        self.runs.push(Run {
            folded: self.len(),
            source: span,
        });
        self.cased.extend_from_slice(text);
    }

    /// Decides what stands between the text so far and the source at `next`.
    fn close_gap(&mut self, next: u32) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap == Gap::None || self.cased.last().is_none_or(|&last| last == b'\n') {
            return;
        }
        if gap == Gap::Wrap {
            match self
                .vocabulary
                .joint(&self.cased, &self.source.as_bytes()[next as usize..])
            {
                Joint::Blank => {}
                Joint::Close => return,
                Joint::DropHyphen => {
                    self.drop_hyphen();
                    return;
                }
            }
        }
        let (start, end) = (self.gap_source.start, next.max(self.gap_source.start));
        let folded = self.len();
        match self.runs.last_mut() {
            Some(run)
                if end == start + 1
                    && run.source.end == start
                    && folded - run.folded == run.source.len() =>
            {
                run.source.end = end;
            }
            _ => self.runs.push(Run {
                folded,
                source: Span::new(start, end),
            }),
        }
        self.cased.push(b' ');
    }

    fn drop_hyphen(&mut self) {
        self.cased.pop();
        let length = self.len();
        match self.runs.last_mut() {
            Some(run) if run.folded == length => {
                self.runs.pop();
            }
            Some(run) => run.source.end -= 1,
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_patterns_expect() {
        let cases = [
            ("You  MAY\tnot", "you may not"),
            (
                "“Output” and ‘input’ — «x»",
                "\"output\" and 'input' - \"x\"",
            ),
            ("``Work''", "\"work\""),
            ("non\u{2011}com\u{ad}mercial\u{200b}", "non-commercial"),
            ("ＡＩ　model", "ai model"),
            ("ÉCOLE İ", "école İ"),
            ("  a\r\n   b  ", "a b"),
            ("of\u{fb01}ce", "office"),
            (
                "We don't, can’t and WON’T; it isn't\u{a0}so",
                "we do not, cannot and will not; it is not so",
            ),
        ];
        for (source, folded) in cases {
            assert_eq!(Folded::of(source).text, folded, "{source:?}");
        }
    }

    #[test]
    fn short_forms_are_shown_as_they_stand() {
        let source = "They’ll see: we Don’t ask, you can't.";
        let folded = Folded::of(source);
        assert_eq!(folded.text, "they will see: we do not ask, you cannot.");
        for (words, shown) in [
            ("we do not ask", "we Don't ask"),
            ("not ask", "n't ask"),
            ("they will see", "They'll see"),
            ("you cannot.", "you can't."),
        ] {
            let start = folded.text.find(words).unwrap() as u32;
            let span = Span::new(start, start + words.len() as u32);
            assert_eq!(folded.display(span), shown);
            let source = &source[folded.to_source(span).range()];
            assert_eq!(source.replace('’', "'"), shown);
        }
    }

    #[test]
    fn lines_join_inside_words_and_addresses() {
        let cases = [
            ("a non-\ntransferable right", "a non-transferable right"),
            ("to repro-\nduce it", "to reproduce it"),
            ("an attorney-\ngeneral", "an attorney-general"),
            ("customer-\nlist; the list", "customer-list; the list"),
            (
                "open-\nsource; open use, source code",
                "open-source; open use, source code",
            ),
            ("soft-\nware and software", "software and software"),
            ("state-of-the-\nart", "state-of-the-art"),
            (
                "at example.org/models-and-\nlibraries/ now",
                "at example.org/models-and-libraries/ now",
            ),
            (
                "https://example.org/a/\nb/c.html",
                "https://example.org/a/b/c.html",
            ),
            (
                "https://example.org/\nfor more",
                "https://example.org/ for more",
            ),
            ("the Model -\nif any", "the model - if any"),
        ];
        for (source, folded) in cases {
            assert_eq!(Folded::of(source).text, folded, "{source:?}");
        }
    }

    #[test]
    fn spans_lead_back_to_whole_characters() {
        let source = "“Né”  x\n  y";
        let folded = Folded::of(source);
        assert_eq!(folded.text, "\"né\" x y");
        let back = |start, end| &source[folded.to_source(Span::new(start, end)).range()];
        assert_eq!(back(0, 1), "“");
        assert_eq!(back(1, 4), "Né");
        assert_eq!(back(4, 7), "”  x");
        assert_eq!(back(5, 6), "  ");
        assert_eq!(back(8, 9), "y");
        assert_eq!(folded.display(Span::new(0, 5)), "\"Né\"");
        assert_eq!(folded.to_source(Span::new(6, 6)), Span::new(11, 11));
    }

    #[test]
    fn decoded_characters_stand_for_their_reference() {
        let source = "A&nbsp;&amp;B";
        let mut folder = Folder::new(source, Span::new(0, source.len() as u32));
        folder.push(Span::new(0, 1));
        folder.push_char('\u{a0}', Span::new(1, 7));
        folder.push_char('&', Span::new(7, 12));
        folder.push(Span::new(12, 13));
        let folded = folder.finish();
        assert_eq!(folded.text, "a &b");
        assert_eq!(folded.to_source(Span::new(2, 3)), Span::new(7, 12));
        assert_eq!(folded.to_source(Span::new(0, 4)), Span::new(0, 13));
    }
}
