//! The card: questions that everybody asks of a licence, each with an answer, its conditions and the clauses that say so.

use super::nearest::{self, Sought};
use super::rules::{Question, QuestionKind, RuleAnswer, Rules};
use super::wording::words;
use super::{ClauseRef, Line, add, all};
use crate::extract::Extraction;
use crate::pack::Pack;

/// What the texts say to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Yes; duties that come with it are its conditions.
    Yes,
    /// No.
    No,
    /// It depends on who asks, on what for, or on a consent.
    Conditional,
    /// No clause says.
    Unstated,
}

impl Answer {
    /// As written in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Conditional => "conditional",
            Answer::Unstated => "unstated",
        }
    }
}

/// A question with its answer.
#[derive(Debug)]
pub struct Answered {
    /// Its id.
    pub id: &'static str,
    /// What it is about.
    pub kind: QuestionKind,
    /// Its words, behind "May I" or "You must".
    pub ask: &'static str,
    /// The answer.
    pub answer: Answer,
    /// What says so, in words.
    pub grounds: Vec<Line>,
    /// What it hangs on: limits and consents, duties that come with a yes.
    pub conditions: Vec<Line>,
    /// Where the answer is no or unstated: what was looked for, and what came nearest.
    pub sought: Option<Sought>,
}

/// All questions, in the order of the rules.
pub(super) fn answers(texts: &[Extraction], pack: &Pack) -> Vec<Answered> {
    let questions = &Rules::builtin().question;
    questions
        .iter()
        .map(|question| answered(question, texts, pack))
        .collect()
}

fn answered(question: &'static Question, texts: &[Extraction], pack: &Pack) -> Answered {
    let (mut yes, mut no, mut hangs) = (Vec::new(), Vec::new(), Vec::new());
    for rule in &question.rules {
        let has_answer = !(yes.is_empty() && no.is_empty() && hangs.is_empty());
        if rule.fallback && has_answer {
            break;
        }
        let lines = match rule.answer {
            RuleAnswer::Yes => &mut yes,
            RuleAnswer::No => &mut no,
            RuleAnswer::Conditional => &mut hangs,
        };
        for at in all(texts) {
            let (extraction, clause) = at.of(texts);
            if rule.take.takes(extraction, pack, clause) {
                add(
                    lines,
                    words(extraction, pack, clause, rule.take.say.as_deref()),
                    at,
                );
            }
        }
    }
    let answer = match (yes.is_empty(), no.is_empty(), hangs.is_empty()) {
        (false, true, true) => Answer::Yes,
        (true, false, _) => Answer::No,
        (true, true, true) => Answer::Unstated,
        _ => Answer::Conditional,
    };
    let mut conditions = hangs;
    if answer == Answer::Conditional {
        conditions.append(&mut no);
    }
    if matches!(answer, Answer::Yes | Answer::Conditional) {
        duties(question, texts, pack, &mut conditions);
    }
    let mut grounds = yes;
    grounds.append(&mut no);
    let is_explained = matches!(answer, Answer::No | Answer::Unstated);
    Answered {
        id: &question.id,
        kind: question.kind,
        ask: &question.ask,
        answer,
        grounds,
        conditions,
        sought: is_explained.then(|| nearest::sought(&question.looks, texts, pack)),
    }
}

/// The duties that come with a yes.
fn duties(question: &Question, texts: &[Extraction], pack: &Pack, lines: &mut Vec<Line>) {
    let is_one = |at: &ClauseRef| {
        let clause = at.of(texts).1;
        clause.effect == crate::effect::Effect::Requires
            && question.with.contains(&pack.topic(clause.topic).id)
    };
    for at in all(texts).filter(is_one) {
        let (extraction, clause) = at.of(texts);
        add(lines, words(extraction, pack, clause, None), at);
    }
}
