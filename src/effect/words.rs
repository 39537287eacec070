//! One cue phrase among its neighbours: whether it rules, whom it speaks to, whether it is negated.

use super::cue::{Cue, CueKind};
use super::subject::{self, Subject};
use super::{Effect, Parties};
use crate::fold::Folded;
use crate::span::Span;
use Effect::{Declares, Permits, Requires};

/// A cue phrase among its neighbours.
pub(super) struct Words<'a> {
    pub(super) folded: &'a Folded,
    pub(super) text: &'a str,
    pub(super) provision: Span,
    pub(super) span: Span,
}

impl<'a> Words<'a> {
    pub(super) fn cue(&self, effect: Effect) -> Cue {
        Cue {
            span: self.span,
            effect,
            kind: CueKind::Forward,
        }
    }

    pub(super) fn before(&self) -> &'a str {
        &self.text[self.provision.start as usize..self.span.start as usize]
    }

    pub(super) fn after(&self) -> &'a str {
        &self.text[self.span.end as usize..self.provision.end as usize]
    }

    /// The words behind the cue, up to the first sign.
    pub(super) fn following(&self) -> impl Iterator<Item = &'a str> {
        self.after()
            .split(' ')
            .filter(|word| !word.is_empty())
            .take(4)
    }

    /// The words before the cue, nearest first, up to a sign that ends a statement.
    pub(super) fn preceding(&self) -> impl Iterator<Item = &'a str> {
        let mut open = true;
        self.before()
            .trim_end()
            .rsplit(' ')
            .take_while(move |word| {
                let go = open;
                // A sign at the end of a word further back closes the statement behind it.
                if word.ends_with(['.', ';', ':', '!', '?']) && !word.is_empty() {
                    open = false;
                    return false;
                }
                go
            })
    }

    /// `last` is the subject of the modal verb before, which a second one behind "and" shares.
    pub(super) fn modal(
        &self,
        effect: Effect,
        parties: &Parties,
        last: &mut Subject,
    ) -> Option<Cue> {
        // "Should you ..." is "if you ...".
        if self.is("should") && (self.starts() || self.before().trim_end().ends_with(',')) {
            return None;
        }
        let next = self.next();
        let negated_behind = self.is_negated_behind(&next);
        let shares = self
            .preceding()
            .next()
            .is_some_and(|word| matches!(word, "and" | "or" | "but"));
        let subject = if shares {
            *last
        } else {
            subject::of(self.folded, self.provision, self.span, parties)
        };
        *last = subject;
        let negated = negated_behind != subject::is_negative(self.before());
        let effect = if negated { effect.negated() } else { effect };
        // "May not be able to": what may happen, not what is forbidden.
        if self.is("may") && negated_behind && self.verb() == Some("able") {
            return Some(Cue {
                kind: CueKind::Weak,
                ..self.cue(Declares)
            });
        }
        match subject {
            Subject::Relative => None,
            // "Your registration will be deemed": what somebody is taken to have done is no duty.
            _ if !negated && self.verb().is_some_and(|verb| DEEMED.contains(&verb)) => None,
            Subject::Other => Some(Cue {
                effect: Declares,
                ..self.cue(effect)
            }),
            // "Neither party will be deemed in breach", "you shall not be held liable".
            Subject::User
                if negated
                    && next.contains(&"be")
                    && self.verb().is_some_and(|verb| HELD.contains(&verb)) =>
            {
                None
            }
            Subject::User => Some(self.cue(effect)),
            // "will" about a thing tells what happens; with a ban it still rules.
            // A thing is permitted nothing: "the model may produce errors".
            Subject::Thing if effect == Permits && !next.contains(&"be") => Some(Cue {
                effect: Declares,
                kind: CueKind::Weak,
                ..self.cue(effect)
            }),
            // What happens by itself is no duty: "the licence shall terminate", "nor shall it be deemed".
            Subject::Thing if self.verb().is_some_and(|verb| HAPPENS.contains(&verb)) => None,
            _ if negated && self.verb().is_some_and(|verb| HELD.contains(&verb)) => None,
            Subject::Thing if self.is("will") && effect == Requires => Some(Cue {
                kind: CueKind::Weak,
                ..self.cue(Requires)
            }),
            Subject::Thing => Some(Cue {
                kind: CueKind::Backward,
                ..self.cue(effect)
            }),
        }
    }

    /// The three words behind the cue, without the signs after them.
    fn next(&self) -> Vec<&'a str> {
        self.following()
            .take(3)
            .map(|word| word.trim_end_matches([',', ':', ';', '-']))
            .collect()
    }

    /// Whether what follows denies: "may not", "shall in no event", but not "may not only".
    fn is_negated_behind(&self, next: &[&str]) -> bool {
        // "agree not to, and not to allow others to": it is negated already.
        if self.text[self.span.range()].contains(" not") {
            return false;
        }
        match next
            .iter()
            .position(|word| matches!(*word, "not" | "never" | "neither" | "no"))
        {
            Some(at) => !matches!(
                next.get(at + 1).copied(),
                Some("only" | "be limited" | "limited")
            ),
            None => [" in no event", " under no circumstance", " at no time"]
                .iter()
                .any(|start| self.after().starts_with(start)),
        }
    }

    /// The verb that a modal verb goes with: the first word behind it that is no adverb, negation or "be".
    fn verb(&self) -> Option<&'a str> {
        let skipped = [
            "not",
            "be",
            "also",
            "never",
            "only",
            "in",
            "no",
            "event",
            "automatically",
            "immediately",
            "hereby",
            "thereafter",
            "then",
        ];
        self.after()
            .split(' ')
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .take(6)
            .find(|word| !skipped.contains(word))
    }

    /// Whether a command may stand here: at the start of a statement, or after an aside that opens it.
    pub(super) fn starts(&self) -> bool {
        let before = self.before().trim_end();
        before.is_empty()
            || before.ends_with([':', ';', '-', '"', '(', '.', '!', '?'])
            || matches!(
                before,
                "please" | "and" | "but" | "also" | "and please" | "just" | "so"
            )
            || before.ends_with(',') && begins_aside(before)
    }

    pub(super) fn is(&self, word: &str) -> bool {
        &self.text[self.span.range()] == word
    }
}

