//! Phrases of patterns, found in folded text.
//!
//! A phrase begins where a word begins, so only starts of words are looked at. From each a trie of
//! the phrases is walked, as far as several phrases share their letters; the rest is compared. The trie is
//! a double array (Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989): one
//! look for each letter, and flat lists, which take no time to read.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::span::ByteRange;

/// A set of phrases, numbered in the order in which they were given.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Phrases {
    /// The nodes, the root first; a child stands as far behind the `base` of its parent as its letter says.
    nodes: Vec<Node>,
    /// The phrases, those of a node one behind the other.
    phrases: Vec<Phrase>,
    /// What phrases hold behind the letters of their nodes, one behind the other.
    rests: Vec<u8>,
    /// The bytes other than letters and digits that phrases begin with.
    signs: Vec<u8>,
}

/// A node of the trie, or a gap between nodes.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Node {
    /// The node above; `NONE` for the root and for a gap.
    parent: u32,
    /// The base of its children.
    base: u32,
    /// The first of its phrases; `NONE` where it has none.
    first: u32,
}

const NONE: u32 = u32::MAX;

const GAP: Node = Node {
    parent: NONE,
    base: 0,
    first: NONE,
};

/// A phrase whose letters the way to its node has told, but for the rest.
#[derive(Debug, Serialize, Deserialize)]
struct Phrase {
    number: u32,
    rest: (u32, u32),
    /// The first byte of the rest, where it is one that must be there; 0 where none is.
    next: u8,
    /// Whether a word must end with it: it ends with a letter or digit, and no `*` follows.
    ends_word: bool,
    /// Whether it is the last of its node.
    is_last: bool,
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
            nodes: vec![GAP],
            phrases: Vec::new(),
            rests: Vec::new(),
            signs,
        };
        let mut groups = VecDeque::from([(0, 0, sorted.as_slice())]);
        let mut gap = 1;
        while let Some((node, depth, sorted)) = groups.pop_front() {
            let ends = sorted.partition_point(|(literal, ..)| literal.len() == depth);
            let (own, longer) = sorted.split_at(ends);
            let own = if longer.len() <= FEW { sorted } else { own };
            let first = made.phrases.len();
            for (literal, rest, number) in own {
                made.add(literal.as_bytes(), depth, rest.as_bytes(), *number);
            }
            if let [.., last] = &mut made.phrases[first..] {
                last.is_last = true;
                made.nodes[node].first = to_u32(first);
            }
            if longer.len() > FEW {
                let letter = |(literal, ..): &(&str, &str, u32)| literal.as_bytes()[depth];
                let children: Vec<_> = longer.chunk_by(|a, b| letter(a) == letter(b)).collect();
                let letters: Vec<u8> = children.iter().map(|group| letter(&group[0])).collect();
                let base = made.place(node, &letters, &mut gap);
                let places = letters.iter().map(|letter| base + usize::from(*letter));
                groups.extend(
                    places
                        .zip(children)
                        .map(|(node, group)| (node, depth + 1, group)),
                );
            }
        }
        made
    }

    /// Gives the children of a node their places, at the first base that leaves room for all; nothing is free
    /// before `gap`.
    fn place(&mut self, node: usize, letters: &[u8], gap: &mut usize) -> usize {
        let is_taken =
            |nodes: &[Node], place: usize| nodes.get(place).is_some_and(|node| node.parent != NONE);
        while is_taken(&self.nodes, *gap) {
            *gap += 1;
        }
        let places = |base: usize| {
            letters
                .iter()
                .map(move |letter| base + usize::from(*letter))
        };
        let least = gap.saturating_sub(usize::from(letters[0])).max(1);
        let base = (least..)
            .find(|base| !places(*base).any(|place| is_taken(&self.nodes, place)))
            .expect("behind the last node all is free");
        let end = places(base).max().unwrap_or(base) + 1;
        self.nodes.resize(self.nodes.len().max(end), GAP);
        for place in places(base) {
            self.nodes[place].parent = to_u32(node);
        }
        self.nodes[node].base = to_u32(base);
        base
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
            next: self
                .rests
                .get(start as usize)
                .copied()
                .filter(|byte| *byte != b'*')
                .unwrap_or(0),
            ends_word: last.is_some_and(u8::is_ascii_alphanumeric),
            is_last: false,
        });
    }

    /// The places of all phrases, whole words only, in the order of their starts.
    pub(crate) fn find(&self, text: &str) -> Vec<(ByteRange, u32)> {
        let mut found = Vec::with_capacity(text.len() / 8);
        self.find_from(text, 0..text.len(), &mut found);
        found
    }

    /// The phrases that begin in a part of a text, which begins with a word.
    pub(crate) fn find_from(
        &self,
        text: &str,
        starts: ByteRange,
        found: &mut Vec<(ByteRange, u32)>,
    ) {
        let bytes = text.as_bytes();
        let mut is_in_word = false;
        for start in starts {
            let byte = &bytes[start];
            if byte.is_ascii_alphanumeric() {
                if !is_in_word {
                    self.find_at(bytes, start, found);
                }
                is_in_word = true;
            } else {
                if *byte != b' ' && self.signs.contains(byte) {
                    self.find_at(bytes, start, found);
                }
                is_in_word = !byte.is_ascii() && is_word(bytes, start);
            }
        }
    }

    /// The phrases that begin at `start`.
    fn find_at(&self, bytes: &[u8], start: usize, found: &mut Vec<(ByteRange, u32)>) {
        let mut number = 0;
        let mut node = &self.nodes[0];
        for at in start.. {
            let next = bytes.get(at).copied();
            if node.first != NONE {
                for phrase in &self.phrases[node.first as usize..] {
                    let is_near = phrase.next == 0 || Some(phrase.next) == next;
                    if is_near && let Some(end) = self.end(phrase, bytes, at) {
                        found.push((start..end, phrase.number));
                    }
                    if phrase.is_last {
                        break;
                    }
                }
            }
            let Some(byte) = next else { return };
            let child = node.base + u32::from(byte);
            match self.nodes.get(child as usize) {
                Some(next) if next.parent == number => (number, node) = (child, next),
                _ => return,
            }
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

fn length<T>(list: &[T]) -> u32 {
    to_u32(list.len())
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).expect("phrases are below 4 GiB")
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
