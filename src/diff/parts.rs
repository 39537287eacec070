//! Lists that were split or merged: a clause whose words all stand in a larger one of the other side.

use std::collections::BTreeMap;

use super::align::{Pairs, shared};
use super::item::{COMMON, Item};
use super::words;
use crate::param::Value;

/// How much of the smaller clause must stand in the larger one, in tenths.
const WITHIN: usize = 9;

/// The fewest words that tell that one clause stands in another.
const FEWEST: usize = 3;

/// Clauses of one side that stand in larger ones of the other, by their numbers in the old and the new.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The new clause is the larger one.
    pub(super) merged: Vec<(usize, usize)>,
    /// The old clause is the larger one.
    pub(super) split: Vec<(usize, usize)>,
}

/// Finds clauses without a partner that stand in a larger one of the other side, and marks them as having
/// one; so has a larger one that consists of such parts.
pub(super) fn parts(old: &[Item], new: &[Item], pairs: &mut Pairs) -> Parts {
    let merged = within(old, &pairs.old, new);
    let split = within(new, &pairs.new, old);
    mark(&merged, (old, &mut pairs.old), (new, &mut pairs.new));
    mark(&split, (new, &mut pairs.new), (old, &mut pairs.old));
    Parts {
        merged,
        split: split.into_iter().map(|(new, old)| (old, new)).collect(),
    }
}

/// Lends what parts say to the partner of the larger clause: what it has from them is no change of it.
pub(super) fn lend(old: &mut [Item], new: &mut [Item], pairs: &[(usize, usize)], parts: &Parts) {
    for (part, whole) in &parts.merged {
        if let Some((partner, _)) = pairs.iter().find(|pair| pair.1 == *whole) {
            lend_one(old, (*part, *partner), &new[*whole]);
        }
    }
    for (whole, part) in &parts.split {
        if let Some((_, partner)) = pairs.iter().find(|pair| pair.0 == *whole) {
            lend_one(new, (*part, *partner), &old[*whole]);
        }
    }
}

fn lend_one(side: &mut [Item], (part, partner): (usize, usize), whole: &Item) {
    let mut words = side[part].words.clone();
    // What governs the parts may stand in the whole.
    let stems = [side[part].stem, side[partner].stem].map(words::meaningful);
    let governing = stems.into_iter().flatten();
    words.extend(governing.filter(|word| whole.words.contains(word)));
    side[partner].words.extend(words);
    for (name, (value, plain)) in side[part].params.clone() {
        let have = side[partner]
            .params
            .entry(name)
            .or_insert_with(|| (value.clone(), plain.clone()));
        join(&mut have.0, &value);
        join(&mut have.1, &plain);
    }
}

/// Joins lists; of other values the first one stays.
fn join(have: &mut Value, more: &Value) {
    if let (Value::List(have), Value::List(more)) = (have, more) {
        for item in more {
            if !have.contains(item) {
                have.push(item.clone());
            }
        }
    }
}

/// Clauses of the one side without a partner that stand in clauses of the other.
fn within(smalls: &[Item], taken: &[bool], larges: &[Item]) -> Vec<(usize, usize)> {
    let free = smalls.iter().enumerate().filter(|(n, _)| !taken[*n]);
    free.filter_map(|(n, item)| Some((n, larges.iter().position(|other| stands_in(item, other))?)))
        .collect()
}

fn stands_in(small: &Item, large: &Item) -> bool {
    let (few, many) = (&small.words, &large.words);
    let is_most = |words: usize| words * 10 >= few.len() * WITHIN;
    (small.topic, small.effect) == (large.topic, large.effect)
        && few.len() >= FEWEST
        && few.len() < many.len()
        && shared(&small.bag, &large.bag) * 10 >= small.bag.len() * WITHIN
        && many.windows(few.len()).any(|window| {
            let found = few.iter().filter(|word| window.contains(word));
            is_most(found.count())
        })
}

/// Marks parts as found, and what consists of them, but for the words that govern them.
fn mark(found: &[(usize, usize)], smalls: (&[Item], &mut [bool]), larges: (&[Item], &mut [bool])) {
    let mut wholes: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    for (small, large) in found {
        smalls.1[*small] = true;
        wholes.entry(*large).or_default().push(&smalls.0[*small]);
    }
    for (large, parts) in wholes {
        let stem: Vec<_> = parts
            .iter()
            .flat_map(|part| words::meaningful(part.stem))
            .collect();
        let is_new = |word: &&String| {
            !COMMON.contains(&word.as_str())
                && !stem.contains(word)
                && !parts.iter().any(|part| part.words.contains(word))
        };
        let whole = &larges.0[large].words;
        if whole.iter().filter(is_new).count() * 10 <= whole.len() * (10 - WITHIN) {
            larges.1[large] = true;
        }
    }
}
