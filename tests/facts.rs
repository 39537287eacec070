//! What well-known texts say: facts that a reader took from the texts themselves (topic, effect, params, place; no
//! text), `facts/*.toml`, against what the program finds. Runs where `CLAUSEWISE_TEXTS` names a folder with the texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clausewise::builtin;
use clausewise::clause::Clause;
use clausewise::document::Document;
use clausewise::matcher::Matcher;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::summary::read;
use crate::texts::real_texts;

/// Facts that hold for each of some texts. A text may stand in several files: what it shares with others, and its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    /// Names of the texts' files.
    texts: Vec<String>,
    /// Topics, or effects and topics, that must not be found.
    #[serde(default)]
    absent: Vec<String>,
    facts: Vec<Fact>,
    /// Facts that the program does not find yet: the test fails when one is mended, so that it moves.
    #[serde(default)]
    gaps: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    /// The section, or its end: numbers, letters and headings joined by dots. Empty: outside of all sections.
    at: Option<String>,
    /// Effect and topic.
    says: String,
    /// Values that the clause must have: lists in any order; `…` in a string stands for any words.
    #[serde(flatten)]
    params: BTreeMap<String, Json>,
}

impl Fact {
    fn is_told_by(&self, clause: &Clause, document: &Document, matcher: &Matcher) -> bool {
        let place = place(clause, document);
        self.says == says(clause, matcher)
            && self.at.as_ref().is_none_or(|at| is_at(at, &place))
            && self.params.iter().all(|(name, wanted)| {
                let found = clause.params.get(name);
                found.is_some_and(|found| is_same(wanted, &found.to_json()))
            })
    }
}

fn says(clause: &Clause, matcher: &Matcher) -> String {
    let topic = &matcher.pack().topic(clause.topic).id;
    format!("{} {topic}", clause.effect.name())
}

fn place(clause: &Clause, document: &Document) -> String {
    document.path(clause.section).join(".")
}

fn is_at(at: &str, place: &str) -> bool {
    match place.strip_suffix(at) {
        Some(rest) if at.is_empty() => rest.is_empty(),
        Some(rest) => rest.is_empty() || rest.ends_with('.'),
        None => false,
    }
}

fn is_same(wanted: &Json, found: &Json) -> bool {
    match (wanted, found) {
        (Json::String(wanted), Json::String(found)) => match wanted.split_once('…') {
            Some((start, end)) => found.starts_with(start.trim()) && found.ends_with(end.trim()),
            None => wanted == found,
        },
        (Json::Array(wanted), Json::Array(found)) => {
            wanted.len() == found.len() && wanted.iter().all(|one| found.contains(one))
        }
        _ => wanted == found,
    }
}

fn facts() -> Vec<(PathBuf, Facts)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let facts = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, facts)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn well_known_texts_say_what_a_reader_found() {
    let folder = real_texts("well_known_texts_say_what_a_reader_found");
    if folder.is_empty() {
        return;
    }
    let matcher = builtin::matcher();
    let mut extractions = BTreeMap::new();
    let (mut count, mut wrong) = (0, Vec::new());
    for (file, facts) in facts() {
        for name in &facts.texts {
            let is_named =
                |path: &&PathBuf| path.file_name().is_some_and(|own| own == name.as_str());
            let Some(path) = folder.iter().find(is_named) else {
                wrong.push(format!("{}: no text {name}", file.display()));
                continue;
            };
            let extraction = extractions
                .entry(name.clone())
                .or_insert_with(|| read(std::slice::from_ref(path), &matcher).remove(0));
            let (clauses, document) = (&extraction.clauses, &extraction.document);
            count += facts.facts.len() + facts.absent.len();
            let known = facts.facts.iter().map(|fact| (fact, true));
            for (fact, wanted) in known.chain(facts.gaps.iter().map(|fact| (fact, false))) {
                let is_told = clauses
                    .iter()
                    .any(|clause| fact.is_told_by(clause, document, &matcher));
                if is_told != wanted {
                    let (at, params) = (fact.at.as_deref().unwrap_or("?"), &fact.params);
                    let found = if wanted {
                        "not found"
                    } else {
                        "no gap any more"
                    };
                    wrong.push(format!(
                        "{name}: {found}: {} at {at:?} {params:?}",
                        fact.says
                    ));
                }
            }
            for absent in &facts.absent {
                let is_absent_one = |clause: &&Clause| {
                    let says = says(clause, &matcher);
                    says == *absent || says.split_once(' ').unwrap().1 == absent
                };
                if let Some(clause) = clauses.iter().find(is_absent_one) {
                    let place = place(clause, document);
                    wrong.push(format!(
                        "{name}: found at {place:?}, though absent: {absent}"
                    ));
                }
            }
        }
    }
    println!("{count} facts of {} texts", extractions.len());
    assert!(wrong.is_empty(), "{} of {count}: {wrong:#?}", wrong.len());
}
