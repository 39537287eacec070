//! Finds the places of a pack's phrases in a document, and of its cues.
//!
//! One search for all phrases, those of cues and of patterns, goes over each view that was not seen before. Everything
//! that follows looks at the places it found; regexes run only where their phrases are.

mod candidate;
mod head;
mod index;
mod packed;
mod phrase;
mod seen;
mod trie;
mod view;
mod vocabulary;

use std::sync::{Arc, OnceLock};

pub(crate) use candidate::{Candidate, Finder, Found, Wanted};
pub(crate) use index::Index;
pub(crate) use phrase::Phrases;
pub(crate) use view::View;
pub(crate) use vocabulary::Vocabulary;

use seen::Seen;

use crate::document::{Document, Kind, ProvisionId};
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
    seen: Seen<Arc<Found>>,
}

/// A regex, and which param of the topic each of its named groups stands for.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) regex: Regex,
    pub(crate) params: Vec<(usize, usize)>,
}

/// The cues of the provisions of a document, found when they are first asked for.
#[derive(Debug)]
pub(crate) struct Cues<'a> {
    matcher: &'a Matcher,
    document: &'a Document,
    parties: &'a Parties,
    found: Vec<OnceLock<Box<[Cue]>>>,
}

impl<'a> Cues<'a> {
    pub(crate) fn new(
        matcher: &'a Matcher,
        document: &'a Document,
        parties: &'a Parties,
    ) -> Cues<'a> {
        Cues {
            matcher,
            document,
            parties,
            found: document
                .provisions
                .iter()
                .map(|_| OnceLock::new())
                .collect(),
        }
    }

    /// Those of one provision, in the order of the text.
    pub(crate) fn of(&self, id: ProvisionId) -> &[Cue] {
        self.found[id.0 as usize].get_or_init(|| {
            let folded = self.document.provision(id).folded;
            let text = &self.document.folded.text[folded.range()];
            self.read(id, &cue_phrases(&self.matcher.index.phrases.find(text)))
        })
    }

    /// Takes the phrases of cues that were found in a provision, so that they need not be looked for.
    pub(crate) fn take(&self, id: ProvisionId, phrases: &[CuePhrase]) {
        self.found[id.0 as usize].get_or_init(|| self.read(id, phrases));
    }

    fn read(&self, id: ProvisionId, phrases: &[CuePhrase]) -> Box<[Cue]> {
        let provision = self.document.provision(id);
        let start = provision.folded.start;
        let mut found: Vec<_> = phrases
            .iter()
            .map(|(place, cue)| (Span::new(place.start + start, place.end + start), *cue))
            .collect();
        let text = &self.document.folded.text;
        let open =
            provision.kind == Kind::Heading || text[..provision.folded.end as usize].ends_with(':');
        let role = if open { Role::Stem } else { Role::Rule };
        effect::find(
            &self.document.folded,
            provision.folded,
            role,
            self.parties,
            &mut found,
        )
        .into()
    }
}

/// The place of a cue's phrase in its provision, and its number.
pub(crate) type CuePhrase = (Span, u32);

/// Those of phrases that are cues': the first of all have their numbers.
fn cue_phrases(hits: &[Hit]) -> Box<[CuePhrase]> {
    let cues = hits
        .iter()
        .filter(|(_, phrase)| (*phrase as usize) < effect::phrases().len());
    cues.map(|(place, cue)| (Span::new(to_u32(place.start), to_u32(place.end)), *cue))
        .collect()
}

/// The place of a phrase, and its number.
type Hit = (ByteRange, u32);

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

    /// The places of all phrases in a text, as it stands or in the one wording, in the order of their starts; and
    /// of those of cues, as it stands.
    fn hits(&self, text: &str) -> (Vec<Hit>, Box<[CuePhrase]>) {
        let phrases = &self.index.phrases;
        let mut hits = phrases.find(text);
        let cues = cue_phrases(&hits);
        let modals = cues.iter().map(|(place, _)| place.range());
        let modals = modals.filter(|place| alike::is_modal(&text[place.clone()]));
        if let Some(worded) = Worded::of(text, modals) {
            hits.retain(|(place, _)| !worded.is_other(place.end));
            let mut more = Vec::new();
            for starts in worded.starts() {
                phrases.find_from(&worded.text, starts, &mut more);
            }
            let back = |(place, phrase)| Some((worded.back(place)?, phrase));
            hits.extend(more.into_iter().filter_map(back));
            hits.sort_by_key(|(place, _)| place.start);
        }
        (hits, cues)
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).expect("a text is below 4 GiB")
}

/// Bytes of folded text from which on provisions of one document are worked on in parallel.
pub(crate) const PARALLEL: usize = 4 * 1024;
