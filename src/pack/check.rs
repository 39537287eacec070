//! Checks of a pack that cost too much to make at every start.

use super::{PackFile, Topic, file, load};
use crate::error::{Error, Problem};
use crate::program::Regex;

pub(super) fn check(files: &[PackFile]) -> Result<(), Error> {
    let pack = load::load(files)?;
    let mut problems = Vec::new();
    for source in files {
        let Ok(shape) = toml::from_str::<file::File>(&source.text) else {
            continue;
        };
        let mut add = |at: usize, message: String| {
            problems.push(Problem::at(&source.path, &source.text, at, message));
        };
        let own: Vec<_> = pack
            .examples
            .iter()
            .filter(|example| example.file == source.path)
            .collect();
        let positive = own
            .iter()
            .filter(|example| !example.clauses.is_empty())
            .count();
        if shape.extend.is_none() && (positive < 2 || positive == own.len()) {
            add(
                0,
                format!(
                    "a file needs two examples with clauses and one without; it has {positive} and {}",
                    own.len() - positive
                ),
            );
        }
        let Some(topic) = own.first().map(|example| pack.topic(example.topic)) else {
            continue;
        };
        for regex in shape
            .pattern
            .iter()
            .filter_map(|pattern| pattern.get_ref().regex.as_ref())
        {
            for message in problems_of(&shape.expanded(regex.get_ref()), topic) {
                add(regex.span().start, message);
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::of("the pattern files have problems", problems))
    }
}

/// What is wrong with a regex of a topic, its fragments put in.
fn problems_of(regex: &str, topic: &Topic) -> Vec<String> {
    if let Some(open) = regex.find("{{") {
        let name = regex[open..].split_inclusive("}}").next().unwrap_or("");
        return vec![format!(
            "the regex names a fragment that is not there: `{name}`"
        )];
    }
    let mut problems = Vec::new();
    match Regex::new(regex) {
        Err(why) => problems.push(format!("the regex cannot be used: {why}")),
        Ok(regex) => {
            let names = regex.names().map(|(_, name)| name);
            let unknown = names.filter(|name| topic.param_of_group(name).is_none());
            problems.extend(unknown.map(|name| {
                format!("the regex names a group `{name}`, which is no param of the topic")
            }));
        }
    }
    if is_unfolded(regex) {
        problems.push("the regex can match nothing: folded text is in lower case, with straight quotes and `-`".to_owned());
    }
    problems
}

/// Whether a regex holds letters or signs that folded text never has, outside of escapes and group names.
fn is_unfolded(regex: &str) -> bool {
    let mut before = ' ';
    regex.chars().any(|c| {
        let odd = before != '\\' && (c.is_uppercase() || "“”‘’–—".contains(c));
        before = c;
        odd
    })
}