/// Whether a statement begins with something that a command may follow after a comma: "for example, do not".
fn begins_aside(before: &str) -> bool {
    let first = before.split(' ').next().unwrap_or("");
    matches!(
        first.trim_end_matches(','),
        "for"
            | "if"
            | "when"
            | "while"
            | "where"
            | "unless"
            | "before"
            | "after"
            | "as"
            | "in"
            | "to"
            | "also"
            | "in addition"
            | "by"
            | "instead"
            | "finally"
            | "please"
            | "except"
            | "accordingly"
            | "specifically"
    )
}

/// Verbs of what a thing does or how it is held, which rule nothing.
const HAPPENS: &[&str] = &[
    "terminate",
    "end",
    "expire",
    "survive",
    "apply",
    "remain",
    "continue",
    "constitute",
    "mean",
    "prevail",
    "govern",
    "inure",
    "bind",
    "supersede",
    "lapse",
    "cease",
    "become",
    "begin",
    "commence",
    "deemed",
    "construed",
    "considered",
    "treated",
    "interpreted",
    "governed",
    "void",
    "enforceable",
    "effective",
    "invalid",
    "severed",
    "binding",
    "liable",
];

/// Verbs by which a text says how it takes a thing, which is nobody's duty.
const DEEMED: &[&str] = &["deemed", "construed", "considered", "interpreted"];

/// What nobody is forbidden by "shall not be": to be held for something.
const HELD: &[&str] = &[
    "liable",
    "responsible",
    "deemed",
    "construed",
    "considered",
    "treated",
    "interpreted",
    "obligated",
    "obliged",
    "required",
    "bound",
    "apply",
];
