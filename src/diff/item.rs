//! A clause as far as it is compared: its words, its params, its addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::names::{Renames, renamed};
use super::{ClauseRef, words};
use crate::clause::Clause;
use crate::document::{Kind, ProvisionId};
use crate::effect::Effect;
use crate::extract::Extraction;
use crate::pack::TopicId;
use crate::param::Value;

/// A clause of one side with what it is compared by.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) at: ClauseRef,
    pub(super) topic: TopicId,
    pub(super) effect: Effect,
    pub(super) clause: &'a Clause,
    /// The words that rule it, folded.
    pub(super) ruling: String,
    /// The words that govern it, folded.
    pub(super) stem: &'a str,
    /// Those of its words that matter, names replaced; none as long as nobody asked for them.
    pub(super) words: Vec<String>,
    /// The same in an order in which two clauses are quickly compared.
    pub(super) bag: Vec<u64>,
    /// Its params as they are, and with names replaced.
    pub(super) params: BTreeMap<String, (Value, Value)>,
    /// The addresses that its words name or link to.
    pub(super) addresses: Vec<&'a str>,
}

impl Item<'_> {
    /// The titles above it that are words, names replaced.
    pub(super) fn headings(&self, text: &Extraction, names: &Renames) -> Vec<Vec<String>> {
        let path = text.document.path(self.clause.section);
        let titles = path.into_iter().filter(|label| label.len() > 6);
        titles
            .map(|label| words::meaningful(&renamed(&label.to_lowercase(), names)))
            .filter(|words| !words.is_empty())
            .collect()
    }

    /// All its words, names replaced, without numbers and addresses.
    pub(super) fn said(&self, names: &Renames) -> Vec<String> {
        words::all(&renamed(&self.ruling, names))
    }

    /// Whether it was read from the same words as another one.
    pub(super) fn is_beside(&self, other: &Item) -> bool {
        self.at.text == other.at.text && self.clause.folded.overlaps(other.clause.folded)
    }

    /// Whether it says the same as another one, in the words that matter.
    pub(super) fn rules_as(&self, other: &Item) -> bool {
        let rule = |item: &Item| (item.topic, item.effect);
        let is_same = |(name, value): (&String, &(Value, Value))| {
            other
                .params
                .get(name)
                .is_some_and(|(_, plain)| *plain == value.1)
        };
        rule(self) == rule(other)
            && self.words == other.words
            && !self.words.is_empty()
            && self.params.len() == other.params.len()
            && self.params.iter().all(is_same)
    }

    /// Its text and provision.
    pub(super) fn place(&self) -> (usize, ProvisionId) {
        (self.at.text, self.clause.provision)
    }

    /// The head of the enumeration that it is a part of.
    pub(super) fn head(&self, text: &Extraction) -> Option<ProvisionId> {
        let provision = text.document.provision(self.clause.provision);
        provision.stem.filter(|_| provision.kind == Kind::Part)
    }

    pub(super) fn complete(&mut self, names: &Renames) {
        self.words = words::meaningful(&renamed(&self.ruling, names));
        self.bag = bag(&self.words);
        let params = self.clause.params.iter();
        self.params = params
            .map(|(name, value)| (name.clone(), (value.clone(), renamed_value(value, names))))
            .collect();
    }
}

/// The clauses of a side.
pub(super) fn items(side: &[Extraction]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for (text, extraction) in side.iter().enumerate() {
        let mut topics: BTreeMap<ProvisionId, BTreeSet<TopicId>> = BTreeMap::new();
        for clause in &extraction.clauses {
            topics
                .entry(clause.provision)
                .or_default()
                .insert(clause.topic);
        }
        for (clause, found) in extraction.clauses.iter().enumerate() {
            let is_shared = topics[&found.provision].len() > 1;
            let ruling = ruling(extraction, found, is_shared);
            let document = &extraction.document;
            let stem = document.provision(found.provision).stem;
            let stem = stem.map_or("", |stem| {
                document.folded.slice(document.provision(stem).folded)
            });
            items.push(Item {
                at: ClauseRef { text, clause },
                topic: found.topic,
                effect: found.effect,
                clause: found,
                ruling,
                stem,
                words: Vec::new(),
                bag: Vec::new(),
                params: BTreeMap::new(),
                addresses: addresses(extraction, found),
            });
        }
    }
    items
}

/// The addresses that a clause names or links to.
fn addresses<'a>(extraction: &'a Extraction, clause: &Clause) -> Vec<&'a str> {
    let document = &extraction.document;
    let words = document.folded.text[clause.folded.range()].split(' ');
    let first = document
        .links
        .partition_point(|link| link.folded.start < clause.folded.start);
    let linked = document.links[first..]
        .iter()
        .take_while(|link| link.folded.start < clause.folded.end);
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/'))
        .filter(|word| words::is_address(word))
        .chain(linked.map(|link| link.target.as_str()))
        .collect()
}

/// The words that rule a clause: its provision with the head of its enumeration; where the provision holds
/// clauses of several topics, those around what was matched for this one.
fn ruling(extraction: &Extraction, clause: &Clause, is_shared: bool) -> String {
    let document = &extraction.document;
    let text = &document.folded.text;
    let mut words = String::new();
    let provision = document.provision(clause.provision);
    if let (Kind::Part, Some(head)) = (provision.kind, provision.stem) {
        words.push_str(&text[document.provision(head).folded.range()]);
        words.push(' ');
    }
    let own = &text[clause.folded.range()];
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

/// Words that stand in any clause, whatever it rules.
pub(super) const COMMON: &[&str] = &["and", "any", "all", "may", "must", "not", "you"];

/// The telling words of a clause in a fixed order, each as a number.
fn bag(words: &[String]) -> Vec<u64> {
    let number = |word: &String| {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    };
    let telling = words.iter().filter(|word| !COMMON.contains(&word.as_str()));
    let mut bag: Vec<u64> = telling.map(number).collect();
    bag.sort_unstable();
    bag
}
