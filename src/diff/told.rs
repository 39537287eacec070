//! Edits that are told already: what came or went with another clause of the same provision is no change of its neighbours.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Item;
use super::names::{Names, renamed};
use super::words::{self, Part, edits, meaningful};
use crate::document::ProvisionId;
use crate::effect::Effect;
use crate::extract::Extraction;
use crate::param::Value;
use crate::span::Span;

/// The clauses of both sides that were not found on the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lone<'a, 'b> {
    pub(super) old: &'b [&'b Item<'a>],
    pub(super) new: &'b [&'b Item<'a>],
}

/// Two clauses that were aligned, each with its text.
pub(super) type Pair<'a, 'b> = [(&'b Extraction, &'b Item<'a>); 2];

impl Lone<'_, '_> {
    /// Whether all that is different in two clauses are statements of their neighbours that came or went.
    pub(super) fn tell(self, [old, new]: Pair, names: &Names) -> bool {
        let neighbours = [neighbours(self.old, old.1), neighbours(self.new, new.1)];
        if neighbours.iter().all(Vec::is_empty) {
            return false;
        }
        let own = |(text, item): (&Extraction, &Item)| {
            text.document.folded.slice(item.clause.folded).to_owned()
        };
        let mut left = [String::new(), String::new()];
        let mut at = [old.1.clause.folded.start, new.1.clause.folded.start];
        for part in words::redline(&own(old), &own(new)) {
            let sides: &[usize] = match &part {
                Part::Same(_) => &[0, 1],
                Part::Gone(_) => &[0],
                Part::Came(_) => &[1],
            };
            let (Part::Same(words) | Part::Gone(words) | Part::Came(words)) = &part;
            for &side in sides {
                let item = [old.1, new.1][side];
                let length = u32::try_from(words.len()).expect("texts have less than 4 GiB");
                let place = Span::new(at[side], at[side] + length);
                at[side] = place.end;
                let is_told = !matches!(part, Part::Same(_))
                    && !words::is_narrowing(words)
                    && !holds(place, item)
                    && neighbours[side].iter().any(|other| holds(place, other));
                left[side].push_str(if is_told { " " } else { words });
            }
        }
        let [old, new] = left;
        edits(
            &meaningful(&renamed(&old, &names.old)),
            &meaningful(&renamed(&new, &names.new)),
        )
        .is_empty()
    }
}

/// The clauses of a list that stand in the provision of another; what limits a permission is part of it.
fn neighbours<'a, 'b>(lone: &'b [&'b Item<'a>], item: &Item) -> Vec<&'b Item<'a>> {
    let limits = |other: &Item| {
        item.effect == Effect::Permits && matches!(other.effect, Effect::Forbids | Effect::Requires)
    };
    let is_near = |other: &&Item| other.is_beside(item) && !limits(other);
    lone.iter().copied().filter(is_near).collect()
}

/// Whether a stretch holds words that a clause was read from.
fn holds(place: Span, item: &Item) -> bool {
    let evidence = item.clause.evidence.iter();
    evidence
        .map(|one| one.words)
        .any(|words| words.overlaps(place))
}

/// Whether two clauses differ in nothing but the head of the enumeration that they are parts of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Echo {
    No,
    /// These are the heads, and no other clause tells of them.
    First([ProvisionId; 2]),
    /// Another clause tells of it.
    Again,
}

/// What a pair is to the heads that are told already, given by side and place.
pub(super) fn echo(
    pair: Pair,
    names: &Names,
    told: &mut BTreeSet<(bool, (usize, ProvisionId))>,
) -> Echo {
    let [old, new] = pair;
    let own = |(text, item): (&Extraction, &Item), names| {
        let words = text.document.folded.slice(item.clause.folded);
        meaningful(&renamed(words, names))
    };
    let heads = [old.1.head(old.0), new.1.head(new.0)];
    if heads == [None, None] || own(old, &names.old) != own(new, &names.new) {
        return Echo::No;
    }
    let [Some(old_head), Some(new_head)] = heads else {
        // An item of a list on one side is a part of a sentence on the other.
        return Echo::Again;
    };
    let is_first = told.insert((false, (old.1.at.text, old_head)));
    let is_first = told.insert((true, (new.1.at.text, new_head))) && is_first;
    if is_first {
        Echo::First([old_head, new_head])
    } else {
        Echo::Again
    }
}

/// Whether two clauses are worded alike but for who may and who must not.
pub(super) fn is_turned([old, new]: Pair, names: &Names) -> bool {
    let whole = |(text, item): (&Extraction, &Item), names| {
        let words = meaningful(&renamed(
            text.document.folded.slice(item.clause.folded),
            names,
        ));
        let telling = words.into_iter().filter(|word| !words::is_modal(word));
        telling.collect::<Vec<_>>()
    };
    old.1.effect != new.1.effect && whole(old, &names.old) == whole(new, &names.new)
}

/// Whether values of params that changed tell what went and what came: "50" of "50,000,000".
pub(super) fn is_valued(gone: &str, came: &str, params: &Values) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let holds = |value: &Option<Value>, words: &str| match value {
        Some(Value::Text(text)) => text.contains(words),
        Some(Value::List(items)) => items.iter().any(|item| item.contains(words)),
        Some(value @ Value::Number(_)) => {
            let is_number = words.starts_with(|c: char| c.is_ascii_digit()) && !words.contains(' ');
            is_number && digits(&value.to_string()).starts_with(&digits(words))
        }
        Some(Value::Flag(_)) | None => false,
    };
    let (gone, came) = (gone.trim(), came.trim());
    params
        .values()
        .any(|(old, new)| holds(old, gone) && holds(new, came))
}

/// Params that differ: value before and after.
pub(super) type Values = BTreeMap<String, (Option<Value>, Option<Value>)>;
