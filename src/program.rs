//! Regexes as small programs, made once and run many times.
//!
//! A regex of the `regex` crate's syntax takes about a millisecond to build, and a licence needs some
//! ninety of them. Here the syntax tree that `regex-syntax` makes becomes a list of nodes that is written into the program
//! when it is built, and that needs no building when it runs. Nodes are tried in the order of preference
//! (the leftmost match; of those the one that the regex prefers, as the `regex` crate has it), going back
//! where one fails. A search may take so many steps as are linear in the text; where that is not enough it
//! gives up, and [`Regex`] asks the `regex` crate's engine, whose time is linear for any regex.
//!
//! A regex that begins with a letter or digit is only tried where a word begins, as if `\b` stood before it.

mod ahead;
mod compile;
mod need;
mod opening;
mod run;
pub(crate) mod stop;

use std::sync::OnceLock;

use regex_automata::meta;
use serde::{Deserialize, Serialize};

use crate::span::ByteRange;

/// A regex ready to run on the bytes of folded text.
#[derive(Debug)]
pub(crate) struct Regex {
    source: String,
    program: Program,
    /// The engine that takes over, once it was needed.
    slow: OnceLock<meta::Regex>,
}

/// What a regex was compiled to.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Program {
    nodes: Vec<Node>,
    /// The literals, one behind the other.
    bytes: Vec<u8>,
    sets: Vec<Set>,
    prefixes: Vec<Prefix>,
    /// The ways of splits, one behind the other.
    ways: Vec<Way>,
    /// The nodes that switches lead to, one behind the other.
    targets: Vec<u32>,
    /// How many nodes are [`Node::Once`].
    onces: u32,
    /// The node to begin with.
    start: u32,
    /// What a match begins with.
    openings: opening::Openings,
    /// Whether a match begins with a letter or digit, and so where a word begins.
    is_word: bool,
    /// What a text must hold.
    needs: need::Needs,
    /// The names of the groups, by their numbers; group 0 is the match.
    groups: Vec<Option<String>>,
}

/// A step of a program; `next` is the node that follows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Node {
    /// These bytes, one after the other.
    Literal { from: u32, to: u32, next: u32 },
    /// One byte of a set.
    One { set: u16, next: u32 },
    /// From `least` to `most` bytes of a set, as many as possible or as few; `then` is the prefix of what follows.
    Run {
        set: u16,
        least: u32,
        most: u32,
        is_lazy: bool,
        then: u16,
        next: u32,
    },
    /// One of several of the [`Way`]s to go on, the preferred one first.
    Split { from: u32, to: u32 },
    /// The way to go on by the next byte: of the targets, one for each byte of the set, in the order of the bytes.
    Switch { set: u16, from: u32, to: u32 },
    /// A place that may be come to in many ways: what follows failed there before, so it is not tried again.
    Once { number: u32, next: u32 },
    /// A condition on the place.
    Look { look: Look, next: u32 },
    /// The start or end of a group: twice its number, one more at the end.
    Mark { slot: u32, next: u32 },
    /// The end.
    Match,
}

/// A prefix, and the node that it stands before.
type Way = (u16, u32);

impl Program {
    fn ways(&self, from: u32, to: u32) -> &[Way] {
        &self.ways[from as usize..to as usize]
    }

    fn targets(&self, from: u32, to: u32) -> &[u32] {
        &self.targets[from as usize..to as usize]
    }
}

/// A condition on a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Look {
    Start,
    End,
    Boundary,
    Inside,
}

/// A set of bytes, by its bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Set([u64; 4]);

impl Set {
    const ALL: Set = Set([u64::MAX; 4]);

    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn join(&mut self, other: Set) {
        for (bits, more) in self.0.iter_mut().zip(other.0) {
            *bits |= more;
        }
    }

    fn holds(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0
    }

    /// How many smaller bytes it holds.
    fn rank(&self, byte: u8) -> usize {
        let word = usize::from(byte >> 6);
        let smaller = self.0[word] & ((1 << (byte & 63)) - 1);
        let words = self.0[..word].iter().chain([&smaller]);
        words.map(|bits| bits.count_ones() as usize).sum()
    }
}

