//! One cue phrase among its neighbours: whether it rules, whom it speaks to, whether it is negated.

use super::cue::{Cue, CueKind};
use super::subject::{self, Subject};
use super::table::{CUES, Sense};
use super::{Effect, Parties};
use crate::fold::Folded;
use crate::span::Span;
use Effect::{Declares, Forbids, Permits, Requires};

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

    fn after(&self) -> &'a str {
        &self.text[self.span.end as usize..self.provision.end as usize]
    }

    /// The words behind the cue, up to the first sign.
    fn following(&self) -> impl Iterator<Item = &'a str> {
        self.after()
            .split(' ')
            .filter(|word| !word.is_empty())
            .take(4)
    }

    /// The words before the cue, nearest first, up to a sign that ends a statement.
    fn preceding(&self) -> impl Iterator<Item = &'a str> {
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
        let next: Vec<_> = self
            .following()
            .take(3)
            .map(|word| word.trim_end_matches([',', ':', ';', '-']))
            .collect();
        let negated_behind = match next
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
        };
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
        match subject {
            Subject::Relative => None,
            Subject::Other => Some(Cue {
                effect: Declares,
                ..self.cue(effect)
            }),
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

    fn is_command_word(&self) -> bool {
        self.is("do not") || self.is("don't") || self.is("never")
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

    fn is(&self, word: &str) -> bool {
        &self.text[self.span.range()] == word
    }

    /// "is prohibited", "are not permitted", "not permitted:", "strictly prohibited".
    pub(super) fn predicate(&self, effect: Effect) -> Option<Cue> {
        let mut negations = usize::from(subject::is_negative(self.before()));
        let mut is_predicate = false;
        for word in self.preceding().take(4) {
            let word = word.trim_start_matches(['(', '"']);
            match word {
                "is" | "are" | "be" | "being" | "was" | "were" | "you're" | "it's" | "remains"
                | "remain" => {
                    is_predicate = true;
                    break;
                }
                "isn't" | "aren't" => {
                    negations += 1;
                    is_predicate = true;
                    break;
                }
                "not" | "no" | "never" => negations += 1,
                "as" | "unless" | "where" | "if" | "than" | "except" | "otherwise" | "when"
                | "extent" => return None,
                _ => {}
            }
        }
        // "not permitted without" at the start, "strictly prohibited:" as a heading.
        let bare = self.before().trim().is_empty()
            || matches!(self.before().trim(), "not" | "strictly" | "expressly");
        if !is_predicate && !bare {
            return None;
        }
        // "if you are required by law", "as may be permitted by applicable law": a condition, no rule.
        let hedged = self.preceding().take(7).any(|word| {
            matches!(
                word.trim_start_matches('('),
                "if" | "unless"
                    | "where"
                    | "when"
                    | "as"
                    | "extent"
                    | "than"
                    | "that"
                    | "which"
                    | "who"
            )
        });
        if hedged && self.span.start > self.provision.start {
            return None;
        }
        let effect = if negations % 2 == 1 {
            if effect == Requires {
                Permits
            } else {
                effect.negated()
            }
        } else {
            effect
        };
        Some(Cue {
            kind: CueKind::Backward,
            ..self.cue(effect)
        })
    }

    /// "we do not allow", "this licence prohibits", "nothing in these terms prohibits".
    pub(super) fn rule(&self, effect: Effect, parties: &Parties) -> Option<Cue> {
        let near: Vec<_> = self
            .preceding()
            .take(6)
            .map(|word| word.trim_end_matches(','))
            .collect();
        if near.iter().take(2).any(|word| {
            matches!(
                *word,
                "to" | "or" | "that" | "which" | "you" | "would" | "law" | "laws" | "and"
            )
        }) {
            return None;
        }
        let speaks = near.iter().any(|word| {
            matches!(
                *word,
                "we" | "policy"
                    | "policies"
                    | "terms"
                    | "agreement"
                    | "license"
                    | "licence"
                    | "section"
                    | "rules"
                    | "guidelines"
            ) || parties.is_other(word)
        });
        if !speaks {
            return None;
        }
        let not = near
            .iter()
            .any(|word| matches!(*word, "not" | "don't" | "doesn't" | "never" | "cannot"));
        let negated = not != subject::is_negative(self.before());
        let effect = if negated {
            if effect == Requires {
                Permits
            } else {
                effect.negated()
            }
        } else {
            effect
        };
        Some(self.cue(effect))
    }

    /// "grants you", "is hereby granted", "does not grant"; what the reader grants is the other side's right.
    pub(super) fn grant(&self, parties: &Parties) -> Option<Cue> {
        let near: Vec<_> = self.preceding().take(7).collect();
        if self.is("permission to use") {
            if near
                .iter()
                .take(4)
                .any(|word| matches!(*word, "without" | "prior" | "written" | "for" | "request"))
            {
                return None;
            }
        } else if !self.is("granted") {
            // "shall not grant access": the modal verb before it rules.
            if near
                .iter()
                .take(2)
                .any(|word| matches!(*word, "shall" | "may" | "must" | "will" | "cannot" | "not"))
                && near.iter().take(6).any(|word| parties.is_user(word))
            {
                return None;
            }
            if !near.contains(&"hereby") && !self.is_given(&near, parties) {
                return None;
            }
            if near
                .iter()
                .find(|word| !FILLERS.contains(word))
                .is_some_and(|word| parties.is_user(word))
            {
                return Some(self.cue(Declares));
            }
        } else if !near.iter().take(4).any(|word| {
            matches!(
                *word,
                "is" | "are" | "be" | "being" | "been" | "been," | "hereby"
            )
        }) {
            return None;
        }
        let not = near.iter().take(5).any(|word| {
            matches!(
                *word,
                "not" | "doesn't" | "don't" | "no" | "nothing" | "neither" | "nor"
            )
        });
        let negated = not != subject::is_negative(self.before()) || not;
        let effect = if negated { Forbids } else { Permits };
        Some(Cue {
            kind: CueKind::Backward,
            ..self.cue(effect)
        })
    }

    /// Whether somebody or a licence gives by "grants": the other side, a name, the document itself.
    fn is_given(&self, near: &[&str], parties: &Parties) -> bool {
        let Some(giver) = near.iter().find(|word| !FILLERS.contains(word)) else {
            return false;
        };
        let names = [
            "license",
            "licence",
            "agreement",
            "terms",
            "policy",
            "we",
            "hereby",
        ];
        parties.is_user(giver)
            || parties.is_other(giver)
            || names.contains(giver)
            || subject::is_name(self.folded, self.provision, self.before_fillers(near), None)
    }

    /// The words before the cue without the fillers that stand right before it.
    fn before_fillers(&self, near: &[&str]) -> &'a str {
        let fillers: usize = near
            .iter()
            .take_while(|word| FILLERS.contains(word))
            .map(|word| word.len() + 1)
            .sum();
        let before = self.before().trim_end();
        &before[..before.len().saturating_sub(fillers)]
    }

    /// "Do not", "Never", at the start of a statement; or "you do not" + permission words, which others read.
    pub(super) fn command(&self) -> Option<Cue> {
        let before = self.before().trim_end();
        if self.starts() && self.is_command_word() {
            return Some(Cue {
                kind: CueKind::Command,
                ..self.cue(Forbids)
            });
        }
        // "shall ensure that its users do not", "on condition that the model is not used".
        let bound = self.is_command_word()
            && before.ends_with(" and")
            && CUES
                .iter()
                .any(|(verb, sense)| *sense == Sense::Imperative && before.starts_with(verb))
            || ["ensure", "procure", "make sure", "see to it", "condition"]
                .iter()
                .any(|word| before.contains(word));
        if bound {
            return Some(self.cue(Forbids));
        }
        let right = self.after().trim_start().starts_with("have the right")
            || self.after().trim_start().starts_with("have permission");
        right.then(|| self.cue(Forbids))
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

/// Words between a giver and "grants".
const FILLERS: &[&str] = &[
    "hereby",
    "irrevocably",
    "also",
    "not",
    "does",
    "do",
    "expressly",
    "to",
    "will",
    "shall",
    "may",
    "only",
    "further",
];

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
