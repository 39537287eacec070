//! The text that patterns see of a provision.

use crate::document::{Document, ProvisionId};
use crate::program::stop::STOP;
use crate::program::{Haystack, Traits};
use crate::span::{ByteRange, Span};

/// A provision behind its stems: the text that patterns are tried on.
#[derive(Debug)]
pub(crate) struct View {
    /// The pieces, outermost stem first, the provision last: each with its place in the view.
    pub(super) pieces: Vec<(ProvisionId, Span, usize)>,
    /// The text, made only where a regex needs it and it is not as it stands in the document.
    text: Option<String>,
    /// What is told of the text, once a regex needs it.
    traits: Option<Traits>,
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
            traits: None,
        }
    }

    /// The length of its text, in bytes.
    fn len(&self) -> usize {
        let (_, last, at) = self.pieces[self.pieces.len() - 1];
        at + last.len() as usize
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
    pub(super) fn haystack<'a>(&'a mut self, document: &'a Document) -> Haystack<'a> {
        self.join(document);
        if self.traits.is_none() {
            self.traits = Some(Traits::of(self.joined(document)));
        }
        Haystack {
            text: self.joined(document),
            traits: self.traits.as_ref().expect("it was made just now"),
        }
    }

    /// Makes the text, where it is not as it stands in the document: of several pieces, or with stops inside a sentence.
    fn join(&mut self, document: &Document) {
        let text = |piece: &(ProvisionId, Span, usize)| &document.folded.text[piece.1.range()];
        let is_plain = self.pieces.len() == 1 && stops(text(&self.pieces[0])).next().is_none();
        if self.text.is_some() || is_plain {
            return;
        }
        let mut whole = String::with_capacity(self.len());
        for (n, piece) in self.pieces.iter().enumerate() {
            if n > 0 {
                whole.push(' ');
            }
            let mut rest = 0;
            for stop in stops(text(piece)) {
                whole.push_str(&text(piece)[rest..stop]);
                whole.push(STOP);
                rest = stop + 1;
            }
            whole.push_str(&text(piece)[rest..]);
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

/// The full stops inside a sentence.
fn stops(sentence: &str) -> impl Iterator<Item = usize> {
    let inner = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
    memchr::memchr_iter(b'.', inner.as_bytes())
}
