//! The words that permit, forbid and require.

use super::{Effect, Parties, subject};
use crate::fold::Folded;
use crate::span::Span;
use subject::Subject;

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
        !matches!(self.kind, CueKind::Weak | CueKind::Bare)
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
}

/// What kind of word a cue phrase is, and its effect when it is not negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A modal verb or its like: its subject says who is spoken to.
    Modal(Effect),
    /// A predicate with a form of "to be": "is prohibited", "are not permitted".
    Predicate(Effect),
    /// A verb by which the other side rules: "we prohibit", "this licence allows".
    Rule(Effect),
    /// The grant of a right: "grants you", "permission is hereby granted".
    Grant,
    /// The start of a condition: what follows must be done.
    Condition,
    /// A command to omit, at the start of a sentence: "do not", "never".
    Command,
    /// A command to do something, at the start of a provision: "include", "notify". It counts where nothing else rules.
    Imperative,
    /// Something whole, whoever is its subject: "you are responsible for ensuring".
    Fixed(Effect),
    /// Words that look like a cue and are none: "free will".
    Silent,
    /// A noun that says what a list is: "prohibited uses". Counts in stems and headings only.
    Noun(Effect),
}

use Effect::{Declares, Forbids, Permits, Requires};
use Sense::{Command, Condition, Fixed, Grant, Imperative, Modal, Noun, Predicate, Rule, Silent};

