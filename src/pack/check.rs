//! Checks of a pack that cost too much to make at every start.

use regex_automata::meta::{self, BuildError, Regex};
use regex_automata::util::primitives::PatternID;
use regex_automata::util::syntax;

use super::{PackFile, file, load};
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
        let own: Vec<_> = pack
            .examples
            .iter()
            .filter(|example| example.file == source.path)
            .collect();
        let topic = own.first().map(|example| pack.topic(example.topic));
        let mut problem = |at: usize, message: String| {
            problems.push(Problem::at(&source.path, &source.text, at, message))
        };
        let positive = own
            .iter()
            .filter(|example| !example.clauses.is_empty())
            .count();
        if shape.extend.is_none() && (positive < 2 || positive == own.len()) {
            problem(
                0,
                format!(
                    "a file needs two examples with clauses and one without; it has {positive} and {}",
                    own.len() - positive
                ),
            );
        }
        for pattern in &shape.pattern {
            let Some(regex) = &pattern.get_ref().regex else {
                continue;
            };
            let at = regex.span().start;
            let expanded = shape.expanded(regex.get_ref());
            if let Some(open) = expanded.find("{{") {
                problem(
                    at,
                    format!(
                        "the regex names a fragment that is not there: `{}`",
                        expanded[open..].split_inclusive("}}").next().unwrap_or("")
                    ),
                );
                continue;
            }
            match compile(&expanded) {
                Err(error) => problem(
                    at,
                    format!(
                        "the regex does not compile: {}",
                        error.syntax_error().map_or_else(
                            || error.to_string(),
                            |error| error
                                .to_string()
                                .lines()
                                .last()
                                .unwrap_or("")
                                .trim()
                                .to_owned()
                        )
                    ),
                ),
                Ok(compiled) => {
                    if compiled.is_match("") {
                        problem(at, "the regex matches the empty string".to_owned());
                    }
                    for name in compiled
                        .group_info()
                        .pattern_names(PatternID::ZERO)
                        .flatten()
                    {
                        if topic.is_some_and(|topic| topic.param_of_group(name).is_none()) {
                            problem(
                                at,
                                format!(
                                    "the regex names a group `{name}`, which is no param of the topic"
                                ),
                            );
                        }
                    }
                }
            }
            if is_unfolded(&expanded) {
                problem(at, "the regex can match nothing: folded text is in lower case, with straight quotes and `-`".to_owned());
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::of("the pattern files have problems", problems))
    }
}

/// Compiles a pattern's regex: on bytes, without Unicode classes, of bounded size. Without the lazy
/// automaton: texts are as short as a provision, and bounded gaps make it build states without end.
pub(crate) fn compile(regex: &str) -> Result<Regex, BuildError> {
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
