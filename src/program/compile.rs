//! From a regex to a program.

use std::collections::HashMap;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{self, Class, Hir, HirKind, Repetition};
use regex_syntax::utf8::{Utf8Sequence, Utf8Sequences};

use super::ahead::Ahead;
use super::need::Needs;
use super::opening::Openings;
use super::stop;
use super::{AHEAD, Look, Node, Prefix, Program, Set, is_word};

/// How many nodes a program may have: bounded gaps are one node, whatever their bounds; a nest of repeated
/// groups has too many.
const NODES: usize = 20_000;

/// Up to how many ways are tried without a look at the next byte.
const FEW: usize = 3;

/// The tree of a regex.
///
/// # Errors
/// Why it is none.
pub(super) fn parse(source: &str) -> Result<Hir, String> {
    let tree = ParserBuilder::new()
        .unicode(false)
        .utf8(false)
        .build()
        .parse(source);
    tree.map(stop::inside).map_err(|error| {
        let text = error.to_string();
        text.lines()
            .last()
            .unwrap_or("")
            .trim_start_matches("error: ")
            .to_owned()
    })
}

pub(super) fn compile(source: &str) -> Result<Program, String> {
    let tree = parse(source)?;
    if tree.properties().minimum_len() == Some(0) {
        return Err(String::from("it matches the empty string"));
    }
    let mut compiler = Compiler::default();
    compiler.program.groups = vec![None];
    let end = compiler.node(Node::Match)?;
    let start = compiler.tree(&tree, end)?;
    compiler.program.start = start;
    compiler.program.openings = Openings::of(&compiler.program);
    let first = compiler.aheads[start as usize].sets[0];
    compiler.program.is_word = (0..=255).all(|byte| !first.holds(byte) || is_word(byte));
    compiler.program.needs = Needs::of(&tree);
    Ok(compiler.program)
}

#[derive(Default)]
struct Compiler {
    program: Program,
    /// Numbers of the sets that are there.
    sets: HashMap<Set, u16>,
    /// Numbers of the prefixes that are there.
    prefixes: HashMap<Prefix, u16>,
    /// What comes from each node on.
    aheads: Vec<Ahead>,
}

impl Compiler {
    fn node(&mut self, node: Node) -> Result<u32, String> {
        if self.program.nodes.len() >= NODES {
            return Err(String::from(
                "it is too large: repeat smaller groups, or less often",
            ));
        }
        let ahead = self.ahead(&node);
        self.program.nodes.push(node);
        self.aheads.push(ahead);
        Ok(to_u32(self.program.nodes.len() - 1))
    }

    fn set(&mut self, set: Set) -> u16 {
        let sets = &mut self.program.sets;
        *self.sets.entry(set).or_insert_with(|| {
            sets.push(set);
            u16::try_from(sets.len() - 1).expect("a program has fewer sets than nodes")
        })
    }

    /// The number of the prefix of a node.
    fn prefix(&mut self, node: u32) -> u16 {
        let Ahead { sets, least } = self.aheads[node as usize];
        let prefix = Prefix {
            sets: sets.map(|set| self.set(set)),
            least: u8::try_from(least).expect("it is at most `AHEAD`"),
        };
        let prefixes = &mut self.program.prefixes;
        *self.prefixes.entry(prefix).or_insert_with(|| {
            prefixes.push(prefix);
            u16::try_from(prefixes.len() - 1).expect("a program has fewer prefixes than nodes")
        })
    }

