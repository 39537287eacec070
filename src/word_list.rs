//! Lists of words that are asked, again and again, whether they hold one.

use std::sync::OnceLock;

use hashbrown::HashSet;

/// How long a listed word may be, in bytes.
const LONGEST: usize = 24;

/// A list of words in lower case.
pub(crate) struct WordList {
    /// The words, separated by blanks.
    words: &'static str,
    set: OnceLock<HashSet<&'static [u8]>>,
}

impl WordList {
    /// A list of words that are separated by blanks.
    pub(crate) const fn new(words: &'static str) -> WordList {
        WordList {
            words,
            set: OnceLock::new(),
        }
    }

    /// Whether it holds a word, whose ASCII letters may be capitals.
    pub(crate) fn holds(&self, word: &str) -> bool {
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else {
            return false;
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let words = || self.words.split_ascii_whitespace().map(str::as_bytes);
        self.set
            .get_or_init(|| {
                words()
                    .inspect(|word| assert!(word.len() <= LONGEST))
                    .collect()
            })
            .contains(&*lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_whole_words_of_any_case() {
        static LIST: WordList = WordList::new("may must\n not");
        for word in ["may", "Must", "NOT"] {
            assert!(LIST.holds(word), "{word}");
        }
        for word in ["", "ma", "mays", "may must", "incomprehensibilities-of-all"] {
            assert!(!LIST.holds(word), "{word}");
        }
    }
}
