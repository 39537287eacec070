//! Cues other than modal verbs: predicates, verbs by which the other side rules, grants, commands.

use super::cue::{Cue, CueKind};
use super::subject;
use super::table::begins_with_command;
use super::words::Words;
use super::{Effect, Parties};
use Effect::{Declares, Forbids, Permits, Requires};

impl<'a> Words<'a> {
    /// "is prohibited", "are not permitted", "not permitted:", "strictly prohibited".
    pub(super) fn predicate(&self, effect: Effect) -> Option<Cue> {
        let mut negations = usize::from(subject::is_negative(self.before()));
        let mut is_predicate = false;
        for word in self.preceding().take(4) {
            let word = word.trim_start_matches(['(', '"']);
            match word {
                "is" | "are" | "be" | "being" | "was" | "were" | "it's" | "remains" | "remain" => {
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
        // What stands before a comma hedges nothing: "if you share it, you are required to".
        let near = self.preceding().take(7);
        let near = near.take_while(|word| !word.ends_with(','));
        // "if you are required by law", "as may be permitted by applicable law": a condition, no rule. Further back a
        // relative clause only tells what is ruled: "content that glorifies crime is banned".
        let hedged = near
            .enumerate()
            .any(|(number, word)| match word.trim_start_matches('(') {
                "if" | "unless" | "where" | "when" | "as" | "extent" | "than" => true,
                "that" | "which" | "who" => number < RELATIVE,
                _ => false,
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
        // "We may ban users": what the other side may do, as the modal verb says.
        if matches!(near.first(), Some(&("may" | "might" | "can" | "could"))) {
            return None;
        }
        // "Although we prohibit this, we are not liable for it": what is conceded is not what is ruled here.
        if near
            .iter()
            .any(|word| matches!(*word, "although" | "though" | "while"))
        {
            return None;
        }
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
            .any(|word| matches!(*word, "not" | "never" | "cannot"));
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
        let not = near
            .iter()
            .take(5)
            .any(|word| matches!(*word, "not" | "no" | "nothing" | "neither" | "nor"));
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
        if self.starts() {
            return Some(Cue {
                kind: CueKind::Command,
                ..self.cue(Forbids)
            });
        }
        // "keep it to yourself and do not ...", "shall ensure that its users do not".
        let joined = before.ends_with(" and") && begins_with_command(before);
        if joined || is_assured(before) {
            return Some(self.cue(Forbids));
        }
        // "(c) you do not sell it", under "provided that:".
        let opened = ["you", "you also", "licensee", "the licensee"];
        self.conditional(before, opened.contains(&before))
            .or_else(|| self.denied_right())
    }

    /// "No spam or scams.": a ban where nothing says anything of what is named.
    pub(super) fn absence(&self) -> Option<Cue> {
        let after = self.after();
        let before = self.before().trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '?', ':', ';']);
        let is_short =
            after.starts_with(' ') && after.len() <= ABSENT && !after.contains([';', ':']);
        let says = |word: &str| SAYS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
        (is_short && opens && !after.split(' ').any(says)).then(|| Cue {
            kind: CueKind::Command,
            ..self.cue(Forbids)
        })
    }

    /// "are not", "does not": a ban where it is assured, or, of an item, where its stem requires.
    pub(super) fn denial(&self) -> Option<Cue> {
        let before = self.before().trim_end();
        if before.is_empty() {
            return Some(Cue {
                kind: CueKind::Denial,
                ..self.cue(Forbids)
            });
        }
        // Further in, "so as not to" tells how, and what is agreed not to be done has a cue of its own.
        if self.is("not") {
            return None;
        }
        // "content that is not yours", "if you are not": these only tell more about something.
        let mut near = self.preceding();
        let tells = near
            .next()
            .is_some_and(|word| matches!(word, "that" | "which" | "who"))
            || near
                .take(3)
                .any(|word| matches!(word, "if" | "unless" | "where" | "when" | "whether"));
        if tells {
            return self.denied_right();
        }
        if is_assured(before) {
            return Some(self.cue(Forbids));
        }
        let opened = ["your use", "such use", "the use"];
        self.conditional(before, opened.contains(&before))
            .or_else(|| self.denied_right())
    }

    /// What is denied as a condition: behind "provided that you", or right behind the subject that an item opens with.
    fn conditional(&self, before: &str, is_opened: bool) -> Option<Cue> {
        let kind = if is_condition(before) {
            CueKind::Proviso
        } else if is_opened {
            CueKind::Denial
        } else {
            return None;
        };
        Some(Cue {
            kind,
            ..self.cue(Forbids)
        })
    }

    /// "do not have the right", "does not have permission".
    fn denied_right(&self) -> Option<Cue> {
        let after = self.after().trim_start();
        ["have the right", "have permission"]
            .iter()
            .any(|right| after.starts_with(right))
            .then(|| self.cue(Forbids))
    }
}

/// Whether `before` ends in a clause that somebody assures: "shall ensure that its users", "on condition that the model".
fn is_assured(before: &str) -> bool {
    let before = end_of(before);
    // "To help us make sure that ..." tells what the other side does.
    if before.contains("help us") {
        return false;
    }
    [
        "ensure",
        "procure",
        "make sure",
        "see to it",
        "condition",
        "you represent",
        "you warrant",
        "you also represent",
        "you further represent",
        "customer represents",
        "customer warrants",
        "licensee represents",
        "licensee warrants",
        "you confirm that",
        "you agree that your",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// Whether a denial behind `before` is the condition of what is permitted: "provided your use", "as long as it".
fn is_condition(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(CONDITION))..];
    ["provided", "so long as", "as long as"].iter().any(|word| {
        near.rfind(word).is_some_and(|at| {
            let subject = near[at + word.len()..].trim_start_matches([',', ' ']);
            let subject = subject.strip_prefix("however, ").unwrap_or(subject);
            let subject = subject.strip_prefix("that ").unwrap_or(subject);
            let mut words = subject.split_whitespace();
            // "Provided by us that", "as provided in": no condition.
            let is_other = words.next().is_none_or(|first| {
                [
                    "by", "in", "to", "for", "under", "with", "at", "on", "as", "herein",
                ]
                .contains(&first)
            });
            !is_other
                && !near[..at].ends_with("as ")
                && !subject.contains([',', ';', ':', '(', '.'])
                && words.count() < SUBJECT
        })
    })
}

/// How far before a denial, in bytes, its condition opens.
const CONDITION: usize = 80;

/// How many words the subject of a condition has.
const SUBJECT: usize = 6;

/// The end of a text, as far as it is read.
pub(super) fn end_of(text: &str) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(SENTENCE))..]
}

/// How long a sentence is taken to be, in bytes.
const SENTENCE: usize = 1024;

/// So many words before a predicate a relative pronoun belongs to it: "that are not expressly permitted".
const RELATIVE: usize = 4;

/// How long a ban is that only names what is banned, in bytes.
const ABSENT: usize = 120;

/// Words by which a sentence that begins with "no" says something, and is no bare ban.
const SAYS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "will", "shall",
    "may", "can", "could", "would", "must", "should", "need", "needs", "apply", "applies", "means",
    "matter", "one", "longer", "later", "event",
];

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