    fn ahead(&self, node: &Node) -> Ahead {
        let after = |node: u32| self.aheads[node as usize];
        match *node {
            Node::Literal { from, to, next } => {
                let literal = &self.program.bytes[from as usize..to as usize];
                literal.iter().rev().fold(after(next), |ahead, byte| {
                    let mut set = Set::default();
                    set.add(*byte);
                    ahead.behind(set)
                })
            }
            Node::One { set, next } => after(next).behind(self.program.sets[usize::from(set)]),
            Node::Run {
                set,
                least,
                most,
                next,
                ..
            } => {
                let set = self.program.sets[usize::from(set)];
                let mut ahead = after(next);
                let mut all = Ahead::NONE;
                for length in 0..=AHEAD.min(most as usize) {
                    if length >= AHEAD.min(least as usize) {
                        all = all.or(ahead);
                    }
                    ahead = ahead.behind(set);
                }
                all
            }
            // Its tree leads back to it: its ways come later.
            Node::Split { from, to } if from == to => Ahead::ANY,
            Node::Split { from, to } => self
                .program
                .ways(from, to)
                .iter()
                .fold(Ahead::NONE, |ahead, (_, node)| ahead.or(after(*node))),
            Node::Switch { from, to, .. } => self
                .program
                .targets(from, to)
                .iter()
                .fold(Ahead::NONE, |ahead, node| ahead.or(after(*node))),
            Node::Once { next, .. } | Node::Look { next, .. } | Node::Mark { next, .. } => {
                after(next)
            }
            Node::Match => Ahead::ANY,
        }
    }

    /// The nodes of a tree, to be followed by `next`; the number of the first of them.
    fn tree(&mut self, tree: &Hir, next: u32) -> Result<u32, String> {
        match tree.kind() {
            HirKind::Empty => Ok(next),
            HirKind::Literal(literal) => {
                let from = to_u32(self.program.bytes.len());
                self.program.bytes.extend_from_slice(&literal.0);
                let to = to_u32(self.program.bytes.len());
                self.node(Node::Literal { from, to, next })
            }
            HirKind::Class(class) => self.class(class, next),
            HirKind::Look(look) => {
                let look = match look {
                    hir::Look::Start => Look::Start,
                    hir::Look::End => Look::End,
                    hir::Look::WordAscii => Look::Boundary,
                    hir::Look::WordAsciiNegate => Look::Inside,
                    _ => {
                        return Err(String::from(
                            "it looks for starts and ends of lines or of words other than by ^, $, \\b and \\B",
                        ));
                    }
                };
                self.node(Node::Look { look, next })
            }
            HirKind::Capture(capture) => {
                let group = capture.index as usize;
                let groups = &mut self.program.groups;
                groups.resize(groups.len().max(group + 1), None);
                groups[group] = capture.name.as_deref().map(str::to_owned);
                let slot = capture.index * 2;
                let end = self.node(Node::Mark {
                    slot: slot + 1,
                    next,
                })?;
                let start = self.tree(&capture.sub, end)?;
                self.node(Node::Mark { slot, next: start })
            }
            HirKind::Concat(parts) => parts
                .iter()
                .rev()
                .try_fold(next, |next, part| self.tree(part, next)),
            HirKind::Alternation(ways) => {
                let mut targets = Vec::with_capacity(ways.len());
                for way in ways {
                    targets.push(self.tree(way, next)?);
                }
                self.split(targets)
            }
            HirKind::Repetition(repetition) => self.repetition(repetition, next),
        }
    }

    fn class(&mut self, class: &Class, next: u32) -> Result<u32, String> {
        if let Some(set) = bytes_of(class) {
            let set = self.set(set);
            return self.node(Node::One { set, next });
        }
        let Class::Unicode(characters) = class else {
            unreachable!("classes of bytes hold bytes");
        };
        let mut ways = Vec::new();
        for range in characters.ranges() {
            for sequence in Utf8Sequences::new(range.start(), range.end()) {
                ways.push(self.sequence(&sequence, next)?);
            }
        }
        self.split(ways)
    }

    /// Bytes of which each lies in a range: those that a range of characters is written in.
    fn sequence(&mut self, sequence: &Utf8Sequence, next: u32) -> Result<u32, String> {
        let ranges = sequence.as_slice().iter().rev();
        ranges.copied().try_fold(next, |next, range| {
            let mut set = Set::default();
            (range.start..=range.end).for_each(|byte| set.add(byte));
            let set = self.set(set);
            self.node(Node::One { set, next })
        })
    }

