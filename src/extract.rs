//! From a text to its clauses.

mod params;
mod residue;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use residue::Residue;

use crate::clause::{Clause, Evidence};
use crate::document::{Definition, Document, Kind, ProvisionId};
use crate::effect::{self, CueKind, Effect, Parties};
use crate::matcher::{Candidate, Cues, Finder, Found, Matcher, PARALLEL, Phrases, View, Wanted};
use crate::pack::Topic;
use crate::param::Value;
use crate::source::Source;
use crate::span::Span;

/// A text with the clauses that were found in it.
#[derive(Debug)]
pub struct Extraction {
    /// The text.
    pub source: Source,
    /// Its parts.
    pub document: Document,
    /// Its clauses, in the order of their places; of one place in the order of topics and effects.
    pub clauses: Vec<Clause>,
    /// What looks normative and yielded no clause.
    pub residue: Residue,
}

impl Extraction {
    /// The source text of a clause.
    #[must_use]
    pub fn text(&self, clause: &Clause) -> &str {
        &self.source.text[clause.span.range()]
    }

    /// The same as the folded text has it, but in its original letters.
    #[must_use]
    pub fn shown(&self, folded: Span) -> Cow<'_, str> {
        self.document.folded.display(folded)
    }
}

/// Reads a text: takes it apart, runs the patterns over each provision, and lists what they found.
///
/// The result does not depend on the number of threads.
///
/// # Panics
/// If the text has 4 GiB, which [`Source::new`] refuses.
#[must_use]
pub fn extract(source: Source, matcher: &Matcher) -> Extraction {
    let document = Document::parse(&source);
    read(source, document, matcher)
}

/// The same for a text that was taken apart before; `document` is what [`Document::parse`] made of `source`.
///
/// # Panics
/// If `document` is of another text.
#[must_use]
pub fn read(source: Source, document: Document, matcher: &Matcher) -> Extraction {
    let parties = Parties::of(&document);
    let cues = Cues::new(matcher, &document, &parties);
    let governs = document.governs();
    let reader = Reader {
        governs: &governs,
        source: &source,
        document: &document,
        matcher,
        cues: &cues,
    };
    let notions = reader.notions(&parties);
    let ids = 0..u32::try_from(document.provisions.len()).expect("provisions are fewer than bytes");
    let one = |finder: &mut Finder, id: u32| reader.clauses(ProvisionId(id), &notions, finder);
    let found: Vec<Clause> = if document.folded.text.len() > PARALLEL {
        let ids = ids.into_par_iter().with_min_len(8);
        ids.map_init(|| reader.finder(), one)
            .flatten_iter()
            .collect()
    } else {
        let mut finder = reader.finder();
        ids.flat_map(|id| one(&mut finder, id)).collect()
    };
    let clauses = runs(&document, matcher, found.into_iter());
    let residue = residue::of(&document, &cues, &governs, &clauses);
    Extraction {
        source,
        document,
        clauses,
        residue,
    }
}

/// How many words a title has at most.
const TITLE: usize = 4;

/// A notion that the text defines and a pattern knows: the term, and what its definition says.
struct Notion {
    view: View,
    found: Arc<Found>,
}

/// The defined terms of a text whose definitions patterns know, with a finder of their uses.
struct Notions {
    notions: Vec<Notion>,
    uses: Option<Phrases>,
}

struct Reader<'a> {
    /// For each provision whether it governs others.
    governs: &'a [bool],
    source: &'a Source,
    document: &'a Document,
    matcher: &'a Matcher,
    cues: &'a Cues<'a>,
}

