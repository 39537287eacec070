//! What a pack comes to before any text is read. For the built-in pack this is made when the program is
//! built, and only decoded when it starts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::packed::Lists;
use super::phrase::Phrases;
use crate::pack::{Pack, Place};
use crate::program::Regex;
use crate::span::ByteRange;

/// A pack with its phrases ready to be found.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Index {
    pub(crate) pack: Pack,
    pub(crate) phrases: Phrases,
    /// Who has use for a phrase: the patterns that have it as anchor, and behind [`SET`] the sets that hold it.
    uses: Lists,
    /// How many sets of phrases there are: what patterns name in `with` and `without`, each once.
    pub(crate) sets_len: usize,
    /// The sets of each pattern: that of `without`, `NONE` where it is empty, then those of `with`.
    gates: Lists,
    /// What each pattern is tried on, by the bits of [`Place`]s and [`DEFINED`].
    #[serde(borrow)]
    tried: Cow<'static, [u8]>,
    /// The regexes of the patterns, encoded one behind the other, so that only those that are needed are
    /// decoded; empty where they are compiled when needed.
    #[serde(borrow)]
    programs: Cow<'static, [u8]>,
    program_ends: Vec<u32>,
}

impl Index {
    /// Makes the phrases of a pack ready.
    ///
    /// # Panics
    /// If the phrases of the pack take more than 4 GiB.
    pub(crate) fn new(pack: Pack) -> Index {
        let mut uses: Vec<Vec<u32>> = vec![Vec::new(); pack.phrases.len()];
        let mut sets = BTreeMap::new();
        let mut gates = Vec::new();
        for (number, pattern) in (0..).zip(&pack.patterns) {
            for anchor in &pattern.anchors {
                uses[*anchor as usize].push(number);
            }
            let mut set = |phrases: &Vec<u32>| {
                let next = to_u32(sets.len());
                *sets.entry(phrases.clone()).or_insert_with(|| {
                    for phrase in phrases {
                        uses[*phrase as usize].push(next | SET);
                    }
                    next
                })
            };
            let without = &pattern.without;
            let without = if without.is_empty() {
                NONE
            } else {
                set(without)
            };
            let mut gate = vec![without];
            gate.extend(pattern.with.iter().map(set));
            gates.push(gate);
        }
        let tried = pack.patterns.iter().map(|pattern| {
            let places = pattern.places.iter().map(|place| bit(*place));
            places.fold(u8::from(pattern.defined) * DEFINED, |all, bit| all | bit)
        });
        Index {
            phrases: Phrases::new(pack.phrases.iter()),
            uses: Lists::of(&uses),
            sets_len: sets.len(),
            gates: Lists::of(&gates),
            tried: tried.collect(),
            pack,
            programs: Cow::Borrowed(&[]),
            program_ends: Vec::new(),
        }
    }

    /// Who has use for a phrase.
    pub(crate) fn uses(&self, phrase: u32) -> impl Iterator<Item = Use> + '_ {
        let uses = self.uses.part(phrase);
        uses.map(|user| match user & SET {
            0 => Use::Anchor(user),
            _ => Use::Member(user & !SET),
        })
    }

    /// Whether a pattern is tried on what has this bit, where `is_held` tells the sets that have a phrase.
    pub(crate) fn lets_in(&self, pattern: u32, bit: u8, is_held: impl Fn(u32) -> bool) -> bool {
        if self.tried[pattern as usize] & bit == 0 {
            return false;
        }
        let mut sets = self.gates.part(pattern);
        let without = sets.next().unwrap_or(NONE);
        sets.all(&is_held) && !is_held(without)
    }

    /// The regex of a pattern, if it has one. A pack that was checked has none that fails.
    pub(crate) fn regex(&self, pattern: u32) -> Option<Regex> {
        let source = self.pack.patterns[pattern as usize].regex.as_deref()?;
        if self.program_ends.is_empty() {
            return Regex::new(source).ok();
        }
        let program = &self.programs[range(&self.program_ends, pattern)];
        Some(Regex::decoded(source, program))
    }

    /// Encodes the index and all its regexes.
    ///
    /// # Panics
    /// If a regex does not compile: check the pack before.
    #[allow(
        dead_code,
        reason = "only the build script, which has this file too, writes it"
    )]
    pub(crate) fn write(mut self) -> Vec<u8> {
        let programs = self.programs.to_mut();
        for pattern in &self.pack.patterns {
            if let Some(source) = &pattern.regex {
                let regex = Regex::new(source).expect("the pack was checked");
                programs.extend(regex.encoded());
            }
            self.program_ends.push(to_u32(programs.len()));
        }
        postcard::to_allocvec(&self).expect("an index has nothing that cannot be encoded")
    }

    /// What [`Index::write`] encoded.
    ///
    /// # Panics
    /// If it did not.
    pub(crate) fn read(bytes: &'static [u8]) -> Index {
        postcard::from_bytes(bytes).expect("the index was written by the same version")
    }
}

/// The bit of a kind of provision.
pub(crate) fn bit(place: Place) -> u8 {
    1 << place as u8
}

/// The bit of definitions of notions, beside those of places.
pub(crate) const DEFINED: u8 = 1 << Place::ALL.len();

/// What a phrase is to the pack.
pub(crate) enum Use {
    /// An anchor of this pattern.
    Anchor(u32),
    /// A member of this set.
    Member(u32),
}

/// Tells a set from a pattern.
const SET: u32 = 1 << 31;

/// Stands for no set.
const NONE: u32 = u32::MAX;

/// Where the `number`th of several lists stands, of which it is known where they end.
fn range(ends: &[u32], number: u32) -> ByteRange {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[number] as usize
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).expect("a pack is below 4 GiB")
}
