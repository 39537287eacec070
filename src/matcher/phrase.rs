//! Phrases of patterns, found in folded text.
//!
//! A phrase begins where a word begins, so only starts of words are looked at. From each the sorted
//! list of phrases is narrowed byte by byte, beginning with a table of their first two. That takes no
//! time to build, where an automaton or a trie of 7,000 phrases takes a multiple of reading a licence.

use crate::span::ByteRange;

/// A set of phrases, numbered in the order in which they were given.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// The literal starts of the phrases, sorted, one behind the other.
    bytes: Vec<u8>,
    /// Where each of them starts in `bytes`; one more entry for the end.
    starts: Vec<u32>,
    /// The number of the phrase that each of them belongs to.
    numbers: Vec<u32>,
    /// For each pair of bytes the first literal that begins with it; one more entry for the end. Empty
    /// where the phrases are too few to need it.
    pairs: Vec<u32>,
    shapes: Vec<Shape>,
    /// Whether a phrase begins with a byte that is no letter or digit.
    signs: [bool; 256],
}

/// What must stand behind the literal start of a phrase.
#[derive(Debug)]
struct Shape {
    /// Whether a word must end with it: it ends with a letter or digit, and no `*` follows.
    ends_word: bool,
    /// What follows the first `*`, in pieces between which words go on; none without a `*`.
    rest: Vec<String>,
}

impl Phrases {
    /// Makes phrases ready. `*` at the end of a word lets the word go on.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Phrases {
        let mut literals: Vec<(Box<str>, u32)> = Vec::new();
        let mut shapes = Vec::new();
        for (number, phrase) in (0..).zip(phrases) {
            let mut pieces = phrase.split('*');
            let literal = pieces.next().expect("a split has a first piece");
            let last = phrase.chars().next_back();
            shapes.push(Shape {
                ends_word: last.is_some_and(|c| c.is_ascii_alphanumeric()),
                rest: pieces.map(str::to_owned).collect(),
            });
            literals.push((literal.into(), number));
        }
        literals.sort_unstable();
        let mut signs = [false; 256];
        for byte in literals
            .iter()
            .filter_map(|(literal, _)| literal.bytes().next())
        {
            signs[usize::from(byte)] |= !byte.is_ascii_alphanumeric();
        }
        let pairs = if literals.len() < MANY {
            Vec::new()
        } else {
            pairs(&literals)
        };
        let mut bytes = Vec::new();
        let mut starts = vec![0];
        for (literal, _) in &literals {
            bytes.extend_from_slice(literal.as_bytes());
            starts.push(u32::try_from(bytes.len()).expect("phrases are short"));
        }
        let numbers = literals.into_iter().map(|(_, number)| number).collect();
        Phrases {
            bytes,
            starts,
            numbers,
            pairs,
            shapes,
            signs,
        }
    }

    /// The places of all phrases, whole words only, in the order of their starts.
    pub(crate) fn find(&self, text: &str) -> Vec<(ByteRange, u32)> {
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        for (start, byte) in bytes.iter().enumerate() {
            let is_start = if byte.is_ascii_alphanumeric() {
                start == 0 || !is_word(bytes, start - 1)
            } else {
                self.signs[usize::from(*byte)]
            };
            if !is_start {
                continue;
            }
            if self.pairs.is_empty() {
                self.find_at((bytes, start), 0..self.numbers.len(), 0, &mut found);
                continue;
            }
            // A phrase of one byte stands where its second byte is none.
            self.find_at(
                (bytes, start),
                self.of_pair(&bytes[start..=start]),
                1,
                &mut found,
            );
            if start + 1 < bytes.len() {
                self.find_at((bytes, start), self.of_pair(&bytes[start..]), 2, &mut found);
            }
        }
        found
    }

    /// The literals that begin with the first two of these bytes.
    fn of_pair(&self, bytes: &[u8]) -> ByteRange {
        let pair = pair(bytes);
        self.pairs[pair] as usize..self.pairs[pair + 1] as usize
    }

    fn literal(&self, at: usize) -> &[u8] {
        &self.bytes[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The phrases that begin at `start`, among literals of which `depth` bytes are known to agree.
    fn find_at(
        &self,
        (bytes, start): (&[u8], usize),
        mut range: ByteRange,
        mut depth: usize,
        found: &mut Vec<(ByteRange, u32)>,
    ) {
        loop {
            // Those that end here stand before those that go on.
            while !range.is_empty() && self.literal(range.start).len() == depth {
                let number = self.numbers[range.start];
                let end = self.shapes[number as usize].end(bytes, start + depth);
                found.extend(end.map(|end| (start..end, number)));
                range.start += 1;
            }
            if range.len() <= FEW {
                return self.compare((bytes, start), range, found);
            }
            let Some(&next) = bytes.get(start + depth) else {
                return;
            };
            let byte = |at: usize| self.bytes[self.starts[at] as usize + depth];
            let from = partition(range.clone(), |at| byte(at) < next);
            range = from..partition(from..range.end, |at| byte(at) == next);
            depth += 1;
        }
    }

    /// The same for so few literals that each is compared.
    fn compare(
        &self,
        (bytes, start): (&[u8], usize),
        range: ByteRange,
        found: &mut Vec<(ByteRange, u32)>,
    ) {
        for at in range {
            let literal = self.literal(at);
            if bytes[start..].starts_with(literal) {
                let number = self.numbers[at];
                let end = self.shapes[number as usize].end(bytes, start + literal.len());
                found.extend(end.map(|end| (start..end, number)));
            }
        }
    }
}

/// The first place of a range where a condition that holds up to it fails.
fn partition(range: ByteRange, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

/// Up to how many literals are compared one by one.
const FEW: usize = 6;

/// From how many phrases on a table of their first two bytes pays.
const MANY: usize = 500;

fn pairs(literals: &[(Box<str>, u32)]) -> Vec<u32> {
    let mut pairs = vec![0; PAIRS + 1];
    for (literal, _) in literals.iter().filter(|(literal, _)| !literal.is_empty()) {
        pairs[pair(literal.as_bytes()) + 1] += 1;
    }
    for at in 1..pairs.len() {
        pairs[at] += pairs[at - 1];
    }
    pairs
}

/// How many pairs of bytes there are; the second may be missing.
const PAIRS: usize = 256 * 257;

/// The number of the first two bytes, in the order in which strings are sorted.
fn pair(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) * 257 + bytes.get(1).map_or(0, |byte| usize::from(*byte) + 1)
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
    let is_latin = |at: usize| {
        bytes
            .get(at)
            .is_some_and(|byte| (0xc3..=0xc9).contains(byte))
    };
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
        Phrases::new(phrases.iter().copied())
            .find(text)
            .into_iter()
            .map(|(place, _)| text[place].to_owned())
            .collect()
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(find(&["age"], "an agent of age 7"), ["age"]);
        assert_eq!(
            find(&["output*"], "outputs and output"),
            ["outputs", "output"]
        );
        assert_eq!(find(&["$"], "us$5"), ["$"]);
    }

    #[test]
    fn a_star_inside_lets_a_word_go_on() {
        assert_eq!(
            find(&["agree* not to"], "licensee agrees not to"),
            ["agrees not to"]
        );
        assert_eq!(
            find(&["agree* not to"], "agreement on not to"),
            Vec::<String>::new()
        );
        assert_eq!(
            find(&["right* of"], "rights offered, right of way"),
            ["right of"]
        );
    }
}
