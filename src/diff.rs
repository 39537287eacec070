//! What changed between two versions of a text, or of several texts that belong together.
//!
//! Clauses are aligned by what they rule, not by where they stand. Names that changed throughout are
//! found from the two sides themselves, and count as the same. What is left of the words decides whether
//! a clause was altered in substance or only reworded.

mod align;
mod direction;
mod names;
mod words;

use std::collections::BTreeMap;

use crate::clause::Clause;
use crate::extract::Extraction;
use crate::pack::{Direction, Pack};
use crate::param::{Kind, Value};
use names::Names;
pub use words::{Part, redline};

/// What changed between two sides.
#[derive(Debug, Default)]
pub struct Diff {
    /// The changes, most important first.
    pub changes: Vec<Change>,
    /// Clauses whose linked address changed and nothing else.
    pub relinked: Vec<Change>,
    /// How many clauses are the same on both sides.
    pub unchanged: usize,
}

/// A clause of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClauseRef {
    /// Number of its text on that side.
    pub text: usize,
    /// Its number in that text.
    pub clause: usize,
}

impl ClauseRef {
    /// The text and the clause, among the texts of its side.
    #[must_use]
    pub fn of(self, side: &[Extraction]) -> (&Extraction, &Clause) {
        let extraction = &side[self.text];
        (extraction, &extraction.clauses[self.clause])
    }
}

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// What it is for the reader.
    pub direction: Direction,
    /// The clause before, unless it was added.
    pub old: Option<ClauseRef>,
    /// The clause after, unless it was removed.
    pub new: Option<ClauseRef>,
    /// Params that differ: value before and after.
    pub params: BTreeMap<String, (Option<Value>, Option<Value>)>,
    /// What else is different for the reader, in words.
    pub notes: Vec<String>,
}

/// What happened to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It differs in substance.
    Altered,
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It says the same in other words.
    Reworded,
    /// It says the same in another place.
    Moved,
}

impl ChangeKind {
    /// As written in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Altered => "altered",
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Reworded => "reworded",
            ChangeKind::Moved => "moved",
        }
    }

    /// Whether it is a change of substance.
    #[must_use]
    pub fn is_substance(self) -> bool {
        matches!(
            self,
            ChangeKind::Altered | ChangeKind::Added | ChangeKind::Removed
        )
    }
}

/// Compares two sides; each is one text or several that belong together.
///
/// The result mirrors itself: what is added one way round is removed the other way round.
#[must_use]
pub fn diff(old: &[Extraction], new: &[Extraction], pack: &Pack) -> Diff {
    let names = Names::between(old, new);
    let old_items = align::items(old, &names.old);
    let new_items = align::items(new, &names.new);
    let pairs = align::align(&old_items, &new_items);
    let mut diff = Diff::default();
    let mut old_paired = vec![false; old_items.len()];
    let mut new_paired = vec![false; new_items.len()];
    for (at_old, at_new) in pairs {
        old_paired[at_old] = true;
        new_paired[at_new] = true;
        pair(
            &mut diff,
            (old, &old_items[at_old]),
            (new, &new_items[at_new]),
            pack,
        );
    }
    for (item, _) in old_items
        .iter()
        .zip(&old_paired)
        .filter(|(_, paired)| !**paired)
    {
        let clause = item.at.of(old).1;
        let direction = direction::added(pack, clause).reversed();
        diff.changes
            .push(alone(ChangeKind::Removed, direction, Some(item.at), None));
    }
    for (item, _) in new_items
        .iter()
        .zip(&new_paired)
        .filter(|(_, paired)| !**paired)
    {
        let direction = direction::added(pack, item.at.of(new).1);
        diff.changes
            .push(alone(ChangeKind::Added, direction, None, Some(item.at)));
    }
    diff.changes
        .sort_by_key(|change| rank(change, old, new, pack));
    diff
}

fn alone(
    kind: ChangeKind,
    direction: Direction,
    old: Option<ClauseRef>,
    new: Option<ClauseRef>,
) -> Change {
    Change {
        kind,
        direction,
        old,
        new,
        params: BTreeMap::new(),
        notes: Vec::new(),
    }
}

