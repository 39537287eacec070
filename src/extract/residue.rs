//! What looks normative and yielded no clause, so that a reader knows what to read.

use rayon::prelude::*;

use crate::clause::Clause;
use crate::document::{Document, Kind, Provision, ProvisionId};
use crate::effect::{self, Effect};
use crate::matcher::Cues;

/// The provisions of a text that permit, forbid or require something, and yielded no clause.
#[derive(Debug, Default)]
pub struct Residue {
    /// The provisions with what they seem to do, in the order of the text.
    pub provisions: Vec<(ProvisionId, Effect)>,
    /// Their share of the folded bytes of all provisions, from 0 to 1.
    pub share: f64,
}

pub(super) fn of(
    document: &Document,
    cues: &Cues,
    governs: &[bool],
    clauses: &[Clause],
) -> Residue {
    let mut is_covered = vec![false; document.provisions.len()];
    for clause in clauses {
        // A run covers all provisions that it was joined from.
        let from = clause.provision.0 as usize;
        for (covered, provision) in is_covered[from..]
            .iter_mut()
            .zip(&document.provisions[from..])
        {
            if provision.folded.start >= clause.folded.end {
                break;
            }
            *covered = true;
        }
    }
    let one = |(n, provision): (usize, &Provision)| {
        if is_covered[n] || governs[n] || provision.is_definition || provision.kind == Kind::Heading
        {
            return None;
        }
        let id = ProvisionId(u32::try_from(n).expect("provisions are fewer than bytes"));
        if !document.has_words(id) {
            return None;
        }
        let place = cues
            .of(id)
            .iter()
            .find(|cue| cue.rules())
            .map_or(provision.folded, |cue| cue.span);
        let effect = effect::at(document, |id| cues.of(id), id, place);
        (effect != Effect::Declares).then_some((id, effect))
    };
    let all = document.provisions.par_iter().enumerate();
    let mut residue = Residue {
        provisions: all.with_min_len(AT_ONCE).filter_map(one).collect(),
        share: 0.0,
    };
    let length = |provision: &Provision| u64::from(provision.folded.len());
    let all: u64 = document.provisions.iter().map(length).sum();
    let provisions = residue.provisions.iter();
    let bytes: u64 = provisions
        .map(|(id, _)| length(document.provision(*id)))
        .sum();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share needs no more than 52 bits"
    )]
    if all > 0 {
        residue.share = bytes as f64 / all as f64;
    }
    residue
}

/// How many provisions at least are looked at by one thread.
const AT_ONCE: usize = 1024;