/// The cue phrases, in folded words. Where two overlap the longer one counts.
pub(super) const CUES: &[(&str, Sense)] = &[
    ("may", Modal(Permits)),
    ("can", Modal(Permits)),
    ("could", Modal(Permits)),
    ("must", Modal(Requires)),
    ("shall", Modal(Requires)),
    ("will", Modal(Requires)),
    ("should", Modal(Requires)),
    ("ought to", Modal(Requires)),
    ("need to", Modal(Requires)),
    ("needs to", Modal(Requires)),
    ("have to", Modal(Requires)),
    ("has to", Modal(Requires)),
    ("cannot", Modal(Forbids)),
    ("can't", Modal(Forbids)),
    ("won't", Modal(Forbids)),
    ("mustn't", Modal(Forbids)),
    ("shouldn't", Modal(Forbids)),
    ("shan't", Modal(Forbids)),
    ("need not", Modal(Permits)),
    ("do not have to", Modal(Permits)),
    ("does not have to", Modal(Permits)),
    ("don't have to", Modal(Permits)),
    ("do not need to", Modal(Permits)),
    ("don't need to", Modal(Permits)),
    ("not obligated to", Modal(Permits)),
    ("not obliged to", Modal(Permits)),
    ("agree to", Modal(Requires)),
    ("agrees to", Modal(Requires)),
    ("undertake to", Modal(Requires)),
    ("undertakes to", Modal(Requires)),
    ("covenant to", Modal(Requires)),
    ("covenants to", Modal(Requires)),
    ("commit to", Modal(Requires)),
    ("commits to", Modal(Requires)),
    ("are obliged to", Modal(Requires)),
    ("is obliged to", Modal(Requires)),
    ("are obligated to", Modal(Requires)),
    ("is obligated to", Modal(Requires)),
    ("agree not to", Modal(Forbids)),
    ("agrees not to", Modal(Forbids)),
    ("agree that you will not", Modal(Forbids)),
    ("undertake not to", Modal(Forbids)),
    ("undertakes not to", Modal(Forbids)),
    ("covenant not to", Modal(Forbids)),
    ("covenants not to", Modal(Forbids)),
    ("commit not to", Modal(Forbids)),
    ("refrain from", Fixed(Forbids)),
    ("refrains from", Fixed(Forbids)),
    ("abstain from", Fixed(Forbids)),
    ("prohibited", Predicate(Forbids)),
    ("forbidden", Predicate(Forbids)),
    ("disallowed", Predicate(Forbids)),
    ("banned", Predicate(Forbids)),
    ("barred", Predicate(Forbids)),
    ("excluded", Predicate(Forbids)),
    ("unauthorized", Predicate(Forbids)),
    ("restricted from", Predicate(Forbids)),
    ("precluded", Predicate(Forbids)),
    ("permitted", Predicate(Permits)),
    ("allowed", Predicate(Permits)),
    ("authorized", Predicate(Permits)),
    ("authorised", Predicate(Permits)),
    ("entitled", Predicate(Permits)),
    ("licensed to", Predicate(Permits)),
    ("free to", Predicate(Permits)),
    ("welcome to", Predicate(Permits)),
    ("encouraged to", Predicate(Permits)),
    ("required", Predicate(Requires)),
    ("requested to", Predicate(Permits)),
    ("asked to", Predicate(Permits)),
    ("ask that you", Fixed(Permits)),
    ("asks that you", Fixed(Permits)),
    ("request that you", Fixed(Permits)),
    ("requests that you", Fixed(Permits)),
    ("please cite", Fixed(Permits)),
    ("please consider", Fixed(Permits)),
    ("conditioned on", Condition),
    ("conditioned upon", Condition),
    ("conditional on", Condition),
    ("conditional upon", Condition),
    ("provided that", Condition),
    ("provided, that", Condition),
    ("provided you", Condition),
    ("providing that", Condition),
    ("on condition that", Condition),
    ("on the condition that", Condition),
    ("subject to the following conditions", Condition),
    ("subject to the following", Condition),
    ("the following conditions are met", Condition),
    ("meet the following conditions", Condition),
    ("conditions are met", Condition),
    ("conditions is met", Condition),
    ("conditions are satisfied", Condition),
    ("conditions are fulfilled", Condition),
    ("on these terms", Condition),
    ("on the following terms", Condition),
    ("on these conditions", Condition),
    ("on the following conditions", Condition),
    ("under the following conditions", Condition),
    ("under these conditions", Condition),
    ("with the following conditions", Condition),
    ("the following requirements", Condition),
    ("if you do the following", Condition),
    ("only where you", Condition),
    ("only when you", Condition),
    ("only if you", Condition),
    ("so long as you", Condition),
    ("as long as you", Condition),
    ("permit", Rule(Permits)),
    ("permits", Rule(Permits)),
    ("allow", Rule(Permits)),
    ("allows", Rule(Permits)),
    ("authorize", Rule(Permits)),
    ("authorizes", Rule(Permits)),
    ("let", Rule(Permits)),
    ("lets", Rule(Permits)),
    ("prohibit", Rule(Forbids)),
    ("prohibits", Rule(Forbids)),
    ("forbid", Rule(Forbids)),
    ("forbids", Rule(Forbids)),
    ("ban", Rule(Forbids)),
    ("bans", Rule(Forbids)),
    ("disallow", Rule(Forbids)),
    ("disallows", Rule(Forbids)),
    ("restricts", Rule(Forbids)),
    ("prevents", Rule(Forbids)),
    ("require", Rule(Requires)),
    ("requires", Rule(Requires)),
    ("grant", Grant),
    ("grants", Grant),
    ("granted", Grant),
    ("do not", Command),
    ("don't", Command),
    ("does not", Command),
    ("are not used", Command),
    ("is not used", Command),
    ("never", Command),
    ("have the right to", Modal(Permits)),
    ("has the right to", Modal(Permits)),
    ("have no right", Modal(Forbids)),
    ("has no right", Modal(Forbids)),
    ("free will", Silent),
    ("at will", Silent),
    ("their will", Silent),
    ("own will", Silent),
    ("'s will", Silent),
    ("reserve the right", Fixed(Declares)),
    ("reserves the right", Fixed(Declares)),
    ("responsible for ensuring", Fixed(Requires)),
    ("responsible for complying", Fixed(Requires)),
    ("responsible for obtaining", Fixed(Requires)),
    ("responsible for compliance", Fixed(Requires)),
    ("your responsibility to", Fixed(Requires)),
    ("customer's responsibility to", Fixed(Requires)),
    ("licensee's responsibility to", Fixed(Requires)),
    ("your job to", Fixed(Requires)),
    ("up to you to", Fixed(Requires)),
    ("expect you to", Fixed(Requires)),
    ("expects you to", Fixed(Requires)),
    ("you are expected to", Fixed(Requires)),
    ("are not to be", Fixed(Forbids)),
    ("is not to be", Fixed(Forbids)),
    ("are to be", Fixed(Requires)),
    ("is to be", Fixed(Requires)),
    ("at liberty to", Modal(Permits)),
    ("are bound to", Modal(Requires)),
    ("is bound to", Modal(Requires)),
    ("have permission to", Modal(Permits)),
    ("has permission to", Modal(Permits)),
    ("permission to use", Grant),
    ("responsibility to ensure", Fixed(Requires)),
    ("acknowledge", Imperative),
    ("attribute", Imperative),
    ("cite", Imperative),
    ("clearly identify", Imperative),
    ("clearly label", Imperative),
    ("comply with", Imperative),
    ("credit", Imperative),
    ("disclose", Imperative),
    ("display", Imperative),
    ("ensure", Imperative),
    ("follow", Imperative),
    ("give", Imperative),
    ("include", Imperative),
    ("indicate", Imperative),
    ("inform", Imperative),
    ("keep", Imperative),
    ("label", Imperative),
    ("maintain", Imperative),
    ("make sure", Imperative),
    ("mark", Imperative),
    ("notify", Imperative),
    ("obtain", Imperative),
    ("pass on", Imperative),
    ("prefix", Imperative),
    ("preserve", Imperative),
    ("prominently display", Imperative),
    ("provide", Imperative),
    ("report", Imperative),
    ("reproduce", Imperative),
    ("respect", Imperative),
    ("retain", Imperative),
    ("send", Imperative),
    ("state", Imperative),
    ("tell", Imperative),
    ("ask us", Imperative),
    ("buy", Imperative),
    ("check", Imperative),
    ("contact us", Imperative),
    ("evaluate", Imperative),
    ("hand", Imperative),
    ("pay", Imperative),
    ("request", Imperative),
    ("review", Imperative),
    ("verify", Imperative),
    ("write to", Imperative),
    ("prohibited use*", Noun(Forbids)),
    ("prohibited activit*", Noun(Forbids)),
    ("prohibited conduct", Noun(Forbids)),
    ("prohibited content", Noun(Forbids)),
    ("prohibited behavio*", Noun(Forbids)),
    ("prohibited purpose*", Noun(Forbids)),
    ("prohibited practice*", Noun(Forbids)),
    ("prohibited application*", Noun(Forbids)),
    ("prohibited categor*", Noun(Forbids)),
    ("prohibition*", Noun(Forbids)),
    ("restricted use*", Noun(Forbids)),
    ("restricted activit*", Noun(Forbids)),
    ("restricted purpose*", Noun(Forbids)),
    ("disallowed use*", Noun(Forbids)),
    ("disallowed usage", Noun(Forbids)),
    ("disallowed activit*", Noun(Forbids)),
    ("unacceptable use*", Noun(Forbids)),
    ("forbidden use*", Noun(Forbids)),
    ("use restriction*", Noun(Forbids)),
    ("usage restriction*", Noun(Forbids)),
    ("use-based restriction*", Noun(Forbids)),
    ("restrictions", Noun(Forbids)),
    ("permitted use*", Noun(Permits)),
    ("what you can't do", Noun(Forbids)),
    ("what you cannot do", Noun(Forbids)),
    ("your obligations", Noun(Requires)),
    ("your responsibilities", Noun(Requires)),
];

