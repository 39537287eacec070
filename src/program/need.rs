//! What a text must hold for a regex to match in it: most searches end here.
//!
//! Of a regex it is told which literals a match cannot do without, as groups of which it holds one each. A
//! text is told by its trigrams, the runs of three bytes, of which [`Trigrams`] keeps a bit for each hash (the
//! filter of Russ Cox, "Regular Expression Matching with a Trigram Index", 2012).

use regex_syntax::hir::{Hir, HirKind};
use serde::{Deserialize, Serialize};

use super::compile::bytes_of;

/// Bits of a text's trigrams.
const BITS: usize = 1 << 13;

/// The most literals that a group has.
const LITERALS: usize = 256;

/// The most groups that are kept of a regex.
const GROUPS: usize = 6;

/// The largest set of bytes whose members are told apart.
const BYTES: usize = 4;

/// The trigrams of a text, or of what a match must hold.
#[derive(Clone, Debug)]
pub(super) struct Trigrams(Box<[u64; BITS / 64]>);

impl Default for Trigrams {
    fn default() -> Trigrams {
        Trigrams(Box::new([0; BITS / 64]))
    }
}

impl Trigrams {
    /// Adds the trigram that ends with a byte, and gives the bytes that end with it, for the next one.
    pub(super) fn add(&mut self, before: u32, byte: u8) -> u32 {
        let bytes = before << 8 | u32::from(byte);
        let bit = usize::from(hash(bytes));
        self.0[bit / 64] |= 1 << (bit % 64);
        bytes
    }

    fn hold(&self, literal: &Literal) -> bool {
        let holds = |bit: &u16| self.0[usize::from(bit / 64)] >> (bit % 64) & 1 != 0;
        literal.0.iter().all(holds)
    }

    /// Whether the text can hold a literal of each group.
    pub(super) fn meet(&self, needs: &Needs) -> bool {
        let mut literals = needs.literals.as_slice();
        needs.lengths.iter().all(|length| {
            let (group, rest) = literals.split_at(usize::from(*length));
            literals = rest;
            group.iter().any(|literal| self.hold(literal))
        })
    }
}

/// The hash of the last three bytes.
fn hash(bytes: u32) -> u16 {
    ((bytes << 8).wrapping_mul(0x9e37_79b1) >> 16) as u16 % BITS as u16
}

/// A literal by the hashes of its first, middle and last trigram.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Literal([u16; 3]);

impl Literal {
    fn of(bytes: &[u8]) -> Literal {
        let last = bytes.len() - 3;
        Literal([0, last / 2, last].map(|at| {
            let gram = bytes[at..at + 3].iter();
            hash(gram.fold(0, |gram, byte| gram << 8 | u32::from(*byte)))
        }))
    }
}

/// What a match must hold: a literal of each group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Needs {
    /// The literals of the groups, one group behind the other.
    literals: Vec<Literal>,
    /// How many each group has, at most [`LITERALS`].
    lengths: Vec<u16>,
}

impl Needs {
    /// Those of a regex's tree.
    pub(super) fn of(tree: &Hir) -> Needs {
        let mut groups = Content::of(tree).groups();
        groups.sort_by_key(cost);
        groups.truncate(GROUPS);
        let length = |group: &Group| u16::try_from(group.len()).expect("they are few");
        Needs {
            lengths: groups.iter().map(length).collect(),
            literals: groups
                .iter()
                .flatten()
                .map(|bytes| Literal::of(bytes))
                .collect(),
        }
    }
}

/// Literals of which there is one.
type Group = Vec<Vec<u8>>;

/// What is known of the strings that a tree matches.
enum Content {
    /// They are these.
    Exact(Group),
    /// Each holds a literal of each group.
    Holding(Vec<Group>),
}

/// How little a group tells: short literals are found in any text, as one of many is.
fn cost(group: &Group) -> (usize, usize) {
    let shortest = group.iter().map(Vec::len).min().unwrap_or(0);
    (group.len() * 8 / shortest.clamp(1, 8), group.len())
}

