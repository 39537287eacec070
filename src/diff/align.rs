//! Which clause of the one side is which of the other.

use std::collections::BTreeMap;

use super::names::{Renames, renamed, similarity};
use super::{ClauseRef, words};
use crate::clause::Clause;
use crate::document::Kind;
use crate::effect::Effect;
use crate::extract::Extraction;
use crate::pack::TopicId;
use crate::param::Value;

/// A clause of one side with what it is compared by.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) at: ClauseRef,
    pub(super) topic: TopicId,
    pub(super) effect: Effect,
    /// Its words that matter, names replaced.
    pub(super) words: Vec<String>,
    /// Its params as they are, and with names replaced.
    pub(super) params: BTreeMap<String, (Value, Value)>,
}

impl Item {
    /// The titles above it, without numbers.
    pub(super) fn headings<'a>(&self, text: &'a Extraction) -> Vec<&'a str> {
        let path = text.document.path(text.clauses[self.at.clause].section);
        path.into_iter().filter(|label| label.len() > 6).collect()
    }
}

/// The clauses of a side.
pub(super) fn items(side: &[Extraction], names: &Renames) -> Vec<Item> {
    let mut items = Vec::new();
    for (text, extraction) in side.iter().enumerate() {
        for (clause, found) in extraction.clauses.iter().enumerate() {
            let folded = ruling(extraction, found);
            let params = found
                .params
                .iter()
                .map(|(name, value)| (name.clone(), (value.clone(), renamed_value(value, names))));
            items.push(Item {
                at: ClauseRef { text, clause },
                topic: found.topic,
                effect: found.effect,
                words: words::meaningful(&renamed(&folded, names)),
                params: params.collect(),
            });
        }
    }
    items
}

/// The words that rule a clause: its provision with the head of its enumeration; where the provision holds
/// clauses of several topics, those around what was matched for this one.
fn ruling(extraction: &Extraction, clause: &Clause) -> String {
    let document = &extraction.document;
    let text = &document.folded.text;
    let mut words = String::new();
    let provision = document.provision(clause.provision);
    if let (Kind::Part, Some(head)) = (provision.kind, provision.stem) {
        words.push_str(&text[document.provision(head).folded.range()]);
        words.push(' ');
    }
    let own = &text[clause.folded.range()];
    let is_shared = extraction
        .clauses
        .iter()
        .any(|other| other.provision == clause.provision && other.topic != clause.topic);
    let places: Vec<_> = clause
        .evidence
        .iter()
        .map(|one| one.words)
        .filter(|at| clause.folded.start <= at.start && at.end <= clause.folded.end)
        .collect();
    let first = places
        .iter()
        .map(|at| (at.start - clause.folded.start) as usize)
        .min();
    let last = places
        .iter()
        .map(|at| (at.end - clause.folded.start) as usize)
        .max();
    match (first, last) {
        (Some(first), Some(last)) if is_shared => {
            let breaks = [',', ';', ':', '(', ')'];
            let start = own[..first].rfind(breaks).map_or(0, |at| at + 1);
            let end = own[last..].find(breaks).map_or(own.len(), |at| last + at);
            words.push_str(&own[start..end]);
        }
        _ => words.push_str(own),
    }
    words
}

fn renamed_value(value: &Value, names: &Renames) -> Value {
    let plain = |text: &String| words::meaningful(&renamed(&text.to_lowercase(), names)).join(" ");
    match value {
        Value::Text(text) => Value::Text(plain(text)),
        Value::List(items) => Value::List(items.iter().map(plain).collect()),
        other => other.clone(),
    }
}

/// How alike the words of two clauses of one topic and effect must be to be the same clause.
const ALIKE: f64 = 0.45;

/// The same for the only ones that are left of a topic and effect: the rule itself was changed.
const ONLY: f64 = 0.12;

/// The same for clauses of other effects: a duty became a ban.
const TURNED: f64 = 0.6;