    /// One of several ways to go on, the preferred one first.
    fn split(&mut self, mut targets: Vec<u32>) -> Result<u32, String> {
        targets.dedup();
        if let [only] = targets[..] {
            return Ok(only);
        }
        let aheads = || targets.iter().map(|target| self.aheads[*target as usize]);
        if targets.len() <= FEW || aheads().any(|ahead| ahead.least == 0) {
            let split = self.ways(&targets);
            return self.node(split);
        }
        // Many ways: those that the next byte allows.
        let all = aheads().fold(Ahead::NONE, Ahead::or);
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut ways = Vec::new();
        for byte in (0..=255).filter(|byte| all.sets[0].holds(*byte)) {
            let can = |target: &u32| self.aheads[*target as usize].sets[0].holds(byte);
            let few: Vec<u32> = targets.iter().copied().filter(can).collect();
            let way = match (known.get(&few), &few[..]) {
                (Some(way), _) => *way,
                (None, [only]) => *only,
                (None, _) => {
                    let split = self.ways(&few);
                    self.node(split)?
                }
            };
            known.insert(few, way);
            ways.push(way);
        }
        let set = self.set(all.sets[0]);
        let from = to_u32(self.program.targets.len());
        self.program.targets.extend(ways);
        let to = to_u32(self.program.targets.len());
        self.node(Node::Switch { set, from, to })
    }

    /// The same node, come to by many ways.
    fn once(&mut self, next: u32) -> Result<u32, String> {
        let node = &self.program.nodes[next as usize];
        if matches!(node, Node::Match | Node::Once { .. }) {
            return Ok(next);
        }
        let number = self.program.onces;
        self.program.onces += 1;
        self.node(Node::Once { number, next })
    }

    /// A split into ways to these nodes.
    fn ways(&mut self, targets: &[u32]) -> Node {
        let from = to_u32(self.program.ways.len());
        for target in targets {
            let way = (self.prefix(*target), *target);
            self.program.ways.push(way);
        }
        let to = to_u32(self.program.ways.len());
        Node::Split { from, to }
    }

    fn repetition(&mut self, repetition: &Repetition, next: u32) -> Result<u32, String> {
        let Repetition {
            min,
            max,
            greedy,
            ref sub,
        } = *repetition;
        let next = if max == Some(min) {
            next
        } else {
            self.once(next)?
        };
        if let Some(set) = single(sub) {
            let set = self.set(set);
            let then = self.prefix(next);
            return self.node(Node::Run {
                set,
                least: min,
                most: max.unwrap_or(u32::MAX),
                is_lazy: !greedy,
                then,
                next,
            });
        }
        let order = |go: u32, stop: u32| {
            if greedy {
                vec![go, stop]
            } else {
                vec![stop, go]
            }
        };
        let (mut entry, copies) = match max {
            None => {
                // The node comes first, since the tree below leads back to it.
                if sub.properties().minimum_len() == Some(0) {
                    return Err(String::from("it repeats without end what may be empty"));
                }
                let again = self.node(Node::Split { from: 0, to: 0 })?;
                let back = self.once(again)?;
                let body = self.tree(sub, back)?;
                let node = self.ways(&order(body, next));
                self.aheads[again as usize] = self.ahead(&node);
                self.program.nodes[again as usize] = node;
                match min {
                    0 => (again, 0),
                    _ => (body, min - 1),
                }
            }
            Some(max) => {
                let mut entry = next;
                for _ in min..max {
                    let body = self.tree(sub, entry)?;
                    entry = self.split(order(body, next))?;
                }
                (entry, min)
            }
        };
        for _ in 0..copies {
            entry = self.tree(sub, entry)?;
        }
        Ok(entry)
    }
}

/// The bytes that a tree stands for, when it stands for one byte.
fn single(tree: &Hir) -> Option<Set> {
    match tree.kind() {
        HirKind::Class(class) => bytes_of(class),
        HirKind::Literal(literal) if literal.0.len() == 1 => {
            let mut set = Set::default();
            set.add(literal.0[0]);
            Some(set)
        }
        _ => None,
    }
}

/// The bytes of a class; none where it holds characters of several bytes.
pub(super) fn bytes_of(class: &Class) -> Option<Set> {
    let bytes = match class {
        Class::Bytes(bytes) => bytes.clone(),
        Class::Unicode(characters) => characters.to_byte_class()?,
    };
    let mut set = Set::default();
    for range in bytes.ranges() {
        (range.start()..=range.end()).for_each(|byte| set.add(byte));
    }
    Some(set)
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).expect("a regex is shorter than 4 GiB")
}
