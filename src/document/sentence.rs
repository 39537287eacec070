//! Sentences of a block.

use std::ops::Range;

use super::marker::{self, Punct};
use crate::word_list::WordList;

/// Abbreviations behind which a sentence goes on.
static NEVER_LAST: WordList =
    WordList::new("e.g i.e cf vs mr mrs ms dr prof st fig ver v viz approx incl resp");

/// Abbreviations of which a number follows.
static BEFORE_NUMBER: WordList = WordList::new("no nos sec secs art arts para cl vol pp p ch sect");

/// Abbreviations that may end a sentence: they do when a word follows that starts one.
static MAYBE_LAST: WordList =
    WordList::new("inc ltd corp co llc plc pte pty etc jr sr bros al dept univ gmbh assn");

/// Words that start a sentence rather than go on with a name.
static STARTERS: WordList = WordList::new(
    "a additionally all although an any as at because before by each except for from \
    furthermore he however if in it its licensee licensor neither no nothing notwithstanding \
    on our please she such subject that the their there therefore these they this those to \
    under unless upon we when where while with without you your",
);

/// How far, in bytes, brackets are followed.
const MAX_BRACKET: usize = 300;

/// How far, in bytes, quotation marks are followed.
const MAX_QUOTE: usize = 600;

/// The longest token that is looked at before a stop.
const MAX_TOKEN: usize = 40;

/// The sentences of a block, given in its own case; white space at their ends is left out.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut open = None;
    let mut quotes = Quotes::default();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'(' => open = Some(at),
            b')' => open = None,
            b'"' => quotes.mark(bytes, at),
            b';' if starts_rule(&text[at + 1..]) => {
                push(&mut sentences, text, start..at + 1);
                start = at + 1;
            }
            b'.' | b'!' | b'?' => {
                let bracketed =
                    open.is_some_and(|open| at - open < MAX_BRACKET && closes(&bytes[at..]));
                let quoted_on = quotes.depth > 0
                    && at - quotes.start < MAX_QUOTE
                    && quote_goes_on(&bytes[at..]);
                if !bracketed
                    && !quoted_on
                    && let Some(end) = boundary(text, start, at)
                {
                    push(&mut sentences, text, start..end);
                    start = end;
                    at = end - 1;
                    open = None;
                    quotes = Quotes::default();
                }
            }
            // The first byte of the ideographic full stop.
            0xe3 if text[at..].starts_with('。') => {
                let end = at + '。'.len_utf8();
                let end = end + closers(&text[end..]);
                push(&mut sentences, text, start..end);
                start = end;
                at = end - 1;
            }
            _ => {}
        }
        at += 1;
    }
    push(&mut sentences, text, start..bytes.len());
    sentences
}

fn push(sentences: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let sentence = &text[range.clone()];
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start < end {
        sentences.push(start..end);
    }
}

/// Whether a bracket closes soon and before another one opens.
fn closes(rest: &[u8]) -> bool {
    let rest = &rest[..rest.len().min(MAX_BRACKET)];
    memchr::memchr2(b'(', b')', rest).is_some_and(|at| rest[at] == b')')
}

/// The quotations around a place.
#[derive(Default)]
struct Quotes {
    depth: u32,
    /// Where the outermost one starts.
    start: usize,
}

impl Quotes {
    /// Takes note of a quotation mark: it opens at the start of a word and closes at the end of one.
    fn mark(&mut self, bytes: &[u8], at: usize) {
        let free = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace());
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let opens = (free(before) || before == Some(&b'(')) && !free(bytes.get(at + 1));
        if self.depth == 0 {
            self.start = at;
            self.depth = 1;
        } else if opens {
            self.depth += 1;
        } else {
            self.depth -= 1;
        }
    }
}

/// Whether a quotation ends soon, though not here.
fn quote_goes_on(rest: &[u8]) -> bool {
    let rest = &rest[..rest.len().min(MAX_QUOTE)];
    memchr::memchr_iter(b'"', rest)
        .find(|&at| at == 0 || !rest[at - 1].is_ascii_whitespace() && rest[at - 1] != b'(')
        .is_some_and(|at| at > 1)
}

/// Whether a new rule starts behind a semicolon: "...; You must ...", "...; If, in any month, ...".
fn starts_rule(rest: &str) -> bool {
    let mut words = rest.split(' ').skip(1);
    match words.next() {
        Some("If" | "If,") => true,
        Some("You" | "Licensee") => matches!(
            words.next(),
            Some("must" | "shall" | "may" | "will" | "agree" | "cannot")
        ),
        _ => false,
    }
}

/// Bytes of closing quotation marks and brackets at the start of `rest`.
fn closers(rest: &str) -> usize {
    rest.bytes()
        .take_while(|byte| matches!(byte, b'"' | b'\'' | b')' | b']'))
        .count()
}

