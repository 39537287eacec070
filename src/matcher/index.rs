//! What a pack comes to before any text is read. For the built-in pack this is made when the program is
//! built, and only decoded when it starts.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::phrase::Phrases;
use crate::effect;
use crate::pack::Pack;
use crate::program::Regex;

/// A pack with its phrases ready to be found.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Index {
    pub(crate) pack: Pack,
    pub(crate) phrases: Phrases,
    /// The first of them, which are the cues' own.
    pub(crate) cues: Phrases,
    /// The patterns that have a phrase as anchor: those of phrase `n` end where `ends` of `n` says.
    anchored: Vec<u32>,
    ends: Vec<u32>,
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
        let mut anchors: Vec<Vec<u32>> = vec![Vec::new(); pack.phrases.len()];
        for (number, pattern) in (0..).zip(&pack.patterns) {
            for anchor in &pattern.anchors {
                anchors[*anchor as usize].push(number);
            }
        }
        let mut anchored = Vec::new();
        let mut ends = Vec::new();
        for patterns in anchors {
            anchored.extend(patterns);
            ends.push(length(&anchored));
        }
        Index {
            phrases: Phrases::new(pack.phrases.iter().map(String::as_str)),
            cues: Phrases::new(effect::phrases()),
            pack,
            anchored,
            ends,
            programs: Cow::Borrowed(&[]),
            program_ends: Vec::new(),
        }
    }

    /// The patterns that have a phrase as anchor.
    pub(crate) fn anchored(&self, phrase: u32) -> &[u32] {
        part(&self.anchored, &self.ends, phrase)
    }

    /// The regex of a pattern, if it has one. A pack that was checked has none that fails.
    pub(crate) fn regex(&self, pattern: u32) -> Option<Regex> {
        let source = self.pack.patterns[pattern as usize].regex.as_deref()?;
        if self.program_ends.is_empty() {
            return Regex::new(source).ok();
        }
        let program = part(&self.programs, &self.program_ends, pattern);
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
            self.program_ends.push(length(programs));
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

/// The `number`th of several lists that stand one behind the other.
fn part<'a, T>(all: &'a [T], ends: &[u32], number: u32) -> &'a [T] {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &all[start as usize..ends[number] as usize]
}

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("a pack is below 4 GiB")
}
