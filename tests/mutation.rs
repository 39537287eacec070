//! A changed word must change the answer, and a changed form must not.
//!
//! The edits are data: `mutation/substance.toml` and `mutation/form.toml`. They are found by regexes on the
//! source text, not by what the program found, so that what it misses counts. They are made one at a
//! time on the specimens always and on the real texts where `CLAUSEWISE_TEXTS` names them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use clausewise::builtin;
use clausewise::clause::Clause;
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::param::Kind;
use clausewise::source::Source;
use rayon::prelude::*;
use regex::{Captures, Regex, RegexBuilder};
use serde::Deserialize;

use crate::specimens::specimens;
use crate::texts::real_texts;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Edit {
    id: String,
    find: String,
    near: Option<String>,
    unless: Option<String>,
    replace: String,
    #[serde(default)]
    also: Vec<[String; 2]>,
    at_most: Option<usize>,
    expect: Option<Expect>,
    #[serde(default)]
    params: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    #[serde(default)]
    topics: Vec<String>,
    change: Change,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Change {
    /// A param of a clause differs.
    Param,
    /// A clause is gone.
    Gone,
    /// A clause is new.
    New,
    /// A clause of an effect is gone or new.
    Effect,
    /// Any of these.
    Any,
}

#[derive(Deserialize)]
struct Edits {
    edit: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Floors {
    /// Of the specimens by themselves.
    specimens: Shares,
    /// Of the specimens and the real texts, where these are at hand.
    all: Shares,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Shares {
    substance_seen: f64,
    form_silent: f64,
}

/// How many places of one text one edit is tried at, so that a long text does not outweigh the others.
const AT_MOST: usize = 2;

/// How far around an edit `near` is looked for, in bytes.
const NEAR: usize = 400;

/// An edit with its regexes.
struct Compiled {
    edit: Edit,
    find: Regex,
    near: Option<Regex>,
    unless: Option<Regex>,
    also: Vec<(Regex, String)>,
}

/// Clauses as far as edits look at them: topic, effect and params, with how often each is there.
pub(crate) type Clauses = BTreeMap<(String, &'static str, String), i32>;

/// The outcome of one edit at one place.
struct Outcome {
    edit: String,
    place: String,
    is_specimen: bool,
    is_right: bool,
}

#[test]
fn edits_of_substance_are_seen() {
    let edits = edits(include_str!("mutation/substance.toml"));
    let outcomes = on_all_texts("edits_of_substance_are_seen", |text, matcher, path| {
        let original = read(path, text.to_owned(), matcher);
        let before = clauses(&original, matcher);
        let mut outcomes = Vec::new();
        for compiled in &edits {
            let Compiled { edit, find, .. } = compiled;
            let expect = edit
                .expect
                .as_ref()
                .unwrap_or_else(|| panic!("{} expects nothing", edit.id));
            let places = find
                .captures_iter(text)
                .filter(|found| compiled.applies(text, found));
            for found in places.take(edit.at_most.unwrap_or(AT_MOST)) {
                let whole = found.get(0).unwrap().range();
                let (edited, place) = compiled.made(text, &found);
                let edited = read(path, edited, matcher);
                let after = clauses(&edited, matcher);
                let is_right = is_seen(expect, &before, &after)
                    || matches!(expect.change, Change::Effect)
                        && here(&original, &sentence(text, &whole), expect, matcher)
                            != here(&edited, &place, expect, matcher);
                outcomes.push(outcome(edit, path, text, whole.start, is_right));
            }
        }
        outcomes
    });
    judge("substance", &outcomes, |shares| shares.substance_seen);
}

#[test]
fn edits_of_form_are_silent() {
    let edits = edits(include_str!("mutation/form.toml"));
    let outcomes = on_all_texts("edits_of_form_are_silent", |text, matcher, path| {
        let original = read(path, text.to_owned(), matcher);
        let before = clauses(&original, matcher);
        let mut outcomes = Vec::new();
        for Compiled { edit, find, .. } in &edits {
            let Some(first) = find.find(text) else {
                continue;
            };
            let edited = find.replace_all(text, edit.replace.as_str()).into_owned();
            let after = clauses(&read(path, edited, matcher), matcher);
            let reworded = |words: &str| find.replace_all(words, &edit.replace).into_owned();
            let is_right = if edit.params {
                after == clauses_worded(&original, matcher, reworded)
            } else {
                after == before
            };
            outcomes.push(outcome(edit, path, text, first.start(), is_right));
        }
        outcomes
    });
    judge("form", &outcomes, |shares| shares.form_silent);
}

fn edits(text: &str) -> Vec<Compiled> {
    let edits: Edits = toml::from_str(text).unwrap();
    let compile = |pattern: &str| {
        RegexBuilder::new(&any_blank(pattern))
            .dot_matches_new_line(true)
            .build()
            .unwrap()
    };
    edits
        .edit
        .into_iter()
        .map(|edit| Compiled {
            find: compile(&edit.find),
            near: edit.near.as_deref().map(compile),
            unless: edit.unless.as_deref().map(compile),
            also: edit
                .also
                .iter()
                .map(|[find, replace]| (compile(find), replace.clone()))
                .collect(),
            edit,
        })
        .collect()
}

impl Compiled {
    /// Whether the edit may be made where `find` matched.
    fn applies(&self, text: &str, found: &Captures) -> bool {
        let whole = found.get(0).unwrap().range();
        let start = text.floor_char_boundary(whole.start.saturating_sub(NEAR));
        let end = text.ceil_char_boundary((whole.end + NEAR).min(text.len()));
        let is_near = |near: &Regex| near.is_match(&text[start..end]);
        let is_excluded = |unless: &Regex| unless.is_match(&text[sentence(text, &whole)]);
        self.near.as_ref().is_none_or(is_near) && !self.unless.as_ref().is_some_and(is_excluded)
    }

    /// The edited text, and where the edited sentence stands in it.
    fn made(&self, text: &str, found: &Captures) -> (String, Range<usize>) {
        let whole = found.get(0).unwrap().range();
        let around = sentence(text, &whole);
        let also = |part: &str| {
            self.also
                .iter()
                .fold(part.to_owned(), |part, (find, replace)| {
                    find.replace_all(&part, replace.as_str()).into_owned()
                })
        };
        let mut edited = text[..around.start].to_owned();
        edited.push_str(&also(&text[around.start..whole.start]));
        found.expand(&self.edit.replace, &mut edited);
        edited.push_str(&also(&text[whole.end..around.end]));
        let place = around.start..edited.len();
        edited.push_str(&text[around.end..]);
        (edited, place)
    }
}

/// The sentence around a place, by signs alone.
fn sentence(text: &str, place: &Range<usize>) -> Range<usize> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"[.;:?!]["”)*]*\s+["“(*]*[A-Z0-9]|\n\s*\n|\n *[-*•]"#).unwrap()
    });
    // The letter that begins a sentence may be the first one of the place.
    let start = END
        .find_iter(&text[..place.end])
        .take_while(|end| end.end() <= place.start + 1)
        .last();
    let end = END.find(&text[place.end..]);
    start.map_or(0, |end| end.start() + 1)
        ..end.map_or(text.len(), |end| place.end + end.start() + 1)
}

