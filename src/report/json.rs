//! Machine-readable output of clauses, as `schemas/` describes it.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::{SCHEMA, VERSION};
use crate::clause::Clause;
use crate::extract::Extraction;
use crate::pack::Pack;
use crate::span::Span;

/// What `extract` says of one document.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: u32,
    version: &'static str,
    patterns: &'a str,
    source: &'a str,
    sha256: String,
    clauses: Clauses<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncovered: Option<Vec<Uncovered<'a>>>,
}

/// Clauses of a document, put into shape when they are written, since a large text has many: several
/// at once, but not all.
#[derive(Debug)]
struct Clauses<'a> {
    extraction: &'a Extraction,
    pack: &'a Pack,
    shown: Vec<&'a Clause>,
}

impl<'a> Serialize for Clauses<'a> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = |one: &&'a Clause| clause(self.extraction, self.pack, one);
        if self.shown.len() <= AT_ONCE {
            return serializer.collect_seq(self.shown.iter().map(shape));
        }
        let mut list = serializer.serialize_seq(Some(self.shown.len()))?;
        for some in self.shown.chunks(AT_ONCE) {
            let written = some.par_iter().map(|one| to_raw_value(&shape(one)));
            let written: Vec<Box<RawValue>> =
                written.collect::<Result<_, _>>().map_err(Error::custom)?;
            for one in written {
                list.serialize_element(&one)?;
            }
        }
        list.end()
    }
}

/// How many clauses are put into shape at once.
const AT_ONCE: usize = 1024;

/// One clause.
#[derive(Debug, Serialize)]
pub struct ClauseShape<'a> {
    topic: &'a str,
    effect: &'static str,
    params: BTreeMap<&'a str, serde_json::Value>,
    span: Place,
    section: Vec<&'a str>,
    text: &'a str,
    pattern: &'a str,
    evidence: Vec<EvidenceShape<'a>>,
}

/// Why a clause was found.
#[derive(Debug, Serialize)]
pub struct EvidenceShape<'a> {
    pattern: &'a str,
    span: Place,
}

/// A provision that looks normative and yielded no clause.
#[derive(Debug, Serialize)]
pub struct Uncovered<'a> {
    effect: &'static str,
    span: Place,
    section: Vec<&'a str>,
    text: &'a str,
}

/// A place in the file on disk: bytes `[start, end)`, and the line and column (in characters, both from 1) of its start.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
}

/// The output of `extract` for a document with those of its clauses that are `shown`; with `uncovered`
/// also what looks normative and yielded none.
#[must_use]
pub fn document<'a>(
    extraction: &'a Extraction,
    pack: &'a Pack,
    shown: Vec<&'a Clause>,
    uncovered: Residue,
) -> Document<'a> {
    Document {
        schema: SCHEMA,
        version: VERSION,
        patterns: &pack.hash,
        source: &extraction.source.name,
        sha256: extraction.source.sha256(),
        clauses: Clauses {
            extraction,
            pack,
            shown,
        },
        uncovered: (uncovered == Residue::Shown).then(|| residue(extraction)),
    }
}

/// Whether what was not understood is part of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residue {
    /// It is.
    Shown,
    /// It is not.
    Hidden,
}

/// The output of one clause.
#[must_use]
pub fn clause<'a>(
    extraction: &'a Extraction,
    pack: &'a Pack,
    clause: &'a Clause,
) -> ClauseShape<'a> {
    let pattern = |number: u32| pack.patterns[number as usize].id.as_str();
    ClauseShape {
        topic: &pack.topic(clause.topic).id,
        effect: clause.effect.name(),
        params: clause
            .params
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_json()))
            .collect(),
        span: place(extraction, clause.span),
        section: extraction.document.path(clause.section),
        text: extraction.text(clause),
        pattern: clause
            .evidence
            .first()
            .map_or("", |first| pattern(first.pattern)),
        evidence: clause
            .evidence
            .iter()
            .map(|one| EvidenceShape {
                pattern: pattern(one.pattern),
                span: place(extraction, extraction.document.folded.to_source(one.words)),
            })
            .collect(),
    }
}

fn residue(extraction: &Extraction) -> Vec<Uncovered<'_>> {
    let document = &extraction.document;
    let one = |(id, effect): &(_, crate::effect::Effect)| {
        let provision = document.provision(*id);
        let span = document.folded.to_source(provision.folded);
        Uncovered {
            effect: effect.name(),
            span: place(extraction, span),
            section: document.path(provision.section),
            text: &extraction.source.text[span.range()],
        }
    };
    extraction.residue.provisions.iter().map(one).collect()
}

fn place(extraction: &Extraction, span: Span) -> Place {
    let (line, column) = extraction.source.line_column(span.start);
    let Span { start, end } = extraction.source.on_disk(span);
    Place {
        start,
        end,
        line,
        column,
    }
}
