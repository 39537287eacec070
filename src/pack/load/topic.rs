//! The head of a topic's file.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::{Spanned, Value as Toml};

use super::report::Report;
use crate::effect::Effect;
use crate::fold::as_folded;
use crate::pack::{Group, Pack, Param, Read, Topic, file};
use crate::param::Kind;

pub(super) fn topic(report: &mut Report, pack: &Pack, shape: &file::Topic) -> Topic {
    report.id(&shape.id);
    let id = shape.id.get_ref();
    if pack.topic_named(id).is_some() {
        report.add(shape.id.span(), format!("topic `{id}` is there already; to add to it write `extend = \"{id}\"` instead of [topic]"));
    }
    let params = shape
        .params
        .iter()
        .map(|(name, shape)| param(report, name, shape))
        .collect();
    for name in shape
        .distinct
        .iter()
        .filter(|name| !shape.params.contains_key(name.get_ref()))
    {
        report.add(
            name.span(),
            format!(
                "`distinct` names `{}`, which is no param of the topic",
                name.get_ref()
            ),
        );
    }
    let weight = *shape.weight.get_ref();
    if !(1..=9).contains(&weight) {
        report.add(
            shape.weight.span(),
            format!("weight `{weight}` is not between 1 and 9"),
        );
    }
    for text in shape.summary.values() {
        template(report, shape, text);
    }
    let summary = by_effect(report, &shape.summary, shape.id.span(), |_, text| {
        Some(text.get_ref().clone())
    });
    let added = by_effect(report, &shape.added, shape.id.span(), |report, word| {
        report.word(word)
    });
    Topic {
        id: id.clone(),
        title: shape.title.clone(),
        group: report.word(&shape.group).unwrap_or(Group::Legal),
        effects: report.words(&shape.effects),
        reads: report.words(&shape.reads),
        weight,
        run: shape.run,
        distinct: shape
            .distinct
            .iter()
            .map(|name| name.get_ref().clone())
            .collect(),
        summary,
        added,
        params,
    }
}

/// A table whose keys are effects.
fn by_effect<T>(
    report: &mut Report,
    table: &BTreeMap<String, Spanned<String>>,
    span: Range<usize>,
    read: impl Fn(&mut Report, &Spanned<String>) -> Option<T>,
) -> BTreeMap<Effect, T> {
    let mut read_table = BTreeMap::new();
    for (key, value) in table {
        let effect = report.word(&Spanned::new(span.clone(), key.clone()));
        read_table.extend(effect.zip(read(report, value)));
    }
    read_table
}

/// `{name}` in a summary must be a param.
fn template(report: &mut Report, topic: &file::Topic, text: &Spanned<String>) {
    for part in text.get_ref().split('{').skip(1) {
        let name = part.split('}').next().unwrap_or("").trim_start_matches('?');
        if !topic.params.contains_key(name) {
            report.add(
                text.span(),
                format!("the summary names `{{{name}}}`, which is no param of the topic"),
            );
        }
    }
}

fn param(report: &mut Report, name: &str, shape: &file::Param) -> Param {
    let words = shape
        .words
        .as_ref()
        .map_or_else(Vec::new, |words| vocabulary(report, words));
    for value in shape.breadth.iter().flatten() {
        if words.iter().all(|(id, _)| id != value.get_ref()) {
            report.add(
                value.span(),
                format!(
                    "`breadth` names `{}`, which is none of the `words` of param `{name}`",
                    value.get_ref()
                ),
            );
        }
    }
    let chain =
        |values: &Vec<Spanned<String>>| values.iter().map(|one| one.get_ref().clone()).collect();
    Param {
        name: name.to_owned(),
        kind: report.word(&shape.kind).unwrap_or(Kind::Name),
        read: shape
            .read
            .as_ref()
            .and_then(|word| report.word(word))
            .unwrap_or(Read::Own),
        more: shape.more.as_ref().and_then(|word| report.word(word)),
        breadth: shape.breadth.iter().map(chain).collect(),
        words,
    }
}

/// A list of phrases for a flag, or a table of them.
fn vocabulary(report: &mut Report, words: &Spanned<Toml>) -> Vec<(String, Vec<String>)> {
    let phrases = |value: &Toml| -> Option<Vec<String>> {
        value
            .as_array()?
            .iter()
            .map(|phrase| phrase.as_str().map(as_folded))
            .collect()
    };
    let read: Option<Vec<_>> = match words.get_ref() {
        Toml::Table(ids) => ids
            .iter()
            .map(|(id, value)| Some((id.clone(), phrases(value)?)))
            .collect(),
        flag => phrases(flag).map(|phrases| vec![(String::from("true"), phrases)]),
    };
    if read.is_none() {
        report.add(
            words.span(),
            "`words` must be a list of phrases, or a table of them".to_owned(),
        );
    }
    let read = read.unwrap_or_default();
    for phrase in read.iter().flat_map(|(_, phrases)| phrases) {
        report.phrase(phrase, words.span());
    }
    read
}
