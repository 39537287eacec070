//! How a wrapped line joins the next: with a blank, without one, or without the hyphen it ends in.

use std::cell::OnceCell;

use hashbrown::HashSet;

/// What stands between two lines of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// A blank.
    Blank,
    /// Nothing.
    Close,
    /// Nothing, and the hyphen at the end of the first goes, too.
    DropHyphen,
}

/// First parts of compounds, which keep their hyphen at the end of a line whatever follows.
const COMPOUND_HEADS: [&str; 14] = [
    "non", "self", "cross", "third", "royalty", "fully", "high", "low", "machine", "multi", "semi",
    "anti", "well", "cc",
];

/// Last parts of compounds.
const COMPOUND_TAILS: [&str; 9] = [
    "based",
    "exclusive",
    "free",
    "general",
    "infringement",
    "neutral",
    "parties",
    "party",
    "related",
];

/// The longest word, in bytes, that is looked at when a line ends in a hyphen; longer ones are none.
const MAX_WORD: usize = 32;

/// The fewest letters of two words that keep their hyphen though the text has only the second one by itself.
const MIN_WHOLE: usize = 6;
const MIN_REST: usize = 4;

/// The longest token, in bytes, that is looked at when a line is joined to the next.
const MAX_TOKEN: usize = 256;

/// The words that a text uses, collected when a line of it ends in a hyphen.
#[derive(Debug)]
pub(super) struct Vocabulary<'s> {
    source: &'s str,
    words: OnceCell<HashSet<&'s str>>,
}

impl<'s> Vocabulary<'s> {
    pub(super) fn of(source: &'s str) -> Vocabulary<'s> {
        Vocabulary {
            source,
            words: OnceCell::new(),
        }
    }

    /// How a line that ends like `before` joins one that begins like `rest`; neither is empty.
    pub(super) fn joint(&self, before: &[u8], rest: &[u8]) -> Joint {
        let window = &before[before.len().saturating_sub(MAX_TOKEN)..];
        let token = window
            .rsplit(|byte| matches!(byte, b' ' | b'\n'))
            .next()
            .unwrap_or(window);
        let (Some(&last), Some(&next)) = (token.last(), rest.first()) else {
            return Joint::Blank;
        };
        if in_address(token) {
            let goes_on = match last {
                b'-' | b'_' | b'=' | b'&' | b'?' | b'%' | b'#' => next.is_ascii_alphanumeric(),
                b'/' => address_like(rest),
                _ => next == b'/',
            };
            if goes_on {
                return Joint::Close;
            }
        }
        let Some((b'-', stem)) = token.split_last() else {
            return Joint::Blank;
        };
        let left = trailing_letters(stem);
        if left.is_empty() || !next.is_ascii_alphanumeric() {
            return Joint::Blank;
        }
        let right = leading_letters(rest);
        // "state-of-the-⏎art", "cc-⏎BY", "level-⏎2".
        let compound = stem.len() > left.len() || !right.iter().all(u8::is_ascii_lowercase);
        if compound || right.is_empty() || self.keeps_hyphen(left, right) {
            Joint::Close
        } else {
            Joint::DropHyphen
        }
    }

    /// Whether "left-⏎right" is a compound rather than a word that was broken: it is when the left
    /// part is a common first part, or when the text uses both parts, but not their sum, as words.
    fn keeps_hyphen(&self, left: &[u8], right: &[u8]) -> bool {
        let lower = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_ascii_lowercase();
        let (left, right) = (lower(left), lower(right));
        let is_tail = COMPOUND_TAILS.contains(&right.as_str()) && left.len() >= MIN_REST;
        if COMPOUND_HEADS.contains(&left.as_str()) || is_tail {
            return true;
        }
        let words = self.words.get_or_init(|| words_of(self.source));
        // What breaks off a word is no word itself, as a rule: "attorney-⏎general".
        let is_whole = left.len() >= MIN_WHOLE && right.len() >= MIN_REST;
        if is_whole && words.contains(right.as_str()) {
            return !words.contains(format!("{left}{right}").as_str());
        }
        !words.contains(format!("{left}{right}").as_str())
            && words.contains(left.as_str())
            && words.contains(right.as_str())
    }
}

/// Whether a token is (the beginning of) an address.
fn in_address(token: &[u8]) -> bool {
    token.windows(3).any(|three| three == b"://")
        || token.starts_with(b"www.")
        || token.windows(3).any(|three| {
            three[0].is_ascii_alphanumeric() && three[1] == b'.' && three[2].is_ascii_lowercase()
        }) && token.contains(&b'/')
}

/// Whether a word looks like the rest of a path: it has a mark of one inside.
fn address_like(rest: &[u8]) -> bool {
    let word = rest
        .iter()
        .take(MAX_TOKEN)
        .take_while(|byte| !byte.is_ascii_whitespace())
        .count();
    let word = &rest[..word];
    word[0].is_ascii_alphanumeric()
        && word[..word.len() - 1]
            .iter()
            .any(|byte| matches!(byte, b'/' | b'.' | b'-' | b'_' | b'#' | b'='))
}

fn trailing_letters(bytes: &[u8]) -> &[u8] {
    let count = bytes
        .iter()
        .rev()
        .take(MAX_WORD)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    &bytes[bytes.len() - count..]
}

fn leading_letters(bytes: &[u8]) -> &[u8] {
    let count = bytes
        .iter()
        .take(MAX_WORD)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    &bytes[..count]
}

/// The words of a text that are in lower case; halves of words broken at the end of a line are none.
fn words_of(source: &str) -> HashSet<&str> {
    let bytes = source.as_bytes();
    let mut words = HashSet::new();
    let mut broken = false;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += lower_letters(&bytes[at..]);
        let is_lower = ends_word(source, at);
        while !ends_word(source, at) {
            at = source.ceil_char_boundary(at + 1);
        }
        if at == start {
            at = source.ceil_char_boundary(at + 1);
            continue;
        }
        let breaks = matches!(bytes[at..], [b'-', b'\n' | b'\r', ..]);
        if is_lower && (2..=MAX_WORD).contains(&(at - start)) && !breaks && !broken {
            words.insert(&source[start..at]);
        }
        broken = breaks;
    }
    words
}

fn lower_letters(bytes: &[u8]) -> usize {
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_lowercase());
    letters.count()
}

/// Whether no letter stands at a place.
fn ends_word(source: &str, at: usize) -> bool {
    match source.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphabetic(),
        Some(_) => !source[at..].starts_with(char::is_alphabetic),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_in_lower_case() {
        let words = words_of(
            "The soft-\nware is naïve; x of “mine”, e.g. déjà-\r\nvu: free-hand of McAdam état a ab",
        );
        let mut words: Vec<&str> = words.into_iter().collect();
        words.sort_unstable();
        assert_eq!(words, ["ab", "free", "hand", "is", "mine", "of"]);
    }
}