/// How many bytes of what comes are looked at before it is tried.
const AHEAD: usize = 4;

/// The bytes that each of the next places may hold, as far as a node tells; the text may end behind `least` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Prefix {
    sets: [u16; AHEAD],
    least: u8,
}

/// Whether a byte belongs to a word, for `\\b`.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What is told of a text once, for all regexes that are tried on it.
#[derive(Clone, Debug)]
pub(crate) struct Traits {
    /// The places where words begin, as `\\b` has it.
    words: Vec<u32>,
    trigrams: need::Trigrams,
}

impl Traits {
    /// The traits of a text.
    pub(crate) fn of(text: &str) -> Traits {
        let mut before = false;
        let mut words = Vec::with_capacity(text.len() / 5);
        let mut trigrams = need::Trigrams::default();
        let mut last = 0;
        for (at, byte) in (0..).zip(text.bytes()) {
            last = trigrams.add(last, byte);
            let is_in = is_word(byte);
            if is_in && !before {
                words.push(at);
            }
            before = is_in;
        }
        Traits { words, trigrams }
    }
}

/// A text to search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Haystack<'a> {
    pub(crate) text: &'a str,
    pub(crate) traits: &'a Traits,
}

/// The place of a match, and those of its groups by their numbers; group 0 is the match.
pub(crate) type Groups = Vec<Option<ByteRange>>;

impl Regex {
    /// Compiles a regex: the `regex` crate's syntax on bytes, without Unicode classes.
    ///
    /// # Errors
    /// Why it is no regex, is too large, or uses what programs have no node for.
    pub(crate) fn new(source: &str) -> Result<Regex, String> {
        Ok(Regex::of(source, compile::compile(source)?))
    }

    /// The regex of which `program` is what [`Regex::encoded`] gave.
    ///
    /// # Panics
    /// If it is not.
    pub(crate) fn decoded(source: &str, program: &[u8]) -> Regex {
        let program = postcard::from_bytes(program).expect("it was encoded by the same version");
        Regex::of(source, program)
    }

    /// Its program as bytes.
    #[allow(
        dead_code,
        reason = "only the build script, which has this file too, writes it"
    )]
    pub(crate) fn encoded(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.program).expect("a program has nothing that cannot be encoded")
    }

    fn of(source: &str, program: Program) -> Regex {
        let source = if program.is_word {
            format!(r"\b(?:{source})")
        } else {
            source.to_owned()
        };
        Regex {
            source,
            program,
            slow: OnceLock::new(),
        }
    }

    /// What the `regex` crate would be given for it.
    #[cfg(test)]
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The names of its groups, with their numbers.
    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        let groups = self.program.groups.iter().enumerate();
        groups.filter_map(|(number, name)| Some((number, name.as_deref()?)))
    }

    /// The first match that begins at `from` or later.
    pub(crate) fn find(&self, text: Haystack, from: usize) -> Option<Groups> {
        if !text.traits.trigrams.meet(&self.program.needs) {
            return None;
        }
        match run::find(&self.program, text, from) {
            run::Found::Match(groups) => Some(groups),
            run::Found::Nothing => None,
            run::Found::GaveUp => self.find_slowly(text.text, from),
        }
    }

    fn find_slowly(&self, text: &str, from: usize) -> Option<Groups> {
        let regex = self.slow.get_or_init(|| {
            // Without the lazy automaton: bounded gaps make it build states without end.
            let config = meta::Config::new()
                .hybrid(false)
                .dfa(false)
                .utf8_empty(false);
            meta::Builder::new()
                .configure(config)
                .build_from_hir(
                    &compile::parse(&self.source).expect("it was compiled to a program"),
                )
                .expect("it was compiled to a program")
        });
        let mut captures = regex.create_captures();
        regex.search_captures(
            &regex_automata::Input::new(text).range(from..),
            &mut captures,
        );
        captures.get_match()?;
        let groups = captures
            .iter()
            .map(|group| group.map(|group| group.range()));
        Some(groups.collect())
    }
}

#[cfg(test)]
mod tests;
