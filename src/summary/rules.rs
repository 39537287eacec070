//! Which clauses answer which question, as `rules.toml` says it; no topic is named outside that file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::clause::Clause;
use crate::extract::Extraction;
use crate::pack::Pack;
use crate::param::Value;

/// All rules of summaries and comparisons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    pub(crate) policy: Policy,
    pub(crate) question: Vec<Question>,
    pub(crate) principal: Vec<Take>,
    pub(crate) part: Vec<Part>,
    pub(crate) themes: Themes,
    pub(crate) theme: Vec<Theme>,
    pub(crate) row: Vec<Part>,
    /// Clauses that are worded otherwise than their topics say, by the words in them.
    pub(crate) wording: Vec<Take>,
    /// Words for ids of params.
    pub(crate) words: BTreeMap<String, String>,
}

/// Where documents that a text makes binding are named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Policy {
    pub(crate) topic: String,
    pub(crate) name: String,
    pub(crate) url: String,
}

/// A question of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) kind: QuestionKind,
    /// Its words, behind "May I" or "You must".
    pub(crate) ask: String,
    /// Topics whose phrases are looked for.
    pub(crate) looks: Vec<String>,
    /// Topics of duties that come with a yes.
    #[serde(default)]
    pub(crate) with: Vec<String>,
    pub(crate) rules: Vec<Rule>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// Whether something may be done.
    May,
    /// Whether something must be done.
    Duty,
    /// Whether something is excluded.
    Limit,
}

/// One way in which clauses answer a question.
#[derive(Debug, Deserialize)]
pub(crate) struct Rule {
    pub(crate) answer: RuleAnswer,
    #[serde(default)]
    pub(crate) fallback: bool,
    #[serde(flatten)]
    pub(crate) take: Take,
}

/// What a rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RuleAnswer {
    Yes,
    No,
    Conditional,
}

/// Which clauses are taken.
#[derive(Debug, Deserialize)]
pub(crate) struct Take {
    pub(crate) topic: String,
    effect: Option<String>,
    #[serde(default)]
    any: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    none: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    /// How a clause is worded, where not as its topic says.
    pub(crate) say: Option<String>,
}

/// A part of a summary, or a row of a comparison: topics in their order, limited to some effects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) topics: Vec<String>,
    /// Empty for all.
    #[serde(default)]
    pub(crate) effects: Vec<String>,
}

/// Where categories of conduct are found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Themes {
    pub(crate) topic: String,
    pub(crate) param: String,
}

/// Categories that belong together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Theme {
    pub(crate) title: String,
    pub(crate) categories: Vec<String>,
}

impl Rules {
    /// The rules that come with the program.
    pub(crate) fn builtin() -> &'static Rules {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            toml::from_str(include_str!("rules.toml")).expect("a test reads the same file")
        })
    }
}

impl Take {
    /// Whether a clause is taken.
    pub(crate) fn takes(&self, extraction: &Extraction, pack: &Pack, clause: &Clause) -> bool {
        let has = |name: &String, wanted: &Vec<String>| {
            clause
                .params
                .get(name)
                .is_some_and(|value| wanted.iter().any(|wanted| holds(value, wanted)))
        };
        pack.topic(clause.topic).id == self.topic
            && self
                .effect
                .as_ref()
                .is_none_or(|effect| effect == clause.effect.name())
            && self.any.iter().all(|(name, wanted)| has(name, wanted))
            && !self.none.iter().any(|(name, wanted)| has(name, wanted))
            && {
                let words = extraction.document.folded.slice(clause.folded);
                let stands = |phrase: &String| words.contains(phrase);
                (self.with.is_empty() || self.with.iter().any(stands))
                    && !self.without.iter().any(stands)
            }
    }
}

impl Part {
    /// The place of a clause in the order of this part; none where it is no part of it.
    pub(crate) fn order(&self, pack: &Pack, clause: &Clause) -> Option<usize> {
        let topic = &pack.topic(clause.topic).id;
        let is_asked = self.effects.is_empty()
            || self
                .effects
                .iter()
                .any(|effect| effect == clause.effect.name());
        self.topics
            .iter()
            .position(|one| one == topic)
            .filter(|_| is_asked)
    }
}

/// Whether a value is, or lists, the one wanted; `*` stands for any.
pub(super) fn holds(value: &Value, wanted: &str) -> bool {
    match value {
        _ if wanted == "*" => true,
        Value::Text(text) => text == wanted,
        Value::List(items) => items.iter().any(|item| item == wanted),
        Value::Flag(is_so) => wanted == if *is_so { "true" } else { "false" },
        Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::effect::Effect;

    #[test]
    fn rules_name_what_the_pack_knows() {
        let pack = Pack::load(&builtin::files()).unwrap();
        let rules = Rules::builtin();
        let takes = rules
            .question
            .iter()
            .flat_map(|question| question.rules.iter().map(|rule| &rule.take))
            .chain(&rules.principal)
            .chain(&rules.wording);
        for take in takes {
            let topic = pack.topic_named(&take.topic).expect(&take.topic);
            for name in take.any.keys().chain(take.none.keys()) {
                assert!(topic.param(name).is_some(), "{}: {name}", take.topic);
            }
            if let Some(effect) = &take.effect {
                let effect = Effect::parse(effect).expect(effect);
                assert!(topic.effects.contains(&effect), "{}", take.topic);
            }
        }
        let parts = rules.part.iter().chain(&rules.row);
        let named = rules
            .question
            .iter()
            .flat_map(|question| question.looks.iter().chain(&question.with))
            .chain(parts.flat_map(|part| &part.topics));
        for topic in named {
            assert!(pack.topic_named(topic).is_some(), "{topic}");
        }
    }

    #[test]
    fn each_category_has_one_theme() {
        let pack = Pack::load(&builtin::files()).unwrap();
        let mut named: Vec<_> = Rules::builtin()
            .theme
            .iter()
            .flat_map(|theme| &theme.categories)
            .collect();
        named.sort();
        let known: Vec<_> = pack
            .categories
            .iter()
            .map(|category| &category.id)
            .collect();
        assert_eq!(named, known);
    }
}
