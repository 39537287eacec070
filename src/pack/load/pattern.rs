//! Patterns and examples.

use std::collections::BTreeMap;

use toml::{Spanned, Value as Toml};

use super::Owner;
use super::report::Report;
use crate::effect::Effect;
use crate::pack::{Example, Expected, Pack, Pattern, Place, Topic, file};
use crate::param::Value;

pub(super) fn pattern(
    report: &mut Report,
    pack: &Pack,
    owner: Owner,
    shape: file::Pattern,
) -> Pattern {
    let topic = pack.topic(owner.topic);
    let name = shape.id.get_ref();
    let id = match owner.category {
        Some(category) => format!("{}/{category}/{name}", topic.id),
        None => format!("{}/{name}", topic.id),
    };
    if shape.anchors.is_empty() {
        report.add(shape.id.span(), format!("pattern `{id}` has no anchor"));
    }
    let effect: Option<Effect> = shape.effect.as_ref().and_then(|word| report.word(word));
    if let (Some(effect), Some(word)) = (effect, &shape.effect)
        && !topic.effects.contains(&effect)
    {
        report.add(
            word.span(),
            format!("effect `{}` is not one of the topic's", effect.name()),
        );
    }
    let mut set = Vec::new();
    for (name, value) in &shape.set {
        known(report, topic, name, "`set`");
        let value = to_value(value);
        if value.is_none() {
            report.add(name.span(), format!("param `{}` must be set to true or false, a number, a string or a list of strings", name.get_ref()));
        }
        set.extend(value.map(|value| (name.get_ref().clone(), value)));
    }
    let mut reads = report.words(&shape.reads);
    if reads.is_empty() {
        reads.clone_from(&topic.reads);
    }
    let mut places = report.words(&shape.places);
    if places.is_empty() {
        places.push(Place::Rule);
    }
    Pattern {
        id,
        topic: owner.topic,
        category: owner.category.map(str::to_owned),
        anchors: report.phrases(&shape.anchors),
        with: shape
            .with
            .iter()
            .map(|group| report.phrases(group))
            .collect(),
        within: shape.within,
        without: report.phrases(&shape.without),
        reads,
        effect,
        places,
        defined: shape.defined,
        residual: shape.residual,
        regex: shape.regex.map(Spanned::into_inner),
        set,
    }
}

pub(super) fn example(
    report: &mut Report,
    pack: &Pack,
    owner: Owner,
    example: &Spanned<file::Example>,
) -> Example {
    let shape = example.get_ref();
    if shape.clauses.is_empty() && shape.why.is_none() {
        report.add(
            example.span(),
            "an example without clauses must say `why`".to_owned(),
        );
    }
    let mut clauses = Vec::new();
    for expected in &shape.clauses {
        let mut params = BTreeMap::new();
        for (name, value) in &expected.params {
            known(
                report,
                pack.topic(owner.topic),
                &Spanned::new(expected.effect.span(), name.clone()),
                "the example",
            );
            params.extend(to_value(value).map(|value| (name.clone(), value)));
        }
        clauses.extend(
            report
                .word(&expected.effect)
                .map(|effect| Expected { effect, params }),
        );
    }
    Example {
        file: report.path().to_owned(),
        line: report.line(example.span().start),
        topic: owner.topic,
        category: owner.category.map(str::to_owned),
        text: shape.text.clone(),
        todo: shape.todo.clone(),
        clauses,
    }
}

fn known(report: &mut Report, topic: &Topic, name: &Spanned<String>, by: &str) {
    if topic.param(name.get_ref()).is_none() {
        report.add(
            name.span(),
            format!(
                "{by} names `{}`, which is no param of topic `{}`",
                name.get_ref(),
                topic.id
            ),
        );
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of licences are far below 2^53"
)]
fn to_value(value: &Toml) -> Option<Value> {
    Some(match value {
        Toml::Boolean(is_so) => Value::Flag(*is_so),
        Toml::Integer(number) => Value::Number(*number as f64),
        Toml::Float(number) => Value::Number(*number),
        Toml::String(text) => Value::Text(text.clone()),
        Toml::Array(items) => Value::List(
            items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
        ),
        _ => return None,
    })
}
