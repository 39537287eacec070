//! Which clause of the one side is which of the other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::names::{Names, Renames, renamed};
use super::parts::{self, Parts};
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
    clause: &'a Clause,
    /// The words that rule it, folded.
    ruling: String,
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

    fn complete(&mut self, names: &Renames) {
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

/// How alike the words of two clauses of one topic and effect must be to be the same clause.
const ALIKE: f64 = 0.45;

/// The same for the only ones that are left of a topic and effect: the rule itself was changed.
const ONLY: f64 = 0.12;

/// The same for clauses of other effects: a duty became a ban.
const TURNED: f64 = 0.6;

/// Which clause is which.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// Pairs of numbers of the two lists, one-to-one, in order.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Clauses without a partner that stand in larger ones.
    pub(super) parts: Parts,
    /// Which clauses of either side were found on the other.
    pub(super) found: (Vec<bool>, Vec<bool>),
}

/// Aligns two sides, best first.
pub(super) fn align(old: &mut [Item], new: &mut [Item], names: &Names) -> Aligned {
    let mut pairs = Pairs {
        old: vec![false; old.len()],
        new: vec![false; new.len()],
        found: Vec::new(),
    };
    pairs.same_text(old, new);
    let mut open: BTreeSet<TopicId> = BTreeSet::new();
    open.extend(pairs.free(old, &pairs.old).map(|n| old[n].topic));
    open.extend(pairs.free(new, &pairs.new).map(|n| new[n].topic));
    let is_open = |item: &&mut Item| open.contains(&item.topic);
    old.iter_mut()
        .filter(is_open)
        .for_each(|item| item.complete(&names.old));
    new.iter_mut()
        .filter(is_open)
        .for_each(|item| item.complete(&names.new));
    pairs.same_words(old, new);
    let mut topics: BTreeMap<TopicId, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for n in pairs.free(old, &pairs.old) {
        topics.entry(old[n].topic).or_default().0.push(n);
    }
    for n in pairs.free(new, &pairs.new) {
        topics.entry(new[n].topic).or_default().1.push(n);
    }
    for (olds, news) in topics.values() {
        pairs.alike((old, olds), (new, news));
    }
    let parts = parts::parts(old, new, &mut pairs);
    pairs.found.sort_unstable();
    parts::lend(old, new, &pairs.found, &parts);
    Aligned {
        pairs: pairs.found,
        parts,
        found: (pairs.old, pairs.new),
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

/// The share of words that two clauses have in common, from 0 to 1 (Dice's coefficient over the words).
#[expect(
    clippy::cast_precision_loss,
    reason = "clauses have far fewer than 2^52 words"
)]
fn likeness(old: &Item, new: &Item) -> f64 {
    let (a, b) = (&old.bag, &new.bag);
    if a.is_empty() || b.is_empty() {
        return f64::from(u8::from(a.is_empty() && b.is_empty()));
    }
    let total = (a.len() + b.len()) as f64;
    // No need to compare what cannot be alike.
    if 2.0 * a.len().min(b.len()) as f64 / total < ONLY {
        return 0.0;
    }
    2.0 * shared(a, b) as f64 / total
}

/// How many words two bags share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while at < a.len() && other < b.len() {
        match a[at].cmp(&b[other]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                (at, other, shared) = (at + 1, other + 1, shared + 1);
            }
        }
    }
    shared
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

/// The clauses of both sides that have a partner.
pub(super) struct Pairs {
    pub(super) old: Vec<bool>,
    pub(super) new: Vec<bool>,
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

    fn free<'a>(&self, items: &[Item], taken: &'a [bool]) -> impl Iterator<Item = usize> + use<'a> {
        (0..items.len()).filter(|n| !taken[*n])
    }

    /// Pairs clauses of the same text, to the letter, in the order of the texts: most of them, as a rule.
    fn same_text(&mut self, old: &[Item], new: &[Item]) {
        let mut places: HashMap<(TopicId, Effect, &str), Vec<usize>> = HashMap::new();
        for (n, item) in new.iter().enumerate().rev() {
            places
                .entry((item.topic, item.effect, &item.ruling))
                .or_default()
                .push(n);
        }
        for (n, item) in old.iter().enumerate() {
            if let Some(at) = places.get_mut(&(item.topic, item.effect, item.ruling.as_str()))
                && let Some(last) = at.last()
                && new[*last].clause.params == item.clause.params
                && new[*last].addresses == item.addresses
            {
                self.add(n, *last);
                at.pop();
            }
        }
    }

    /// Pairs what is alike of one topic, best first; at last the only ones that are left.
    fn alike(&mut self, (old, olds): (&[Item], &[usize]), (new, news): (&[Item], &[usize])) {
        let mut scored: Vec<(f64, bool, usize, usize)> = Vec::new();
        for &at_old in olds {
            for &at_new in news {
                let is_same_effect = old[at_old].effect == new[at_new].effect;
                let alike =
                    likeness(&old[at_old], &new[at_new]) + agreement(&old[at_old], &new[at_new]);
                if alike >= if is_same_effect { ONLY } else { TURNED } {
                    let bonus = f64::from(u8::from(is_same_effect)) * 0.1;
                    scored.push((alike + bonus, is_same_effect, at_old, at_new));
                }
            }
        }
        // The order of equals is the same from either side.
        let place = |pair: &(f64, bool, usize, usize)| (pair.2 + pair.3, pair.2.abs_diff(pair.3));
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(place(a).cmp(&place(b))));
        for pass in [ALIKE, ONLY] {
            for &(alike, is_same_effect, at_old, at_new) in &scored {
                let is_last = pass == ALIKE
                    || is_same_effect && self.is_only(old, olds, new, news, (at_old, at_new));
                if alike >= pass && is_last {
                    self.add(at_old, at_new);
                }
            }
        }
    }

    /// Pairs clauses that say the same in the same words, in the order of the texts.
    fn same_words(&mut self, old: &[Item], new: &[Item]) {
        let mut places: BTreeMap<(TopicId, Effect, &[String]), Vec<usize>> = BTreeMap::new();
        for n in self
            .free(new, &self.new)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
        {
            let item = &new[n];
            places
                .entry((item.topic, item.effect, &item.words))
                .or_default()
                .push(n);
        }
        for n in self.free(old, &self.old).collect::<Vec<_>>() {
            let item = &old[n];
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
