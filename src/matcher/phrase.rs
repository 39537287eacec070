//! Phrases of patterns, found in folded text by one trie.
//!
//! A phrase begins where a word begins, so the trie is walked from each start of a word, and most
//! walks end after a few bytes. That is quicker than an automaton that must be ready everywhere, and
//! the trie is some forty times smaller than its table.

use yada::DoubleArray;
use yada::builder::DoubleArrayBuilder;

use super::ByteRange;

/// A set of phrases, numbered in the order in which they were given.
pub(crate) struct Phrases {
    /// From the literal start of phrases to a range of `numbers`: its end, the start is the end before it. None without phrases.
    trie: Option<DoubleArray<Vec<u8>>>,
    ends: Vec<u32>,
    numbers: Vec<u32>,
    shapes: Vec<Shape>,
    /// Bytes other than letters and digits that phrases begin with.
    signs: Vec<u8>,
}

impl std::fmt::Debug for Phrases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Phrases")
            .field("len", &self.shapes.len())
            .finish_non_exhaustive()
    }
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
        let mut literals: Vec<(&str, u32)> = Vec::new();
        let mut shapes = Vec::new();
        for (number, phrase) in (0..).zip(phrases) {
            let mut pieces = phrase.split('*');
            let literal = pieces.next().expect("a split has a first piece");
            let last = phrase.chars().next_back();
            shapes.push(Shape {
                ends_word: last.is_some_and(|c| c.is_ascii_alphanumeric()),
                rest: pieces.map(str::to_owned).collect(),
            });
            literals.push((literal, number));
        }
        literals.sort_unstable();
        let numbers: Vec<u32> = literals.iter().map(|(_, number)| *number).collect();
        let mut keys: Vec<(&str, u32)> = Vec::new();
        let mut ends: Vec<u32> = Vec::new();
        for (end, (literal, _)) in (1..).zip(&literals) {
            if keys.last().is_some_and(|(key, _)| key == literal) {
                *ends.last_mut().expect("there is one per key") = end;
            } else {
                keys.push((literal, u32::try_from(ends.len()).expect("phrases are few")));
                ends.push(end);
            }
        }
        let mut signs: Vec<u8> = keys
            .iter()
            .map(|(key, _)| key.as_bytes()[0])
            .filter(|byte| !byte.is_ascii_alphanumeric())
            .collect();
        signs.dedup();
        let trie = (!keys.is_empty()).then(|| {
            let trie =
                DoubleArrayBuilder::build(&keys).expect("the phrases are sorted and none is empty");
            DoubleArray::new(trie).expect("it was just built")
        });
        Phrases {
            trie,
            ends,
            numbers,
            shapes,
            signs,
        }
    }

    /// The places of all phrases, whole words only, in the order of their starts.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (ByteRange, u32)> + 'a {
        let bytes = text.as_bytes();
        let is_start = move |at: &usize| {
            let byte = bytes[*at];
            if byte.is_ascii_alphanumeric() {
                *at == 0 || !is_word(bytes, at - 1)
            } else {
                self.signs.contains(&byte)
            }
        };
        let starts = move |trie| {
            (0..bytes.len())
                .filter(is_start)
                .map(move |start| (trie, start))
        };
        self.trie
            .iter()
            .flat_map(starts)
            .flat_map(move |(trie, start)| {
                trie.common_prefix_search(&bytes[start..])
                    .flat_map(move |(key, len)| {
                        let key = key as usize;
                        let from = if key == 0 { 0 } else { self.ends[key - 1] };
                        self.numbers[from as usize..self.ends[key] as usize]
                            .iter()
                            .filter_map(move |&number| {
                                let end = self.shapes[number as usize].end(bytes, start + len)?;
                                Some((start..end, number))
                            })
                    })
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
