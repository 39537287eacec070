//! The specimens of `corpus/`: texts drafted for this project, with the clauses that a careful
//! reader finds in them beside each (`<name>.clauses.jsonl`).
//!
//! They are worded otherwise than patterns expect on purpose, so not all clauses are found. The
//! floors in `specimens.toml` say how many are; they only go up.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clausewise::builtin;
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::source::Source;
use clausewise::span::Span;
use serde_json::Value as Json;

/// A clause that a reader found.
struct Expected {
    topic: String,
    effect: String,
    params: BTreeMap<String, Json>,
    span: Span,
}

pub(crate) fn specimens() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/specimens");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        !name.starts_with('.') && !name.ends_with(".jsonl")
    });
    paths.sort();
    assert!(paths.len() >= 10, "only {} specimens", paths.len());
    paths
}

/// Words without white space and markup, and where each character ends and starts in the text.
fn squeeze(text: &str) -> (String, Vec<(u32, u32)>) {
    let mut squeezed = String::new();
    let mut places = Vec::new();
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || "*_`\\\u{200b}\u{2060}\u{feff}".contains(c) {
            continue;
        }
        squeezed.push(c);
        let place = (
            u32::try_from(at).unwrap(),
            u32::try_from(at + c.len_utf8()).unwrap(),
        );
        places.extend(std::iter::repeat_n(place, c.len_utf8()));
    }
    (squeezed, places)
}

fn expected(path: &std::path::Path, text: &str) -> Vec<Expected> {
    let (squeezed, places) = squeeze(text);
    let lines = fs::read_to_string(path.with_extension("clauses.jsonl")).unwrap();
    let mut all = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let clause: Json = serde_json::from_str(line).unwrap();
        let (quote, _) = squeeze(clause["quote"].as_str().unwrap());
        let nth = usize::try_from(clause["nth"].as_u64().unwrap_or(1)).unwrap();
        let (at, _) = squeezed
            .match_indices(&quote)
            .nth(nth - 1)
            .unwrap_or_else(|| panic!("{}: not in the text: {quote}", path.display()));
        all.push(Expected {
            topic: clause["topic"].as_str().unwrap().to_owned(),
            effect: clause["effect"].as_str().unwrap().to_owned(),
            params: serde_json::from_value(clause["params"].clone()).unwrap(),
            span: Span::new(places[at].0, places[at + quote.len() - 1].1),
        });
    }
    all
}

/// Whether two spans share at least half of the shorter one.
fn overlaps(a: Span, b: Span) -> bool {
    let shared = i64::from(a.end.min(b.end)) - i64::from(a.start.max(b.start));
    2 * shared >= i64::from(a.len().min(b.len()))
}

#[test]
fn clauses_are_found_as_a_reader_finds_them() {
    let matcher = builtin::matcher();
    let floors: toml::Table = toml::from_str(include_str!("specimens.toml")).unwrap();
    let (mut found, mut expected_count, mut right) = (0, 0, 0);
    let mut wrong_numbers = Vec::new();
    for path in specimens() {
        let source = Source::new(path.display().to_string(), fs::read(&path).unwrap()).unwrap();
        let expected = expected(&path, &source.text);
        let extraction = extract(source, &matcher);
        found += extraction.clauses.len();
        expected_count += expected.len();
        right += matches(&extraction, &matcher, &expected, &mut wrong_numbers);
    }
    let (precision, recall) = (
        f64::from(right) / found as f64,
        f64::from(right) / expected_count as f64,
    );
    println!(
        "specimens: {expected_count} clauses expected, {found} found, {right} right: precision {precision:.3}, recall {recall:.3}"
    );
    assert!(
        precision >= floors["precision"].as_float().unwrap(),
        "precision {precision:.3} is below its floor"
    );
    assert!(
        recall >= floors["recall"].as_float().unwrap(),
        "recall {recall:.3} is below its floor"
    );
    assert!(
        wrong_numbers.len()
            <= usize::try_from(floors["wrong-numbers"].as_integer().unwrap()).unwrap(),
        "wrong numbers: {wrong_numbers:?}"
    );
}

/// How many expected clauses were found; of these, numbers and currencies that are wrong are listed.
fn matches(
    extraction: &Extraction,
    matcher: &Matcher,
    expected: &[Expected],
    wrong_numbers: &mut Vec<String>,
) -> u32 {
    let mut free: Vec<_> = extraction.clauses.iter().collect();
    let mut right = 0;
    for one in expected {
        let is_same = |clause: &&clausewise::clause::Clause| {
            matcher.pack().topic(clause.topic).id == one.topic
                && clause.effect.name() == one.effect
                && overlaps(clause.span, one.span)
        };
        let agrees = |clause: &&clausewise::clause::Clause| {
            is_same(clause)
                && one.params.iter().all(|(name, value)| {
                    clause
                        .params
                        .get(name)
                        .is_none_or(|have| have.to_json() == *value)
                })
        };
        let Some(at) = free
            .iter()
            .position(agrees)
            .or_else(|| free.iter().position(is_same))
        else {
            continue;
        };
        let clause = free.remove(at);
        right += 1;
        for name in [
            "value",
            "currency",
            "years",
            "cap",
            "notice-days",
            "cure-days",
            "percent",
        ] {
            if let (Some(have), Some(value)) = (clause.params.get(name), one.params.get(name))
                && have.to_json() != *value
            {
                wrong_numbers.push(format!(
                    "{}: {} {name} is {have}, not {value}",
                    extraction.source.name, one.topic
                ));
            }
        }
    }
    right
}
