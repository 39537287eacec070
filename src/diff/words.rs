//! The words of a clause as far as they matter, and how two clauses differ in them.

use std::ops::Range;

use super::table::{
    COMPOUNDS, CONDITIONS, DATED, EXCEPTIONS, LIMITS, MODALS, MONTHS, REFERENCES, SAME, SILENT,
};
use similar::{Algorithm, DiffTag, TextDiff, capture_diff_slices};

/// The words of folded text that matter, in order, each as what it stands for.
pub(super) fn meaningful(folded: &str) -> Vec<String> {
    let words: Vec<&str> = words(folded).collect();
    let mut rest = words.as_slice();
    let mut meaningful = Vec::new();
    while let Some(first) = rest.first() {
        let compound = COMPOUNDS.iter().find(|(words, _)| rest.starts_with(words));
        let (word, length) = compound.map_or((*first, 1), |(words, word)| (*word, words.len()));
        rest = &rest[length..];
        if !SILENT.contains(&stands_for(word).as_str()) {
            meaningful.push(stands_for(word));
        }
    }
    meaningful
}

/// The words of folded text, without addresses and numbers of sections.
pub(super) fn all(folded: &str) -> Vec<String> {
    words(folded).map(str::to_owned).collect()
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| {
        c.is_alphanumeric() || matches!(c, '\'' | '/' | '.' | '-' | '_' | '%' | '$' | ',')
    };
    let mut is_reference = false;
    let mut is_dated = false;
    let mut rest = folded;
    let stretches = std::iter::from_fn(move || {
        let (stretch, after) = (!rest.is_empty()).then(|| before_reference(rest))?;
        rest = after;
        Some(stretch)
    });
    stretches
        .flat_map(move |stretch| stretch.split(move |c: char| !is_part(c)))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$')))
        .filter(|word| !word.is_empty() && !is_address(word) && !is_marker(word))
        // "Sections 3, 4 and 7" changes with every new section.
        .filter(move |word| {
            let is_number = word.starts_with(|c: char| c.is_ascii_digit());
            let goes_on = is_number || matches!(*word, "and" | "or" | "to");
            is_reference = REFERENCES.contains(word) || is_reference && goes_on;
            // So does the day on which a text was last changed with every version.
            let is_day = is_number || MONTHS.contains(word);
            is_dated = DATED.contains(word)
                || is_dated && (is_day || matches!(*word, "on" | "as" | "of" | "date"));
            !(is_reference && is_number || is_dated && is_day)
        })
}

/// Where the numbers behind the word of a reference stand: "3, 4 and 7" of "sections 3, 4 and 7".
pub(super) fn references(folded: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut is_reference, mut is_open, mut end) = (false, false, 0);
    for token in folded.split_inclusive(' ') {
        let start = end;
        end += token.len();
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if is_reference && is_number {
            let stop = start + token.trim_end_matches([' ', '.', ',', ';', ':']).len();
            match found.last_mut().filter(|_| is_open) {
                Some(last) => last.end = stop,
                None => found.push(start..stop),
            }
            is_open = true;
        }
        is_reference = REFERENCES.contains(&word)
            || is_reference && (is_number || matches!(word, "and" | "or" | "to"));
        is_open &= is_reference;
    }
    found
}

/// The words up to what stands in brackets behind the number of a section, and those behind it: a letter, as in "2(b)",
/// or its title, as in "section 4 (fees)".
fn before_reference(folded: &str) -> (&str, &str) {
    for (at, _) in folded.match_indices('(') {
        let before = folded[..at].trim_end();
        let number = before.rsplit(' ').next().unwrap_or_default();
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        let named = before[..before.len() - number.len()].trim_end();
        let word = named.rsplit(' ').next().unwrap_or_default();
        let Some(end) = folded[at..].find(')').filter(|_| is_number) else {
            continue;
        };
        let is_letter = end <= 4 && before.len() == at;
        if is_letter || end <= LONGEST_TITLE && REFERENCES.contains(&word) {
            return (&folded[..at], &folded[at + end + 1..]);
        }
    }
    (folded, "")
}

/// Titles of sections are shorter, in bytes.
const LONGEST_TITLE: usize = 80;

/// Addresses are compared as params.
pub(super) fn is_address(word: &str) -> bool {
    let word = word
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    matches!(word, "http" | "https")
        || word.starts_with("www.")
        || word.contains('.') && word.contains('/')
}

/// Numbers of sections ("1.b.iv") carry no rule; amounts ("$1.5") do, and so do abbreviations ("u.s").
fn is_marker(word: &str) -> bool {
    let is_number = |part: &str| part.len() <= 3 && part.chars().all(char::is_alphanumeric);
    word.len() <= 8
        && word.contains('.')
        && word.contains(|c: char| c.is_ascii_digit())
        && word.split('.').all(is_number)
        || (word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic()))
}

