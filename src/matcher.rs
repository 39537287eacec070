//! Finds the places of a pack's phrases in a document, and of its cues.
//!
//! One automaton over all phrases runs once over each provision. Everything that follows looks at
//! the places it found; regexes run only where their phrases are.

mod candidate;
mod phrase;
mod vocabulary;

use std::collections::HashMap;
use std::sync::OnceLock;

use rayon::prelude::*;

pub(crate) use candidate::{Candidate, View, Wanted, candidates};
pub(crate) use phrase::Phrases;
pub(crate) use vocabulary::Vocabulary;

use crate::document::{Document, Kind, Provision, ProvisionId};
use crate::effect::{self, Cue, Parties, Role};
use crate::pack::Pack;
use crate::program::Regex;
use crate::span::Span;

/// A pack made ready to run.
#[derive(Debug)]
pub struct Matcher {
    pack: Pack,
    phrases: Phrases,
    /// Number of the cue that a phrase stands for, if it does.
    cues: Vec<Option<u16>>,
    /// The patterns that have a phrase as anchor.
    anchors: Vec<Vec<u32>>,
    patterns: Vec<Prepared>,
    vocabularies: Vec<Vec<OnceLock<Vocabulary>>>,
}

/// A pattern with its phrases as numbers, and its regex once it was needed.
#[derive(Debug, Default)]
struct Prepared {
    anchors: Vec<u32>,
    with: Vec<Vec<u32>>,
    without: Vec<u32>,
    section: Vec<u32>,
    regex: OnceLock<Option<Compiled>>,
}

/// A regex, and which param of the topic each of its named groups stands for.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) regex: Regex,
    pub(crate) params: Vec<(usize, usize)>,
}

/// A place of a phrase in the folded text.
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
    /// Makes a pack ready: builds the automaton; regexes are compiled when they are first needed.
    ///
    /// # Panics
    /// If the phrases of the pack take more than 4 GiB.
    #[must_use]
    pub fn new(pack: Pack) -> Matcher {
        let mut table = PhraseTable::default();
        let mut cues = Vec::new();
        for (phrase, number) in effect::PHRASES {
            let id = table.add(phrase) as usize;
            cues.resize(cues.len().max(id + 1), None);
            cues[id] = Some(*number);
        }
        let mut anchors: Vec<Vec<u32>> = Vec::new();
        let mut patterns = Vec::new();
        for (number, pattern) in (0u32..).zip(&pack.patterns) {
            let prepared = Prepared {
                anchors: table.add_all(&pattern.anchors),
                with: pattern
                    .with
                    .iter()
                    .map(|group| table.add_all(group))
                    .collect(),
                without: table.add_all(&pattern.without),
                section: table.add_all(&pattern.section),
                regex: OnceLock::new(),
            };
            anchors.resize(table.list.len(), Vec::new());
            for &anchor in &prepared.anchors {
                anchors[anchor as usize].push(number);
            }
            patterns.push(prepared);
        }
        cues.resize(table.list.len(), None);
        anchors.resize(table.list.len(), Vec::new());
        let phrases = Phrases::new(table.list.iter().map(String::as_str));
        let vocabularies = pack
            .topics
            .iter()
            .map(|topic| topic.params.iter().map(|_| OnceLock::new()).collect())
            .collect();
        Matcher {
            pack,
            phrases,
            cues,
            anchors,
            patterns,
            vocabularies,
        }
    }

    /// The pack that it runs.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The regex of a pattern, compiled when first asked for. A pack that was checked has none that fails.
    pub(crate) fn regex(&self, number: u32) -> Option<&Compiled> {
        let pattern = &self.pack.patterns[number as usize];
        let source = pattern.regex.as_deref()?;
        let compile = || {
            let regex = Regex::new(source).ok()?;
            let topic = self.pack.topic(pattern.topic);
            let params = regex
                .names()
                .filter_map(|(group, name)| Some((group, topic.param_of_group(name)?)))
                .collect();
            Some(Compiled { regex, params })
        };
        self.patterns[number as usize]
            .regex
            .get_or_init(compile)
            .as_ref()
    }

    /// The vocabulary of the `index`th param of a topic.
    pub(crate) fn vocabulary(&self, topic: usize, index: usize) -> &Vocabulary {
        self.vocabularies[topic][index]
            .get_or_init(|| Vocabulary::new(&self.pack.topics[topic].params[index].words))
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
        let mut hits = Vec::new();
        let mut found = Vec::new();
        for (place, phrase) in self.phrases.find(&text[provision.folded.range()]) {
            let offset = |at: usize| {
                provision.folded.start + u32::try_from(at).expect("a text is below 4 GiB")
            };
            let span = Span::new(offset(place.start), offset(place.end));
            found.extend(self.cues[phrase as usize].map(|cue| (span, cue)));
            hits.push(Hit { span, phrase });
        }
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
        (hits, cues)
    }
}

/// Bytes of folded text from which on provisions of one document are worked on in parallel.
pub(crate) const PARALLEL: usize = 4 * 1024;

/// The phrases of a pack, each once.
#[derive(Default)]
struct PhraseTable {
    list: Vec<String>,
    known: HashMap<String, u32>,
}

impl PhraseTable {
    fn add(&mut self, phrase: &str) -> u32 {
        if let Some(&id) = self.known.get(phrase) {
            return id;
        }
        let id = u32::try_from(self.list.len()).expect("phrases are few");
        self.list.push(phrase.to_owned());
        self.known.insert(phrase.to_owned(), id);
        id
    }

    fn add_all(&mut self, phrases: &[String]) -> Vec<u32> {
        phrases.iter().map(|phrase| self.add(phrase)).collect()
    }
}
