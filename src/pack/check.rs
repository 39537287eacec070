//! Checks of a pack that cost too much to make at every start.

use regex_automata::meta::{self, BuildError, Regex};
use regex_automata::util::primitives::PatternID;
use regex_automata::util::syntax;

use super::{PackFile, Topic, file, load};
use crate::error::{Error, Problem};

/// Bytes that one compiled regex may take: a bounded gap of some hundred bytes fits, a nest of them does not.
pub(crate) const REGEX_SIZE: usize = 1 << 20;

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
    match compile(regex) {
        Err(error) => {
            let why = error
                .syntax_error()
                .map_or_else(|| error.to_string(), ToString::to_string);
            problems.push(format!(
                "the regex does not compile: {}",
                why.lines().last().unwrap_or("").trim()
            ));
        }
        Ok(compiled) => {
            if compiled.is_match("") {
                problems.push("the regex matches the empty string".to_owned());
            }
            let names = compiled
                .group_info()
                .pattern_names(PatternID::ZERO)
                .flatten();
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

/// Compiles a pattern's regex: on bytes, without Unicode classes, of bounded size. Without the lazy
/// automaton: texts are as short as a provision, and bounded gaps make it build states without end.
pub(crate) fn compile(regex: &str) -> Result<Regex, Box<BuildError>> {
    let config = meta::Config::new()
        .hybrid(false)
        .dfa(false)
        .onepass(false)
        .utf8_empty(false)
        .nfa_size_limit(Some(REGEX_SIZE));
    let syntax = syntax::Config::new().unicode(false).utf8(false);
    meta::Builder::new()
        .configure(config)
        .syntax(syntax)
        .build(regex)
        .map_err(Box::new)
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
