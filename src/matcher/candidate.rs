//! Which patterns match in a provision, and where.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::index::{DEFINED, Use, bit};
use super::view::View;
use super::{Compiled, CuePhrase, Hit, Matcher};
use crate::document::{Document, Kind, Provision, ProvisionId};
use crate::pack::{Pattern, Place};
use crate::program::Haystack;
use crate::span::{ByteRange, Span};

/// A pattern that matches in a view.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// Number of the pattern.
    pub(crate) pattern: u32,
    /// Where the anchor stands, which decides the reading.
    pub(crate) place: ByteRange,
    /// All words that matched.
    pub(crate) matched: ByteRange,
    /// The places of the regex's groups that took part, each with the number of its param.
    pub(crate) groups: Vec<(usize, ByteRange)>,
}

/// What was found in a view.
#[derive(Debug)]
pub(crate) struct Found {
    /// The matches of all patterns, in the order of the patterns.
    pub(crate) candidates: Box<[Candidate]>,
    /// The phrases of cues in the provision's own words.
    pub(crate) cues: Box<[CuePhrase]>,
}

/// How many matches of one pattern in one provision are looked at.
const MATCHES: usize = 8;

/// Looks for the patterns and cues of a document's provisions, one after the other, with memory that the searches share.
#[derive(Debug)]
pub(crate) struct Finder<'a> {
    matcher: &'a Matcher,
    document: &'a Document,
    /// What a view is remembered by.
    key: Vec<u8>,
    /// The stems of the last view that was not seen before, outermost first, with their phrases: those of the next are
    /// mostly the same.
    stems: Vec<(ProvisionId, Vec<Hit>)>,
    search: Search,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(matcher: &'a Matcher, document: &'a Document) -> Finder<'a> {
        Finder {
            matcher,
            document,
            key: Vec::new(),
            stems: Vec::new(),
            search: Search {
                hits: Vec::new(),
                anchored: FixedBitSet::with_capacity(matcher.pack().patterns.len()),
                held: FixedBitSet::with_capacity(matcher.index.sets_len),
            },
        }
    }

    /// What is found in one provision. With `Wanted::Definitions` only patterns are tried that say what a notion is,
    /// whatever kind of provision this is.
    pub(crate) fn find(&mut self, id: ProvisionId, wanted: Wanted) -> (View, Arc<Found>) {
        let mut view = View::of(self.document, id);
        let place = place(self.document.provision(id));
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.extend([wanted as u8, place as u8]);
        for (_, piece, _) in &view.pieces {
            key.extend_from_slice(&piece.len().to_le_bytes());
            key.extend_from_slice(self.document.folded.text[piece.range()].as_bytes());
        }
        let bit = match wanted {
            Wanted::Definitions => DEFINED,
            Wanted::Rules => bit(place),
        };
        let found = self
            .matcher
            .seen
            .of(&key, || Arc::new(self.search(&mut view, bit)));
        self.key = key;
        (view, found)
    }

    fn search(&mut self, view: &mut View, bit: u8) -> Found {
        let text = |piece: Span| &self.document.folded.text[piece.range()];
        let (_, own, start) = view.pieces[view.pieces.len() - 1];
        let stems = &view.pieces[..view.pieces.len() - 1];
        let pairs = stems.iter().zip(&self.stems);
        let same = pairs.take_while(|(piece, stem)| piece.0 == stem.0).count();
        self.stems.truncate(same);
        for (id, piece, _) in &stems[same..] {
            self.stems.push((*id, self.matcher.hits(text(*piece)).0));
        }
        let hits = &mut self.search.hits;
        hits.clear();
        for ((_, _, at), (_, of_stem)) in stems.iter().zip(&self.stems) {
            hits.extend(of_stem.iter().map(|hit| behind(hit, *at)));
        }
        let (of_own, cues) = self.matcher.hits(text(own));
        hits.extend(of_own.iter().map(|hit| behind(hit, start)));
        let candidates = self.search.run(self.matcher, self.document, view, bit);
        Found { candidates, cues }
    }
}

/// A phrase of a piece that stands at `at` in a view.
fn behind((place, phrase): &Hit, at: usize) -> Hit {
    (place.start + at..place.end + at, *phrase)
}

/// Which patterns are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Those made for the kind of provision.
    Rules,
    /// Those that say what a notion is.
    Definitions,
}

fn place(provision: &Provision) -> Place {
    if provision.kind == Kind::Heading {
        Place::Heading
    } else if provision.is_definition {
        Place::Definition
    } else {
        Place::Rule
    }
}

