//! What was looked for and not found, and the provision that came nearest to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Kind, ProvisionId};
use crate::extract::Extraction;
use crate::matcher::Phrases;
use crate::pack::Pack;

/// What was looked for.
#[derive(Debug)]
pub struct Sought {
    /// The phrases of which one must be there for a clause; `*` lets a word go on.
    pub phrases: Vec<String>,
    /// The provision with the rarest of them that yielded no clause.
    pub nearest: Option<Nearest>,
}

/// A provision that has some of the words, and is no clause of the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Number of its text.
    pub text: usize,
    /// Its number in that text.
    pub provision: ProvisionId,
}

/// A phrase that more provisions hold than this says nothing of one of them.
const COMMON: usize = 3;
/// Shorter phrases are words of everyday.
const SHORT: usize = 5;

/// Looks for the phrases of some topics.
pub(super) fn sought(topics: &[String], texts: &[Extraction], pack: &Pack) -> Sought {
    let mut phrases: Vec<String> = Vec::new();
    for pattern in &pack.patterns {
        if topics.contains(&pack.topic(pattern.topic).id) {
            for anchor in &pattern.anchors {
                let anchor = &pack.phrases[*anchor];
                if !phrases.iter().any(|phrase| phrase == anchor) {
                    phrases.push(anchor.to_owned());
                }
            }
        }
    }
    let nearest = nearest(&phrases, topics, texts, pack);
    Sought { phrases, nearest }
}

fn nearest(
    phrases: &[String],
    topics: &[String],
    texts: &[Extraction],
    pack: &Pack,
) -> Option<Nearest> {
    let long = phrases.iter().filter(|phrase| phrase.len() >= SHORT);
    let finder = Phrases::new(long.map(String::as_str));
    let mut held: BTreeMap<(usize, usize), BTreeSet<u32>> = BTreeMap::new();
    let mut holders: BTreeMap<u32, usize> = BTreeMap::new();
    for (text, extraction) in texts.iter().enumerate() {
        let document = &extraction.document;
        for (n, provision) in document.provisions.iter().enumerate() {
            if provision.kind == Kind::Heading {
                continue;
            }
            let words = document.folded.slice(provision.folded);
            let found: BTreeSet<u32> = finder
                .find(words)
                .into_iter()
                .map(|(_, number)| number)
                .collect();
            for number in &found {
                *holders.entry(*number).or_default() += 1;
            }
            if !found.is_empty() {
                held.insert((text, n), found);
            }
        }
    }
    let is_ruled: Vec<Vec<bool>> = texts.iter().map(|text| ruled(topics, text, pack)).collect();
    held.retain(|(text, n), _| !is_ruled[*text][*n]);
    #[expect(clippy::cast_precision_loss, reason = "phrases are few")]
    let score = |found: &BTreeSet<u32>| -> f64 {
        let rare = found.iter().map(|number| holders[number]);
        rare.filter(|count| *count <= COMMON)
            .map(|count| 1.0 / count as f64)
            .sum()
    };
    let best = held
        .iter()
        .map(|(at, found)| (score(found), at))
        .filter(|(score, _)| *score > 0.0)
        // Of equals the first one stays.
        .reduce(|best, one| if one.0 > best.0 { one } else { best })?;
    let (text, n) = *best.1;
    Some(Nearest {
        text,
        provision: ProvisionId(u32::try_from(n).expect("provisions are fewer than bytes")),
    })
}

/// Which provisions have a clause of these topics.
fn ruled(topics: &[String], extraction: &Extraction, pack: &Pack) -> Vec<bool> {
    let provisions = &extraction.document.provisions;
    let mut is_ruled = vec![false; provisions.len()];
    for clause in &extraction.clauses {
        if topics.contains(&pack.topic(clause.topic).id) {
            // A run covers all provisions that it was joined from.
            let from = clause.provision.0 as usize;
            for n in from..provisions.len() {
                if provisions[n].folded.start >= clause.folded.end {
                    break;
                }
                is_ruled[n] = true;
            }
        }
    }
    is_ruled
}
