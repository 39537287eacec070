//! Changes that were made in several places alike are told once: texts hold copies of the same terms, for each region one.

use std::collections::BTreeMap;

use super::names::{Names, Renames, renamed};
use super::words::meaningful;
use super::{Change, ClauseRef};
use crate::extract::Extraction;

/// Joins changes of substance that say the same of clauses that say the same.
pub(super) fn tell_once(
    changes: &mut Vec<Change>,
    (old, new): (&[Extraction], &[Extraction]),
    names: &Names,
) {
    // The first place is the same from either side.
    let first = |change: &Change| {
        let start = |at: Option<ClauseRef>, side| at.map_or(0, |at| place(at, side));
        start(change.old, old) + start(change.new, new)
    };
    changes.sort_by_key(first);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        if !change.kind.is_substance() {
            kept.push(change);
            continue;
        }
        let sides = [
            change.old.map(|at| content(at, old, &names.old)),
            change.new.map(|at| content(at, new, &names.new)),
        ];
        let content = format!("{:?} {:?} {:?}", change.kind, change.direction, sides);
        match told.get(&content) {
            Some(&at) => kept[at].also.push([change.old, change.new]),
            None => {
                told.insert(content, kept.len());
                kept.push(change);
            }
        }
    }
    *changes = kept;
}

/// How far down its side a clause stands.
fn place(at: ClauseRef, side: &[Extraction]) -> u64 {
    let before = side[..at.text].iter().map(|text| text.source.text.len());
    before.sum::<usize>() as u64 + u64::from(at.of(side).1.span.start)
}

/// What a clause says, in the words that matter.
fn content(at: ClauseRef, side: &[Extraction], names: &Renames) -> String {
    let (text, clause) = at.of(side);
    let words = text.document.folded.slice(clause.folded);
    let words = meaningful(&renamed(words, names)).join(" ");
    format!(
        "{:?} {:?} {:?} {words}",
        clause.topic, clause.effect, clause.params
    )
}
