//! Finds the places of a pack's phrases in a document, and of its cues.
//!
//! One automaton over all phrases runs over each view that was not seen before, a small one over each provision for
//! its cues. Everything that follows looks at the places they found; regexes run only where their phrases are.

mod candidate;
mod head;
mod index;
mod packed;
mod phrase;
mod seen;
mod vocabulary;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

pub(crate) use candidate::{Candidate, View, Wanted, candidates};
pub(crate) use index::Index;
pub(crate) use phrase::Phrases;
pub(crate) use vocabulary::Vocabulary;

use seen::Seen;

use crate::document::{Document, Kind, Provision, ProvisionId};
use crate::effect::alike::{self, Worded};
use crate::effect::{self, Cue, Parties, Role};
use crate::pack::Pack;
use crate::program::Regex;
use crate::span::{ByteRange, Span};

/// A pack made ready to run.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
    /// The regexes of the patterns that were needed.
    regexes: Vec<OnceLock<Option<Compiled>>>,
    vocabularies: Vec<Vec<OnceLock<Vocabulary>>>,
    /// What was found in views with the same words.
    seen: Seen<Arc<[Candidate]>>,
}

/// A regex, and which param of the topic each of its named groups stands for.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) regex: Regex,
    pub(crate) params: Vec<(usize, usize)>,
}

/// The cues of each provision of a document.
#[derive(Debug)]
pub(crate) struct Cues(Vec<Vec<Cue>>);

impl Cues {
    /// Those of one provision, in the order of the text.
    pub(crate) fn of(&self, id: ProvisionId) -> &[Cue] {
        &self.0[id.0 as usize]
    }
}

impl Matcher {
    /// Makes a pack ready; regexes are compiled when they are first needed.
    ///
    /// # Panics
    /// If the phrases of the pack take more than 4 GiB.
    #[must_use]
    pub fn new(pack: Pack) -> Matcher {
        Matcher::of(Index::new(pack))
    }

    pub(crate) fn of(index: Index) -> Matcher {
        let regexes = index.pack.patterns.iter().map(|_| OnceLock::new());
        let vocabularies = index
            .pack
            .topics
            .iter()
            .map(|topic| topic.params.iter().map(|_| OnceLock::new()).collect());
        Matcher {
            regexes: regexes.collect(),
            vocabularies: vocabularies.collect(),
            seen: Seen::new(),
            index,
        }
    }

    /// The pack that it runs.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.index.pack
    }

    /// The regex of a pattern, made ready when first asked for.
    pub(crate) fn regex(&self, number: u32) -> Option<&Compiled> {
        let prepare = || {
            let regex = self.index.regex(number)?;
            let topic = self
                .pack()
                .topic(self.pack().patterns[number as usize].topic);
            let params = regex
                .names()
                .filter_map(|(group, name)| Some((group, topic.param_of_group(name)?)))
                .collect();
            Some(Compiled { regex, params })
        };
        self.regexes[number as usize].get_or_init(prepare).as_ref()
    }

    /// The vocabulary of the `index`th param of a topic.
    pub(crate) fn vocabulary(&self, topic: usize, index: usize) -> &Vocabulary {
        self.vocabularies[topic][index]
            .get_or_init(|| Vocabulary::new(&self.pack().topics[topic].params[index].words))
    }

    /// Finds the cues of a document.
    pub(crate) fn cues(&self, document: &Document, parties: &Parties) -> Cues {
        let one = |provision: &Provision| self.cues_of(document, provision, parties);
        Cues(if document.folded.text.len() > PARALLEL {
            let provisions = document.provisions.par_iter();
            provisions.with_min_len(8).map(one).collect()
        } else {
            document.provisions.iter().map(one).collect()
        })
    }

    fn cues_of(&self, document: &Document, provision: &Provision, parties: &Parties) -> Vec<Cue> {
        let text = &document.folded.text;
        let offset = |at| to_u32(at) + provision.folded.start;
        let found = self.index.cues.find(&text[provision.folded.range()]);
        let mut found: Vec<_> = found
            .into_iter()
            .map(|(place, cue)| (Span::new(offset(place.start), offset(place.end)), cue))
            .collect();
        let open =
            provision.kind == Kind::Heading || text[..provision.folded.end as usize].ends_with(':');
        let role = if open { Role::Stem } else { Role::Rule };
        effect::find(
            &document.folded,
            provision.folded,
            role,
            parties,
            &mut found,
        )
    }

    /// The places of all phrases in a text, as it stands or in the one wording, in the order of their starts.
    pub(crate) fn hits(&self, text: &str) -> Vec<(ByteRange, u32)> {
        let phrases = &self.index.phrases;
        let mut hits = phrases.find(text);
        let modals = hits.iter().filter(|(place, phrase)| {
            (*phrase as usize) < effect::phrases().len() && alike::is_modal(&text[place.clone()])
        });
        if let Some(worded) = Worded::of(text, modals.map(|(place, _)| place.clone())) {
            hits.retain(|(place, _)| !worded.is_other(place.end));
            let mut more = Vec::new();
            for starts in worded.starts() {
                phrases.find_from(&worded.text, starts, &mut more);
            }
            let back = |(place, phrase)| Some((worded.back(place)?, phrase));
            hits.extend(more.into_iter().filter_map(back));
            hits.sort_by_key(|(place, _)| place.start);
        }
        hits
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).expect("a text is below 4 GiB")
}

/// Bytes of folded text from which on provisions of one document are worked on in parallel.
pub(crate) const PARALLEL: usize = 4 * 1024;
