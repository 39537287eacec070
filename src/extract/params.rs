//! The params of a clause: from the pattern, from its groups, from the topic's vocabularies.

use super::{Params, Reader};
use crate::matcher::{Candidate, View, Vocabulary};
use crate::pack::{Param, Read, Topic};
use crate::param::{self, Kind, Value};
use crate::span::Span;

/// Reads the params of a candidate that matched in `view`.
pub(super) fn read(reader: &Reader, topic: &Topic, view: &View, candidate: &Candidate) -> Params {
    let pack = reader.matcher.pack();
    let pattern = &pack.patterns[candidate.pattern as usize];
    let mut params: Params = pattern.set.iter().cloned().collect();
    if let Some(category) = &pattern.category {
        params.insert("categories".to_owned(), Value::List(vec![category.clone()]));
    }
    for (index, param) in topic.params.iter().enumerate() {
        if params.contains_key(&param.name) {
            continue;
        }
        let vocabulary = || {
            reader
                .matcher
                .vocabulary(usize::from(pattern.topic.0), index)
        };
        let group = candidate.groups.iter().find(|(number, _)| *number == index);
        let value = match group {
            Some((_, place)) => {
                let (_, folded) = view.folded(place);
                by_words(reader, param, folded, vocabulary())
            }
            None => searched(reader, param, view, candidate, vocabulary),
        };
        if let Some(value) = value {
            params.insert(param.name.clone(), value);
        }
    }
    params
}

/// A value from the words that a group captured.
fn by_words(
    reader: &Reader,
    param: &Param,
    folded: Span,
    vocabulary: &Vocabulary,
) -> Option<Value> {
    let text = &reader.document.folded.text[folded.range()];
    if !param.words.is_empty() && matches!(param.kind, Kind::Word | Kind::List) {
        return by_vocabulary(param.kind, vocabulary.find(text));
    }
    let shown = reader.document.folded.display(folded);
    param::read(param.kind, text, &shown).or_else(|| link(reader, param.kind, folded))
}

/// A value that no group captures, looked for where the param says.
fn searched<'a>(
    reader: &Reader,
    param: &Param,
    view: &View,
    candidate: &Candidate,
    vocabulary: impl Fn() -> &'a Vocabulary,
) -> Option<Value> {
    let own = reader.document.provision(view.id()).folded;
    let places: Vec<Span> = match param.read {
        Read::No => return None,
        Read::Own => vec![own],
        Read::View => view
            .provisions()
            .map(|piece| reader.document.provision(piece).folded)
            .collect(),
        Read::Match => vec![view.folded(&candidate.matched).1],
    };
    if param.kind == Kind::Url {
        return places.into_iter().rev().find_map(|place| {
            let text = &reader.document.folded.text[place.range()];
            let shown = reader.document.folded.display(place);
            link(reader, Kind::Url, place).or_else(|| param::read(Kind::Url, text, &shown))
        });
    }
    if param.words.is_empty() {
        return None;
    }
    let mut ids = Vec::new();
    for place in places {
        for id in vocabulary().find(&reader.document.folded.text[place.range()]) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    by_vocabulary(param.kind, ids)
}

fn by_vocabulary(kind: Kind, ids: Vec<&str>) -> Option<Value> {
    let first = *ids.first()?;
    match kind {
        Kind::Flag => Some(Value::Flag(true)),
        Kind::List => Some(Value::List(ids.into_iter().map(str::to_owned).collect())),
        _ => Some(Value::Text(first.to_owned())),
    }
}

/// The address behind the first link in a place.
fn link(reader: &Reader, kind: Kind, place: Span) -> Option<Value> {
    let links = &reader.document.links;
    let from = links.partition_point(|link| link.folded.end <= place.start);
    let link = links[from..]
        .first()
        .filter(|link| kind == Kind::Url && link.folded.start < place.end)?;
    Some(Value::Text(link.target.clone()))
}
