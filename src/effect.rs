//! Who may do what: the effect that a provision has at a given place in it.
//!
//! English says permission, ban and duty with few words: modal verbs, "permitted" and its kin, grants,
//! commands. The module finds these *cues*, asks of each who is spoken to and whether it is negated, and
//! says for a place which cue governs it. Patterns do not repeat that work. It reads words near the cue
//! only, so it does not understand a sentence; what it cannot tell is `declares`.

pub(crate) mod alike;
mod cue;
mod kind;
mod parties;
mod predicate;
mod subject;
mod table;
mod words;

use crate::document::{Document, ProvisionId};
use crate::span::Span;

pub use cue::{Cue, CueKind};
pub(crate) use cue::{Role, find};
pub use kind::Effect;
pub use parties::Parties;
pub(crate) use table::phrases;

/// The effect that a provision has at a place of it: by its own cues, else by those of its stems, else
/// by those of the headings above it.
///
/// `place` is folded; `cues` gives the cues of a provision.
#[must_use]
pub fn at<'a>(
    document: &Document,
    cues: impl Fn(ProvisionId) -> &'a [Cue],
    id: ProvisionId,
    place: Span,
) -> Effect {
    let provision = document.provision(id);
    let text = &document.folded.text;
    let own = governing(text, cues(id), place);
    if own.is_some_and(|own| is_excepted(text, own, place)) {
        return Effect::Forbids;
    }
    // Where a list stands in the middle of a sentence, the rule may follow behind it.
    let tail = |id: ProvisionId| document.provision(id).tail.filter(|tail| *tail != id);
    let behind = |id| tail(id).and_then(|tail| cues(tail).iter().find(|cue| cue.rules()));
    // An item that tells to do something is no rule where the list forbids it: "You may not: (a) send spam. This includes ...".
    let over = |bare: bool| {
        document.stems(id).find_map(|stem| {
            behind(stem).or_else(|| {
                over_items(cues(stem)).filter(|cue| (cue.kind == CueKind::Bare) == bare)
            })
        })
    };
    let stem = behind(id).or_else(|| over(false)).or_else(|| over(true));
    let is_bare = own.is_some_and(|own| own.kind == CueKind::Bare);
    let denies = own.is_some_and(|own| own.kind == CueKind::Denial);
    match (own, stem) {
        // Under a ban an item's own words rule only where they speak to somebody right at its start:
        // "You may not: (a) use it so that others can ..." forbids.
        (Some(own), Some(stem)) if stem.effect == Effect::Forbids => {
            let before =
                &document.folded.text[provision.folded.start as usize..own.span.start as usize];
            // In "bypass measures that we may take" the later words are of something else.
            let reaches = own.span.start <= place.start || own.kind == CueKind::Backward;
            let is_new = own.rules()
                && reaches
                && before.len() <= START
                && ![
                    " that ",
                    " which ",
                    " who ",
                    " if ",
                    " whether ",
                    " when ",
                    " because ",
                ]
                .iter()
                .any(|word| before.contains(word));
            if is_new || own.is_reservation(&document.folded.text) {
                own.effect
            } else {
                stem.effect
            }
        }
        (Some(own), Some(_)) if own.rules() => own.effect,
        (Some(own), Some(stem)) if denies && stem.effect == Effect::Requires => own.effect,
        (_, Some(stem)) => stem.effect,
        (Some(own), None) if !is_bare && !denies => own.effect,
        (own, None) => {
            let heading = document
                .headings(id)
                .find_map(|heading| over_items(cues(heading)));
            heading
                .or(own.filter(|_| !denies))
                .map_or(Effect::Declares, |cue| cue.effect)
        }
    }
}

