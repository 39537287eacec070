//! Puts the params of a clause into the template of its topic.
//!
//! `{name}` is the param; `[...]` goes when a param in it is absent; `{?name}` stands for nothing, and wants a flag
//! that is set.

use super::rules::Rules;
use crate::clause::Clause;
use crate::extract::Extraction;
use crate::pack::{Pack, Topic};
use crate::param::{Kind, Value};

/// A clause in words: with `say`, else as the rules word clauses like it, else as its topic says it.
pub(crate) fn words(
    extraction: &Extraction,
    pack: &Pack,
    clause: &Clause,
    say: Option<&str>,
) -> String {
    let topic = pack.topic(clause.topic);
    let mut wordings = Rules::builtin().wording.iter();
    let by_words = || {
        wordings
            .find(|take| take.takes(extraction, pack, clause))?
            .say
            .as_deref()
    };
    let template = say
        .or_else(by_words)
        .or(topic.summary.get(&clause.effect).map(String::as_str))
        .unwrap_or(&topic.title);
    filled(template, topic, clause)
}

fn filled(template: &str, topic: &Topic, clause: &Clause) -> String {
    let mut words = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('[') {
        let close = rest[open..].find(']').map_or(rest.len(), |at| open + at);
        words.push_str(&segment(&rest[..open], topic, clause).unwrap_or_default());
        words.push_str(&segment(&rest[open + 1..close], topic, clause).unwrap_or_default());
        rest = rest.get(close + 1..).unwrap_or("");
    }
    words.push_str(&segment(rest, topic, clause).unwrap_or_default());
    words
}

/// A stretch of a template; none where a param in it is absent.
fn segment(template: &str, topic: &Topic, clause: &Clause) -> Option<String> {
    let mut words = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}')?;
        words.push_str(&rest[..open]);
        let name = &rest[open + 1..close];
        match name.strip_prefix('?') {
            Some(flag) => {
                clause
                    .params
                    .get(flag)
                    .filter(|value| **value == Value::Flag(true))?;
            }
            None => words.push_str(&shown(topic, name, clause.params.get(name)?)),
        }
        rest = &rest[close + 1..];
    }
    words.push_str(rest);
    Some(words)
}

/// A value for people: ids as words, strings in quotation marks and whole.
fn shown(topic: &Topic, name: &str, value: &Value) -> String {
    let kind = topic.param(name).map_or(Kind::Name, |param| param.kind);
    match (kind, value) {
        (Kind::Text, Value::Text(text)) => format!("“{text}”"),
        (Kind::Text, Value::List(texts)) => {
            let quoted: Vec<_> = texts.iter().map(|text| format!("“{text}”")).collect();
            quoted.join(" or ")
        }
        (Kind::Word | Kind::List | Kind::Comparison, value) => {
            let text = value.to_string();
            // Ids are words joined by hyphens; "non-" is part of a word.
            text.split(", ")
                .map(unjoined)
                .collect::<Vec<_>>()
                .join(", ")
        }
        _ => value.to_string(),
    }
}

fn unjoined(id: &str) -> String {
    if let Some(words) = Rules::builtin().words.get(id) {
        return words.clone();
    }
    match id.strip_prefix("non-") {
        Some(rest) => format!("non-{}", rest.replace('-', " ")),
        None => id.replace('-', " "),
    }
}
