//! What changed between two versions of a text, or of several texts that belong together.
//!
//! Clauses are aligned by what they rule, not by where they stand. Names that changed throughout are
//! found from the two sides themselves, and count as the same. What is left of the words decides whether
//! a clause was altered in substance or only reworded.

mod again;
mod align;
mod direction;
mod item;
mod names;
mod parts;
mod renames;
mod table;
mod told;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::clause::Clause;
use crate::extract::Extraction;
use crate::pack::{Direction, Pack, Topic};
use crate::param::{Kind, Value};
use align::Aligned;
use item::Item;
use names::Names;
use told::{Echo, Lone};
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
    /// Where else the same change was made, before and after: in a copy of the same terms for another region, say.
    pub also: Vec<[Option<ClauseRef>; 2]>,
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
    let (names, [old_items, new_items], aligned) = aligned(old, new);
    let old_lone: Vec<_> = lone(&old_items, &aligned.found.0).collect();
    let new_lone: Vec<_> = lone(&new_items, &aligned.found.1).collect();
    let lone = Lone {
        old: &old_lone,
        new: &new_lone,
    };
    let mut diff = Diff::default();
    let mut turned = Vec::new();
    // Heads of enumerations that need not be told with each of their parts.
    let old_places = old_items.iter().map(|item| (false, item.place()));
    let new_places = new_items.iter().map(|item| (true, item.place()));
    let mut heads: BTreeSet<_> = old_places.chain(new_places).collect();
    for (at_old, at_new) in aligned.pairs {
        let (at_old, at_new) = (&old_items[at_old], &new_items[at_new]);
        let pair = [
            (&old[at_old.at.text], at_old),
            (&new[at_new.at.text], at_new),
        ];
        turned.extend(told::is_turned(pair, &names).then_some((at_old, at_new)));
        let echo = told::echo(pair, &names, &mut heads);
        classify(&mut diff, (pair, echo), lone, (&names, pack));
    }
    let parts = &aligned.parts;
    for (pairs, note) in [
        (&parts.merged, "now part of a larger clause"),
        (&parts.split, "was part of a larger clause"),
    ] {
        for (old, new) in pairs {
            let (old, new) = (old_items[*old].at, new_items[*new].at);
            let mut change = alone(ChangeKind::Moved, Direction::Neutral, Some(old), Some(new));
            change.notes.push(note.to_owned());
            diff.changes.push(change);
        }
    }
    for item in &old_lone {
        let direction = direction::added(pack, item.at.of(old).1).reversed();
        let change = alone(ChangeKind::Removed, direction, Some(item.at), None);
        let beside = turned.iter().find(|(old, _)| old.is_beside(item));
        let again = new_items.iter().find(|other| other.rules_as(item));
        diff.changes.push(match (beside, again) {
            (Some((_, new)), _) => elsewhere(item.at, new.at, TURNED),
            (None, Some(new)) => elsewhere(item.at, new.at, "stood twice"),
            (None, None) => change,
        });
    }
    for item in &new_lone {
        let direction = direction::added(pack, item.at.of(new).1);
        let change = alone(ChangeKind::Added, direction, None, Some(item.at));
        let beside = turned.iter().find(|(_, new)| new.is_beside(item));
        let again = old_items.iter().find(|other| other.rules_as(item));
        diff.changes.push(match (beside, again) {
            (Some((old, _)), _) => elsewhere(old.at, item.at, TURNED),
            (None, Some(old)) => elsewhere(old.at, item.at, "stands twice"),
            (None, None) => change,
        });
    }
    again::tell_once(&mut diff.changes, (old, new), &names);
    diff.changes
        .sort_by_key(|change| rank(change, old, new, pack));
    diff
}

/// The clauses of both sides and which is which, once the names that changed throughout are known.
fn aligned<'a>(
    old: &'a [Extraction],
    new: &'a [Extraction],
) -> (Names, [Vec<Item<'a>>; 2], Aligned) {
    let mut names = Names::between(old, new);
    let (mut old_items, mut new_items) = (item::items(old), item::items(new));
    let mut aligned = align::align(&mut old_items, &mut new_items, &names);
    let differing = differing(&old_items, &new_items, &aligned.pairs, (old, new));
    let renamed = renames::renames(&differing, (old, new));
    if renamed.iter().any(|words| !words.is_empty()) {
        names.add(renamed);
        (old_items, new_items) = (item::items(old), item::items(new));
        aligned = align::align(&mut old_items, &mut new_items, &names);
    }
    (names, [old_items, new_items], aligned)
}

/// The pairs whose words differ, each with its text.
fn differing<'a, 'b>(
    old_items: &'b [Item<'a>],
    new_items: &'b [Item<'a>],
    pairs: &[(usize, usize)],
    (old, new): (&'b [Extraction], &'b [Extraction]),
) -> Vec<told::Pair<'a, 'b>> {
    let items = pairs
        .iter()
        .map(|(at_old, at_new)| (&old_items[*at_old], &new_items[*at_new]));
    items
        .filter(|(old, new)| old.words != new.words)
        .map(|(at_old, at_new)| {
            [
                (&old[at_old.at.text], at_old),
                (&new[at_new.at.text], at_new),
            ]
        })
        .collect()
}

