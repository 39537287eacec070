//! What a text says: clauses, each with the place and the words that it was read from.

use std::collections::BTreeMap;

use crate::document::{ProvisionId, SectionId};
use crate::effect::Effect;
use crate::pack::TopicId;
use crate::param::Value;
use crate::span::Span;

/// One legal statement about one topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What it is about.
    pub topic: TopicId,
    /// What it does for the reader.
    pub effect: Effect,
    /// Typed values read from the text, by name; what the text does not state is absent.
    pub params: BTreeMap<String, Value>,
    /// Where it stands, in bytes of the source's text.
    pub span: Span,
    /// The same place in the folded text.
    pub folded: Span,
    /// The innermost section that holds it.
    pub section: SectionId,
    /// The provision that it was read from; the first one, where several make one clause.
    pub provision: ProvisionId,
    /// Why it was found: all patterns that had a part in it, the first one first.
    pub evidence: Vec<Evidence>,
}

/// A pattern and the words that it matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Number of the pattern in its pack.
    pub pattern: u32,
    /// The words, in the folded text; they may stand in a stem or a definition, before the clause.
    pub words: Span,
}

impl Clause {
    /// Takes over params and evidence of another clause of the same provision or run: lists are
    /// joined, of other values the first one stays.
    pub(crate) fn absorb(&mut self, params: BTreeMap<String, Value>, evidence: Vec<Evidence>) {
        self.evidence.extend(
            evidence
                .into_iter()
                .filter(|one| !self.evidence.contains(one))
                .collect::<Vec<_>>(),
        );
        for (name, value) in params {
            match self.params.get_mut(&name) {
                None => {
                    self.params.insert(name, value);
                }
                Some(Value::List(have)) => {
                    if let Value::List(more) = value {
                        for item in more {
                            if !have.contains(&item) {
                                have.push(item);
                            }
                        }
                    }
                }
                Some(_) => {}
            }
        }
    }
}
