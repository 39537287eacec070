//! Names that took the place of others throughout, though neither a title nor a definition tells of it: products, defined terms.

use std::collections::{BTreeMap, BTreeSet};

use super::told::Pair;
use super::words::{Part, redline};
use crate::extract::Extraction;
use crate::param::Value;

/// In how many clauses a name must stand in the place of another.
const OFTEN: usize = 3;

/// The words of names that stand in each other's place, folded: those of the old side and those of the new.
pub(super) fn renames(
    pairs: &[Pair],
    (old, new): (&[Extraction], &[Extraction]),
) -> [BTreeSet<String>; 2] {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut values = BTreeSet::new();
    for [(old_text, old_item), (new_text, new_item)] in pairs {
        for value in [old_item, new_item]
            .iter()
            .flat_map(|item| item.clause.params.values())
        {
            match value {
                Value::Text(text) => values.extend(names(text)),
                Value::List(texts) => values.extend(texts.iter().flat_map(|text| names(text))),
                Value::Number(_) | Value::Flag(_) => {}
            }
        }
        let shown =
            |text: &Extraction, item: &super::Item| text.shown(item.clause.folded).into_owned();
        let parts = redline(&shown(old_text, old_item), &shown(new_text, new_item));
        let mut found = BTreeSet::new();
        for two in parts.windows(2) {
            if let [Part::Gone(gone), Part::Came(came)] = two {
                let came: Vec<_> = names(came).collect();
                found
                    .extend(names(gone).flat_map(|gone| {
                        came.iter().map(move |came| (gone.clone(), came.clone()))
                    }));
            }
        }
        for pair in found {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let mut renamed = [BTreeSet::new(), BTreeSet::new()];
    for ((gone, came), count) in counts {
        // What a param holds is no mere name: a place, a required string.
        let is_value = values.contains(&gone) || values.contains(&came);
        if count >= OFTEN && !is_value && !stands_in(&gone, new) && !stands_in(&came, old) {
            renamed[0].insert(gone);
            renamed[1].insert(came);
        }
    }
    renamed
}

/// The words of a text that begin with one capital, folded.
fn names(text: &str) -> impl Iterator<Item = String> {
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    text.split(|c: char| !c.is_alphanumeric())
        .filter(is_name)
        .map(str::to_lowercase)
}

/// Whether a word stands anywhere on a side.
fn stands_in(word: &str, side: &[Extraction]) -> bool {
    side.iter().any(|text| {
        let mut words = text
            .document
            .folded
            .text
            .split(|c: char| !c.is_alphanumeric());
        words.any(|one| one == word)
    })
}