/// Where the sentence that began at `start` ends, if the stop at `at` ends it.
fn boundary(text: &str, start: usize, at: usize) -> Option<usize> {
    let stops = text[at..]
        .bytes()
        .take_while(|byte| matches!(byte, b'.' | b'!' | b'?'))
        .count();
    let end = at + stops;
    let end = end + closers(&text[end..]);
    let rest = &text[end..];
    let Some(next) = rest.strip_prefix(' ') else {
        return (rest.is_empty() || glued(text, start, at, rest)).then_some(end);
    };
    if !starts_sentence(next) {
        return None;
    }
    if text.as_bytes()[at] != b'.' || stops > 1 {
        return Some(end);
    }
    let token = token_before(text, start, at);
    let whole = at - token.len() == start || text[start..at - token.len()].trim().is_empty();
    ends_word(token, whole, next).then_some(end)
}

/// Whether a sentence that ends in the word `token` and a full stop can be followed by `next`.
fn ends_word(token: &str, whole: bool, next: &str) -> bool {
    let word = token.trim_start_matches(['(', '"', '\'', '[']);
    let number = word.bytes().all(|byte| byte.is_ascii_digit());
    if whole && (number && word.len() <= 3 || word.len() == 1) {
        return false;
    }
    if NEVER_LAST.holds(word) {
        return false;
    }
    if BEFORE_NUMBER.holds(word) {
        return !next.starts_with(|first: char| first.is_ascii_digit());
    }
    let initial = word.len() == 1 && token.ends_with(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.len() <= 1);
    if MAYBE_LAST.holds(word) || initial || dotted && !number {
        let first = next
            .split(|character: char| !character.is_alphanumeric())
            .next()
            .unwrap_or_default();
        return STARTERS.holds(first);
    }
    true
}

/// The token that ends at `at`, cut off at its left if it is long.
fn token_before(text: &str, start: usize, at: usize) -> &str {
    let from = text.ceil_char_boundary(at.saturating_sub(MAX_TOKEN).max(start));
    let window = &text[from.min(at)..at];
    window.rsplit(' ').next().unwrap_or(window)
}

/// Whether a text looks like the beginning of a sentence.
fn starts_sentence(text: &str) -> bool {
    let inner = text.trim_start_matches(['"', '\'', '[', '(']);
    let Some(first) = inner.chars().next() else {
        return false;
    };
    first.is_uppercase()
        || first.is_numeric()
        || !first.is_ascii() && first.is_alphabetic() && !first.is_lowercase()
        || first == '§'
        || starts_with_marker(text)
}

/// Whether a text begins with a letter or a Roman number of a list, "(b)" or "b. Xyz".
fn starts_with_marker(text: &str) -> bool {
    let window = &text[..text.floor_char_boundary(12)];
    let Some(marker) = marker::parse(window) else {
        return false;
    };
    match marker.punct {
        Punct::Parens => true,
        Punct::Dot => text[marker.len..].starts_with(char::is_uppercase),
        _ => false,
    }
}

/// Whether two sentences were run together without a blank: "use.These Terms".
fn glued(text: &str, start: usize, at: usize, rest: &str) -> bool {
    let token = token_before(text, start, at);
    let before = token.trim_end_matches(['"', ')']);
    if !before.ends_with(|last: char| last.is_lowercase()) && !token.ends_with(['"', ')'])
        || token.contains(['/', '@', '.', ':', '_'])
    {
        return rest
            .chars()
            .next()
            .is_some_and(|next| !next.is_ascii() && next.is_alphabetic());
    }
    let next = rest.split(' ').next().unwrap_or(rest);
    let mut characters = next.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => !next
            .trim_end_matches(['.', ','])
            .contains(['.', '/', '@', '_']),
        (Some(first), None) if first.is_uppercase() => rest.len() > next.len(),
        (Some(first), Some(_)) if first.is_ascii_digit() => {
            let digits = next.bytes().take_while(u8::is_ascii_digit).count();
            next[digits..].starts_with('.')
                && digits <= 2
                && !next[digits + 1..].starts_with(|next: char| next.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        // The bar marks where one sentence ends and the next begins.
        let cases = [
            "You may not. | We may.",
            "Acme, Inc. and Beta Ltd. may end it. | You agree.",
            "By Acme, Inc. | You agree.",
            "in the U.S. Copyright Act and the U.K. | The rest follows.",
            "tools, e.g. scrapers, i.e. Robots, etc. | If so, stop.",
            "under Section 1.b.i. | You may.",
            "see No. 5 and Art. 6",
            "version 3.1 or v. 2 of it",
            "(as in the EEA. See below) and more. | Then stop.",
            "the notice: \"Built with X. All rights reserved.\" | You keep it.",
            "\"Notice\" with: \"X is free. The marks of \"X Y\" are ours. None is yours.\" | You keep it.",
            "You must give a copy; | You must keep notices; and state changes.",
            "Below that size it is free; | If, in a month, you pass it, ask us; if not, go on.",
            "provided \"AS IS.\" | NO WARRANTY.",
            "Is it? | Yes! | Good.",
            "at example.org. | See there.",
            "of such use.|These Terms apply.",
            "subject to these terms. | b. Use. | You may.",
            "the Model. | (b) You may.",
            "wait... | Then go.",
            "可以使用。| 不得出售。",
            "1. Foo bar.",
        ];
        for case in cases {
            let text = case.replace('|', "").replace("  ", " ");
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            let found: Vec<&str> = split(&text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{case}");
        }
    }
}
