//! Negations that are written short: "don't" is "do not".

use crate::span::Span;

/// Verbs that "n't" is put to. The two that it changes have a line of their own in [`long`].
const VERBS: &[&str] = &[
    "are", "could", "did", "do", "does", "had", "has", "have", "is", "must", "need", "should",
    "was", "were", "would",
];

/// A negation that was written out, as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Short {
    /// Where the words are that stand for it, in the folded text.
    pub(super) folded: Span,
    /// The letters that they stand for.
    pub(super) letters: String,
}

/// What stands for the end of `before` and "'t" behind it: how many letters of `before` go, and what comes.
/// Both lengths differ from those of what they replace, whatever the apostrophe.
pub(super) fn long(before: &[u8]) -> Option<(usize, &'static str)> {
    let start = before
        .iter()
        .rposition(|byte| !byte.is_ascii_alphabetic())
        .map_or(0, |at| at + 1);
    let word = &before[start..];
    if !(3..=7).contains(&word.len()) || !word.ends_with(b"n") && !word.ends_with(b"N") {
        return None;
    }
    let is_shouted = word.iter().all(u8::is_ascii_uppercase);
    let is = |other: &str| word.eq_ignore_ascii_case(other.as_bytes());
    let (dropped, words) = if is("can") {
        (0, ["not", "NOT"])
    } else if is("won") {
        (2, ["ill not", "ILL NOT"])
    } else if is("shan") {
        (1, ["ll not", "LL NOT"])
    } else if VERBS
        .iter()
        .any(|verb| word[..word.len() - 1].eq_ignore_ascii_case(verb.as_bytes()))
    {
        (1, [" not", " NOT"])
    } else {
        return None;
    };
    Some((dropped, words[usize::from(is_shouted)]))
}

/// Whether "t" and the end of the word follow behind an apostrophe.
pub(super) fn ends(after: &[u8]) -> bool {
    matches!(after.first(), Some(b't' | b'T'))
        && !after
            .get(1)
            .is_some_and(|&next| next.is_ascii_alphanumeric() || next >= 0x80)
}

/// The words of a pattern with their negations written out, as the folded text has them.
pub(super) fn written_out(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('\'') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match long(out.as_bytes()).filter(|_| ends(rest.as_bytes())) {
            Some((dropped, long)) => {
                out.truncate(out.len() - dropped);
                out.push_str(long);
                rest = &rest[1..];
            }
            None => out.push('\''),
        }
    }
    out.push_str(rest);
    out
}

/// A text in which short negations are as they were written, and where each of them begins and ends: in the
/// folded text and in this one.
pub(super) fn restored(folded: &str, short: &[Short]) -> (String, Vec<(u32, u32)>) {
    if short.is_empty() {
        return (String::new(), Vec::new());
    }
    let mut out = String::with_capacity(folded.len());
    let mut places = Vec::with_capacity(short.len() * 2);
    let mut at = 0;
    for short in short {
        out.push_str(&folded[at..short.folded.start as usize]);
        places.push((short.folded.start, out.len() as u32));
        out.push_str(&short.letters);
        places.push((short.folded.end, out.len() as u32));
        at = short.folded.end as usize;
    }
    out.push_str(&folded[at..]);
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_written_out() {
        let cases = [
            ("you don't", "you do not"),
            ("can't, won't or shan't", "cannot, will not or shall not"),
            ("(?:do not|doesn't) use", "(?:do not|does not) use"),
            ("licensee's doesn'thing don'", "licensee's doesn'thing don'"),
            ("aunt's, rain't", "aunt's, rain't"),
        ];
        for (short, long) in cases {
            assert_eq!(written_out(short), long);
        }
    }
}
