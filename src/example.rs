//! Runs the examples of a pack: texts with the exact list of clauses that one topic has in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::extract::{Extraction, extract};
use crate::matcher::Matcher;
use crate::pack::{Example, Pack};
use crate::param::Value;
use crate::source::Source;

/// How an example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Right,
    /// As a known gap: it has `todo` and failed.
    Gap,
    /// It has `todo` and did not fail: the mark must go.
    Mended,
    /// It did not come out as expected, in these ways.
    Failed(Vec<Mistake>),
}

/// One way in which an example failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// An expected clause was not found.
    Missing(String),
    /// A clause was found that is not expected.
    Noisy(String),
    /// A clause was found with other params: expected, found.
    Wrong(String, String),
    /// The text could not be read.
    Unreadable(String),
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::Missing(clause) => write!(f, "missing: {clause}"),
            Mistake::Noisy(clause) => write!(f, "noisy: {clause}"),
            Mistake::Wrong(expected, found) => write!(f, "wrong: {found}, expected {expected}"),
            Mistake::Unreadable(error) => write!(f, "unreadable: {error}"),
        }
    }
}

/// The outcomes of all examples of a pack.
#[derive(Debug)]
pub struct Run<'p> {
    /// Each example with its outcome, in the order of the files.
    pub outcomes: Vec<(&'p Example, Outcome)>,
    /// Patterns that found nothing in any example of their file: their ids.
    pub unused: Vec<&'p str>,
}

/// Runs all examples of a matcher's pack through the whole pipeline.
#[must_use]
pub fn run(matcher: &Matcher) -> Run<'_> {
    let pack = matcher.pack();
    let mut used = BTreeSet::new();
    let mut outcomes = Vec::new();
    for example in &pack.examples {
        let mistakes = match Source::new(&example.file, example.text.clone().into_bytes()) {
            Ok(source) => mistakes(pack, example, &extract(source, matcher), &mut used),
            Err(error) => vec![Mistake::Unreadable(error.to_string())],
        };
        let outcome = match (&example.todo, mistakes.is_empty()) {
            (None, true) => Outcome::Right,
            (None, false) => Outcome::Failed(mistakes),
            (Some(_), true) => Outcome::Mended,
            (Some(_), false) => Outcome::Gap,
        };
        outcomes.push((example, outcome));
    }
    let unused = pack
        .patterns
        .iter()
        .filter(|pattern| !used.contains(pattern.id.as_str()))
        .map(|pattern| pattern.id.as_str())
        .collect();
    Run { outcomes, unused }
}

/// A clause as far as an example looks at it.
struct Seen {
    effect: &'static str,
    params: BTreeMap<String, Value>,
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.effect)?;
        self.params
            .iter()
            .try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

fn mistakes<'p>(
    pack: &'p Pack,
    example: &Example,
    extraction: &Extraction,
    used: &mut BTreeSet<&'p str>,
) -> Vec<Mistake> {
    let is_of_category =
        |params: &BTreeMap<String, Value>| match (&example.category, params.get("categories")) {
            (None, _) => true,
            (Some(category), Some(Value::List(have))) => have.contains(category),
            _ => false,
        };
    let mut found: Vec<Seen> = Vec::new();
    for clause in extraction
        .clauses
        .iter()
        .filter(|clause| clause.topic == example.topic && is_of_category(&clause.params))
    {
        found.push(Seen {
            effect: clause.effect.name(),
            params: clause.params.clone(),
        });
    }
    for evidence in extraction
        .clauses
        .iter()
        .flat_map(|clause| &clause.evidence)
    {
        used.insert(&pack.patterns[evidence.pattern as usize].id);
    }
    let mut mistakes = Vec::new();
    for expected in &example.clauses {
        let expected = Seen {
            effect: expected.effect.name(),
            params: expected.params.clone(),
        };
        let best = found
            .iter()
            .position(|seen| agrees(example, &expected, seen))
            .or_else(|| found.iter().position(|seen| seen.effect == expected.effect));
        match best.map(|at| found.remove(at)) {
            None => mistakes.push(Mistake::Missing(expected.to_string())),
            Some(seen) if agrees(example, &expected, &seen) => {}
            Some(seen) => mistakes.push(Mistake::Wrong(expected.to_string(), seen.to_string())),
        }
    }
    mistakes.extend(found.iter().map(|seen| Mistake::Noisy(seen.to_string())));
    mistakes
}

/// In the file of a topic all params count; in that of a category those that the example names.
fn agrees(example: &Example, expected: &Seen, seen: &Seen) -> bool {
    expected.effect == seen.effect
        && match example.category {
            None => expected.params == seen.params,
            Some(_) => expected
                .params
                .iter()
                .all(|(name, value)| seen.params.get(name) == Some(value)),
        }
}