/// A regex in which a blank outside of brackets stands for any white space.
fn any_blank(pattern: &str) -> String {
    let mut out = String::new();
    let mut is_class = false;
    for c in pattern.chars() {
        match c {
            '[' => is_class = true,
            ']' => is_class = false,
            _ => {}
        }
        if c == ' ' && !is_class {
            out.push_str(r"\s+");
        } else {
            out.push(c);
        }
    }
    // "\s+?" of an optional blank is "\s*".
    out.replace(r"\s+?", r"\s*")
}

fn on_all_texts(
    test: &str,
    run: impl Fn(&str, &Matcher, &Path) -> Vec<Outcome> + Sync,
) -> Vec<Outcome> {
    let matcher = builtin::matcher();
    let mut paths = specimens();
    paths.extend(real_texts(test));
    let all: Vec<_> = paths
        .par_iter()
        .flat_map_iter(|path| {
            // UTF-16 specimens are decoded by the program; edits need the text.
            let source = Source::new(path.display().to_string(), fs::read(path).unwrap()).unwrap();
            run(&source.text, &matcher, path)
        })
        .collect();
    all
}

/// What the program finds in an edited text.
pub(crate) fn read(path: &Path, text: String, matcher: &Matcher) -> Extraction {
    let source = Source::new(path.display().to_string(), text.into_bytes()).unwrap();
    extract(source, matcher)
}

pub(crate) fn clauses(extraction: &Extraction, matcher: &Matcher) -> Clauses {
    clauses_worded(extraction, matcher, str::to_owned)
}

