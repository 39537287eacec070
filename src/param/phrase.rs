//! Finding the phrases of a table as whole words.
//!
//! A table is text: on each line what the phrases stand for, a tab, and the phrases, divided by
//! bars. `(s)` at the end of a phrase stands for the phrase without and with an s. Lines that begin
//! with `#` are comments.

use std::cmp::Reverse;

use aho_corasick::AhoCorasick;

/// A table of phrases, ready for searching.
pub(super) struct Phrases {
    automaton: AhoCorasick,
    values: Vec<&'static str>,
}

/// One place where a phrase stands.
pub(super) struct Hit {
    /// Byte offset of its first character.
    pub(super) start: usize,
    /// Byte offset behind its last character.
    pub(super) end: usize,
    /// What the phrase stands for.
    pub(super) value: &'static str,
}

impl Phrases {
    /// Makes phrases searchable, each beside what it stands for. They are found whatever the case
    /// of their ASCII letters.
    pub(super) fn new(rows: impl IntoIterator<Item = (&'static str, String)>) -> Phrases {
        let (values, phrases): (Vec<&'static str>, Vec<String>) = rows.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(phrases)
            .expect("a table of some hundred phrases fits an automaton");
        Phrases { automaton, values }
    }

    /// All whole phrases in `text`, from left to right, none inside or across another; the longest
    /// where several begin together.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        let mut found: Vec<_> = self
            .automaton
            .find_overlapping_iter(text)
            .filter(|found| is_whole(text, found.start(), found.end()))
            .collect();
        found.sort_by_key(|found| (found.start(), Reverse(found.end())));
        let mut hits: Vec<Hit> = Vec::new();
        for found in found {
            if hits.last().is_none_or(|last| last.end <= found.start()) {
                hits.push(Hit {
                    start: found.start(),
                    end: found.end(),
                    value: self.values[found.pattern().as_usize()],
                });
            }
        }
        hits
    }
}

/// The rows of a table, one for each phrase: what it stands for, and the phrase.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(value, phrases)| phrases.split('|').map(move |phrase| (value, phrase)))
        .flat_map(|(value, phrase)| match phrase.strip_suffix("(s)") {
            Some(stem) => vec![(value, stem.to_owned()), (value, format!("{stem}s"))],
            None => vec![(value, phrase.to_owned())],
        })
}

/// Whether `text[start..end]` is no part of a longer word. Digits may touch letters ("USD100"), and
/// a dollar sign belongs to the letters before it.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let first = text[start..end].chars().next();
    let last = text[start..end].chars().next_back();
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphabetic);
    let opens_word = is_letter(first) || first == Some('$');
    let continues = opens_word && is_letter(before) || is_letter(last) && is_letter(after);
    !continues
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# a comment\n\
                         GN\tguinea\n\
                         PG\tpapua new guinea\n\
                         coin\tcoin(s)|$\n";

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        let hits = Phrases::new(rows(TABLE)).find(text);
        hits.iter()
            .map(|hit| (hit.value, &text[hit.start..hit.end]))
            .collect()
    }

    #[test]
    fn the_longest_of_those_that_overlap_is_found() {
        assert_eq!(
            found("Guinea, Papua New Guinea"),
            [("GN", "Guinea"), ("PG", "Papua New Guinea")]
        );
    }

    #[test]
    fn a_longer_phrase_that_is_no_whole_word_hides_no_shorter_one() {
        assert_eq!(found("papua new guineas guinea"), [("GN", "guinea")]);
        assert_eq!(
            found("a coin, coins, coinage"),
            [("coin", "coin"), ("coin", "coins")]
        );
    }

    #[test]
    fn digits_may_touch_a_phrase_and_letters_may_not() {
        assert_eq!(found("5coins $5"), [("coin", "coins"), ("coin", "$")]);
        assert_eq!(found("x$5 écoin coiné"), []);
    }
}