impl Content {
    fn of(tree: &Hir) -> Content {
        let empty = || Content::Exact(vec![Vec::new()]);
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => empty(),
            HirKind::Literal(literal) => Content::Exact(vec![literal.0.to_vec()]),
            HirKind::Class(class) => {
                let set = bytes_of(class).map(|set| {
                    let bytes = (0..=255).filter(|byte| set.holds(*byte));
                    bytes.map(|byte| vec![byte]).collect::<Group>()
                });
                set.filter(|bytes| bytes.len() <= BYTES)
                    .map_or(Content::Holding(Vec::new()), Content::Exact)
            }
            HirKind::Capture(capture) => Content::of(&capture.sub),
            HirKind::Repetition(repetition) => {
                match (repetition.min, repetition.max, Content::of(&repetition.sub)) {
                    (0, Some(1), Content::Exact(mut group)) if group.len() < LITERALS => {
                        group.push(Vec::new());
                        Content::Exact(group)
                    }
                    (0, ..) => Content::Holding(Vec::new()),
                    (1, Some(1), content) => content,
                    (.., content) => Content::Holding(content.groups()),
                }
            }
            HirKind::Concat(parts) => Content::of_parts(parts),
            HirKind::Alternation(ways) => Content::of_ways(ways),
        }
    }

    /// Of parts one behind the other: what is exact grows until it ends or becomes too much.
    fn of_parts(parts: &[Hir]) -> Content {
        let mut groups = Vec::new();
        let mut exact: Group = vec![Vec::new()];
        let mut is_exact = true;
        for part in parts {
            match Content::of(part) {
                Content::Exact(more) if exact.len() * more.len() <= LITERALS => {
                    let joined = exact
                        .iter()
                        .flat_map(|start| more.iter().map(move |end| [&start[..], end].concat()));
                    exact = joined.collect();
                }
                Content::Exact(more) => {
                    is_exact = false;
                    groups.push(std::mem::replace(&mut exact, more));
                }
                Content::Holding(more) => {
                    is_exact = false;
                    groups.push(std::mem::replace(&mut exact, vec![Vec::new()]));
                    groups.extend(more);
                }
            }
        }
        if is_exact {
            return Content::Exact(exact);
        }
        groups.push(exact);
        groups.retain(tells);
        Content::Holding(groups)
    }

    /// Of one of several: where each way tells something, one of what they tell, and again of what is next best.
    fn of_ways(ways: &[Hir]) -> Content {
        let contents: Vec<Content> = ways.iter().map(Content::of).collect();
        let all_exact: Option<Vec<&Group>> = contents
            .iter()
            .map(|content| match content {
                Content::Exact(group) => Some(group),
                Content::Holding(_) => None,
            })
            .collect();
        if let Some(groups) = all_exact {
            let group: Group = groups.into_iter().flatten().cloned().collect();
            if group.len() <= LITERALS {
                return Content::Exact(group);
            }
        }
        let mut told: Vec<Vec<Group>> = contents.into_iter().map(Content::groups).collect();
        for groups in &mut told {
            groups.sort_by_key(cost);
        }
        let best = |place: usize| -> Option<Group> {
            let of_each = told
                .iter()
                .map(|groups| groups.get(place).or(groups.last()));
            let groups: Vec<&Group> = of_each.collect::<Option<_>>()?;
            let group: Group = groups.into_iter().flatten().cloned().collect();
            (group.len() <= LITERALS).then_some(group)
        };
        Content::Holding((0..2).filter_map(best).collect())
    }

    fn groups(self) -> Vec<Group> {
        let mut groups = match self {
            Content::Exact(group) => vec![group],
            Content::Holding(groups) => groups,
        };
        groups.retain(tells);
        groups
    }
}

/// Whether all literals of a group have trigrams.
fn tells(group: &Group) -> bool {
    group.iter().all(|literal| literal.len() >= 3)
}
