//! The words that permit, forbid and require.

use super::subject::Subject;
use super::table::{self, Sense};
use super::words::Words;
use super::{Effect, Parties};
use crate::fold::Folded;
use crate::span::Span;

/// Words of a provision that permit, forbid or require something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where the words stand in the folded text.
    pub span: Span,
    /// What they do.
    pub effect: Effect,
    /// How they do it.
    pub kind: CueKind,
}

impl Cue {
    /// Whether the other side keeps a right by it, which no stem takes away: "reserves the right".
    pub(super) fn is_reservation(&self, text: &str) -> bool {
        text[self.span.range()].starts_with("reserve")
    }

    /// Whether it rules by itself, rather than tell about something or command where nothing else rules.
    #[must_use]
    pub fn rules(&self) -> bool {
        !matches!(self.kind, CueKind::Weak | CueKind::Bare | CueKind::Denial)
    }
}

/// How a cue rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueKind {
    /// It speaks to somebody, and of what follows: "you may not".
    Forward,
    /// It also speaks of what stands before it: "... is prohibited", "outputs must be labelled".
    Backward,
    /// It commands to omit something: "Do not ...", "Never ...".
    Command,
    /// It tells what happens rather than what must: "the licence will end".
    Weak,
    /// It is a verb at the start, a command where nothing else rules: "Include a copy".
    Bare,
    /// It denies something at the start, which is a ban under a duty only: "are not defamatory".
    Denial,
    /// It denies something as a condition of what is permitted: "provided that you do not". It speaks of what follows.
    Proviso,
}

/// What a provision is, as far as its cues are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It may rule something itself.
    Rule,
    /// It introduces others: a stem or a heading, where nouns count too.
    Stem,
}

/// The cues of one provision. `found` are the places of the phrases in the folded text, with their numbers, in any order.
#[must_use]
pub(crate) fn find(
    folded: &Folded,
    provision: Span,
    role: Role,
    parties: &Parties,
    found: &mut [(Span, u32)],
) -> Vec<Cue> {
    // The longest of those that overlap.
    found.sort_unstable_by_key(|(span, number)| (span.start, std::cmp::Reverse(span.end), *number));
    let mut cues: Vec<Cue> = Vec::new();
    let mut end = 0;
    let mut subject = Subject::User;
    let text = folded.text.as_str();
    let quoted = quotations(text, provision);
    for &(span, number) in found.iter() {
        if span.start < end || quoted.iter().any(|quoted| quoted.contains(span.start)) {
            continue;
        }
        end = span.end;
        let words = Words {
            folded,
            text,
            provision,
            span,
        };
        cues.extend(match table::sense(number) {
            Sense::Modal(effect) => words.modal(effect, parties, &mut subject),
            Sense::Predicate(effect) => words.predicate(effect),
            Sense::Rule(effect) => words.rule(effect, parties),
            Sense::Grant => words.grant(parties),
            Sense::Silent => None,
            // "As long as you ..., we allow": a condition that opens a sentence ends before its rule.
            Sense::Condition => {
                (!words.before().trim().is_empty()).then(|| words.cue(Effect::Requires))
            }
            Sense::Command => words.command(),
            Sense::Absence => (role == Role::Rule).then(|| words.absence()).flatten(),
            Sense::Denial => words.denial(),
            Sense::Imperative => words.starts().then(|| Cue {
                kind: CueKind::Bare,
                ..words.cue(Effect::Requires)
            }),
            Sense::Fixed(effect) => Some(words.cue(effect)),
            Sense::Verdict(effect) => Some(Cue {
                kind: CueKind::Backward,
                ..words.cue(effect)
            }),
            Sense::Noun(effect) => (role == Role::Stem).then(|| words.cue(effect)),
        });
    }
    cues
}

/// The long quotations inside a provision: words of a notice that is only cited.
fn quotations(text: &str, provision: Span) -> Vec<Span> {
    let mut quoted = Vec::new();
    let mut open: Option<u32> = None;
    for (at, _) in text[provision.range()].match_indices('"') {
        let at = provision.start + u32::try_from(at).expect("a text is below 4 GiB");
        match open.take() {
            None => open = Some(at),
            Some(start)
                if at - start >= QUOTATION
                    && (start > provision.start || at + 2 < provision.end) =>
            {
                quoted.push(Span::new(start, at));
            }
            Some(_) => {}
        }
    }
    quoted
}

/// From how many bytes on a quotation is more than a name.
const QUOTATION: u32 = 25;
