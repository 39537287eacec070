//! Runs a program on a text.

use std::cell::RefCell;

use super::{AHEAD, Groups, Haystack, Look, Node, Prefix, Program, Set, is_word};

/// How many steps a search may take for each byte of the text, and how many more at least.
const STEPS: (usize, usize) = (64, 4096);

/// What a search came to.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    Match(Groups),
    Nothing,
    GaveUp,
}

/// Memory that searches share, so that each need not ask for it anew.
#[derive(Debug)]
struct Scratch {
    /// What is left to try, the latest last.
    stack: Vec<Frame>,
    /// Where groups start and end; `NONE` where they do not.
    slots: Vec<usize>,
    /// For each [`Node::Once`] and each place from the start of the search on, whether it was there.
    been: Vec<u64>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = const {
        RefCell::new(Scratch {
            stack: Vec::new(),
            slots: Vec::new(),
            been: Vec::new(),
        })
    };
}

const NONE: usize = usize::MAX;

#[derive(Debug)]
enum Frame {
    /// The ways that are left of a split.
    Ways { from: u32, to: u32, at: usize },
    /// The other lengths of a run, down to or up to `end`.
    Run { node: u32, at: usize, end: usize },
    /// A slot gets back what it held.
    Slot { slot: u32, held: usize },
}

/// The first match at `from` or later.
pub(super) fn find(program: &Program, text: Haystack, from: usize) -> Found {
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.slots.clear();
        scratch.slots.resize(program.groups.len() * 2, NONE);
        scratch.been.clear();
        let run = Run {
            program,
            text: text.text.as_bytes(),
            from,
            scratch,
            steps: (text.text.len() - from) * STEPS.0 + STEPS.1,
        };
        if program.is_word {
            let words = &text.traits.words;
            let first = words.partition_point(|word| (*word as usize) < from);
            run.first(words[first..].iter().map(|word| *word as usize))
        } else {
            run.first(from..text.text.len())
        }
    })
}

struct Run<'a> {
    program: &'a Program,
    text: &'a [u8],
    /// Where the search starts.
    from: usize,
    scratch: &'a mut Scratch,
    /// Steps that are left.
    steps: usize,
}

impl<'a> Run<'a> {
    /// The match that begins at the first of these places where one does.
    fn first(mut self, mut places: impl Iterator<Item = usize>) -> Found {
        let (text, openings) = (self.text, &self.program.openings);
        let can_start = |at: &usize| openings.hold(&text[*at..]);
        while let Some(at) = places.by_ref().find(can_start) {
            match self.at(at) {
                Some(Some(end)) => return Found::Match(self.groups(at, end)),
                Some(None) => {}
                None => return Found::GaveUp,
            }
        }
        Found::Nothing
    }

    /// The end of the match that starts here, if there is one; nothing when the steps are spent.
    fn at(&mut self, start: usize) -> Option<Option<usize>> {
        self.scratch.stack.clear();
        let mut place = Some((self.program.start, start));
        loop {
            let Some((node, at)) = place else {
                match self.back() {
                    Some(next) => place = next,
                    None => return Some(None),
                }
                continue;
            };
            self.steps = self.steps.checked_sub(1)?;
            let node_of = &self.program.nodes[node as usize];
            place = match *node_of {
                Node::Literal { from, to, next } => {
                    let literal = &self.program.bytes[from as usize..to as usize];
                    self.text[at..]
                        .starts_with(literal)
                        .then(|| (next, at + literal.len()))
                }
                Node::One { set, next } => {
                    let is_there = self
                        .text
                        .get(at)
                        .is_some_and(|byte| self.set(set).holds(*byte));
                    is_there.then_some((next, at + 1))
                }
                Node::Run { .. } => self.run(node, at),
                Node::Split { from, to } => self.ways(from, to, at),
                Node::Switch { set, from, to } => {
                    let targets = self.program.targets(from, to);
                    let set = self.set(set);
                    let next = self.text.get(at).filter(|byte| set.holds(**byte));
                    next.map(|byte| (targets[set.rank(*byte)], at))
                }
                Node::Once { number, next } => self.is_first(number, at).then_some((next, at)),
                Node::Look { look, next } => self.holds(look, at).then_some((next, at)),
                Node::Mark { slot, next } => {
                    let held = std::mem::replace(&mut self.scratch.slots[slot as usize], at);
                    self.scratch.stack.push(Frame::Slot { slot, held });
                    Some((next, at))
                }
                Node::Match => return Some(Some(at)),
            };
        }
    }

