//! Which clause of the one side is which of the other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::item::Item;
use super::names::Names;
use super::parts::{self, Parts};
use crate::effect::Effect;
use crate::pack::TopicId;

/// How alike the words of two clauses of one topic and effect must be to be the same clause.
const ALIKE: f64 = 0.45;

/// The same for the only ones that are left of a topic and effect: the rule itself was changed.
const ONLY: f64 = 0.12;

/// The same for clauses of other effects: a duty became a ban.
const TURNED: f64 = 0.6;

/// The same for the only ones that are left of a topic.
const ONLY_TURNED: f64 = 0.35;

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
                if alike >= if is_same_effect { ONLY } else { ONLY_TURNED } {
                    let bonus = f64::from(u8::from(is_same_effect)) * 0.1;
                    scored.push((alike + bonus, is_same_effect, at_old, at_new));
                }
            }
        }
        // The order of equals is the same from either side.
        let place = |pair: &(f64, bool, usize, usize)| (pair.2 + pair.3, pair.2.abs_diff(pair.3));
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(place(a).cmp(&place(b))));
        for &(alike, is_same_effect, at_old, at_new) in &scored {
            if alike >= if is_same_effect { ALIKE } else { TURNED } {
                self.add(at_old, at_new);
            }
        }
        for &(_, _, at_old, at_new) in &scored {
            if self.is_only((old, olds), (new, news), (at_old, at_new)) {
                self.add(at_old, at_new);
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

    /// Whether a pair are the only ones of their topic and effect, or of their topic, that have no partner yet.
    fn is_only(
        &self,
        (old, olds): (&[Item], &[usize]),
        (new, news): (&[Item], &[usize]),
        pair: (usize, usize),
    ) -> bool {
        let effect = Some(old[pair.0].effect).filter(|one| *one == new[pair.1].effect);
        let free = |items: &[Item], all: &[usize], taken: &[bool]| {
            all.iter()
                .filter(|n| !taken[**n] && effect.is_none_or(|one| items[**n].effect == one))
                .count()
        };
        free(old, olds, &self.old) == 1 && free(new, news, &self.new) == 1
    }
}
