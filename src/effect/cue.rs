//! The words that permit, forbid and require.

use super::{Effect, Parties, subject};
use crate::span::Span;
use subject::Subject;

/// Words of a provision that permit, forbid or require something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where the words stand in the folded text.
    pub span: Span,
    /// What they do.
    pub effect: Effect,
    /// Whether they speak to somebody by name, command, or rule a thing ("must be"), rather than tell
    /// about something ("content that may harm").
    pub strong: bool,
    /// Whether they speak of what stands before them ("... is prohibited").
    pub backward: bool,
    /// Whether they command: "Do not ...", "Never ...".
    pub command: bool,
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
    /// Something whole, whoever is its subject: "you are responsible for ensuring".
    Fixed(Effect),
    /// A noun that says what a list is: "prohibited uses". Counts in stems and headings only.
    Noun(Effect),
}

use Effect::{Declares, Forbids, Permits, Requires};
use Sense::{Command, Condition, Fixed, Grant, Modal, Noun, Predicate, Rule};

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
    ("licensed", Predicate(Permits)),
    ("acceptable", Predicate(Permits)),
    ("free to", Predicate(Permits)),
    ("welcome to", Predicate(Permits)),
    ("encouraged to", Predicate(Permits)),
    ("required", Predicate(Requires)),
    ("requested to", Predicate(Requires)),
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
    ("never", Command),
    ("have the right to", Modal(Permits)),
    ("has the right to", Modal(Permits)),
    ("have no right", Modal(Forbids)),
    ("has no right", Modal(Forbids)),
    ("reserve the right", Fixed(Declares)),
    ("reserves the right", Fixed(Declares)),
    ("responsible for ensuring", Fixed(Requires)),
    ("responsible for complying", Fixed(Requires)),
    ("responsible for obtaining", Fixed(Requires)),
    ("your responsibility to", Fixed(Requires)),
    ("responsibility to ensure", Fixed(Requires)),
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
        #[expect(clippy::cast_possible_truncation, reason = "there are some hundred cues")]
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

/// The cues of one provision. `found` are the places of the phrases in the folded text `text`, with their numbers, in any order.
#[must_use]
pub(crate) fn find(text: &str, provision: Span, role: Role, parties: &Parties, found: &mut Vec<(Span, u16)>) -> Vec<Cue> {
    // The longest of those that overlap.
    found.sort_unstable_by_key(|(span, number)| (span.start, std::cmp::Reverse(span.end), *number));
    let mut cues: Vec<Cue> = Vec::new();
    let mut end = 0;
    for &(span, number) in found.iter() {
        if span.start < end {
            continue;
        }
        end = span.end;
        let words = Words { text, provision, span };
        cues.extend(match CUES[usize::from(number)].1 {
            Modal(effect) => words.modal(effect, parties),
            Predicate(effect) => words.predicate(effect),
            Rule(effect) => words.rule(effect, parties),
            Grant => words.grant(parties),
            Condition => Some(words.cue(Requires)),
            Command => words.command(),
            Fixed(effect) => Some(words.cue(effect)),
            Noun(effect) => (role == Role::Stem).then(|| words.cue(effect)),
        });
    }
    cues
}

/// A cue phrase among its neighbours.
struct Words<'a> {
    text: &'a str,
    provision: Span,
    span: Span,
}

impl<'a> Words<'a> {
    fn cue(&self, effect: Effect) -> Cue {
        Cue { span: self.span, effect, strong: true, backward: false, command: false }
    }

