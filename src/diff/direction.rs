//! What a change is for the reader. The rules that depend on a topic are data of its file.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::words::Edits;
use crate::clause::Clause;
use crate::effect::Effect;
use crate::pack::{Direction, Pack, Param, Topic};
use crate::param::Value;

/// What it is that a clause came.
pub(super) fn added(pack: &Pack, clause: &Clause) -> Direction {
    let topic = pack.topic(clause.topic);
    let known = topic.added.get(&clause.effect).copied();
    known.unwrap_or_else(|| match clause.effect {
        Effect::Forbids | Effect::Requires => Direction::Stricter,
        Effect::Permits => Direction::Looser,
        Effect::Declares => declared(topic, clause).unwrap_or(Direction::Neutral),
    })
}

/// What a statement is for the reader by its values: a flag that is set, or the widest or narrowest of a chain.
fn declared(topic: &Topic, clause: &Clause) -> Option<Direction> {
    topic.params.iter().find_map(|param| {
        let value = clause.params.get(&param.name)?;
        let ends = |chain: &Vec<String>, value: &String| match value {
            value if chain.first() == Some(value) => Some(Direction::Stricter),
            value if chain.last() == Some(value) => Some(Direction::Looser),
            _ => None,
        };
        match (value, param.more) {
            (Value::Flag(true), Some(more)) => Some(more),
            (Value::Flag(false), Some(more)) => Some(more.reversed()),
            (Value::Text(value), _) => param.breadth.iter().find_map(|chain| ends(chain, value)),
            _ => None,
        }
    })
}

/// What it is that a clause was altered: the effects decide, then the params, then its words.
/// Where two rules disagree it is unclear.
pub(super) fn altered(
    topic: &Topic,
    effects: (Effect, Effect),
    params: &BTreeMap<String, (Option<Value>, Option<Value>)>,
    (edits, grew): (&Edits, Option<bool>),
) -> Direction {
    let strict = |effect: Effect| match effect {
        Effect::Permits => 0,
        Effect::Declares => 1,
        Effect::Requires => 2,
        Effect::Forbids => 3,
    };
    match strict(effects.0).cmp(&strict(effects.1)) {
        Ordering::Less => return Direction::Stricter,
        Ordering::Greater => return Direction::Looser,
        Ordering::Equal => {}
    }
    let mut said = Vec::new();
    for (name, (before, after)) in params {
        let Some(param) = topic.param(name) else {
            continue;
        };
        let values = (before.as_ref(), after.as_ref());
        said.extend(param.more.and_then(|more| by_size(more, values)));
        said.extend(by_breadth(param, effects.1, values));
    }
    if said.is_empty() {
        said.extend(by_words(effects.1, edits, grew));
    }
    match said.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other == first) => *first,
        _ => Direction::Unclear,
    }
}

/// What words are that came or went: an exception to a ban frees, a condition of a permission binds; more that is
/// forbidden or asked for binds, more that is allowed frees.
fn by_words(effect: Effect, edits: &Edits, grew: Option<bool>) -> Option<Direction> {
    let came = |(gone, came): (bool, bool)| (gone != came).then_some(came);
    let burden = matches!(effect, Effect::Forbids | Effect::Requires);
    let is_permission = effect == Effect::Permits;
    // Of a ban or a duty a condition is known to free only where nothing else is different.
    let is_told = is_permission || burden && edits.is_one_way();
    let narrowed = came(edits.exceptions())
        .filter(|_| burden || is_permission)
        .or_else(|| came(edits.conditions()).filter(|_| is_told))
        .or_else(|| came(edits.limits()).filter(|_| is_permission))
        .or_else(|| {
            grew.filter(|_| burden || is_permission)
                .map(|is_more| !is_more)
        })?;
    Some(if narrowed == burden {
        Direction::Looser
    } else {
        Direction::Stricter
    })
}

/// What a param that grew or shrank is, when `more` says what growing is.
fn by_size(more: Direction, values: (Option<&Value>, Option<&Value>)) -> Option<Direction> {
    let size = |value: Option<&Value>| match value {
        Some(Value::Number(number)) => Some(*number),
        Some(Value::Flag(is_so)) => Some(f64::from(u8::from(*is_so))),
        _ => None,
    };
    let order = match values {
        (Some(Value::List(before)), Some(Value::List(after))) => by_inclusion(before, after),
        (None, Some(Value::Flag(_) | Value::List(_))) => Some(Ordering::Less),
        (Some(Value::Flag(_) | Value::List(_)), None) => Some(Ordering::Greater),
        // Nothing is known of a number that one side does not state.
        (before, after) => Some(size(before)?.total_cmp(&size(after)?)),
    };
    Some(order.map_or(Direction::Unclear, |order| match order {
        Ordering::Less => more,
        Ordering::Greater => more.reversed(),
        Ordering::Equal => Direction::Unclear,
    }))
}

/// Whether a list only got more items, or only lost some; none where it did both.
fn by_inclusion(before: &[String], after: &[String]) -> Option<Ordering> {
    let within = |some: &[String], all: &[String]| some.iter().all(|item| all.contains(item));
    match (within(before, after), within(after, before)) {
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        _ => None,
    }
}

/// What a value is that covers more than before, or less: a permission that covers more frees, all else binds.
fn by_breadth(
    param: &Param,
    effect: Effect,
    values: (Option<&Value>, Option<&Value>),
) -> Option<Direction> {
    let (Some(Value::Text(before)), Some(Value::Text(after))) = values else {
        return None;
    };
    let wider = match effect {
        Effect::Permits => Direction::Looser,
        Effect::Forbids | Effect::Requires | Effect::Declares => Direction::Stricter,
    };
    let place = |chain: &[String], value: &String| chain.iter().position(|one| one == value);
    let order = param.breadth.iter().find_map(|chain| {
        let (before, after) = (place(chain, before)?, place(chain, after)?);
        Some(after.cmp(&before))
    });
    Some(match order {
        Some(Ordering::Less) => wider,
        Some(Ordering::Greater) => wider.reversed(),
        // Neither of the two covers the other.
        _ if !param.breadth.is_empty() => Direction::Unclear,
        _ => return None,
    })
}