    fn set(&self, number: u16) -> &'a Set {
        &self.program.sets[usize::from(number)]
    }

    /// The bytes that what has this prefix begins with.
    fn first_of(&self, prefix: u16) -> &'a Set {
        self.set(self.program.prefixes[usize::from(prefix)].sets[0])
    }

    /// Whether what has this prefix can stand at a place.
    fn fits(&self, prefix: u16, at: usize) -> bool {
        let Prefix { sets, least } = &self.program.prefixes[usize::from(prefix)];
        let next = &self.text[at..];
        match next.first_chunk::<AHEAD>() {
            Some(next) => (0..AHEAD).all(|place| self.set(sets[place]).holds(next[place])),
            None => {
                let mut pairs = next.iter().zip(sets);
                next.len() >= usize::from(*least)
                    && pairs.all(|(byte, set)| self.set(*set).holds(*byte))
            }
        }
    }

    /// Whether this node is come to at this place for the first time.
    fn is_first(&mut self, number: u32, at: usize) -> bool {
        let places = self.text.len() - self.from + 1;
        let been = &mut self.scratch.been;
        if been.is_empty() {
            been.resize((places * self.program.onces as usize).div_ceil(64), 0);
        }
        let bit = number as usize * places + at - self.from;
        let (word, bit) = (&mut been[bit / 64], 1 << (bit % 64));
        let is_first = *word & bit == 0;
        *word |= bit;
        is_first
    }

    /// Takes up what was left to try last: a place to go on from, or none that fits. Nothing when all was tried.
    fn back(&mut self) -> Option<Option<(u32, usize)>> {
        Some(match self.scratch.stack.pop()? {
            Frame::Ways { from, to, at } => self.ways(from, to, at),
            Frame::Run { node, at, end } => self.next_length(node, at, end),
            Frame::Slot { slot, held } => {
                self.scratch.slots[slot as usize] = held;
                None
            }
        })
    }

    /// The first of the ways that can go on here; the others are left for later.
    fn ways(&mut self, from: u32, to: u32, at: usize) -> Option<(u32, usize)> {
        let ways = self.program.ways(from, to);
        let mut fitting = (from..).zip(ways).filter(|(_, way)| self.fits(way.0, at));
        let (_, way) = fitting.next()?;
        if let Some((from, _)) = fitting.next() {
            self.scratch.stack.push(Frame::Ways { from, to, at });
        }
        Some((way.1, at))
    }

    /// The preferred length of a run.
    fn run(&mut self, node: u32, at: usize) -> Option<(u32, usize)> {
        let Node::Run {
            set,
            least,
            most,
            is_lazy,
            ..
        } = self.program.nodes[node as usize]
        else {
            unreachable!("only runs have lengths");
        };
        let set = self.set(set);
        let rest = &self.text[at..];
        let (least, most) = (least as usize, (most as usize).min(rest.len()));
        let upto = if is_lazy { least } else { most };
        let length = rest
            .iter()
            .take(upto)
            .position(|byte| !set.holds(*byte))
            .unwrap_or(upto.min(rest.len()));
        self.steps = self.steps.saturating_sub(length / 8);
        if length < least {
            return None;
        }
        if is_lazy {
            self.next_length(node, at + length, at + most)
        } else {
            self.next_length(node, at + length, at + least)
        }
    }

    /// From the length that ends at `at` on towards `end`, the first after which what follows can stand.
    fn next_length(&mut self, node: u32, at: usize, end: usize) -> Option<(u32, usize)> {
        let Node::Run {
            set,
            is_lazy,
            then,
            next,
            ..
        } = self.program.nodes[node as usize]
        else {
            unreachable!("only runs have lengths");
        };
        let (set, first) = (self.set(set), self.first_of(then));
        let mut place = at;
        let found = loop {
            let byte = self.text.get(place);
            if byte.is_none_or(|byte| first.holds(*byte)) && self.fits(then, place) {
                break true;
            }
            if place == end || is_lazy && byte.is_some_and(|byte| !set.holds(*byte)) {
                break false;
            }
            place = if is_lazy { place + 1 } else { place - 1 };
        };
        self.steps = self.steps.saturating_sub(at.abs_diff(place) / 8);
        if !found {
            return None;
        }
        if place != end {
            let at = match is_lazy {
                true if set.holds(self.text[place]) => Some(place + 1),
                true => None,
                false => Some(place - 1),
            };
            self.scratch
                .stack
                .extend(at.map(|at| Frame::Run { node, at, end }));
        }
        Some((next, place))
    }

    fn holds(&self, look: Look, at: usize) -> bool {
        let is_boundary = || {
            let before = at > 0 && is_word(self.text[at - 1]);
            before != self.text.get(at).is_some_and(|byte| is_word(*byte))
        };
        match look {
            Look::Start => at == 0,
            Look::End => at == self.text.len(),
            Look::Boundary => is_boundary(),
            Look::Inside => !is_boundary(),
        }
    }

    fn groups(&self, start: usize, end: usize) -> Groups {
        let mut groups = vec![Some(start..end)];
        let ranges = self.scratch.slots.chunks_exact(2).skip(1);
        groups.extend(
            ranges.map(|slots| (slots[0] != NONE && slots[1] != NONE).then(|| slots[0]..slots[1])),
        );
        groups
    }
}
