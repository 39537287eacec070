//! Which patterns match in a provision, and where.

use fixedbitset::FixedBitSet;

use super::{Compiled, Hit, Matcher, Scan};
use crate::document::{Document, Kind, Provision, ProvisionId};
use crate::pack::{Pattern, Place};
use crate::program::Haystack;
use crate::span::{ByteRange, Span};

/// A provision behind its stems: the text that patterns are tried on.
#[derive(Debug)]
pub(crate) struct View {
    /// The pieces, outermost stem first, the provision last: each with its place in the view.
    pieces: Vec<(ProvisionId, Span, usize)>,
    /// The text, made only where a regex needs it and there are stems.
    text: Option<String>,
    /// Where words begin in the text, once a regex needs it.
    words: Option<Vec<u32>>,
}

impl View {
    pub(crate) fn of(document: &Document, id: ProvisionId) -> View {
        let mut stems: Vec<_> = document.stems(id).collect();
        stems.reverse();
        let mut pieces = Vec::with_capacity(stems.len() + 1);
        let mut at = 0;
        for piece in stems.into_iter().chain([id]) {
            let folded = document.provisions[piece.0 as usize].folded;
            pieces.push((piece, folded, at));
            at += folded.len() as usize + 1;
        }
        View {
            pieces,
            text: None,
            words: None,
        }
    }

    /// The provision that it is the view of.
    pub(crate) fn id(&self) -> ProvisionId {
        self.pieces[self.pieces.len() - 1].0
    }

    /// Where the provision's own words begin.
    pub(crate) fn own(&self) -> usize {
        self.pieces[self.pieces.len() - 1].2
    }

    /// The provisions that make it up, outermost stem first.
    pub(crate) fn provisions(&self) -> impl Iterator<Item = ProvisionId> + '_ {
        self.pieces.iter().map(|piece| piece.0)
    }

    fn place(&self, piece: usize, folded: Span) -> ByteRange {
        let (_, whole, at) = self.pieces[piece];
        let start = at + (folded.start - whole.start) as usize;
        start..start + folded.len() as usize
    }

    /// The provision and folded place that a place of the view lies in; of one that goes over several, the part in the last.
    pub(crate) fn folded(&self, place: &ByteRange) -> (ProvisionId, Span) {
        let piece = self
            .pieces
            .iter()
            .rposition(|piece| piece.2 < place.end.max(1))
            .unwrap_or(0);
        let (id, whole, at) = self.pieces[piece];
        let offset = |place: usize| {
            u32::try_from(place.max(at) - at)
                .unwrap_or(u32::MAX)
                .min(whole.len())
                + whole.start
        };
        (id, Span::new(offset(place.start), offset(place.end)))
    }

    /// The text that patterns see, ready for regexes.
    fn haystack<'a>(&'a mut self, document: &'a Document) -> Haystack<'a> {
        self.join(document);
        if self.words.is_none() {
            self.words = Some(Haystack::words(self.joined(document)));
        }
        Haystack {
            text: self.joined(document),
            words: self.words.as_deref().unwrap_or_default(),
        }
    }

    fn join(&mut self, document: &Document) {
        if self.text.is_some() || self.pieces.len() == 1 {
            return;
        }
        let length = self.pieces.iter().map(|piece| piece.1.len() as usize + 1);
        let mut whole = String::with_capacity(length.sum());
        for (n, piece) in self.pieces.iter().enumerate() {
            if n > 0 {
                whole.push(' ');
            }
            whole.push_str(&document.folded.text[piece.1.range()]);
        }
        self.text = Some(whole);
    }

    fn joined<'a>(&'a self, document: &'a Document) -> &'a str {
        match &self.text {
            Some(text) => text,
            None => &document.folded.text[self.pieces[0].1.range()],
        }
    }
}

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

/// How many matches of one pattern in one provision are looked at.
const MATCHES: usize = 8;

