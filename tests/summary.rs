//! Summaries and their cards: what is printed, what is generally known of classic licences, and the JSON Schemas.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clausewise::builtin;
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::report::json::{self, Residue};
use clausewise::report::summary as report;
use clausewise::source::Source;
use clausewise::summary::{Answer, QuestionKind, Standing, Summary, summarize};
use serde::Deserialize;

use crate::specimens::specimens;
use crate::texts::real_texts;

pub(crate) fn matcher() -> Matcher {
    builtin::matcher()
}

pub(crate) fn texts(named: &[(&str, &str)], matcher: &Matcher) -> Vec<Extraction> {
    named
        .iter()
        .map(|(name, text)| {
            let source = Source::new(*name, text.as_bytes().to_vec()).unwrap();
            extract(source, matcher)
        })
        .collect()
}

pub(crate) fn read(paths: &[PathBuf], matcher: &Matcher) -> Vec<Extraction> {
    let one = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        extract(Source::new(name, fs::read(path).unwrap()).unwrap(), matcher)
    };
    paths.iter().map(one).collect()
}

/// Checks values against a schema of `schemas/`.
pub(crate) fn assert_valid(schema: &str, values: &[serde_json::Value]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schemas")
        .join(schema);
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for value in values {
        let errors: Vec<_> = validator
            .iter_errors(value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

const LICENCE: &str = "\
1. You are granted a worldwide, royalty-free licence to use, reproduce, modify and distribute the Materials.
2. If your products had more than 3 million monthly active users in the preceding month, you must request a licence from Fernwood.
3. You shall prominently display \"Built with Fernwood\" on a related website.
4. Your use of the Materials must comply with the Fernwood Acceptable Use Policy.
5. The Materials are provided \"as is\", without warranty of any kind.
";

const POLICY: &str = "\
# Fernwood Acceptable Use Policy

You agree not to use the Materials to:
- engage in terrorism or violence
- generate spam
";

fn answer(summary: &Summary, id: &str) -> Answer {
    let found = summary.answers.iter().find(|one| one.id == id);
    found.unwrap_or_else(|| panic!("no question `{id}`")).answer
}

#[test]
fn a_licence_reads_as_an_engineer_asks() {
    let matcher = matcher();
    let texts = texts(&[("licence.txt", LICENCE), ("policy.md", POLICY)], &matcher);
    let summary = summarize(&texts, matcher.pack());
    let mut shown = String::new();
    report::text(&mut shown, &summary, &texts).unwrap();
    // Which phrases are looked for is the business of the patterns.
    let shown: String = anstream::adapter::strip_str(&shown)
        .to_string()
        .lines()
        .map(|line| line.split("  looked for").next().unwrap_or(line).to_owned() + "\n")
        .collect();
    assert_eq!(shown, include_str!("summary/fernwood.txt"));
}

#[test]
fn a_binding_document_is_read_or_said_to_be_unread() {
    let matcher = matcher();
    let both = texts(&[("licence.txt", LICENCE), ("policy.md", POLICY)], &matcher);
    let alone = texts(&[("licence.txt", LICENCE)], &matcher);
    let standing = |texts: &[Extraction]| {
        let summary = summarize(texts, matcher.pack());
        assert_eq!(summary.binding.len(), 1);
        summary.binding[0].standing
    };
    assert_eq!(standing(&both), Standing::Read(1));
    assert_eq!(standing(&alone), Standing::Unread);
}

#[test]
fn an_unstated_answer_says_what_came_nearest() {
    let matcher = matcher();
    let texts = texts(
        &[(
            "a.txt",
            "You may use the Software.\n\nThe patents of the region were listed in a survey.\n",
        )],
        &matcher,
    );
    let summary = summarize(&texts, matcher.pack());
    let found = summary.answers.iter().find(|one| one.id == "patent-use");
    let patents = found.unwrap();
    assert_eq!(patents.answer, Answer::Unstated);
    let sought = patents.sought.as_ref().unwrap();
    assert!(sought.phrases.iter().any(|phrase| phrase == "patents"));
    let nearest = sought.nearest.unwrap();
    let document = &texts[0].document;
    let words = document
        .folded
        .display(document.provision(nearest.provision).folded);
    assert_eq!(words, "The patents of the region were listed in a survey.");
}

#[test]
fn cards_of_drafted_texts() {
    let cases: &[(&str, &str, Answer)] = &[
        (
            "You must not use the Model for commercial purposes.",
            "commercial-use",
            Answer::No,
        ),
        (
            "You may use the Model for any purpose, including commercial purposes.",
            "commercial-use",
            Answer::Yes,
        ),
        (LICENCE, "commercial-use", Answer::Conditional),
        (LICENCE, "modification", Answer::Yes),
        (LICENCE, "distribution", Answer::Yes),
        (LICENCE, "sublicensing", Answer::Unstated),
        (LICENCE, "output-training", Answer::Unstated),
        (
            "You may not use outputs of the Service to train any other AI model.",
            "output-training",
            Answer::No,
        ),
        (
            "You must not use the outputs to develop models that compete with ours.",
            "output-training",
            Answer::Conditional,
        ),
        (
            "No trademark licence is granted under this Agreement.",
            "trademark-use",
            Answer::No,
        ),
    ];
    let matcher = matcher();
    for (text, id, expected) in cases {
        let texts = texts(&[("a.txt", text)], &matcher);
        let summary = summarize(&texts, matcher.pack());
        assert_eq!(answer(&summary, id), *expected, "{id}: {text}");
        for one in &summary.answers {
            let is_stated = !(one.grounds.is_empty() && one.conditions.is_empty());
            assert_eq!(is_stated, one.answer != Answer::Unstated, "{}", one.id);
        }
    }
}

#[derive(Deserialize)]
struct Classics {
    licence: Vec<Classic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classic {
    file: String,
    rights: Vec<String>,
    duties: Vec<String>,
    limits: Vec<String>,
    #[serde(default)]
    gaps: Vec<String>,
}

/// The duties that are generally told of classic licences; others of the card are not compared.
const DUTIES: &[&str] = &[
    "notices",
    "state-changes",
    "disclose-source",
    "network-use-disclose",
    "same-license",
];

#[test]
fn cards_agree_with_what_is_known_of_classic_licences() {
    let folder = real_texts("cards_agree_with_what_is_known_of_classic_licences");
    let classics: Classics = toml::from_str(include_str!("summary/classic.toml")).unwrap();
    let matcher = matcher();
    let mut wrong = Vec::new();
    for classic in &classics.licence {
        let of = |path: &&PathBuf| path.file_name().unwrap() == classic.file.as_str();
        let Some(path) = folder.iter().find(of) else {
            continue;
        };
        let texts = read(std::slice::from_ref(path), &matcher);
        let summary = summarize(&texts, matcher.pack());
        for one in &summary.answers {
            let known = match one.kind {
                QuestionKind::May => &classic.rights,
                QuestionKind::Limit => &classic.limits,
                QuestionKind::Duty if DUTIES.contains(&one.id) => &classic.duties,
                QuestionKind::Duty => continue,
            };
            let is_known = known.iter().any(|id| id == one.id);
            let is_gap = classic.gaps.iter().any(|id| id == one.id);
            if (is_known == (one.answer == Answer::Yes)) == is_gap {
                wrong.push(format!("{}: {} {:?}", classic.file, one.id, one.answer));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_printed_keeps_to_the_schemas() {
    let mut paths = specimens();
    paths.extend(real_texts("what_is_printed_keeps_to_the_schemas"));
    let matcher = matcher();
    let (mut extracts, mut summaries) = (Vec::new(), Vec::new());
    for path in paths {
        let texts = read(&[path], &matcher);
        let clauses: Vec<_> = texts[0].clauses.iter().collect();
        let document = json::document(&texts[0], matcher.pack(), clauses, Residue::Shown);
        extracts.push(serde_json::to_value(document).unwrap());
        let summary = summarize(&texts, matcher.pack());
        let shape = report::json(&summary, &texts, matcher.pack());
        summaries.push(serde_json::to_value(shape).unwrap());
    }
    assert!(extracts.len() >= 10);
    assert_valid("extract.schema.json", &extracts);
    assert_valid("summary.schema.json", &summaries);
}

#[test]
fn each_line_cites_a_place() {
    let matcher = matcher();
    let texts = read(&specimens(), &matcher);
    let summary = summarize(&texts, matcher.pack());
    let mut shown = String::new();
    report::markdown(&mut shown, &summary, &texts).unwrap();
    let mut cited: BTreeMap<bool, usize> = BTreeMap::new();
    for line in shown.lines().filter(|line| line.starts_with("* ")) {
        let is_theme = summary
            .banned
            .iter()
            .any(|banned| line.starts_with(&format!("* {} (", banned.theme)));
        if !is_theme {
            *cited.entry(line.ends_with("`)")).or_default() += 1;
        }
    }
    assert_eq!(cited.get(&false), None, "{shown}");
    assert!(cited[&true] > 20, "{shown}");
}