fn stands_for(word: &str) -> String {
    if let Some(row) = SAME.iter().find(|row| row.contains(&word)) {
        return row[0].to_owned();
    }
    // The commonest endings do not tell rules apart.
    let word = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ing", "ed", "es", "s", "d", "e"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// Whether a meaningful word says who may, who must and who must not.
pub(super) fn is_modal(word: &str) -> bool {
    MODALS.contains(&word)
}

/// Whether words take something out of a rule, or make it hang on something.
pub(super) fn is_narrowing(words: &str) -> bool {
    let words = meaningful(&words.to_lowercase());
    let (none, words) = (Vec::new(), words.as_slice());
    [EXCEPTIONS, CONDITIONS, LIMITS]
        .iter()
        .any(|table| Edits::some(table, &none, words).1)
}

/// How two clauses differ in the words that matter.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// Words that went.
    pub(super) gone: Vec<String>,
    /// Words that came.
    pub(super) came: Vec<String>,
}

/// Compares the meaningful words of two clauses; words that only moved inside are no difference.
pub(super) fn edits(old: &[String], new: &[String]) -> Edits {
    let mut edits = Edits::default();
    if old == new {
        return edits;
    }
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if op.tag() != DiffTag::Equal {
            edits.gone.extend(old[op.old_range()].iter().cloned());
            edits.came.extend(new[op.new_range()].iter().cloned());
        }
    }
    for at in (0..edits.gone.len()).rev() {
        if let Some(same) = edits.came.iter().position(|word| *word == edits.gone[at]) {
            edits.gone.remove(at);
            edits.came.remove(same);
        }
    }
    // A word that the other side has all the same tells nothing new.
    edits.gone.retain(|word| !new.contains(word));
    edits.came.retain(|word| !old.contains(word));
    edits
}

impl Edits {
    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.came.is_empty()
    }

    /// Whether words only came, or only went.
    pub(super) fn is_one_way(&self) -> bool {
        self.gone.is_empty() || self.came.is_empty()
    }

    pub(super) fn exceptions(&self) -> (bool, bool) {
        Edits::some(EXCEPTIONS, &self.gone, &self.came)
    }

    pub(super) fn conditions(&self) -> (bool, bool) {
        Edits::some(CONDITIONS, &self.gone, &self.came)
    }

    pub(super) fn limits(&self) -> (bool, bool) {
        Edits::some(LIMITS, &self.gone, &self.came)
    }

    fn some(words: &[&str], gone: &[String], came: &[String]) -> (bool, bool) {
        let any = |list: &[String]| {
            list.iter()
                .any(|word| words.iter().any(|one| stands_for(one) == *word))
        };
        (any(gone), any(came))
    }

    /// What the difference is, in words.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (what, (gone, came)) in [
            ("an exception", self.exceptions()),
            ("a condition", self.conditions()),
            ("a limit", self.limits()),
        ] {
            match (gone, came) {
                (true, false) => notes.push(format!("{what} is gone")),
                (false, true) => notes.push(format!("{what} came")),
                _ => {}
            }
        }
        notes
    }
}

/// What became of words, where it is little enough to be said and not told already: "x became y".
pub(super) fn became(parts: &[Part], is_told: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut notes = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let (gone, came) = match (&parts[at], parts.get(at + 1)) {
            (Part::Gone(gone), Some(Part::Came(came))) => (gone.trim(), came.trim()),
            (Part::Gone(gone), _) => (gone.trim(), ""),
            (Part::Came(came), _) => ("", came.trim()),
            (Part::Same(_), _) => ("", ""),
        };
        at += 1 + usize::from(!gone.is_empty() && !came.is_empty());
        let is_other = meaningful(&gone.to_lowercase()) != meaningful(&came.to_lowercase());
        if is_other && (gone.is_empty() || came.is_empty() || !is_told(gone, came)) {
            notes.push(match (gone, came) {
                (_, "") => format!("no longer \u{201c}{gone}\u{201d}"),
                ("", _) => format!("now also \u{201c}{came}\u{201d}"),
                _ => format!("\u{201c}{gone}\u{201d} became \u{201c}{came}\u{201d}"),
            });
        }
    }
    let is_short = |note: &String| note.chars().count() <= LONGEST_NOTE;
    if notes.len() <= MOST_NOTES && notes.iter().all(is_short) {
        notes
    } else {
        Vec::new()
    }
}

/// Notes that are longer, or more, say less than the redline.
const LONGEST_NOTE: usize = 120;
const MOST_NOTES: usize = 3;

