//! What a node of a program begins with, as far as it can be told before it runs.

use super::{AHEAD, Set};

/// The bytes that each of the next places may hold, and how many there are at least.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    pub(super) sets: [Set; AHEAD],
    pub(super) least: usize,
}

impl Ahead {
    /// Anything, or nothing.
    pub(super) const ANY: Ahead = Ahead {
        sets: [Set::ALL; AHEAD],
        least: 0,
    };

    /// Nothing yet: the start of a union.
    pub(super) const NONE: Ahead = Ahead {
        sets: [Set([0; 4]); AHEAD],
        least: AHEAD,
    };

    /// The same behind one byte more.
    pub(super) fn behind(self, set: Set) -> Ahead {
        let mut sets = [set; AHEAD];
        sets[1..].copy_from_slice(&self.sets[..AHEAD - 1]);
        Ahead {
            sets,
            least: AHEAD.min(self.least + 1),
        }
    }

    pub(super) fn or(mut self, other: Ahead) -> Ahead {
        for (set, other) in self.sets.iter_mut().zip(other.sets) {
            set.join(other);
        }
        self.least = self.least.min(other.least);
        self
    }
}
