//! Finds the places of a pack's phrases in a document, and of its cues.
//!
//! One automaton over all phrases runs once over each provision. Everything that follows looks at
//! the places it found; regexes run only where their phrases are.

mod candidate;
mod index;
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

/// A place of a phrase, counted from the start of its provision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) span: Span,
    pub(crate) phrase: u32,
}

/// The hits and cues of each provision of a document.
#[derive(Debug)]
pub(crate) struct Scan {
    hits: Vec<Vec<Hit>>,
    cues: Vec<Vec<Cue>>,
}

impl Scan {
    pub(crate) fn hits(&self, id: ProvisionId) -> &[Hit] {
        &self.hits[id.0 as usize]
    }

    pub(crate) fn cues(&self, id: ProvisionId) -> &[Cue] {
        &self.cues[id.0 as usize]
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

    /// Finds all phrases and cues of a document.
    pub(crate) fn scan(&self, document: &Document, parties: &Parties) -> Scan {
        let one = |provision: &Provision| self.scan_provision(document, provision, parties);
        let all: Vec<_> = if document.folded.text.len() > PARALLEL {
            document
                .provisions
                .par_iter()
                .with_min_len(8)
                .map(one)
                .collect()
        } else {
            document.provisions.iter().map(one).collect()
        };
        let (hits, cues) = all.into_iter().unzip();
        Scan { hits, cues }
    }

    fn scan_provision(
        &self,
        document: &Document,
        provision: &Provision,
        parties: &Parties,
    ) -> (Vec<Hit>, Vec<Cue>) {
        let text = &document.folded.text;
        let own = &text[provision.folded.range()];
        let offset = |at| u32::try_from(at).expect("a text is below 4 GiB");
        let hit = |(place, phrase): (ByteRange, u32)| Hit {
            span: Span::new(offset(place.start), offset(place.end)),
            phrase,
        };
        let found = self.index.phrases.find(own);
        let modals = found.iter().filter(|(place, phrase)| {
            (*phrase as usize) < effect::PHRASES.len() && alike::is_modal(&own[place.clone()])
        });
        let worded = Worded::of(own, modals.map(|(place, _)| place.clone()));
        let mut hits: Vec<Hit> = found.into_iter().map(hit).collect();
        let cue = |hit: &Hit| {
            let (_, cue) = effect::PHRASES.get(hit.phrase as usize)?;
            Some((hit.span.behind(provision.folded.start), *cue))
        };
        let mut found: Vec<_> = hits.iter().filter_map(cue).collect();
        let open =
            provision.kind == Kind::Heading || text[..provision.folded.end as usize].ends_with(':');
        let role = if open { Role::Stem } else { Role::Rule };
        let cues = effect::find(
            &document.folded,
            provision.folded,
            role,
            parties,
            &mut found,
        );
        if let Some(worded) = worded {
            hits.retain(|hit| !worded.is_other(hit.span.end as usize));
            let mut more = Vec::new();
            for starts in worded.starts() {
                self.index
                    .phrases
                    .find_from(&worded.text, starts, &mut more);
            }
            let back = |(place, phrase)| Some(hit((worded.back(place)?, phrase)));
            hits.extend(more.into_iter().filter_map(back));
            hits.sort_by_key(|hit| hit.span.start);
        }
        (hits, cues)
    }
}

/// Bytes of folded text from which on provisions of one document are worked on in parallel.
pub(crate) const PARALLEL: usize = 4 * 1024;
