//! Keeps what was found in a text for the next time the same words come: licences repeat each other's
//! provisions, and versions of a text nearly all of their own.

use std::fmt;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use hashbrown::{DefaultHashBuilder, HashTable};

/// Parts, so that threads seldom wait for each other.
const PARTS: usize = 64;

/// Bytes of texts that a part keeps; what comes then takes the place of all.
const BYTES: usize = 256 * 1024;

/// What was found in which text.
pub(super) struct Seen<T> {
    hasher: DefaultHashBuilder,
    parts: Box<[Mutex<Part<T>>]>,
}

struct Part<T> {
    found: HashTable<Entry<T>>,
    bytes: usize,
}

/// A text with its hash, and what was found in it.
struct Entry<T> {
    hash: u64,
    text: Box<[u8]>,
    found: T,
}

impl<T> fmt::Debug for Seen<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen").finish_non_exhaustive()
    }
}

impl<T: Clone> Seen<T> {
    pub(super) fn new() -> Seen<T> {
        let part = || Part {
            found: HashTable::new(),
            bytes: 0,
        };
        Seen {
            hasher: DefaultHashBuilder::default(),
            parts: (0..PARTS).map(|_| Mutex::new(part())).collect(),
        }
    }

    /// What was found in this text before, or is now.
    pub(super) fn of(&self, text: &[u8], find: impl FnOnce() -> T) -> T {
        let hash = self.hasher.hash_one(text);
        let part = &self.parts[(hash >> 32) as usize % PARTS];
        let lock = || part.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |entry: &Entry<T>| *entry.text == *text;
        if let Some(entry) = lock().found.find(hash, is_same) {
            return entry.found.clone();
        }
        let found = find();
        let mut part = lock();
        if part.bytes + text.len() > BYTES {
            part.found.clear();
            part.bytes = 0;
        }
        if text.len() <= BYTES {
            part.bytes += text.len();
            let entry = Entry {
                hash,
                text: Box::from(text),
                found: found.clone(),
            };
            part.found.insert_unique(hash, entry, |entry| entry.hash);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_text_is_looked_at_once_and_much_text_is_forgotten() {
        let seen = Seen::new();
        let looks = Cell::new(0);
        let length = |text: &[u8]| {
            seen.of(text, || {
                looks.set(looks.get() + 1);
                text.len()
            })
        };
        assert_eq!(
            (length(b"a"), length(b"a"), length(b"bc"), looks.get()),
            (1, 1, 2, 2)
        );
        let long = vec![0; BYTES + 1];
        assert_eq!(
            (length(&long), length(&long), looks.get()),
            (long.len(), long.len(), 4)
        );
        let many = u32::try_from(2 * PARTS * BYTES / 4096).unwrap();
        for n in 0..many {
            let text: Vec<u8> = n.to_le_bytes().repeat(1024);
            assert_eq!(length(&text), text.len());
        }
        let kept: usize = seen
            .parts
            .iter()
            .map(|part| part.lock().unwrap().bytes)
            .sum();
        assert!(kept <= PARTS * BYTES);
        looks.set(0);
        assert_eq!((length(b"a"), looks.get()), (1, 1));
    }
}
