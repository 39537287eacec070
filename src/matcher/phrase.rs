//! Phrases of patterns, found in folded text.
//!
//! A phrase begins where a word begins, so only starts of words are looked at. The first letters of the word are
//! looked up in a hash table, which ends most searches; from there a trie of the phrases is walked, as far as
//! several phrases part; what all that are left share, and what the last have to themselves, is compared. The trie is
//! a double array (Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989): one
//! look for each letter at which phrases part, and flat lists, which take no time to read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::head::{head, slot, table};
use super::packed::Packed;
use super::trie::{Node, Phrase, Trie, letter};
use crate::span::ByteRange;

/// A set of phrases, numbered in the order in which they were given.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Phrases {
    /// The first letters of words that phrases begin with, each with its node and that node's `letters`: a hash table with
    /// open addressing, whose free places have the head 0. Its length is a power of two.
    heads: Packed,
    /// The [`Node`]s, first the root, which is that of phrases that begin with a sign, then those of the heads; a child
    /// stands as far behind the `base` of its parent as its letter says.
    nodes: Packed,
    /// The [`Phrase`]s, those of a node one behind the other.
    phrases: Packed,
    /// What phrases hold behind the letters of their nodes, one behind the other.
    #[serde(borrow)]
    rests: Cow<'static, [u8]>,
    /// The bytes other than letters and digits that phrases begin with.
    signs: Vec<u8>,
}

impl Phrases {
    /// Makes phrases ready. `*` at the end of a word lets the word go on.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Phrases {
        let Trie {
            heads,
            nodes,
            phrases,
            rests,
            signs,
        } = Trie::of(phrases);
        let heads = table(heads.into_iter()).into_iter();
        let heads = heads.flat_map(|[head, node]| [head, node, nodes[node as usize].letters]);
        Phrases {
            heads: Packed::of(heads),
            nodes: Packed::of(nodes.iter().copied().flat_map(Node::numbers)),
            phrases: Packed::of(phrases.into_iter().flat_map(Phrase::numbers)),
            rests: rests.into(),
            signs,
        }
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
        let ByteRange { start: mut at, end } = starts;
        let mut is_in_word = false;
        while at < end {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                if !is_in_word {
                    let (head, length) = head(&bytes[at..]);
                    let next = letter(bytes.get(at + length).copied());
                    if let Some(node) = self.node_of(head, next) {
                        self.find_at(bytes, at, (node, at + length), found);
                    }
                }
                let word = bytes[at..end].iter();
                at += word.take_while(|byte| byte.is_ascii_alphanumeric()).count();
                is_in_word = true;
            } else {
                if byte != b' ' && self.signs.contains(&byte) {
                    self.find_at(bytes, at, (0, at), found);
                }
                is_in_word = !byte.is_ascii() && is_word(bytes, at);
                at += 1;
            }
        }
    }

    /// The node of phrases that begin with this head, if the next byte can be one of theirs.
    fn node_of(&self, head: u32, next: u32) -> Option<u32> {
        let length = self.heads.len::<3>();
        let mut place = slot(head, length);
        loop {
            match self.heads.get(place)? {
                [other, node, letters] if other == head => {
                    return (letters & next != 0).then_some(node);
                }
                [0, ..] => return None,
                _ => place = (place + 1) & (length - 1),
            }
        }
    }

    /// The phrases that begin at `start` and whose letters before `at` the node tells.
    fn find_at(
        &self,
        bytes: &[u8],
        start: usize,
        (mut number, mut at): (u32, usize),
        found: &mut Vec<(ByteRange, u32)>,
    ) {
        let node = |number: u32| self.nodes.get(number as usize).map(Node::of);
        let Some(mut here) = node(number) else { return };
        loop {
            let mut next = bytes.get(at).copied();
            if here.letters & letter(next) == 0 {
                return;
            }
            if here.shared.0 != here.shared.1 {
                for byte in &self.rests[here.shared.0 as usize..here.shared.1 as usize] {
                    if next != Some(*byte) {
                        return;
                    }
                    at += 1;
                    next = bytes.get(at).copied();
                }
            }
            let own = (here.first as usize..).map_while(|phrase| self.phrases.get(phrase));
            for phrase in own.map(Phrase::of) {
                let is_near = phrase.next == 0 || Some(phrase.next) == next;
                if is_near && let Some(end) = self.end(phrase, bytes, at) {
                    found.push((start..end, phrase.number));
                }
                if phrase.is_last {
                    break;
                }
            }
            let Some(byte) = next else { return };
            let child = here.base + u32::from(byte);
            match node(child) {
                Some(next) if next.parent == number => (number, here) = (child, next),
                _ => return,
            }
            at += 1;
        }
    }

    /// Where a phrase ends whose rest begins at `at`, if all of it is there.
    fn end(&self, phrase: Phrase, bytes: &[u8], mut at: usize) -> Option<usize> {
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
