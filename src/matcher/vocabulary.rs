//! The words of a param: phrases that stand for values.

use super::phrase::Phrases;

/// Finds the values of a vocabulary in folded text.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    phrases: Phrases,
    /// Number of the value that each phrase stands for.
    values: Vec<usize>,
    ids: Vec<String>,
}

impl Vocabulary {
    pub(crate) fn new(words: &[(String, Vec<String>)]) -> Vocabulary {
        let phrases = words
            .iter()
            .flat_map(|(_, list)| list.iter().map(String::as_str));
        let values = words
            .iter()
            .enumerate()
            .flat_map(|(value, (_, list))| list.iter().map(move |_| value));
        Vocabulary {
            phrases: Phrases::new(phrases),
            values: values.collect(),
            ids: words.iter().map(|(id, _)| id.clone()).collect(),
        }
    }

    /// The ids of the values found in `text`, in the order of their places, each once. Of phrases
    /// that overlap the longest counts ("non-exclusive" is not "exclusive").
    pub(crate) fn find(&self, text: &str) -> Vec<&str> {
        let mut found: Vec<_> = self
            .phrases
            .find(text)
            .into_iter()
            .map(|(place, phrase)| (place.start, place.end, self.values[phrase as usize]))
            .collect();
        found.sort_unstable_by_key(|&(start, end, value)| (start, std::cmp::Reverse(end), value));
        let mut ids = Vec::new();
        let mut reach = 0;
        for (start, end, value) in found {
            if start >= reach {
                reach = end;
                let id = self.ids[value].as_str();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        ids
    }
}
