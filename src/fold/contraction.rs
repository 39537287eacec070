//! Words that are written short: "don't" is "do not", "you'll" is "you will".

use crate::span::Span;

/// Verbs that "n't" is put to. Those that it changes have a line of their own in [`long`].
const VERBS: &[&str] = &[
    "are", "could", "did", "do", "does", "had", "has", "have", "is", "must", "need", "should",
    "was", "were", "would",
];

/// A short form that was written out, as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Short {
    /// Where the words are that stand for it, in the folded text.
    pub(super) folded: Span,
    /// The letters that they stand for.
    pub(super) letters: String,
}

/// Words that "'ll", "'re" and "'ve" are put to.
const SUBJECTS: &[&str] = &["i", "they", "we", "who", "you"];

/// What stands for a short form.
pub(super) struct Long {
    /// How many letters before the apostrophe go.
    pub(super) dropped: usize,
    /// How many letters behind it go.
    pub(super) taken: usize,
    /// What comes.
    pub(super) words: &'static str,
}

/// What stands for the short form whose apostrophe is between `before` and `after`.
pub(super) fn long(before: &[u8], after: &[u8]) -> Option<Long> {
    let letters = after.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    let taken = letters.take(3).count();
    let word = before.rsplit(|byte| !byte.is_ascii_alphabetic()).next()?;
    if word.len() > 7 {
        return None;
    }
    let is = |other: &&str| word.eq_ignore_ascii_case(other.as_bytes());
    let (dropped, words) = match after[..taken].to_ascii_lowercase().as_slice() {
        b"t" if is(&"can") => (0, ["not", "NOT"]),
        b"t" if is(&"won") => (2, ["ill not", "ILL NOT"]),
        b"t" if is(&"shan") => (1, ["ll not", "LL NOT"]),
        b"t" => {
            let verb = word.strip_suffix(b"n").or(word.strip_suffix(b"N"))?;
            let is = |other: &&str| verb.eq_ignore_ascii_case(other.as_bytes());
            if !VERBS.iter().any(is) {
                return None;
            }
            (1, [" not", " NOT"])
        }
        b"ll" if SUBJECTS.iter().any(is) => (0, [" will", " WILL"]),
        b"re" if SUBJECTS.iter().any(is) => (0, [" are", " ARE"]),
        b"ve" if SUBJECTS.iter().any(is) => (0, [" have", " HAVE"]),
        _ => return None,
    };
    let is_shouted = word
        .iter()
        .chain(&after[..taken])
        .all(u8::is_ascii_uppercase);
    Some(Long {
        dropped,
        taken,
        words: words[usize::from(is_shouted)],
    })
}

/// The words of a pattern with their short forms written out, as the folded text has them.
pub(super) fn written_out(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('\'') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match long(out.as_bytes(), rest.as_bytes()) {
            Some(long) => {
                out.truncate(out.len() - long.dropped);
                out.push_str(long.words);
                rest = &rest[long.taken..];
            }
            None => out.push('\''),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_written_out() {
        let cases = [
            ("you don't", "you do not"),
            ("can't, won't or shan't", "cannot, will not or shall not"),
            ("(?:do not|doesn't) use", "(?:do not|does not) use"),
            ("licensee's doesn'thing don'", "licensee's doesn'thing don'"),
            ("aunt's, rain't", "aunt's, rain't"),
            (
                "you'll see we're here, they've",
                "you will see we are here, they have",
            ),
            ("you'lling, the you're's", "you'lling, the you are's"),
        ];
        for (short, long) in cases {
            assert_eq!(written_out(short), long);
        }
    }
}
