//! Machine-readable output of clauses, as `schemas/` describes it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Serialize, Serializer};

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
    sha256: &'a str,
    clauses: Clauses<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncovered: Option<Vec<Uncovered<'a>>>,
}

/// Clauses of a document, put into shape when they are written, since a large text has many.
#[derive(Debug)]
struct Clauses<'a> {
    extraction: &'a Extraction,
    pack: &'a Pack,
    shown: Vec<&'a Clause>,
}

impl Serialize for Clauses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = self.shown.iter();
        serializer.collect_seq(shown.map(|one| clause(self.extraction, self.pack, one)))
    }
}

/// Writes the output for a document as it stands; where it has many clauses, several are put into shape at once, and
/// some while those before are written.
///
/// # Errors
/// Those of `out`.
pub fn write(mut document: Document, out: &mut impl Write) -> io::Result<()> {
    let clauses = &mut document.clauses;
    let (extraction, pack) = (clauses.extraction, clauses.pack);
    let shown = std::mem::take(&mut clauses.shown);
    // The same without clauses; no string in it can hold the name of the member with its quotation marks.
    let frame = serde_json::to_string(&document)?;
    let member = "\"clauses\":[";
    let (head, tail) = frame.split_once(member).unwrap_or((&frame, ""));
    out.write_all(head.as_bytes())?;
    out.write_all(member.as_bytes())?;
    let text = |some: &[&Clause]| {
        let mut text = Vec::with_capacity(some.len() * 1024);
        for one in some {
            serde_json::to_writer(&mut text, &clause(extraction, pack, one))?;
            text.push(b',');
        }
        Ok(text)
    };
    let mut ready: Vec<Vec<u8>> = Vec::new();
    for some in shown.chunks(AT_ONCE) {
        let mut next: io::Result<Vec<Vec<u8>>> = Ok(Vec::new());
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = some.par_chunks(TOGETHER).map(text).collect());
            ready.iter().try_for_each(|text| out.write_all(text))
        })?;
        ready = next?;
    }
    // No comma behind the last one.
    if let Some(last) = ready.last_mut() {
        last.pop();
    }
    ready.iter().try_for_each(|text| out.write_all(text))?;
    out.write_all(tail.as_bytes())
}

/// How many clauses are put into shape before they are written.
const AT_ONCE: usize = 8 * 1024;

/// How many of them one thread puts into shape.
const TOGETHER: usize = 64;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::extract::extract;
    use crate::source::Source;

    #[test]
    fn what_is_written_in_pieces_is_the_same() {
        let matcher = builtin::matcher();
        for times in [0, 1, AT_ONCE + 2 * TOGETHER + 1] {
            let text = "You must not resell the Model.\n\n".repeat(times);
            let source = Source::new(r#"a "clauses":[] of"#, text.into_bytes()).unwrap();
            let extraction = extract(source, &matcher);
            let shown = || extraction.clauses.iter().collect();
            let shape = || document(&extraction, matcher.pack(), shown(), Residue::Shown);
            let mut written = Vec::new();
            write(shape(), &mut written).unwrap();
            assert!(extraction.clauses.len() >= times);
            let whole = serde_json::to_string(&shape()).unwrap();
            assert!(whole.as_bytes() == written, "{times} clauses");
        }
    }
}
