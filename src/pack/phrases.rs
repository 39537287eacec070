//! The phrases of a pack, one behind the other, so that the program need not make each its own when it starts.

use std::borrow::Cow;
use std::ops::Index;

use serde::{Deserialize, Serialize};

/// Phrases by their numbers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PhraseList {
    #[serde(borrow)]
    text: Cow<'static, str>,
    /// Where each ends, in bytes of the text.
    ends: Vec<u32>,
}

impl PhraseList {
    /// A list of phrases, in the order of their numbers.
    ///
    /// # Panics
    /// If they take more than 4 GiB.
    #[must_use]
    pub fn of(phrases: &[String]) -> PhraseList {
        let end = |end: &mut usize, phrase: &String| {
            *end += phrase.len();
            Some(u32::try_from(*end).expect("phrases are below 4 GiB"))
        };
        PhraseList {
            text: phrases.concat().into(),
            ends: phrases.iter().scan(0, end).collect(),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.at(number))
    }

    fn at(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }
}

impl Index<u32> for PhraseList {
    type Output = str;

    fn index(&self, number: u32) -> &str {
        self.at(number as usize)
    }
}