/// Looks for patterns in a view.
#[derive(Debug)]
struct Search {
    /// The phrases of the view, and their places.
    hits: Vec<Hit>,
    /// The patterns that have one of them as anchor.
    anchored: FixedBitSet,
    /// The sets of phrases that hold one of them.
    held: FixedBitSet,
}

impl Search {
    /// The matches of the patterns that are tried on what has this bit, in the order of the patterns.
    fn run(
        &mut self,
        matcher: &Matcher,
        document: &Document,
        view: &mut View,
        bit: u8,
    ) -> Box<[Candidate]> {
        let index = &matcher.index;
        self.anchored.clear();
        self.held.clear();
        for (_, phrase) in &self.hits {
            for user in index.uses(*phrase) {
                match user {
                    Use::Anchor(pattern) => self.anchored.insert(pattern as usize),
                    Use::Member(set) => self.held.insert(set as usize),
                }
            }
        }
        let mut found = Vec::new();
        for number in self.anchored.ones() {
            let number = u32::try_from(number).expect("patterns are few");
            if !index.lets_in(number, bit, |set| self.held.contains(set as usize)) {
                continue;
            }
            let pattern = (number, &matcher.pack().patterns[number as usize]);
            match matcher.regex(number) {
                None => self.by_phrases(pattern, view.own(), &mut found),
                Some(compiled) => {
                    let own = view.own();
                    self.by_regex(
                        pattern,
                        compiled,
                        (view.haystack(document), own),
                        &mut found,
                    );
                }
            }
        }
        found.into()
    }

    /// The places of any of the phrases.
    fn any<'b>(&'b self, phrases: &'b [u32]) -> impl Iterator<Item = &'b ByteRange> {
        self.hits
            .iter()
            .filter(|(_, phrase)| phrases.contains(phrase))
            .map(|(place, _)| place)
    }

    fn by_phrases(
        &self,
        (number, pattern): (u32, &Pattern),
        own: usize,
        found: &mut Vec<Candidate>,
    ) {
        let reach = pattern.within.map_or(usize::MAX, |within| within as usize);
        for anchor in self.any(&pattern.anchors).take(MATCHES) {
            let mut matched = anchor.clone();
            let mut is_own = anchor.end > own;
            let mut is_whole = true;
            for group in &pattern.with {
                let near = self
                    .any(group)
                    .filter(|place| gap(place, anchor) <= reach)
                    .min_by_key(|place| (place.end <= own && !is_own, gap(place, anchor)));
                let Some(near) = near else {
                    is_whole = false;
                    break;
                };
                is_own |= near.end > own;
                matched = matched.start.min(near.start)..matched.end.max(near.end);
            }
            let is_meant = if pattern.residual {
                anchor.end <= own
            } else {
                is_own
            };
            if is_whole && is_meant {
                found.push(Candidate {
                    pattern: number,
                    place: anchor.clone(),
                    matched,
                    groups: Vec::new(),
                });
            }
        }
    }

    fn by_regex(
        &self,
        (number, pattern): (u32, &Pattern),
        compiled: &Compiled,
        (text, own): (Haystack, usize),
        found: &mut Vec<Candidate>,
    ) {
        let mut from = 0;
        for _ in 0..MATCHES {
            let Some(groups) = compiled.regex.find(text, from) else {
                return;
            };
            let whole = groups[0].clone().expect("a match has a place");
            from = whole.end;
            if whole.end <= own {
                continue;
            }
            // An anchor in the match, best in the provision's own words.
            let anchor = self
                .any(&pattern.anchors)
                .filter(|place| place.start < whole.end && whole.start < place.end)
                .min_by_key(|place| (place.end <= own, place.start));
            let Some(anchor) = anchor else { continue };
            let groups = compiled
                .params
                .iter()
                .filter_map(|&(group, param)| {
                    Some((param, on_characters(text.text, groups[group].clone()?)))
                })
                .collect();
            found.push(Candidate {
                pattern: number,
                place: anchor.clone(),
                matched: on_characters(text.text, whole),
                groups,
            });
        }
    }
}

/// A byte match may end inside a character: the range without the broken ones.
fn on_characters(text: &str, range: ByteRange) -> ByteRange {
    text.ceil_char_boundary(range.start).min(range.end)
        ..text.floor_char_boundary(range.end).max(range.start)
}

fn gap(a: &ByteRange, b: &ByteRange) -> usize {
    a.start
        .saturating_sub(b.end)
        .max(b.start.saturating_sub(a.end))
}
