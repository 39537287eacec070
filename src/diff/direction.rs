//! What a change is for the reader. The rules that depend on a topic are data of its file.

use std::collections::BTreeMap;

use super::words::Edits;
use crate::clause::Clause;
use crate::effect::Effect;
use crate::pack::{Direction, Pack, Topic};
use crate::param::Value;

/// What it is that a clause came.
pub(super) fn added(pack: &Pack, clause: &Clause) -> Direction {
    let topic = pack.topic(clause.topic);
    topic
        .added
        .get(&clause.effect)
        .copied()
        .unwrap_or(match clause.effect {
            Effect::Forbids | Effect::Requires => Direction::Stricter,
            Effect::Permits => Direction::Looser,
            Effect::Declares => Direction::Neutral,
        })
}

/// What it is that a clause was altered: the params and the effects decide, then exceptions and conditions,
/// then whether its lists grew.
/// Where two rules disagree it is unclear.
pub(super) fn altered(
    topic: &Topic,
    effects: (Effect, Effect),
    params: &BTreeMap<String, (Option<Value>, Option<Value>)>,
    (edits, grew): (&Edits, Option<bool>),
) -> Direction {
    let mut said = Vec::new();
    for (name, (before, after)) in params {
        said.extend(
            topic
                .param(name)
                .and_then(|param| param.more)
                .and_then(|more| by_size(more, before.as_ref(), after.as_ref())),
        );
    }
    let strict = |effect: Effect| match effect {
        Effect::Permits => 0,
        Effect::Declares => 1,
        Effect::Requires => 2,
        Effect::Forbids => 3,
    };
    let (old, new) = effects;
    match strict(old).cmp(&strict(new)) {
        std::cmp::Ordering::Less => said.push(Direction::Stricter),
        std::cmp::Ordering::Greater => said.push(Direction::Looser),
        std::cmp::Ordering::Equal => {}
    }
    if said.is_empty() {
        let burden = matches!(new, Effect::Forbids | Effect::Requires);
        let came = |(gone, came): (bool, bool)| (gone != came).then_some(came);
        // An exception to a ban frees; a condition of a permission binds.
        if let Some(is_new) = came(edits.exceptions()) {
            said.push(if is_new == burden {
                Direction::Looser
            } else {
                Direction::Stricter
            });
        } else if let Some(is_new) = came(edits.conditions()).filter(|_| new == Effect::Permits) {
            said.push(if is_new {
                Direction::Stricter
            } else {
                Direction::Looser
            });
        } else if let Some(is_more) = grew.filter(|_| new != Effect::Declares) {
            // More that is forbidden or asked for binds, more that is allowed frees.
            said.push(if is_more == burden {
                Direction::Stricter
            } else {
                Direction::Looser
            });
        }
    }
    match said.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other == first) => *first,
        _ => Direction::Unclear,
    }
}

/// What a param that grew or shrank is, when `more` says what growing is.
fn by_size(more: Direction, before: Option<&Value>, after: Option<&Value>) -> Option<Direction> {
    // Nothing is known of a number that one side does not state.
    let is_number = |value: Option<&Value>| matches!(value, Some(Value::Number(_)));
    let size = |value: Option<&Value>, other: Option<&Value>| match value {
        Some(Value::Number(number)) => Some(*number),
        #[expect(clippy::cast_precision_loss, reason = "lists are short")]
        Some(Value::List(items)) => Some(items.len() as f64),
        Some(Value::Flag(is_so)) => Some(f64::from(u8::from(*is_so))),
        Some(Value::Text(_)) => None,
        None => (!is_number(other)).then_some(0.0),
    };
    let (before, after) = (size(before, after)?, size(after, before)?);
    match before.total_cmp(&after) {
        std::cmp::Ordering::Less => Some(more),
        std::cmp::Ordering::Greater => Some(more.reversed()),
        std::cmp::Ordering::Equal => Some(Direction::Unclear),
    }
}
