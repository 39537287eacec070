//! Phrases of patterns, found in folded text.
//!
//! A phrase begins where a word begins, so only starts of words are looked at. From each a trie of
//! the phrases is walked, as far as several phrases share their letters; the rest is compared. The trie is
//! a few flat lists, which take no time to read.

use serde::{Deserialize, Serialize};

use crate::span::ByteRange;

/// A set of phrases, numbered in the order in which they were given.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Phrases {
    /// The letter that leads to each node; the root is node 0.
    letters: Vec<u8>,
    /// The first child of each node, the others behind it; one more entry for the end.
    children: Vec<u32>,
    /// The first phrase of each node, the others behind it; one more entry for the end.
    starts: Vec<u32>,
    phrases: Vec<Phrase>,
    /// What phrases hold behind the letters of their nodes, one behind the other.
    rests: Vec<u8>,
    /// The bytes other than letters and digits that phrases begin with.
    signs: Vec<u8>,
}

/// A phrase whose letters the way to its node has told, but for the rest.
#[derive(Debug, Serialize, Deserialize)]
struct Phrase {
    number: u32,
    rest: (u32, u32),
    /// Whether a word must end with it: it ends with a letter or digit, and no `*` follows.
    ends_word: bool,
}

impl Phrases {
    /// Makes phrases ready. `*` at the end of a word lets the word go on.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Phrases {
        let mut sorted: Vec<(&str, &str, u32)> = (0..)
            .zip(phrases)
            .map(|(number, phrase)| {
                let (literal, rest) = phrase.split_at(phrase.find('*').unwrap_or(phrase.len()));
                (literal, rest, number)
            })
            .collect();
        sorted.sort_unstable_by_key(|(literal, _, number)| (*literal, *number));
        let first = |(literal, ..): &(&str, &str, u32)| literal.bytes().next();
        let mut signs: Vec<u8> = sorted.iter().filter_map(first).collect();
        signs.dedup();
        signs.retain(|byte| !byte.is_ascii_alphanumeric());
        let mut made = Phrases {
            letters: vec![0],
            children: Vec::new(),
            starts: Vec::new(),
            phrases: Vec::new(),
            rests: Vec::new(),
            signs,
        };
        // Breadth first, so that children stand side by side.
        let mut nodes = vec![(sorted.as_slice(), 0)];
        let mut node = 0;
        while let Some(&(sorted, depth)) = nodes.get(node) {
            node += 1;
            made.children.push(length(&nodes));
            made.starts.push(length(&made.phrases));
            let ends = sorted.partition_point(|(literal, ..)| literal.len() == depth);
            let (own, longer) = sorted.split_at(ends);
            let own = if longer.len() <= FEW { sorted } else { own };
            for (literal, rest, number) in own {
                made.add(literal.as_bytes(), depth, rest.as_bytes(), *number);
            }
            if longer.len() > FEW {
                let letter = |(literal, ..): &(&str, &str, u32)| literal.as_bytes()[depth];
                for group in longer.chunk_by(|a, b| letter(a) == letter(b)) {
                    made.letters.push(letter(&group[0]));
                    nodes.push((group, depth + 1));
                }
            }
        }
        made.children.push(length(&nodes));
        made.starts.push(length(&made.phrases));
        made
    }

    /// A phrase at a node that is `depth` letters deep.
    fn add(&mut self, literal: &[u8], depth: usize, rest: &[u8], number: u32) {
        let start = length(&self.rests);
        self.rests.extend_from_slice(&literal[depth..]);
        self.rests.extend_from_slice(rest);
        let last = rest.last().or(literal.last());
        self.phrases.push(Phrase {
            number,
            rest: (start, length(&self.rests)),
            ends_word: last.is_some_and(u8::is_ascii_alphanumeric),
        });
    }

    /// The places of all phrases, whole words only, in the order of their starts.
    pub(crate) fn find(&self, text: &str) -> Vec<(ByteRange, u32)> {
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut is_in_word = false;
        for (start, byte) in bytes.iter().enumerate() {
            if byte.is_ascii_alphanumeric() {
                if !is_in_word {
                    self.find_at(bytes, start, &mut found);
                }
                is_in_word = true;
            } else {
                if *byte != b' ' && self.signs.contains(byte) {
                    self.find_at(bytes, start, &mut found);
                }
                is_in_word = !byte.is_ascii() && is_word(bytes, start);
            }
        }
        found
    }

    /// The phrases that begin at `start`.
    fn find_at(&self, bytes: &[u8], start: usize, found: &mut Vec<(ByteRange, u32)>) {
        let mut node = 0;
        let mut at = start;
        loop {
            for phrase in &self.phrases[range(&self.starts, node)] {
                let end = self.end(phrase, bytes, at);
                found.extend(end.map(|end| (start..end, phrase.number)));
            }
            let children = range(&self.children, node);
            let Some(byte) = bytes.get(at) else { return };
            let child = self.letters[children.clone()]
                .iter()
                .position(|letter| letter == byte);
            let Some(child) = child else { return };
            node = children.start + child;
            at += 1;
        }
    }

    /// Where a phrase ends whose rest begins at `at`, if all of it is there.
    fn end(&self, phrase: &Phrase, bytes: &[u8], mut at: usize) -> Option<usize> {
        let (from, to) = phrase.rest;
        for byte in &self.rests[from as usize..to as usize] {
            if *byte == b'*' {
                while is_word(bytes, at) {
                    at += 1;
                }
            } else if bytes.get(at) == Some(byte) {
                at += 1;
            } else {
                return None;
            }
        }
        (!phrase.ends_word || !is_word(bytes, at)).then_some(at)
    }
}

/// From node `number` to the next one in a list of starts.
fn range(starts: &[u32], number: usize) -> ByteRange {
    starts[number] as usize..starts[number + 1] as usize
}

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("phrases are below 4 GiB")
}

/// Up to how many phrases are compared one by one.
const FEW: usize = 2;

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
