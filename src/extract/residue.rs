//! What looks normative and yielded no clause, so that a reader knows what to read.

use crate::clause::Clause;
use crate::document::{Document, Kind, ProvisionId};
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

pub(super) fn of(document: &Document, cues: &Cues, clauses: &[Clause]) -> Residue {
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
    let governs = stems(document);
    let mut residue = Residue::default();
    let (mut bytes, mut all) = (0u64, 0u64);
    for (n, provision) in document.provisions.iter().enumerate() {
        all += u64::from(provision.folded.len());
        if is_covered[n] || governs[n] || provision.is_definition || provision.kind == Kind::Heading
        {
            continue;
        }
        let id = ProvisionId(u32::try_from(n).expect("provisions are fewer than bytes"));
        let place = cues
            .of(id)
            .iter()
            .find(|cue| cue.rules())
            .map_or(provision.folded, |cue| cue.span);
        let effect = effect::at(document, |id| cues.of(id), id, place);
        if effect != Effect::Declares {
            residue.provisions.push((id, effect));
            bytes += u64::from(provision.folded.len());
        }
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share needs no more than 52 bits"
    )]
    if all > 0 {
        residue.share = bytes as f64 / all as f64;
    }
    residue
}

/// Which provisions are stems of others: what they rule, their items say.
fn stems(document: &Document) -> Vec<bool> {
    let mut governs = vec![false; document.provisions.len()];
    for stem in document
        .provisions
        .iter()
        .filter_map(|provision| provision.stem)
    {
        governs[stem.0 as usize] = true;
    }
    governs
}
