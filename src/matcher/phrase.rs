//! Phrases of patterns, found in folded text by one automaton.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::ByteRange;

/// A set of phrases, numbered in the order in which they were given.
#[derive(Debug)]
pub(crate) struct Phrases {
    automaton: AhoCorasick,
    shapes: Vec<Shape>,
}

/// What must stand around and behind the literal start of a phrase.
#[derive(Debug)]
struct Shape {
    /// Whether a word must begin with it: it starts with a letter or digit.
    starts_word: bool,
    /// Whether a word must end with it: it ends with a letter or digit, and no `*` follows.
    ends_word: bool,
    /// What follows the first `*`, in pieces between which words go on; none without a `*`.
    rest: Vec<String>,
}

impl Phrases {
    /// Makes phrases ready. `*` at the end of a word lets the word go on.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Phrases {
        let mut literals = Vec::new();
        let mut shapes = Vec::new();
        for phrase in phrases {
            let mut pieces = phrase.split('*');
            let literal = pieces.next().expect("a split has a first piece");
            let last = phrase.chars().next_back();
            shapes.push(Shape {
                starts_word: literal.starts_with(|c: char| c.is_ascii_alphanumeric()),
                ends_word: last.is_some_and(|c| c.is_ascii_alphanumeric()),
                rest: pieces.map(str::to_owned).collect(),
            });
            literals.push(literal.to_owned());
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::Standard)
            .build(&literals)
            .expect("the phrases fit an automaton");
        Phrases { automaton, shapes }
    }

    /// The places of all phrases, whole words only, in the order in which their literal starts end.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (ByteRange, u32)> + 'a {
        let bytes = text.as_bytes();
        self.automaton.find_overlapping_iter(text).filter_map(move |found| {
            let shape = &self.shapes[found.pattern().as_usize()];
            if shape.starts_word && found.start() > 0 && is_word(bytes, found.start() - 1) {
                return None;
            }
            let end = shape.end(bytes, found.end())?;
            Some((found.start()..end, found.pattern().as_u32()))
        })
    }
}

impl Shape {
    /// Where the phrase ends whose literal start ends at `at`, if all of it is there.
    fn end(&self, bytes: &[u8], mut at: usize) -> Option<usize> {
        for piece in &self.rest {
            while is_word(bytes, at) {
                at += 1;
            }
            if !bytes[at..].starts_with(piece.as_bytes()) {
                return None;
            }
            at += piece.len();
        }
        (!self.ends_word || !is_word(bytes, at)).then_some(at)
    }
}

/// Whether a byte belongs to a word: a letter, a digit, or a part of a Latin letter outside of ASCII
/// ("altèrent"); characters further up, as Chinese ones, stand beside words without a blank.
fn is_word(bytes: &[u8], at: usize) -> bool {
    let is_latin = |at: usize| bytes.get(at).is_some_and(|byte| (0xc3..=0xc9).contains(byte));
    match bytes.get(at) {
        Some(byte) if byte.is_ascii_alphanumeric() => true,
        Some(0x80..=0xbf) => at > 0 && is_latin(at - 1),
        Some(_) => is_latin(at),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(phrases: &[&str], text: &str) -> Vec<String> {
        Phrases::new(phrases.iter().copied()).find(text).map(|(place, _)| text[place].to_owned()).collect()
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(find(&["age"], "an agent of age 7"), ["age"]);
        assert_eq!(find(&["output*"], "outputs and output"), ["outputs", "output"]);
        assert_eq!(find(&["$"], "us$5"), ["$"]);
    }

    #[test]
    fn a_star_inside_lets_a_word_go_on() {
        assert_eq!(find(&["agree* not to"], "licensee agrees not to"), ["agrees not to"]);
        assert_eq!(find(&["agree* not to"], "agreement on not to"), Vec::<String>::new());
        assert_eq!(find(&["right* of"], "rights offered, right of way"), ["right of"]);
    }
}