/// Pairs of numbers of the two lists, one-to-one, best first.
pub(super) fn align(old: &[Item], new: &[Item]) -> Vec<(usize, usize)> {
    let mut pairs = Pairs {
        old: vec![false; old.len()],
        new: vec![false; new.len()],
        found: Vec::new(),
    };
    pairs.same_words(old, new);
    let mut topics: BTreeMap<TopicId, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (n, item) in old.iter().enumerate().filter(|(n, _)| !pairs.old[*n]) {
        topics.entry(item.topic).or_default().0.push(n);
    }
    for (n, item) in new.iter().enumerate().filter(|(n, _)| !pairs.new[*n]) {
        topics.entry(item.topic).or_default().1.push(n);
    }
    for (olds, news) in topics.values() {
        let mut scored: Vec<(f64, bool, usize, usize)> = Vec::new();
        for &at_old in olds {
            for &at_new in news {
                let is_same_effect = old[at_old].effect == new[at_new].effect;
                let alike = similarity(&old[at_old].words, &new[at_new].words)
                    + agreement(&old[at_old], &new[at_new]);
                if alike >= if is_same_effect { ONLY } else { TURNED } {
                    scored.push((
                        alike + f64::from(u8::from(is_same_effect)) * 0.1,
                        is_same_effect,
                        at_old,
                        at_new,
                    ));
                }
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.2, a.3).cmp(&(b.2, b.3))));
        for pass in [ALIKE, ONLY] {
            for &(alike, is_same_effect, at_old, at_new) in &scored {
                let is_last = pass == ALIKE
                    || is_same_effect && pairs.is_only(old, olds, new, news, (at_old, at_new));
                if alike >= pass && is_last {
                    pairs.add(at_old, at_new);
                }
            }
        }
    }
    pairs.found.sort_unstable();
    pairs.found
}

/// What equal params add to the likeness of two clauses.
fn agreement(old: &Item, new: &Item) -> f64 {
    let shared = old
        .params
        .iter()
        .filter(|(name, value)| {
            new.params
                .get(*name)
                .is_some_and(|other| other.1 == value.1)
        })
        .count();
    let all = old.params.len().max(new.params.len());
    #[expect(
        clippy::cast_precision_loss,
        reason = "a clause has a handful of params"
    )]
    if all == 0 {
        0.0
    } else {
        0.2 * shared as f64 / all as f64
    }
}

struct Pairs {
    old: Vec<bool>,
    new: Vec<bool>,
    found: Vec<(usize, usize)>,
}

impl Pairs {
    fn add(&mut self, old: usize, new: usize) {
        if !self.old[old] && !self.new[new] {
            self.old[old] = true;
            self.new[new] = true;
            self.found.push((old, new));
        }
    }

    /// Pairs clauses that say the same in the same words, in the order of the texts.
    fn same_words(&mut self, old: &[Item], new: &[Item]) {
        let mut places: BTreeMap<(TopicId, Effect, &[String]), Vec<usize>> = BTreeMap::new();
        for (n, item) in new.iter().enumerate().rev() {
            places
                .entry((item.topic, item.effect, &item.words))
                .or_default()
                .push(n);
        }
        for (n, item) in old.iter().enumerate() {
            if let Some(at) = places
                .get_mut(&(item.topic, item.effect, item.words.as_slice()))
                .and_then(Vec::pop)
            {
                self.add(n, at);
            }
        }
    }

    /// Whether a pair are the only ones of their topic and effect that have no partner yet.
    fn is_only(
        &self,
        old: &[Item],
        olds: &[usize],
        new: &[Item],
        news: &[usize],
        pair: (usize, usize),
    ) -> bool {
        let free = |items: &[Item], all: &[usize], taken: &[bool], effect: Effect| {
            all.iter()
                .filter(|n| !taken[**n] && items[**n].effect == effect)
                .count()
        };
        let effect = old[pair.0].effect;
        free(old, olds, &self.old, effect) == 1 && free(new, news, &self.new, effect) == 1
    }
}