/// The order of changes: substance first, then weight, then stricter before looser, then place.
fn rank(change: &Change, old: &[Extraction], new: &[Extraction], pack: &Pack) -> impl Ord + use<> {
    let clause = change
        .new
        .map(|at| at.of(new).1)
        .or(change.old.map(|at| at.of(old).1));
    let weight = clause.map_or(0, |clause| pack.topic(clause.topic).weight);
    let place = change
        .new
        .map(|at| (at.text, at.of(new).1.span.start))
        .or(change.old.map(|at| (at.text, at.of(old).1.span.start)));
    (
        !change.kind.is_substance(),
        std::cmp::Reverse(weight),
        change.direction,
        place,
        change.kind,
    )
}

/// Classifies two clauses that were aligned.
fn pair(
    diff: &mut Diff,
    old: (&[Extraction], &align::Item),
    new: (&[Extraction], &align::Item),
    pack: &Pack,
) {
    let ((old_side, old_item), (new_side, new_item)) = (old, new);
    let ((old_text, old_clause), (new_text, new_clause)) =
        (old_item.at.of(old_side), new_item.at.of(new_side));
    let topic = pack.topic(new_clause.topic);
    let params = params(old_item, new_item, topic);
    let is_address = |name: &String| {
        topic
            .param(name)
            .is_some_and(|param| param.kind == Kind::Url)
    };
    let edits = words::edits(&old_item.words, &new_item.words);
    let is_same_effect = old_clause.effect == new_clause.effect;
    let is_relinked = !params.is_empty() && params.keys().all(is_address);
    let has_values = params.keys().any(|name| !is_address(name));
    let mut change = alone(
        ChangeKind::Altered,
        Direction::Neutral,
        Some(old_item.at),
        Some(new_item.at),
    );
    change.notes = edits.notes();
    if !is_same_effect {
        change.notes.insert(
            0,
            format!(
                "{} became {}",
                old_clause.effect.name(),
                new_clause.effect.name()
            ),
        );
    }
    if !is_same_effect || has_values || edits.is_substance() {
        change.direction = direction::altered(
            topic,
            (old_clause.effect, new_clause.effect),
            &params,
            &edits,
        );
        change.params = params;
        diff.changes.push(change);
    } else if is_relinked {
        change.params = params;
        change.kind = ChangeKind::Reworded;
        diff.relinked.push(change);
    } else if !edits.is_empty() {
        change.kind = ChangeKind::Reworded;
        diff.changes.push(change);
    } else if old_item.at.text != new_item.at.text
        || old_item.headings(old_text) != new_item.headings(new_text)
    {
        change.kind = ChangeKind::Moved;
        diff.changes.push(change);
    } else {
        diff.unchanged += 1;
    }
}

/// The params that differ. A name that changed throughout is no difference, but in a required string it is.
fn params(
    old: &align::Item,
    new: &align::Item,
    topic: &crate::pack::Topic,
) -> BTreeMap<String, (Option<Value>, Option<Value>)> {
    let mut differing = BTreeMap::new();
    let names: std::collections::BTreeSet<_> = old.params.keys().chain(new.params.keys()).collect();
    for name in names {
        let (before, after) = (old.params.get(name), new.params.get(name));
        let is_free = topic
            .param(name)
            .is_some_and(|param| param.kind == Kind::Name);
        let is_same = match (before, after) {
            (Some((_, before)), Some((_, after))) if is_free => before == after,
            (Some((before, _)), Some((after, _))) => same(before, after),
            _ => is_free,
        };
        if !is_same {
            differing.insert(
                name.clone(),
                (
                    before.map(|(value, _)| value.clone()),
                    after.map(|(value, _)| value.clone()),
                ),
            );
        }
    }
    differing
}

/// Lists are the same in any order.
fn same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::List(before), Value::List(after)) => {
            before.len() == after.len() && before.iter().all(|item| after.contains(item))
        }
        _ => before == after,
    }
}
