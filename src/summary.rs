//! Sums up texts that are read together: the principal restriction, the answers of the card, duties, bans, the other
//! side's rights, how it ends, which law; and what was not understood.
//!
//! Nothing is guessed: an answer rests on clauses, or it is "unstated", with what was looked for. Which clauses
//! answer what is data (`summary/rules.toml`).

mod card;
mod nearest;
mod policy;
pub(crate) mod rules;
mod wording;

use crate::extract::Extraction;
use crate::pack::Pack;
use crate::span::Span;

pub use card::{Answer, Answered};
pub use policy::{BindingDocument, Standing};
pub use rules::QuestionKind;
use rules::{Part, Rules, Take};
use wording::words;

pub use crate::diff::ClauseRef;

/// What texts that are read together say.
#[derive(Debug)]
pub struct Summary {
    /// The restriction that matters most.
    pub principal: Option<Line>,
    /// The questions with their answers, in their order.
    pub answers: Vec<Answered>,
    /// Parts with their lines; none is empty.
    pub parts: Vec<Titled>,
    /// Banned conduct, by theme.
    pub banned: Vec<Banned>,
    /// Documents that the texts make binding.
    pub binding: Vec<BindingDocument>,
}

/// A part of a summary.
#[derive(Debug)]
pub struct Titled {
    /// Its title.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A statement with the clauses that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The statement.
    pub text: String,
    /// The clauses, at least one, in the order of the texts.
    pub clauses: Vec<ClauseRef>,
}

/// Banned conduct of one theme.
#[derive(Debug)]
pub struct Banned {
    /// The theme.
    pub theme: &'static str,
    /// The categories: title, and the clauses that ban it.
    pub categories: Vec<(String, Vec<ClauseRef>)>,
}

impl Banned {
    /// How many clauses it rests on, each counted once.
    #[must_use]
    pub fn count(&self) -> usize {
        let mut all: Vec<_> = self.categories.iter().flat_map(|(_, refs)| refs).collect();
        all.sort_unstable_by_key(|at| (at.text, at.clause));
        all.dedup();
        all.len()
    }
}

/// Sums up texts that are read together.
#[must_use]
pub fn summarize(texts: &[Extraction], pack: &Pack) -> Summary {
    let rules = Rules::builtin();
    let find = |take: &Take| {
        all(texts).find(|at| {
            let (extraction, clause) = at.of(texts);
            take.takes(extraction, pack, clause)
        })
    };
    let principal = rules.principal.iter().find_map(|take| {
        let at = find(take)?;
        let (extraction, clause) = at.of(texts);
        Some(Line {
            text: words(extraction, pack, clause, take.say.as_deref()),
            clauses: vec![at],
        })
    });
    Summary {
        principal,
        answers: card::answers(texts, pack),
        parts: rules
            .part
            .iter()
            .map(|part| Titled {
                title: &part.title,
                lines: lines(texts, pack, part),
            })
            .filter(|part| !part.lines.is_empty())
            .collect(),
        banned: banned(texts, pack),
        binding: policy::binding(texts, pack),
    }
}

/// All clauses of all texts.
pub(crate) fn all(texts: &[Extraction]) -> impl Iterator<Item = ClauseRef> + '_ {
    texts.iter().enumerate().flat_map(|(text, extraction)| {
        (0..extraction.clauses.len()).map(move |clause| ClauseRef { text, clause })
    })
}

/// The lines of a part, in the order of its topics; what reads the same is one line.
pub(crate) fn lines(texts: &[Extraction], pack: &Pack, part: &Part) -> Vec<Line> {
    let mut taken: Vec<_> = all(texts)
        .filter_map(|at| Some((part.order(pack, at.of(texts).1)?, at)))
        .collect();
    taken.sort_by_key(|(order, _)| *order);
    let mut lines = Vec::new();
    for (_, at) in taken {
        let (extraction, clause) = at.of(texts);
        add(&mut lines, words(extraction, pack, clause, None), at);
    }
    lines
}

/// Adds a statement, or a clause to the same statement.
pub(crate) fn add(lines: &mut Vec<Line>, text: String, at: ClauseRef) {
    match lines.iter_mut().find(|line| line.text == text) {
        Some(line) if line.clauses.contains(&at) => {}
        Some(line) => line.clauses.push(at),
        None => lines.push(Line {
            text,
            clauses: vec![at],
        }),
    }
}

/// Banned conduct by theme; categories with most clauses first.
pub(crate) fn banned(texts: &[Extraction], pack: &Pack) -> Vec<Banned> {
    let rules = Rules::builtin();
    let of = |id: &String| {
        let refs: Vec<_> = all(texts)
            .filter(|at| {
                let clause = at.of(texts).1;
                pack.topic(clause.topic).id == rules.themes.topic
                    && clause
                        .params
                        .get(&rules.themes.param)
                        .is_some_and(|value| rules::holds(value, id))
            })
            .collect();
        let title = pack
            .categories
            .iter()
            .find(|category| category.id == *id)
            .map_or(id, |category| &category.title);
        (!refs.is_empty()).then(|| (title.clone(), refs))
    };
    let theme = |theme: &'static rules::Theme| {
        let mut categories: Vec<_> = theme.categories.iter().filter_map(of).collect();
        categories.sort_by_key(|(_, refs)| std::cmp::Reverse(refs.len()));
        Banned {
            theme: &theme.title,
            categories,
        }
    };
    let themes = rules.theme.iter().map(theme);
    themes
        .filter(|banned| !banned.categories.is_empty())
        .collect()
}

/// `file:line` of a place in a text.
#[must_use]
pub fn place(extraction: &Extraction, span: Span) -> String {
    let (line, _) = extraction.source.line_column(span.start);
    format!("{}:{line}", extraction.source.name)
}
