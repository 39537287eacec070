//! Changes for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Compared;
use crate::diff::{Change, ClauseRef};
use crate::extract::Extraction;
use crate::param::Value;
use crate::report::json::{ClauseShape, clause as clause_shape};
use crate::report::{SCHEMA, VERSION};

/// What `diff` prints for programs.
#[derive(Debug, Serialize)]
pub struct DiffShape<'a> {
    schema: u32,
    version: &'static str,
    patterns: &'a str,
    old: SideShape<'a>,
    new: SideShape<'a>,
    changes: Vec<ChangeShape<'a>>,
    relinked: Vec<ChangeShape<'a>>,
    unchanged: usize,
}

/// One side: its first text, and all of them where there are several.
#[derive(Debug, Serialize)]
pub struct SideShape<'a> {
    source: &'a str,
    sha256: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<&'a str>,
}

/// One change.
#[derive(Debug, Serialize)]
pub struct ChangeShape<'a> {
    kind: &'static str,
    topic: &'a str,
    effect: &'static str,
    direction: &'static str,
    old: Option<PlacedShape<'a>>,
    new: Option<PlacedShape<'a>>,
    params: BTreeMap<&'a str, ParamShape>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<PairShape<'a>>,
}

/// Another place of the same change.
#[derive(Debug, Serialize)]
pub struct PairShape<'a> {
    old: Option<PlacedShape<'a>>,
    new: Option<PlacedShape<'a>>,
}

/// A clause of a side; with the path of its text, where the side has several.
#[derive(Debug, Serialize)]
pub struct PlacedShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(flatten)]
    clause: ClauseShape<'a>,
}

/// The value of a param before and after.
#[derive(Debug, Serialize)]
pub struct ParamShape {
    old: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
}

/// The changes for programs, as `schemas/diff.schema.json` describes them.
#[must_use]
pub fn json<'a>(compared: &Compared<'a>, shown: &[&'a Change]) -> DiffShape<'a> {
    let change = |change: &'a Change| {
        let clause = compared.clause(change);
        ChangeShape {
            kind: change.kind.name(),
            topic: &compared.pack.topic(clause.topic).id,
            effect: clause.effect.name(),
            direction: change.direction.name(),
            old: change.old.map(|at| compared.shape(compared.old, at)),
            new: change.new.map(|at| compared.shape(compared.new, at)),
            params: change
                .params
                .iter()
                .map(|(name, (old, new))| {
                    (
                        name.as_str(),
                        ParamShape {
                            old: old.as_ref().map(Value::to_json),
                            new: new.as_ref().map(Value::to_json),
                        },
                    )
                })
                .collect(),
            notes: change.notes.iter().map(String::as_str).collect(),
            also: change
                .also
                .iter()
                .map(|[old, new]| PairShape {
                    old: old.map(|at| compared.shape(compared.old, at)),
                    new: new.map(|at| compared.shape(compared.new, at)),
                })
                .collect(),
        }
    };
    DiffShape {
        schema: SCHEMA,
        version: VERSION,
        patterns: &compared.pack.hash,
        old: side(compared.old),
        new: side(compared.new),
        changes: shown.iter().copied().map(change).collect(),
        relinked: compared.diff.relinked.iter().map(change).collect(),
        unchanged: compared.diff.unchanged,
    }
}

fn side(side: &[Extraction]) -> SideShape<'_> {
    let sources: Vec<_> = side.iter().map(|text| text.source.name.as_str()).collect();
    SideShape {
        source: sources.first().copied().unwrap_or(""),
        sha256: side
            .first()
            .map_or_else(String::new, |text| text.source.sha256().to_owned()),
        sources: if sources.len() > 1 {
            sources
        } else {
            Vec::new()
        },
    }
}

impl<'a> Compared<'a> {
    fn shape(&self, side: &'a [Extraction], at: ClauseRef) -> PlacedShape<'a> {
        let (extraction, clause) = at.of(side);
        PlacedShape {
            source: (side.len() > 1).then_some(extraction.source.name.as_str()),
            clause: clause_shape(extraction, self.pack, clause),
        }
    }
}