/// Whether a clause only got more items of a list (`Some(true)`), or only lost some.
pub(super) fn grew(parts: &[Part]) -> Option<bool> {
    let is_item = |words: &str| {
        let words = words.trim();
        let first = words.split(' ').next().unwrap_or("");
        let last = words.split(' ').next_back().unwrap_or("");
        [first, last]
            .iter()
            .any(|word| matches!(*word, "or" | "and" | "," | "and/or"))
            || words.starts_with(',')
            || words.ends_with(',')
    };
    let mut seen = None;
    for part in parts {
        let (words, is_more) = match part {
            Part::Same(_) => continue,
            Part::Gone(words) => (words, false),
            Part::Came(words) => (words, true),
        };
        if meaningful(&words.to_lowercase()).is_empty() {
            continue;
        }
        if !is_item(words) || seen.is_some_and(|seen| seen != is_more) {
            return None;
        }
        seen = Some(is_more);
    }
    seen
}

/// A stretch of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// On both sides.
    Same(String),
    /// Only in the old words.
    Gone(String),
    /// Only in the new words.
    Came(String),
}

/// Words, blanks and the punctuation behind words, each by itself.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 0,
        ',' | ';' | ':' | '(' | ')' | '"' => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        // A full stop belongs to a word only inside of it.
        let word = token.trim_end_matches('.');
        if word.is_empty() {
            tokens.push(token);
        } else {
            tokens.push(word);
            tokens.extend(Some(&token[word.len()..]).filter(|stop| !stop.is_empty()));
        }
        rest = after;
    }
    tokens
}

/// The difference of two texts word by word, for people to read.
#[must_use]
pub fn redline(old: &str, new: &str) -> Vec<Part> {
    let (old, new) = (tokens(old), tokens(new));
    let diff = TextDiff::from_slices(&old, &new);
    let mut parts: Vec<Part> = Vec::new();
    for change in diff.iter_all_changes() {
        let word = change.value();
        match (change.tag(), parts.last_mut()) {
            (similar::ChangeTag::Equal, Some(Part::Same(text)))
            | (similar::ChangeTag::Delete, Some(Part::Gone(text)))
            | (similar::ChangeTag::Insert, Some(Part::Came(text))) => text.push_str(word),
            (similar::ChangeTag::Equal, _) => parts.push(Part::Same(word.to_owned())),
            (similar::ChangeTag::Delete, _) => parts.push(Part::Gone(word.to_owned())),
            (similar::ChangeTag::Insert, _) => parts.push(Part::Came(word.to_owned())),
        }
    }
    joined(parts)
}

/// Changed words with nothing but blanks between them are one change.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    let (mut gone, mut came) = (String::new(), String::new());
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        match part {
            Part::Gone(words) => gone.push_str(&words),
            Part::Came(words) => came.push_str(&words),
            Part::Same(blank)
                if blank.trim().is_empty()
                    && !(gone.is_empty() && came.is_empty())
                    && rest.peek().is_some() =>
            {
                gone.push_str(&blank);
                came.push_str(&blank);
            }
            Part::Same(words) => {
                settle(&mut joined, &mut gone, &mut came);
                joined.push(Part::Same(words));
            }
        }
    }
    settle(&mut joined, &mut gone, &mut came);
    joined
}

fn settle(joined: &mut Vec<Part>, gone: &mut String, came: &mut String) {
    // What both end in is no change.
    let blank = if gone.ends_with(' ') && came.ends_with(' ') {
        gone.pop();
        came.pop()
    } else {
        None
    };
    if !gone.is_empty() {
        joined.push(Part::Gone(std::mem::take(gone)));
    }
    if !came.is_empty() {
        joined.push(Part::Came(std::mem::take(came)));
    }
    joined.extend(blank.map(|blank| Part::Same(blank.to_string())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
        let edits = edits(&meaningful(old), &meaningful(new));
        (edits.gone, edits.came)
    }

    #[test]
    fn connecting_words_and_modals_are_no_substance() {
        assert_eq!(
            differ(
                "you must provide a copy of the license",
                "licensee shall provide the license copy"
            ),
            (vec![], vec![])
        );
        assert_eq!(
            differ(
                "see section 1.b.iv of https://a.example/x",
                "see section 2.c of https://b.example/y"
            ),
            (vec![], vec![])
        );
    }

    #[test]
    fn objects_and_negations_are() {
        assert_eq!(
            differ("any other large language model", "any other ai model"),
            (
                vec!["larg".to_owned(), "languag".to_owned()],
                vec!["ai".to_owned()]
            )
        );
        assert_eq!(
            differ("you may use it", "you may not use it"),
            (vec![], vec!["not".to_owned()])
        );
    }

    #[test]
    fn a_redline_has_both_texts() {
        let parts = redline("a b c", "a x c");
        assert_eq!(
            parts,
            [
                Part::Same("a ".to_owned()),
                Part::Gone("b".to_owned()),
                Part::Came("x".to_owned()),
                Part::Same(" c".to_owned())
            ]
        );
    }
}