    fn before(&self) -> &'a str {
        &self.text[self.provision.start as usize..self.span.start as usize]
    }

    fn after(&self) -> &'a str {
        &self.text[self.span.end as usize..self.provision.end as usize]
    }

    /// The words behind the cue, up to the first sign.
    fn following(&self) -> impl Iterator<Item = &'a str> {
        self.after().split(' ').filter(|word| !word.is_empty()).take(4)
    }

    /// The words before the cue, nearest first, up to a sign that ends a statement.
    fn preceding(&self) -> impl Iterator<Item = &'a str> {
        let mut open = true;
        self.before().trim_end().rsplit(' ').take_while(move |word| {
            let go = open;
            // A sign at the end of a word further back closes the statement behind it.
            if word.ends_with(['.', ';', ':', '!', '?']) && !word.is_empty() {
                open = false;
                return false;
            }
            go
        })
    }

    fn modal(&self, effect: Effect, parties: &Parties) -> Option<Cue> {
        let inner_not = self.following().take(3).collect::<Vec<_>>();
        let negation = inner_not.iter().position(|word| {
            matches!(word.trim_end_matches(','), "not" | "never" | "neither" | "no") || word.starts_with("n't")
        });
        let negated_behind = match negation {
            Some(at) => !matches!(inner_not.get(at + 1).copied(), Some("only" | "be limited" | "limited")) && !(inner_not[at] == "no" && inner_not.get(at + 1).copied() == Some("longer") && at > 0),
            None => self.after().starts_with(" in no event") || self.after().starts_with(" under no circumstance") || self.after().starts_with(" at no time"),
        };
        let subject = subject::of(self.text, self.provision, self.span, parties);
        let negated = negated_behind != subject::is_negative(self.before());
        let effect = if negated { effect.negated() } else { effect };
        match subject {
            Subject::Relative => None,
            Subject::Other => Some(Cue { effect: Declares, ..self.cue(effect) }),
            Subject::User => Some(self.cue(effect)),
            // "will" about a thing tells what happens; with a ban it still rules.
            Subject::Thing if self.is("will") && effect == Requires => Some(Cue { strong: false, ..self.cue(Requires) }),
            Subject::Thing => Some(Cue { backward: true, ..self.cue(effect) }),
        }
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
                "is" | "are" | "be" | "being" | "was" | "were" | "you're" | "it's" | "remains" | "remain" => {
                    is_predicate = true;
                    break;
                }
                "isn't" | "aren't" => {
                    negations += 1;
                    is_predicate = true;
                    break;
                }
                "not" | "no" | "never" => negations += 1,
                "as" | "unless" | "where" | "if" | "than" | "except" | "otherwise" | "when" | "extent" => return None,
                _ => {}
            }
        }
        // "not permitted without" at the start, "strictly prohibited:" as a heading.
        let bare = self.before().trim().is_empty() || matches!(self.before().trim(), "not" | "strictly" | "expressly");
        if !is_predicate && !bare {
            return None;
        }
        // "if you are required by law", "as may be permitted by applicable law": a condition, no rule.
        let hedged = self.preceding().take(7).any(|word| matches!(word.trim_start_matches('('), "if" | "unless" | "where" | "when" | "as" | "extent" | "than" | "that" | "which" | "who"));
        if hedged && self.span.start > self.provision.start {
            return None;
        }
        let effect = if negations % 2 == 1 { if effect == Requires { Permits } else { effect.negated() } } else { effect };
        Some(Cue { backward: true, ..self.cue(effect) })
    }

    /// "we do not allow", "this licence prohibits", "nothing in these terms prohibits".
    fn rule(&self, effect: Effect, parties: &Parties) -> Option<Cue> {
        let near: Vec<_> = self.preceding().take(6).map(|word| word.trim_end_matches(',')).collect();
        if near.iter().take(2).any(|word| matches!(*word, "to" | "or" | "that" | "which" | "you" | "would" | "law" | "laws" | "and")) {
            return None;
        }
        let speaks = near.iter().any(|word| {
            matches!(*word, "we" | "policy" | "policies" | "terms" | "agreement" | "license" | "licence" | "section" | "rules" | "guidelines") || parties.is_other(word)
        });
        if !speaks {
            return None;
        }
        let not = near.iter().any(|word| matches!(*word, "not" | "don't" | "doesn't" | "never" | "cannot"));
        let negated = not != subject::is_negative(self.before());
        let effect = if negated { if effect == Requires { Permits } else { effect.negated() } } else { effect };
        Some(self.cue(effect))
    }

    /// "grants you", "is hereby granted", "does not grant"; what the reader grants is the other side's right.
    fn grant(&self, parties: &Parties) -> Option<Cue> {
        let near: Vec<_> = self.preceding().take(7).collect();
        if !self.is("granted") {
            let giver = near.iter().find(|word| !matches!(**word, "hereby" | "irrevocably" | "also" | "not" | "does" | "do" | "expressly" | "to" | "will" | "shall" | "may"));
            if giver.is_some_and(|word| parties.is_user(word)) {
                return Some(self.cue(Declares));
            }
            if near.first().is_some_and(|word| matches!(*word, "the" | "this" | "such" | "a" | "any" | "of" | "license" | "rights" | "right")) {
                return None;
            }
        } else if !near.iter().take(4).any(|word| matches!(*word, "is" | "are" | "be" | "being" | "been" | "been," | "hereby")) {
            return None;
        }
        let not = near.iter().take(5).any(|word| matches!(*word, "not" | "doesn't" | "don't" | "no" | "nothing" | "neither" | "nor"));
        let negated = not != subject::is_negative(self.before()) || not;
        let effect = if negated { Forbids } else { Permits };
        Some(Cue { backward: true, ..self.cue(effect) })
    }

    /// "Do not", "Never", at the start of a statement; or "you do not" + permission words, which others read.
    fn command(&self) -> Option<Cue> {
        let before = self.before().trim_end();
        let starts = before.is_empty() || before.ends_with([':', ';', '-', '"', '(', '.', '!', '?']) || matches!(before, "please" | "and" | "but" | "also" | "and please");
        if starts {
            return Some(Cue { command: true, ..self.cue(Forbids) });
        }
        let right = self.after().trim_start().starts_with("have the right") || self.after().trim_start().starts_with("have permission");
        right.then(|| self.cue(Forbids))
    }
}
