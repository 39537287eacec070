//! Documents that a text makes binding: a use policy at an address, or by name.

use super::rules::Rules;
use super::{ClauseRef, all};
use crate::document::Kind;
use crate::extract::Extraction;
use crate::pack::Pack;
use crate::param::Value;

/// A document that a text makes binding.
#[derive(Debug)]
pub struct BindingDocument {
    /// Its name, where the text gives one.
    pub name: Option<String>,
    /// Its address, where the text gives one.
    pub url: Option<String>,
    /// The clauses that name it.
    pub clauses: Vec<ClauseRef>,
    /// Whether it was read.
    pub standing: Standing,
}

/// Whether a binding document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is part of the text that names it.
    Within,
    /// It is the text with that number.
    Read(usize),
    /// It is not among the texts.
    Unread,
}

/// The documents that the texts make binding, each once.
pub(super) fn binding(texts: &[Extraction], pack: &Pack) -> Vec<BindingDocument> {
    let rules = &Rules::builtin().policy;
    let mut binding: Vec<BindingDocument> = Vec::new();
    for at in all(texts) {
        let clause = at.of(texts).1;
        if pack.topic(clause.topic).id != rules.topic {
            continue;
        }
        let param = |name: &String| match clause.params.get(name) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let (name, url) = (param(&rules.name), param(&rules.url));
        let is_same = |one: &&mut BindingDocument| {
            (name.is_some() && one.name == name) || (url.is_some() && one.url == url)
        };
        if name.is_none() && url.is_none() {
            continue;
        }
        if let Some(one) = binding.iter_mut().find(is_same) {
            one.clauses.push(at);
            one.url = one.url.take().or(url);
            one.name = one.name.take().or(name);
            continue;
        }
        binding.push(BindingDocument {
            standing: standing(texts, at.text, name.as_deref(), url.as_deref()),
            name,
            url,
            clauses: vec![at],
        });
    }
    binding
}

/// How many bytes of a text its title may take.
const TITLE: usize = 400;

fn standing(
    texts: &[Extraction],
    naming: usize,
    name: Option<&str>,
    url: Option<&str>,
) -> Standing {
    let name = name.map(plain);
    let page = url
        .and_then(|url| url.trim_end_matches('/').rsplit('/').next())
        .map(|page| plain(page.split(['.', '?', '#']).next().unwrap_or(page)));
    let is_it = |text: &Extraction| {
        let folded = &text.document.folded.text;
        let title = plain(&folded[..folded.floor_char_boundary(TITLE)]);
        let file = plain(text.source.name.rsplit(['/', '\\']).next().unwrap_or(""));
        let named = |words: &String| {
            words.split(' ').count() > 1 && (title.contains(words) || file.contains(words))
        };
        name.as_ref().is_some_and(named) || page.as_ref().is_some_and(named)
    };
    let others = texts.iter().enumerate().filter(|(at, _)| *at != naming);
    if let Some((at, _)) = others.into_iter().find(|(_, text)| is_it(text)) {
        return Standing::Read(at);
    }
    let own = &texts[naming].document;
    let is_heading = |name: &String| {
        own.provisions
            .iter()
            .filter(|provision| provision.kind == Kind::Heading)
            .any(|heading| plain(own.folded.slice(heading.folded)).contains(name))
    };
    if name.as_ref().is_some_and(is_heading) {
        Standing::Within
    } else {
        Standing::Unread
    }
}

/// Words in lower case with single blanks, whatever stood between them.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}