/// The matches of all patterns in one provision, in the order of the patterns. With `Wanted::Definitions`
/// only patterns are tried that say what a notion is, whatever kind of provision this is.
pub(crate) fn candidates(
    matcher: &Matcher,
    document: &Document,
    scan: &Scan,
    id: ProvisionId,
    wanted: Wanted,
) -> (View, Vec<Candidate>) {
    let mut view = View::of(document, id);
    let mut hits = Vec::new();
    for (piece, provision) in view.provisions().enumerate() {
        hits.extend(
            scan.hits(provision)
                .iter()
                .map(|hit: &Hit| (hit.phrase, view.place(piece, hit.span))),
        );
    }
    let mut present = FixedBitSet::with_capacity(matcher.pack().phrases.len());
    let mut anchored = FixedBitSet::with_capacity(matcher.pack().patterns.len());
    for (phrase, _) in &hits {
        if !present.put(*phrase as usize) {
            anchored.extend(
                matcher
                    .index
                    .anchored(*phrase)
                    .iter()
                    .map(|number| *number as usize),
            );
        }
    }
    let provision = document.provision(id);
    let mut found = Vec::new();
    for number in anchored.ones() {
        let number = u32::try_from(number).expect("patterns are few");
        let pattern = &matcher.pack().patterns[number as usize];
        let is_tried = match wanted {
            Wanted::Definitions => pattern.defined,
            Wanted::Rules => pattern.places.contains(&place(provision)),
        };
        if !is_tried {
            continue;
        }
        let search = Search {
            matcher,
            document,
            scan,
            id,
            hits: &hits,
            present: &present,
            pattern,
            number,
        };
        search.run(&mut view, &mut found);
    }
    (view, found)
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

struct Search<'a> {
    matcher: &'a Matcher,
    document: &'a Document,
    scan: &'a Scan,
    id: ProvisionId,
    hits: &'a [(u32, ByteRange)],
    /// Which phrases there are hits of.
    present: &'a FixedBitSet,
    pattern: &'a Pattern,
    number: u32,
}

impl Search<'_> {
    fn run(&self, view: &mut View, found: &mut Vec<Candidate>) {
        let is_there = |phrases: &[u32]| {
            phrases
                .iter()
                .any(|phrase| self.present.contains(*phrase as usize))
        };
        if is_there(&self.pattern.without) || !self.pattern.with.iter().all(|group| is_there(group))
        {
            return;
        }
        if !self.pattern.section.is_empty() && !self.is_in_section() {
            return;
        }
        let own = view.own();
        match self.matcher.regex(self.number) {
            None => self.by_phrases(own, found),
            Some(compiled) => self.by_regex(compiled, view.haystack(self.document), own, found),
        }
    }

    /// The places of any of the phrases.
    fn any<'a>(&'a self, phrases: &'a [u32]) -> impl Iterator<Item = &'a ByteRange> {
        self.hits
            .iter()
            .filter(|(phrase, _)| phrases.contains(phrase))
            .map(|(_, place)| place)
    }

    fn is_in_section(&self) -> bool {
        self.document.headings(self.id).any(|heading| {
            self.scan
                .hits(heading)
                .iter()
                .any(|hit| self.pattern.section.contains(&hit.phrase))
        })
    }

    fn by_phrases(&self, own: usize, found: &mut Vec<Candidate>) {
        let reach = self
            .pattern
            .within
            .map_or(usize::MAX, |within| within as usize);
        for anchor in self.any(&self.pattern.anchors).take(MATCHES) {
            let mut matched = anchor.clone();
            let mut is_own = anchor.end > own;
            let mut is_whole = true;
            for group in &self.pattern.with {
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
            if is_whole && is_own {
                found.push(Candidate {
                    pattern: self.number,
                    place: anchor.clone(),
                    matched,
                    groups: Vec::new(),
                });
            }
        }
    }

    fn by_regex(
        &self,
        compiled: &Compiled,
        text: Haystack,
        own: usize,
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
                .any(&self.pattern.anchors)
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
                pattern: self.number,
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
