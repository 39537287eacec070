//! What a match can begin with: the first bytes that a program allows, told by their hash.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{Node, Program};

/// How many bytes are looked at, at most.
const LENGTH: usize = 4;

/// The most openings that are told apart; a regex with more is looked at by fewer bytes.
const MOST: usize = 1024;

/// How many bits a table has for each opening.
const BITS: usize = 8;

/// The openings of a program: its matches begin with one of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Openings {
    /// How many bytes they have.
    length: u8,
    /// A bit for each hash; their number is a power of two.
    bits: Vec<u64>,
}

impl Openings {
    /// Those of a program, as long as they can be told.
    pub(super) fn of(program: &Program) -> Openings {
        let mut search = Search {
            program,
            known: HashMap::new(),
        };
        let longest = (1..=LENGTH).rev();
        let mut found =
            longest.filter_map(|length| Some((length, search.from(program.start, length)?)));
        let Some((length, openings)) = found.next() else {
            return Openings::default();
        };
        let words = (openings.len() * BITS).div_ceil(64).next_power_of_two();
        let mut bits = vec![0; words];
        for opening in &openings {
            let mut four = [0; LENGTH];
            four[..length].copy_from_slice(opening);
            let bit = hash(u32::from_le_bytes(four), words);
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Openings {
            length: u8::try_from(length).expect("it is at most `LENGTH`"),
            bits,
        }
    }

    /// Whether a match can begin where these bytes do.
    pub(super) fn hold(&self, next: &[u8]) -> bool {
        let length = usize::from(self.length);
        if length == 0 {
            return true;
        }
        let mut four = [0; LENGTH];
        match next.first_chunk() {
            Some(first) => four = *first,
            None if next.len() < length => return false,
            None => four[..next.len()].copy_from_slice(next),
        }
        let bytes = u32::from_le_bytes(four) & u32::MAX >> (32 - 8 * length);
        let bit = hash(bytes, self.bits.len());
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }
}

/// The bit of an opening in a table of so many words.
fn hash(bytes: u32, words: usize) -> usize {
    let hash = u64::from(bytes.wrapping_mul(0x9e37_79b1));
    ((hash * (words as u64 * 64)) >> 32) as usize
}

type Strings = BTreeSet<Vec<u8>>;

struct Search<'a> {
    program: &'a Program,
    /// What was told of a node, by its number and the length that was asked for.
    known: HashMap<(u32, usize), Option<Strings>>,
}

impl Search<'_> {
    /// All strings of `length` bytes that what follows can begin with; none where they are too many or it may be shorter.
    fn from(&mut self, node: u32, length: usize) -> Option<Strings> {
        if length == 0 {
            return Some(BTreeSet::from([Vec::new()]));
        }
        if let Some(known) = self.known.get(&(node, length)) {
            return known.clone();
        }
        let found = self
            .of_node(node, length)
            .filter(|found| found.len() <= MOST);
        self.known.insert((node, length), found.clone());
        found
    }

    fn of_node(&mut self, node: u32, length: usize) -> Option<Strings> {
        let program = self.program;
        match program.nodes[node as usize] {
            Node::Literal { from, to, next } => {
                let literal = &program.bytes[from as usize..to as usize];
                let literal = &literal[..literal.len().min(length)];
                let rest = self.from(next, length - literal.len())?;
                Some(rest.iter().map(|rest| [literal, rest].concat()).collect())
            }
            Node::One { set, next } => {
                let rest = self.from(next, length - 1)?;
                self.behind(set, &rest)
            }
            Node::Run {
                set,
                least,
                most,
                next,
                ..
            } => {
                let mut all = BTreeSet::new();
                for times in least as usize..=(most as usize).min(length) {
                    let mut strings = self.from(next, length - times)?;
                    for _ in 0..times {
                        strings = self.behind(set, &strings)?;
                    }
                    all.extend(strings);
                }
                if least as usize > length {
                    all.insert(Vec::new());
                    for _ in 0..length {
                        all = self.behind(set, &all)?;
                    }
                }
                Some(all)
            }
            Node::Split { from, to } => {
                let ways = program.ways(from, to).iter();
                self.of_ways(ways.map(|way| way.1), length)
            }
            Node::Switch { from, to, .. } => {
                self.of_ways(program.targets(from, to).iter().copied(), length)
            }
            Node::Once { next, .. } | Node::Look { next, .. } | Node::Mark { next, .. } => {
                self.from(next, length)
            }
            Node::Match => None,
        }
    }

    fn of_ways(&mut self, ways: impl Iterator<Item = u32>, length: usize) -> Option<Strings> {
        let mut all = BTreeSet::new();
        for way in ways {
            all.extend(self.from(way, length)?);
            if all.len() > MOST {
                return None;
            }
        }
        Some(all)
    }

    /// The strings behind each byte of a set.
    fn behind(&self, set: u16, strings: &Strings) -> Option<Strings> {
        let set = self.program.sets[usize::from(set)];
        let bytes = (0..=255).filter(|byte| set.holds(*byte));
        let longer = bytes.flat_map(|byte| {
            strings
                .iter()
                .map(move |string| [&[byte], &string[..]].concat())
        });
        let longer: Strings = longer.take(MOST + 1).collect();
        (longer.len() <= MOST).then_some(longer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile::compile;
    use super::*;

    fn openings(source: &str) -> Openings {
        compile(source).unwrap().openings
    }

    #[test]
    fn openings_are_as_long_as_can_be_told() {
        for (source, length) in [
            ("(?:use|run)s? it", 4),
            ("(?:use|run) ?", 3),
            ("ab|c", 1),
            ("[^.]{2,9}x", 1),
            (r"(?:[ab]+ ){1,3}\bc", 3),
        ] {
            assert_eq!(usize::from(openings(source).length), length, "{source}");
        }
    }

    #[test]
    fn what_a_match_begins_with_is_held_and_little_else() {
        let openings = openings(r"\b(?:(?:hereby )?grants?|x{5,6}|licen[cs]e )");
        for text in [
            "grant",
            "grants you",
            "hereby grant",
            "xxxxx",
            "license ",
            "licence to",
        ] {
            assert!(openings.hold(text.as_bytes()), "{text}");
        }
        for text in ["gra", "grab", "xxx ", "herb", "lice", ""] {
            let is_held = openings.hold(text.as_bytes());
            assert_eq!(is_held, text == "lice", "{text}");
        }
    }
}
