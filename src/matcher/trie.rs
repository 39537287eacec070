//! The trie of phrases in the making: nodes in a double array, each with the phrases that end at it or are the last behind it.

use std::collections::{BTreeMap, VecDeque};

use super::head::{HEAD, head, letters, longer_heads};

/// A node of the trie, or a gap between nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The node above; `NONE` for a gap, `TOP` for the root and the nodes of heads.
    pub(super) parent: u32,
    /// The base of its children.
    pub(super) base: u32,
    /// The first of its phrases; `NONE` where it has none.
    pub(super) first: u32,
    /// The bytes that may come next in its phrases and those of its children, by their last five bits: most ways end
    /// here, before anything else is looked at.
    pub(super) letters: u32,
    /// What all its phrases and children go on with, as a place in the rests.
    pub(super) shared: (u32, u32),
}

impl Node {
    pub(super) fn numbers(self) -> [u32; 6] {
        let (from, to) = self.shared;
        [self.parent, self.base, self.first, self.letters, from, to]
    }

    pub(super) fn of([parent, base, first, letters, from, to]: [u32; 6]) -> Node {
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
pub(super) fn letter(byte: Option<u8>) -> u32 {
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
pub(super) struct Phrase {
    pub(super) number: u32,
    pub(super) rest: (u32, u32),
    /// The first byte of the rest, where it is one that must be there; 0 where none is.
    pub(super) next: u8,
    /// Whether a word must end with it: it ends with a letter or digit, and no `*` follows.
    pub(super) ends_word: bool,
    /// Whether it is the last of its node.
    pub(super) is_last: bool,
}

impl Phrase {
    pub(super) fn numbers(self) -> [u32; 4] {
        let flags = u32::from(self.ends_word) << 8 | u32::from(self.is_last) << 9;
        let (start, end) = self.rest;
        [self.number, start, end, u32::from(self.next) | flags]
    }

    pub(super) fn of([number, start, end, flags]: [u32; 4]) -> Phrase {
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
pub(super) struct Trie {
    /// The heads, one for each of the first nodes; 0 stands for all signs.
    pub(super) heads: Vec<u32>,
    pub(super) nodes: Vec<Node>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) rests: Vec<u8>,
    pub(super) signs: Vec<u8>,
}

impl Trie {
    /// Builds the trie of phrases.
    pub(super) fn of<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Trie {
        let (mut heads, mut signs) = by_heads(phrases);
        signs.sort_unstable();
        signs.dedup();
        let top = Node { parent: TOP, ..GAP };
        let mut made = Trie {
            heads: heads.keys().copied().collect(),
            nodes: vec![top; heads.len()],
            phrases: Vec::new(),
            rests: Vec::new(),
            signs,
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
        made
    }

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