/// The phrases to look for; a match of number `n` is passed to [`find`] as `n`.
pub(crate) static PHRASES: &[(&str, u16)] = &{
    let mut phrases = [("", 0u16); CUES.len()];
    let mut n = 0;
    while n < CUES.len() {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "there are some hundred cues"
        )]
        {
            phrases[n] = (CUES[n].0, n as u16);
        }
        n += 1;
    }
    phrases
};

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
    found: &mut Vec<(Span, u16)>,
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
        cues.extend(match CUES[usize::from(number)].1 {
            Modal(effect) => words.modal(effect, parties, &mut subject),
            Predicate(effect) => words.predicate(effect),
            Rule(effect) => words.rule(effect, parties),
            Grant => words.grant(parties),
            Silent => None,
            // "As long as you ..., we allow": a condition that opens a sentence ends before its rule.
            Condition => (!words.before().trim().is_empty()).then(|| words.cue(Requires)),
            Command => words.command(),
            Imperative => words.starts().then(|| Cue {
                kind: CueKind::Bare,
                ..words.cue(Requires)
            }),
            Fixed(effect) => Some(words.cue(effect)),
            Noun(effect) => (role == Role::Stem).then(|| words.cue(effect)),
        });
    }
    cues
}

/// A cue phrase among its neighbours.
struct Words<'a> {
    folded: &'a Folded,
    text: &'a str,
    provision: Span,
    span: Span,
}

impl<'a> Words<'a> {
    fn cue(&self, effect: Effect) -> Cue {
        Cue {
            span: self.span,
            effect,
            kind: CueKind::Forward,
        }
    }

    fn before(&self) -> &'a str {
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
    fn modal(&self, effect: Effect, parties: &Parties, last: &mut Subject) -> Option<Cue> {
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
    fn starts(&self) -> bool {
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
    fn predicate(&self, effect: Effect) -> Option<Cue> {
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
    fn rule(&self, effect: Effect, parties: &Parties) -> Option<Cue> {
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
    fn grant(&self, parties: &Parties) -> Option<Cue> {
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
            let giver = near.iter().find(|word| {
                !matches!(
                    **word,
                    "hereby"
                        | "irrevocably"
                        | "also"
                        | "not"
                        | "does"
                        | "do"
                        | "expressly"
                        | "to"
                        | "will"
                        | "shall"
                        | "may"
                )
            });
            if giver.is_some_and(|word| parties.is_user(word)) {
                return Some(self.cue(Declares));
            }
            if near.first().is_some_and(|word| {
                matches!(
                    *word,
                    "the" | "this" | "such" | "a" | "any" | "of" | "license" | "rights" | "right"
                )
            }) {
                return None;
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

    /// "Do not", "Never", at the start of a statement; or "you do not" + permission words, which others read.
    fn command(&self) -> Option<Cue> {
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
                .any(|(verb, sense)| *sense == Imperative && before.starts_with(verb))
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
                quoted.push(Span::new(start, at))
            }
            Some(_) => {}
        }
    }
    quoted
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
    "have",
    "take",
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

/// From how many bytes on a quotation is more than a name.
const QUOTATION: u32 = 25;

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
