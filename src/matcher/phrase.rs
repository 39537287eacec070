//! Phrases of patterns, found in folded text.
//!
//! A phrase begins where a word begins, so only starts of words are looked at. The first letters of the word are
//! looked up in a hash table, which ends most searches; from there a trie of the phrases is walked, as far as
//! several phrases part; what all that are left share, and what the last have to themselves, is compared. The trie is
//! a double array (Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", 1989): one
//! look for each letter at which phrases part, and flat lists, which take no time to read.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::head::{HEAD, head, letters, longer_heads, slot, table};
use super::packed::Packed;
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

/// A node of the trie, or a gap between nodes.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The node above; `NONE` for a gap, `TOP` for the root and the nodes of heads.
    parent: u32,
    /// The base of its children.
    base: u32,
    /// The first of its phrases; `NONE` where it has none.
    first: u32,
    /// The bytes that may come next in its phrases and those of its children, by their last five bits: most ways end
    /// here, before anything else is looked at.
    letters: u32,
    /// What all its phrases and children go on with, as a place in the rests.
    shared: (u32, u32),
}

impl Node {
    fn numbers(self) -> [u32; 6] {
        let (from, to) = self.shared;
        [self.parent, self.base, self.first, self.letters, from, to]
    }

    fn of([parent, base, first, letters, from, to]: [u32; 6]) -> Node {
        Node {
            parent,
            base,
            first,
            letters,
            shared: (from, to),
        }
    }
}

/// The bit of a byte in `letters`; the end of a text counts as 0.
fn letter(byte: Option<u8>) -> u32 {
    1 << (byte.unwrap_or(0) & 31)
}

const NONE: u32 = u32::MAX;
const TOP: u32 = u32::MAX - 1;

const GAP: Node = Node {
    parent: NONE,
    base: 0,
    first: NONE,
    letters: 0,
    shared: (0, 0),
};

/// A phrase whose letters the way to its node has told, but for the rest.
#[derive(Clone, Copy, Debug)]
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

impl Phrase {
    fn numbers(self) -> [u32; 4] {
        let flags = u32::from(self.ends_word) << 8 | u32::from(self.is_last) << 9;
        let (start, end) = self.rest;
        [self.number, start, end, u32::from(self.next) | flags]
    }

    fn of([number, start, end, flags]: [u32; 4]) -> Phrase {
        Phrase {
            number,
            rest: (start, end),
            next: flags.to_le_bytes()[0],
            ends_word: flags >> 8 & 1 != 0,
            is_last: flags >> 9 & 1 != 0,
        }
    }
}

/// Phrases in the making.
struct Trie {
    nodes: Vec<Node>,
    phrases: Vec<Phrase>,
    rests: Vec<u8>,
}

impl Phrases {
    /// Makes phrases ready. `*` at the end of a word lets the word go on.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Phrases {
        let (mut heads, mut signs) = by_heads(phrases);
        signs.sort_unstable();
        signs.dedup();
        let top = Node { parent: TOP, ..GAP };
        let mut made = Trie {
            nodes: vec![top; heads.len()],
            phrases: Vec::new(),
            rests: Vec::new(),
        };
        let mut groups = VecDeque::new();
        for (node, (head, wordings)) in heads.iter_mut().enumerate() {
            wordings.sort_unstable_by_key(|(literal, _, number)| (*literal, *number));
            groups.push_back((node, letters(*head), wordings.as_slice()));
        }
        let mut gap = made.nodes.len();
        while let Some((node, depth, sorted)) = groups.pop_front() {
            let next = sorted
                .iter()
                .map(|(literal, ..)| literal.as_bytes().get(depth));
            let letters = next.map(|next| next.map_or(u32::MAX, |byte| letter(Some(*byte))));
            made.nodes[node].letters = letters.fold(0, |all, letters| all | letters);
            let depth = made.share(node, depth, sorted);
            let ends = sorted.partition_point(|(literal, ..)| literal.len() <= depth);
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
                let next = |(literal, ..): &Wording| literal.as_bytes()[depth];
                let children: Vec<_> = longer.chunk_by(|a, b| next(a) == next(b)).collect();
                let letters: Vec<u8> = children.iter().map(|group| next(&group[0])).collect();
                let base = made.place(node, &letters, &mut gap);
                let places = letters.iter().map(|letter| base + usize::from(*letter));
                groups.extend(
                    places
                        .zip(children)
                        .map(|(node, group)| (node, depth + 1, group)),
                );
            }
        }
        let heads = table(heads.keys().copied()).into_iter();
        let heads = heads.flat_map(|[head, node]| [head, node, made.nodes[node as usize].letters]);
        Phrases {
            heads: Packed::of(heads),
            nodes: Packed::of(made.nodes.into_iter().flat_map(Node::numbers)),
            phrases: Packed::of(made.phrases.into_iter().flat_map(Phrase::numbers)),
            rests: made.rests.into(),
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

impl Trie {
    /// Gives a node what the many phrases behind it share, which it takes no nodes to walk along; and how deep it is then.
    fn share(&mut self, node: usize, depth: usize, sorted: &[Wording]) -> usize {
        let [(first, ..), .., (last, ..)] = sorted else {
            return depth;
        };
        if sorted.len() <= FEW || first.len() < depth {
            return depth;
        }
        let pairs = first.bytes().zip(last.bytes()).skip(depth);
        let shared = pairs.take_while(|(one, other)| one == other).count();
        let start = length(&self.rests);
        self.rests.extend(&first.as_bytes()[depth..depth + shared]);
        self.nodes[node].shared = (start, length(&self.rests));
        depth + shared
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
        self.rests
            .extend_from_slice(literal.get(depth..).unwrap_or_default());
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
}

/// A phrase up to its first `*`, from there on, and its number.
type Wording<'a> = (&'a str, &'a str, u32);

/// Phrases by the heads of the words that they begin with, 0 for those that begin with a sign; and these signs.
fn by_heads<'a>(
    phrases: impl IntoIterator<Item = &'a str>,
) -> (BTreeMap<u32, Vec<Wording<'a>>>, Vec<u8>) {
    let mut heads: BTreeMap<u32, Vec<Wording>> = BTreeMap::from([(0, Vec::new())]);
    let mut signs = Vec::new();
    for (number, phrase) in (0..).zip(phrases) {
        let (literal, rest) = phrase.split_at(phrase.find('*').unwrap_or(phrase.len()));
        let wording = (literal, rest, number);
        let head = head(literal.as_bytes());
        heads.entry(head.0).or_default().push(wording);
        if head.1 == 0 {
            signs.extend(literal.bytes().next());
        } else if head.1 == literal.len() && head.1 < HEAD && !rest.is_empty() {
            // The word may go on within the head.
            for other in longer_heads(head) {
                heads.entry(other).or_default().push(wording);
            }
        }
    }
    (heads, signs)
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
