//! Since when each clause has stood in its form.

use std::collections::BTreeMap;

use super::Lineage;
use crate::diff::{ChangeKind, Diff};
use crate::effect::Effect;
use crate::extract::Extraction;
use crate::pack::TopicId;

/// The origins of the clauses of one document, taken on from version to version.
#[derive(Clone, Debug, Default)]
pub struct Blame {
    /// One for each clause of the version that was taken last, in the same order.
    pub origins: Vec<Origin>,
}

/// Since when a clause has stood in its form; commits are numbers, as the caller counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The commit since which it has ruled what it rules.
    pub since: usize,
    /// The commit that gave it its present words, if that is another one.
    pub reworded: Option<usize>,
}

impl Blame {
    /// The origins in a first version.
    #[must_use]
    pub fn new(commit: usize, clauses: usize) -> Blame {
        let origin = Origin {
            since: commit,
            reworded: None,
        };
        Blame {
            origins: vec![origin; clauses],
        }
    }

    /// The origins in the version that `commit` made, given where its clauses come from.
    pub fn advance(&mut self, commit: usize, lineage: &[Lineage]) {
        self.origins = lineage
            .iter()
            .map(|from| match *from {
                Lineage::New => Origin {
                    since: commit,
                    reworded: None,
                },
                Lineage::Kept(old) => self.origins[old],
                Lineage::Reworded(old) => Origin {
                    reworded: Some(commit),
                    ..self.origins[old]
                },
            })
            .collect();
    }
}

/// Where each new clause comes from. What a diff does not list is unchanged: it is paired by what it
/// rules, same words first, then in order.
pub(super) fn lineage(diff: &Diff, old: &Extraction, new: &Extraction) -> Vec<Lineage> {
    let mut found = vec![None; new.clauses.len()];
    let mut is_taken = vec![false; old.clauses.len()];
    let places = diff.changes.iter().flat_map(|change| {
        let also = change.also.iter().copied();
        let places = std::iter::once([change.old, change.new]).chain(also);
        places.map(|place| (change.kind, place))
    });
    for (kind, [old, new]) in places {
        if let Some(clause) = old {
            is_taken[clause.clause] = true;
        }
        let Some(clause) = new else { continue };
        found[clause.clause] = Some(match (kind, old) {
            (ChangeKind::Moved, Some(from)) => Lineage::Kept(from.clause),
            (ChangeKind::Reworded, Some(from)) => Lineage::Reworded(from.clause),
            _ => Lineage::New,
        });
    }
    let mut left: BTreeMap<(TopicId, Effect), Vec<usize>> = BTreeMap::new();
    for (index, clause) in old.clauses.iter().enumerate() {
        if !is_taken[index] {
            left.entry((clause.topic, clause.effect))
                .or_default()
                .push(index);
        }
    }
    for is_exact in [true, false] {
        for (index, clause) in new.clauses.iter().enumerate() {
            let Some(bucket) = left.get_mut(&(clause.topic, clause.effect)) else {
                continue;
            };
            let words = new.shown(clause.folded);
            let fits = |from: &usize| {
                let from = &old.clauses[*from];
                !is_exact || from.params == clause.params && old.shown(from.folded) == words
            };
            if found[index].is_none()
                && let Some(at) = bucket.iter().position(fits)
            {
                found[index] = Some(Lineage::Kept(bucket.remove(at)));
            }
        }
    }
    found
        .into_iter()
        .map(|from| from.unwrap_or(Lineage::New))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_follow_their_clauses() {
        let mut blame = Blame::new(9, 2);
        blame.advance(8, &[Lineage::Reworded(1), Lineage::New, Lineage::Kept(0)]);
        blame.advance(7, &[Lineage::Kept(2), Lineage::Kept(0)]);
        let expected = [
            Origin {
                since: 9,
                reworded: None,
            },
            Origin {
                since: 9,
                reworded: Some(8),
            },
        ];
        assert_eq!(blame.origins, expected);
    }
}
