//! The TOML shape of a pattern file, before any check. Unknown fields are refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::fold::as_folded;

/// A file of the pack: a topic with its patterns and examples, a category of another topic, or an extension of one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) topic: Option<Topic>,
    pub(super) category: Option<Category>,
    pub(super) extend: Option<Spanned<String>>,
    /// Pieces of regexes by name; `{{name}}` in a regex stands for one.
    #[serde(default)]
    pub(super) fragments: BTreeMap<String, String>,
    /// Phrases by name; `"{{name}}"` among the phrases of a pattern stands for them.
    #[serde(default)]
    pub(super) lists: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) pattern: Vec<Spanned<Pattern>>,
    #[serde(default)]
    pub(super) example: Vec<Spanned<Example>>,
}

impl File {
    /// A regex with its fragments put in; a fragment may use those before it in the order of names.
    pub(super) fn expanded(&self, regex: &str) -> String {
        let mut expanded = regex.to_owned();
        for (name, fragment) in self.fragments.iter().rev() {
            expanded = expanded.replace(&format!("{{{{{name}}}}}"), fragment);
        }
        as_folded(&expanded)
    }

    /// Phrases with the lists put in that they name.
    ///
    /// # Errors
    /// The first that names a list which is not there.
    pub(super) fn listed(
        &self,
        phrases: Vec<Spanned<String>>,
    ) -> Result<Vec<Spanned<String>>, Spanned<String>> {
        let mut listed = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            let name = phrase
                .get_ref()
                .strip_prefix("{{")
                .and_then(|rest| rest.strip_suffix("}}"));
            match name.map(|name| self.lists.get(name)) {
                None => listed.push(phrase),
                Some(Some(list)) => listed.extend_from_slice(list),
                Some(None) => return Err(phrase),
            }
        }
        Ok(listed)
    }
}

/// `[topic]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) group: Spanned<String>,
    pub(super) effects: Vec<Spanned<String>>,
    pub(super) weight: Spanned<u8>,
    #[serde(default)]
    pub(super) run: bool,
    #[serde(default)]
    pub(super) reads: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) distinct: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) summary: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) added: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) params: BTreeMap<String, Param>,
}

/// `[topic.params.NAME]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Param {
    pub(super) kind: Spanned<String>,
    pub(super) read: Option<Spanned<String>>,
    pub(super) more: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) breadth: Vec<Vec<Spanned<String>>>,
    pub(super) words: Option<Spanned<Value>>,
}

/// `[category]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
}

/// `[[pattern]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    pub(super) id: Spanned<String>,
    pub(super) anchors: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) with: Vec<Vec<Spanned<String>>>,
    pub(super) within: Option<u32>,
    #[serde(default)]
    pub(super) without: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) reads: Vec<Spanned<String>>,
    pub(super) effect: Option<Spanned<String>>,
    #[serde(default, rename = "in")]
    pub(super) places: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) defined: bool,
    #[serde(default)]
    pub(super) residual: bool,
    pub(super) regex: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) set: BTreeMap<Spanned<String>, Value>,
}

/// `[[example]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub(super) text: String,
    pub(super) why: Option<String>,
    pub(super) todo: Option<String>,
    pub(super) clauses: Vec<Expected>,
}

/// One clause that an example expects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) effect: Spanned<String>,
    #[serde(default)]
    pub(super) params: BTreeMap<String, Value>,
}
