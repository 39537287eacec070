//! Summaries for programs, as `schemas/summary.schema.json` describes them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::super::json::{ClauseShape, clause as clause_shape};
use super::super::{SCHEMA, VERSION};
use super::nearest;
use crate::extract::Extraction;
use crate::pack::Pack;
use crate::summary::{Answered, ClauseRef, Line, QuestionKind, Standing, Summary, place};

/// What `summary` prints for programs.
#[derive(Debug, Serialize)]
pub struct SummaryShape<'a> {
    schema: u32,
    version: &'static str,
    patterns: &'a str,
    sources: Vec<SourceShape<'a>>,
    principal: Option<LineShape<'a>>,
    card: BTreeMap<&'a str, AnswerShape<'a>>,
    duties: BTreeMap<&'a str, AnswerShape<'a>>,
    limits: BTreeMap<&'a str, AnswerShape<'a>>,
    parts: Vec<PartShape<'a>>,
    banned: Vec<BannedShape<'a>>,
    binding: Vec<BindingShape<'a>>,
    uncovered: Vec<UncoveredShape<'a>>,
}

#[derive(Debug, Serialize)]
struct SourceShape<'a> {
    source: &'a str,
    sha256: String,
    /// Share of the text that was not understood, 0 to 1.
    uncovered_share: f64,
}

#[derive(Debug, Serialize)]
struct LineShape<'a> {
    text: &'a str,
    clauses: Vec<CiteShape<'a>>,
}

#[derive(Debug, Serialize)]
struct CiteShape<'a> {
    source: &'a str,
    #[serde(flatten)]
    clause: ClauseShape<'a>,
}

#[derive(Debug, Serialize)]
struct AnswerShape<'a> {
    answer: &'static str,
    clauses: Vec<LineShape<'a>>,
    conditions: Vec<LineShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    looked_for: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<PlaceShape<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceShape<'a> {
    place: String,
    text: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct PartShape<'a> {
    title: &'a str,
    lines: Vec<LineShape<'a>>,
}

#[derive(Debug, Serialize)]
struct BannedShape<'a> {
    theme: &'a str,
    count: usize,
    categories: Vec<CategoryShape<'a>>,
}

#[derive(Debug, Serialize)]
struct CategoryShape<'a> {
    title: &'a str,
    places: Vec<String>,
}

#[derive(Debug, Serialize)]
struct BindingShape<'a> {
    name: Option<&'a str>,
    url: Option<&'a str>,
    read: bool,
    source: Option<&'a str>,
    places: Vec<String>,
}

#[derive(Debug, Serialize)]
struct UncoveredShape<'a> {
    effect: &'static str,
    #[serde(flatten)]
    at: PlaceShape<'a>,
}

/// The summary for programs.
#[must_use]
pub fn json<'a>(summary: &'a Summary, texts: &'a [Extraction], pack: &'a Pack) -> SummaryShape<'a> {
    let of_kind = |kind| {
        let answers = summary.answers.iter().filter(move |one| one.kind == kind);
        answers
            .map(|one| (one.id, answer(one, texts, pack)))
            .collect()
    };
    SummaryShape {
        schema: SCHEMA,
        version: VERSION,
        patterns: &pack.hash,
        sources: texts.iter().map(source).collect(),
        principal: summary.principal.as_ref().map(|one| line(one, texts, pack)),
        card: of_kind(QuestionKind::May),
        duties: of_kind(QuestionKind::Duty),
        limits: of_kind(QuestionKind::Limit),
        parts: summary
            .parts
            .iter()
            .map(|part| PartShape {
                title: part.title,
                lines: lines(&part.lines, texts, pack),
            })
            .collect(),
        banned: banned(summary, texts),
        binding: binding(summary, texts),
        uncovered: texts.iter().flat_map(uncovered).collect(),
    }
}

fn source(extraction: &Extraction) -> SourceShape<'_> {
    SourceShape {
        source: &extraction.source.name,
        sha256: extraction.source.sha256().to_owned(),
        uncovered_share: extraction.residue.share,
    }
}

fn lines<'a>(lines: &'a [Line], texts: &'a [Extraction], pack: &'a Pack) -> Vec<LineShape<'a>> {
    lines.iter().map(|one| line(one, texts, pack)).collect()
}

fn line<'a>(line: &'a Line, texts: &'a [Extraction], pack: &'a Pack) -> LineShape<'a> {
    let cite = |at: &ClauseRef| {
        let (extraction, clause) = at.of(texts);
        CiteShape {
            source: &extraction.source.name,
            clause: clause_shape(extraction, pack, clause),
        }
    };
    LineShape {
        text: &line.text,
        clauses: line.clauses.iter().map(cite).collect(),
    }
}

fn answer<'a>(one: &'a Answered, texts: &'a [Extraction], pack: &'a Pack) -> AnswerShape<'a> {
    AnswerShape {
        answer: one.answer.name(),
        clauses: lines(&one.grounds, texts, pack),
        conditions: lines(&one.conditions, texts, pack),
        looked_for: one.sought.as_ref().map(|sought| sought.phrases.as_slice()),
        nearest: nearest(one, texts).map(|(place, text)| PlaceShape { place, text }),
    }
}

fn places(clauses: &[ClauseRef], texts: &[Extraction]) -> Vec<String> {
    let one = |at: &ClauseRef| {
        let (extraction, clause) = at.of(texts);
        place(extraction, clause.span)
    };
    clauses.iter().map(one).collect()
}

fn banned<'a>(summary: &'a Summary, texts: &[Extraction]) -> Vec<BannedShape<'a>> {
    let theme = |theme: &'a crate::summary::Banned| BannedShape {
        theme: theme.theme,
        count: theme.count(),
        categories: theme
            .categories
            .iter()
            .map(|(title, clauses)| CategoryShape {
                title,
                places: places(clauses, texts),
            })
            .collect(),
    };
    summary.banned.iter().map(theme).collect()
}

fn binding<'a>(summary: &'a Summary, texts: &'a [Extraction]) -> Vec<BindingShape<'a>> {
    let one = |document: &'a crate::summary::BindingDocument| {
        let source = match document.standing {
            Standing::Read(at) => Some(texts[at].source.name.as_str()),
            Standing::Within => document
                .clauses
                .first()
                .map(|at| at.of(texts).0.source.name.as_str()),
            Standing::Unread => None,
        };
        BindingShape {
            name: document.name.as_deref(),
            url: document.url.as_deref(),
            read: source.is_some(),
            source,
            places: places(&document.clauses, texts),
        }
    };
    summary.binding.iter().map(one).collect()
}

fn uncovered(extraction: &Extraction) -> impl Iterator<Item = UncoveredShape<'_>> {
    let document = &extraction.document;
    extraction.residue.provisions.iter().map(|(id, effect)| {
        let folded = document.provision(*id).folded;
        UncoveredShape {
            effect: effect.name(),
            at: PlaceShape {
                place: place(extraction, document.folded.to_source(folded)),
                text: document.folded.display(folded),
            },
        }
    })
}
