//! Lists that were split or merged: a clause whose words all stand in a larger one of the other side.

use super::align::{Item, Pairs, shared};

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

/// Lends the words of parts to the partner of the larger clause: what it has from them is no change of it.
pub(super) fn lend(old: &mut [Item], new: &mut [Item], pairs: &[(usize, usize)], parts: &Parts) {
    for (part, whole) in &parts.merged {
        if let Some((partner, _)) = pairs.iter().find(|pair| pair.1 == *whole) {
            let words = old[*part].words.clone();
            old[*partner].words.extend(words);
        }
    }
    for (whole, part) in &parts.split {
        if let Some((_, partner)) = pairs.iter().find(|pair| pair.0 == *whole) {
            let words = new[*part].words.clone();
            new[*partner].words.extend(words);
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

fn mark(found: &[(usize, usize)], smalls: (&[Item], &mut [bool]), larges: (&[Item], &mut [bool])) {
    for (small, large) in found {
        smalls.1[*small] = true;
        let whole = larges.0[*large].words.len();
        let of_whole = found.iter().filter(|(_, other)| other == large);
        let parts: usize = of_whole
            .map(|(small, _)| smalls.0[*small].words.len())
            .sum();
        if parts * 10 >= whole * WITHIN {
            larges.1[*large] = true;
        }
    }
}