impl<'a> Reader<'a> {
    fn finder(&self) -> Finder<'a> {
        Finder::new(self.matcher, self.document)
    }

    fn notions(&self, parties: &Parties) -> Notions {
        let document = self.document;
        // Every other sentence says "you": a party is no notion, whatever its definition says of its size.
        let is_notion = |definition: &&Definition| {
            document.provision(definition.provision).is_definition
                && !parties.is_party(&definition.term)
        };
        let one = |finder: &mut Finder, definition: &Definition| {
            let (view, found) = finder.find(definition.provision, Wanted::Definitions);
            let is_known = !found.candidates.is_empty();
            is_known.then(|| (definition.term.clone(), Notion { view, found }))
        };
        let definitions = document.definitions.par_iter().with_min_len(64);
        let found: Vec<_> = definitions
            .filter(is_notion)
            .map_init(|| self.finder(), one)
            .collect();
        let (terms, notions): (Vec<String>, Vec<Notion>) = found.into_iter().flatten().unzip();
        let uses = (!terms.is_empty()).then(|| Phrases::new(terms.iter().map(String::as_str)));
        Notions { notions, uses }
    }

    /// The clauses of one provision.
    fn clauses(&self, id: ProvisionId, notions: &Notions, finder: &mut Finder) -> Vec<Clause> {
        let provision = self.document.provision(id);
        let mut clauses = Vec::new();
        let is_heading = provision.kind == Kind::Heading && !self.commands(id);
        if is_heading || self.is_title(id) || !self.document.has_words(id) {
            return clauses;
        }
        let (view, found) = finder.find(id, Wanted::Rules);
        self.cues.take(id, &found.cues);
        let patterns = &self.matcher.pack().patterns;
        let (residual, others): (Vec<_>, Vec<_>) = found
            .candidates
            .iter()
            .partition(|candidate| patterns[candidate.pattern as usize].residual);
        let add = |candidate: &Candidate, clauses: &mut Vec<Clause>| {
            let (stands_in, place) = view.folded(&candidate.place);
            // An anchor in a stem is read there, under what the item itself says.
            let place = if stands_in == id {
                place
            } else {
                Span::new(provision.folded.start, provision.folded.start)
            };
            self.add((id, place), &view, candidate, clauses);
        };
        for candidate in others {
            add(candidate, &mut clauses);
        }
        if !provision.is_definition && provision.kind != Kind::Heading {
            self.by_notions(id, notions, &mut clauses);
        }
        if clauses.is_empty() && !self.governs[id.0 as usize] && self.cues.of(id).is_empty() {
            for candidate in residual {
                add(candidate, &mut clauses);
            }
        }
        clauses.sort_by_key(|clause| (clause.topic, clause.effect));
        clauses
    }

    /// Whether an item only names what the items under it say: "1. Malware: (a) ...".
    fn is_title(&self, id: ProvisionId) -> bool {
        let provision = self.document.provision(id);
        let text = self.document.folded.slice(provision.folded);
        self.governs[id.0 as usize]
            && provision.kind == Kind::Item
            && !text.ends_with(':')
            && text.split(' ').count() <= TITLE
            && self.cues.of(id).is_empty()
    }

    /// Whether a heading rules something by itself: "Do not ...", "Never ...", "We prohibit ...", "You may not ...".
    fn commands(&self, id: ProvisionId) -> bool {
        let folded = self.document.provision(id).folded;
        let text = &self.document.folded.text[folded.range()];
        let speaks = text.starts_with("we ") || text.starts_with("you ");
        self.cues.of(id).iter().any(|cue| match cue.kind {
            CueKind::Command => cue.span.start == folded.start,
            CueKind::Forward => speaks && cue.effect == Effect::Forbids,
            _ => false,
        })
    }

    /// Clauses that a provision has because it uses a term whose definition a pattern knows.
    fn by_notions(&self, id: ProvisionId, notions: &Notions, clauses: &mut Vec<Clause>) {
        let Some(uses) = &notions.uses else { return };
        let folded = self.document.provision(id).folded;
        let text = &self.document.folded.text[folded.range()];
        for (found, term) in uses.find(text) {
            let place = Span::new(
                folded.start + to_u32(found.start),
                folded.start + to_u32(found.end),
            );
            // A term is used as defined where it is written with a capital.
            if !self.source.text[self.document.folded.to_source(place).range()]
                .starts_with(char::is_uppercase)
            {
                continue;
            }
            let notion = &notions.notions[term as usize];
            for candidate in &notion.found.candidates {
                self.add((id, place), &notion.view, candidate, clauses);
            }
        }
    }

    /// Adds the clause that a candidate makes of a provision, or its params to one that is there.
    /// The candidate matched in `view`, which is that of the provision or of a definition; `place` is where
    /// in the provision the reading is taken.
    fn add(
        &self,
        (id, place): (ProvisionId, Span),
        view: &View,
        candidate: &Candidate,
        clauses: &mut Vec<Clause>,
    ) {
        let pattern = &self.matcher.pack().patterns[candidate.pattern as usize];
        let topic = self.matcher.pack().topic(pattern.topic);
        let (_, words) = view.folded(&candidate.matched);
        let Some(effect) = self.effect((id, place, words.start), candidate, topic) else {
            return;
        };
        let params = params::read(self, topic, view, candidate);
        let evidence = Evidence {
            pattern: candidate.pattern,
            words,
        };
        let same = clauses
            .iter_mut()
            .filter(|clause| clause.topic == pattern.topic && clause.effect == effect);
        for clause in same {
            let differs = |name: &String| {
                params
                    .get(name)
                    .is_some_and(|value| clause.params.get(name).is_some_and(|have| have != value))
            };
            if !topic.distinct.iter().any(differs) {
                clause.absorb(params, vec![evidence]);
                return;
            }
        }
        let provision = self.document.provision(id);
        clauses.push(Clause {
            topic: pattern.topic,
            effect,
            params,
            span: self.document.folded.to_source(provision.folded),
            folded: provision.folded,
            section: provision.section,
            provision: id,
            evidence: vec![evidence],
        });
    }

    /// The effect of a candidate's clause; none where the pattern or the topic does not have the one that was read.
    fn effect(
        &self,
        (id, place, from): (ProvisionId, Span, u32),
        candidate: &Candidate,
        topic: &Topic,
    ) -> Option<Effect> {
        let pattern = &self.matcher.pack().patterns[candidate.pattern as usize];
        let cues = |id| self.cues.of(id);
        let is_fixed = pattern.effect.is_some() || topic.effects == [Effect::Declares];
        if !pattern.reads.is_empty() || !is_fixed {
            let read = effect::at(self.document, cues, id, place);
            if read == Effect::Forbids && self.document.is_narrowed(id) {
                return None;
            }
            if !pattern.reads.is_empty() && !pattern.reads.contains(&read) {
                return None;
            }
            if !is_fixed {
                return topic.effects.contains(&read).then_some(read);
            }
        }
        // What a pattern is sure of, the words themselves may deny; the other side's duties are declared. Where
        // the pattern asks for a reading it knows of the words before its match.
        let sure = pattern.effect.unwrap_or(Effect::Declares);
        let from = if pattern.reads.is_empty() { 0 } else { from };
        let text = &self.document.folded.text;
        match effect::contradiction(text, cues(id), from, place, sure) {
            None => Some(sure),
            Some(Effect::Declares) => topic
                .effects
                .contains(&Effect::Declares)
                .then_some(Effect::Declares),
            Some(_) => None,
        }
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).expect("a text is below 4 GiB")
}

/// Joins neighbouring clauses of topics that run over several provisions.
fn runs(
    document: &Document,
    matcher: &Matcher,
    clauses: impl Iterator<Item = Clause>,
) -> Vec<Clause> {
    let mut joined: Vec<Clause> = Vec::new();
    let mut open: BTreeMap<(u16, Effect), (usize, ProvisionId)> = BTreeMap::new();
    for clause in clauses {
        let key = (clause.topic.0, clause.effect);
        let is_run = matcher.pack().topic(clause.topic).run;
        if let Some(&(at, last)) = open.get(&key).filter(|_| is_run) {
            let before = &mut joined[at];
            if clause.provision.0 - last.0 <= 1
                && document.provision(last).section == clause.section
            {
                before.span = before.span.join(clause.span);
                before.folded = before.folded.join(clause.folded);
                before.absorb(clause.params, clause.evidence);
                open.insert(key, (at, clause.provision));
                continue;
            }
        }
        open.insert(key, (joined.len(), clause.provision));
        joined.push(clause);
    }
    joined
}

/// Params by name.
pub(crate) type Params = BTreeMap<String, Value>;