/// The clauses that were not found on the other side.
fn lone<'a, 'b>(items: &'b [Item<'a>], found: &'b [bool]) -> impl Iterator<Item = &'b Item<'a>> {
    let lone = items.iter().zip(found).filter(|(_, is_found)| !**is_found);
    lone.map(|(item, _)| item)
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
        also: Vec::new(),
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

/// Why a clause is not told by itself that only came or went with another one of its provision.
const TURNED: &str = "told with the rule that was turned";

/// A clause without a partner of its own that another clause stands for.
fn elsewhere(old: ClauseRef, new: ClauseRef, why: &str) -> Change {
    let mut change = alone(ChangeKind::Moved, Direction::Neutral, Some(old), Some(new));
    change.notes.push(why.to_owned());
    change
}

/// Classifies two clauses that were aligned.
fn classify(
    diff: &mut Diff,
    (pair, echo): (told::Pair, Echo),
    lone: Lone,
    (names, pack): (&Names, &Pack),
) {
    let [(old_text, old), (new_text, new)] = pair;
    let (old_clause, new_clause) = (old.clause, new.clause);
    let topic = pack.topic(new_clause.topic);
    let params = params(old, new, topic);
    let edits = words::edits(&old.words, &new.words);
    let effects = (old_clause.effect, new_clause.effect);
    let mut change = alone(
        ChangeKind::Altered,
        Direction::Neutral,
        Some(old.at),
        Some(new.at),
    );
    let is_same_rule = effects.0 == effects.1 && params.is_empty();
    let is_told = || echo == Echo::Again || lone.tell(pair, names);
    if !is_same_rule || !edits.is_empty() && !is_told() {
        // What is different is shown where it stands.
        let head = |text: &Extraction, head| text.document.provision(head).folded;
        let places = match echo {
            Echo::First([old, new]) => [head(old_text, old), head(new_text, new)],
            _ => [old_clause.folded, new_clause.folded],
        };
        let shown = (old_text.shown(places[0]), new_text.shown(places[1]));
        let parts = names::unnamed(redline(&shown.0, &shown.1), names);
        change.notes = edits.notes();
        if effects.0 == effects.1 {
            let is_told = |gone: &str, came: &str| told::is_valued(gone, came, &params);
            change.notes.extend(words::became(&parts, is_told));
        } else {
            let (old, new) = (effects.0.name(), effects.1.name());
            change.notes.insert(0, format!("{old} became {new}"));
        }
        let words = (&edits, words::grew(&parts));
        change.direction = direction::altered(topic, effects, &params, words);
        change.params = params;
        diff.changes.push(change);
    } else if old.addresses != new.addresses {
        change.kind = ChangeKind::Reworded;
        let value = |item: &Item| {
            let all = item.addresses.iter().map(|address| (*address).to_owned());
            (!item.addresses.is_empty()).then(|| Value::List(all.collect()))
        };
        change
            .params
            .insert("address".to_owned(), (value(old), value(new)));
        diff.relinked.push(change);
    } else if old.said(&names.old) != new.said(&names.new) {
        change.kind = ChangeKind::Reworded;
        diff.changes.push(change);
    } else if old.at.text != new.at.text
        || old.headings(old_text, &names.old) != new.headings(new_text, &names.new)
    {
        change.kind = ChangeKind::Moved;
        diff.changes.push(change);
    } else {
        diff.unchanged += 1;
    }
}

/// The params that differ, but for addresses, which are compared by themselves. A name that changed throughout is no difference, but in a required string it is.
fn params(
    old: &Item,
    new: &Item,
    topic: &Topic,
) -> BTreeMap<String, (Option<Value>, Option<Value>)> {
    let mut differing = BTreeMap::new();
    let names: BTreeSet<_> = old.params.keys().chain(new.params.keys()).collect();
    for name in names {
        if topic
            .param(name)
            .is_some_and(|param| param.kind == Kind::Url)
        {
            continue;
        }
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