/// The clauses with the values reworded that are words of the text; those that are ids of the taxonomy stay.
fn clauses_worded(
    extraction: &Extraction,
    matcher: &Matcher,
    reworded: impl Fn(&str) -> String,
) -> Clauses {
    let mut clauses = Clauses::new();
    for clause in &extraction.clauses {
        let topic = matcher.pack().topic(clause.topic);
        let is_worded = |name: &String| {
            topic.params.iter().any(|param| {
                param.name == *name && matches!(param.kind, Kind::Text | Kind::Name | Kind::Url)
            })
        };
        let params: Vec<_> = clause
            .params
            .iter()
            .map(|(name, value)| {
                let value = value.to_string();
                let value = if is_worded(name) {
                    reworded(&value)
                } else {
                    value
                };
                format!("{name}={value}")
            })
            .collect();
        let key = (topic.id.clone(), clause.effect.name(), params.join(" "));
        *clauses.entry(key).or_default() += 1;
    }
    clauses
}

/// Whether the change that is expected took place.
fn is_seen(expect: &Expect, before: &Clauses, after: &Clauses) -> bool {
    let is_meant = |topic: &String| expect.topics.is_empty() || expect.topics.contains(topic);
    let fewer = |from: &Clauses, to: &Clauses| -> Vec<(String, &'static str)> {
        let less = from
            .iter()
            .filter(|(key, count)| is_meant(&key.0) && to.get(*key).unwrap_or(&0) < *count);
        less.map(|((topic, effect, _), _)| (topic.clone(), *effect))
            .collect()
    };
    let (gone, new) = (fewer(before, after), fewer(after, before));
    match expect.change {
        Change::Param => gone.iter().any(|key| new.contains(key)),
        Change::Gone => !gone.is_empty(),
        Change::New => !new.is_empty(),
        Change::Effect => {
            gone.iter().any(|key| !new.contains(key)) || new.iter().any(|key| !gone.contains(key))
        }
        Change::Any => !gone.is_empty() || !new.is_empty(),
    }
}

/// The topics and effects that are read from a sentence, as far as they are meant; a clause may run over several.
fn here(
    extraction: &Extraction,
    sentence: &Range<usize>,
    expect: &Expect,
    matcher: &Matcher,
) -> BTreeSet<(String, &'static str)> {
    let is_here = |clause: &&Clause| {
        clause.evidence.iter().any(|evidence| {
            let words = extraction.document.folded.to_source(evidence.words).range();
            words.start < sentence.end && sentence.start < words.end
        })
    };
    extraction
        .clauses
        .iter()
        .filter(is_here)
        .map(|clause| {
            let topic = matcher.pack().topic(clause.topic).id.clone();
            (topic, clause.effect.name())
        })
        .filter(|(topic, _)| expect.topics.is_empty() || expect.topics.contains(topic))
        .collect()
}

fn outcome(edit: &Edit, path: &Path, text: &str, at: usize, is_right: bool) -> Outcome {
    let line = text[..at].matches('\n').count() + 1;
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Outcome {
        edit: edit.id.clone(),
        place: format!("{name}:{line}"),
        is_specimen: path.starts_with(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")),
        is_right,
    }
}

fn floors() -> Floors {
    toml::from_str(include_str!("mutation/floors.toml")).unwrap()
}

/// Prints the table of edits and fails below the floors.
fn judge(kind: &str, outcomes: &[Outcome], floor: impl Fn(&Shares) -> f64) {
    let mut by_edit: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for outcome in outcomes {
        let entry = by_edit.entry(&outcome.edit).or_default();
        entry.0 += 1;
        if !outcome.is_right {
            entry.1.push(&outcome.place);
        }
    }
    for (edit, (all, missed)) in &by_edit {
        println!(
            "{kind} {edit:26} {:4} of {all:4} right  {}",
            all - missed.len(),
            missed[..missed.len().min(6)].join(" ")
        );
    }
    assert!(
        outcomes.len() >= 20,
        "only {} edits of {kind} applied",
        outcomes.len()
    );
    let floors = floors();
    let specimens: Vec<_> = outcomes
        .iter()
        .filter(|outcome| outcome.is_specimen)
        .collect();
    let all: Vec<_> = outcomes.iter().collect();
    let mut judged = vec![("the specimens", &specimens, &floors.specimens)];
    if all.len() > specimens.len() {
        judged.push(("all texts", &all, &floors.all));
    }
    for (texts, outcomes, floors) in judged {
        let right = outcomes.iter().filter(|outcome| outcome.is_right).count();
        let share = right as f64 / outcomes.len() as f64;
        let count = outcomes.len();
        println!("{kind}, {texts}: {count} edits, {right} right, {share:.4}");
        let floor = floor(floors);
        assert!(
            share >= floor,
            "{share:.4} of the edits of {kind} in {texts} came out right, the floor is {floor}"
        );
    }
}