/// What the provision itself says at a place against an effect that a pattern is sure of: "may indemnify" is
/// no duty of the reader, nor is "we shall at our own cost indemnify". Of what is said to the reader only what stands
/// from `from` on counts.
#[must_use]
pub fn contradiction(
    text: &str,
    cues: &[Cue],
    from: u32,
    place: Span,
    sure: Effect,
) -> Option<Effect> {
    let cue = governing(text, cues, place)?;
    let is_known = cue.effect != Effect::Declares && cue.span.start < from;
    if cue.kind != CueKind::Forward || is_known || cue.span.end > place.start {
        return None;
    }
    let between = &text[cue.span.end as usize..place.end as usize];
    let contradicts = match (sure, cue.effect) {
        (Effect::Requires, Effect::Permits) => !LIMITS.iter().any(|word| between.contains(word)),
        (Effect::Requires, Effect::Declares) | (Effect::Permits, Effect::Forbids) => true,
        _ => false,
    };
    contradicts.then_some(cue.effect)
}

/// Words behind a permission by which what follows is its condition: "may only use it in line with".
const LIMITS: &[&str] = &[
    " only ",
    " solely ",
    " provided ",
    " in accordance with",
    " in compliance with",
    " consistent with",
    " in line with",
    " in keeping with",
    " subject to",
    " as long as ",
    " to the extent ",
    " when required ",
    " if ",
];

/// How far into an item, in bytes, a cue still opens it.
const START: usize = 40;

/// The cue that governs a place, by the provision's own words: the one before it, or one behind it that
/// speaks of what stands before ("... is prohibited").
fn governing<'a>(text: &str, cues: &'a [Cue], place: Span) -> Option<&'a Cue> {
    // What tells about a thing between a rule and the place does not end the rule.
    let mut preceding = cues
        .iter()
        .rev()
        .filter(|cue| cue.span.start <= place.start && reaches(text, cue, place));
    let nearest = preceding.clone().next();
    let before = preceding.find(|cue| cue.kind != CueKind::Weak).or(nearest);
    let after = cues
        .iter()
        .find(|cue| cue.span.start > place.start && cue.kind != CueKind::Proviso);
    match (before, after) {
        (Some(before), Some(after))
            if after.kind == CueKind::Backward
                && breaks(
                    &text[before.span.end as usize
                        ..(place.start as usize).max(before.span.end as usize)],
                ) =>
        {
            Some(after)
        }
        (before, after) => before.or(after),
    }
}

/// Whether a cue before a place still rules there: a proviso ends where another begins, "and has no more than".
fn reaches(text: &str, cue: &Cue, place: Span) -> bool {
    if cue.kind != CueKind::Proviso || cue.span.end > place.start {
        return true;
    }
    let between = &text[cue.span.end as usize..place.start as usize];
    !breaks(between)
        && ![
            " and has ",
            " and have ",
            " and is ",
            " and are ",
            " and you ",
            ". ",
        ]
        .iter()
        .any(|word| between.contains(word))
}

/// The cue that is in force at the end of a stem, and so over its items.
fn over_items(cues: &[Cue]) -> Option<&Cue> {
    cues.iter().rev().find(|cue| cue.rules()).or(cues.last())
}

/// Whether a place is taken out of what a cue before it permits: "may be used for research, but not for sale".
fn is_excepted(text: &str, cue: &Cue, place: Span) -> bool {
    if cue.effect != Effect::Permits || cue.span.end > place.start {
        return false;
    }
    let between = &text[cue.span.end as usize..place.start as usize];
    let Some(at) = between.rfind("but not ") else {
        return false;
    };
    let excepted = &between[at + "but not ".len()..];
    excepted.len() <= EXCEPTED
        && !excepted.starts_with("limited to")
        && !excepted.contains([';', '.', ')'])
}

/// How far behind "but not", in bytes, what it takes out reaches.
const EXCEPTED: usize = 80;

/// Whether a new statement seems to begin in `text`, so that a cue before it does not reach behind it.
fn breaks(text: &str) -> bool {
    text.contains("; ")
        || text.contains(", but ")
        || text.contains(", and ")
        || text.contains(", however")
}
