//! Stretches of a large plain text, which are taken apart side by side, each as if it stood alone: no list and no section
//! goes on from one to the next. Where they are cut follows from the text alone, so the result does not depend on
//! the number of threads; texts below a mebibyte are one stretch.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::{Document, Link, ProvisionId, SectionId, plain};
use crate::span::Span;

/// How much of the source a stretch has at least, in bytes.
const LEAST: usize = 1 << 20;

/// How much more it may have, so that the widest gap in it is cut.
const MORE: usize = LEAST / 4;

/// Where no line was empty for so long, in bytes, any line end will do.
const MOST: usize = 4 * LEAST;

/// Takes a plain text apart.
pub(super) fn document(text: &str) -> Document {
    let prefix = plain::comment_prefix(text);
    let of = |stretch| Document::of(&plain::lines(text, stretch, prefix));
    let stretches = stretches(text);
    if let [whole] = stretches[..] {
        return of(whole);
    }
    let mut whole = Document::default();
    whole.folded.reserve(text.len());
    let joined = Mutex::new(Joined {
        whole,
        parts: 0,
        waiting: BTreeMap::new(),
    });
    // The bridge hands them out in their order, so that few wait for those before.
    let parts = stretches.into_iter().enumerate().par_bridge();
    parts.for_each(|(number, stretch)| {
        let part = of(stretch);
        let mut joined = joined.lock().unwrap_or_else(PoisonError::into_inner);
        joined.take(number, part);
    });
    let joined = joined.into_inner();
    joined.unwrap_or_else(PoisonError::into_inner).whole
}

/// A document in the making.
struct Joined {
    whole: Document,
    /// How many stretches it has.
    parts: usize,
    /// Those that wait for others before them.
    waiting: BTreeMap<usize, Document>,
}

impl Joined {
    fn take(&mut self, number: usize, part: Document) {
        self.waiting.insert(number, part);
        while let Some(part) = self.waiting.remove(&self.parts) {
            self.whole.append(part);
            self.parts += 1;
        }
    }
}

/// The stretches of a text.
fn stretches(text: &str) -> Vec<Span> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while let Some(length) = cut(&text[start..]) {
        stretches.push(Span::new(start as u32, (start + length) as u32));
        start += length;
    }
    stretches.push(Span::new(start as u32, text.len() as u32));
    stretches
}

/// Where the first stretch of a text ends that has more: behind the most empty lines, of places that would do.
fn cut(text: &str) -> Option<usize> {
    let mut at = LEAST + memchr::memchr(b'\n', text.as_bytes().get(LEAST..)?)? + 1;
    let (mut empty, mut widest, mut cut) = (0, 0, None);
    for line in text[at..].split_inclusive('\n') {
        if line.trim_ascii().is_empty() {
            empty += 1;
        } else {
            if empty > widest {
                (widest, cut) = (empty, Some(at));
            }
            let is_enough = at > LEAST + MORE && cut.is_some();
            if is_enough || at > MOST {
                return cut.or(Some(at));
            }
            empty = 0;
        }
        at += line.len();
    }
    None
}

impl Document {
    /// Adds what stands behind it in the source.
    fn append(&mut self, part: Document) {
        let at = self.folded.append(part.folded);
        let sections = self.sections.len() as u32 - 1;
        let provisions = self.provisions.len() as u32;
        let placed = |span: Span| Span::new(span.start + at, span.end + at);
        // The root is there already.
        let section = |SectionId(id): SectionId| SectionId(if id == 0 { 0 } else { id + sections });
        let provision = |ProvisionId(id): ProvisionId| ProvisionId(id + provisions);
        self.sections
            .extend(part.sections.into_iter().skip(1).map(|mut one| {
                one.parent = one.parent.map(section);
                one.heading = one.heading.map(provision);
                one
            }));
        self.provisions
            .extend(part.provisions.into_iter().map(|mut one| {
                one.folded = placed(one.folded);
                one.section = section(one.section);
                one.stem = one.stem.map(provision);
                one.tail = one.tail.map(provision);
                one
            }));
        self.definitions
            .extend(part.definitions.into_iter().map(|mut one| {
                one.provision = provision(one.provision);
                one.meaning = placed(one.meaning);
                one
            }));
        self.links.extend(part.links.into_iter().map(|one| Link {
            folded: placed(one.folded),
            ..one
        }));
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::source::Source;

    fn parse(text: &str) -> Document {
        Document::parse(&Source::new("text.txt", text.into()).unwrap())
    }

    /// Provisions as they stand in the source, with their stems.
    fn shown(document: &Document, text: &str) -> Vec<String> {
        let words = |id: super::ProvisionId| {
            let span = document.folded.to_source(document.provision(id).folded);
            text[span.range()].to_owned()
        };
        let ids = (0..document.provisions.len()).map(|id| super::ProvisionId(id as u32));
        ids.map(|id| {
            let stems: Vec<_> = document.stems(id).map(words).collect();
            format!("{} < {stems:?}", words(id))
        })
        .collect()
    }

    #[test]
    fn a_text_without_an_empty_line_is_cut_too() {
        let line = "You must not use it for spam.\n";
        let times = 3 * super::MOST / line.len();
        let document = parse(&line.repeat(times));
        assert_eq!(document.provisions.len(), times);
        assert!(
            document
                .provisions
                .is_sorted_by_key(|provision| provision.folded.start)
        );
        let last = document.provisions[times - 1].folded;
        assert_eq!(
            document.folded.to_source(last).end as usize,
            times * line.len() - 1
        );
    }

    #[test]
    fn a_large_text_is_its_parts_one_behind_the_other() {
        let licence = "Permit\n\n1. Use\n\nYou may not use \u{201c}it\u{201d}:\n\n  (a) for war; or\n  (b) for spam.\n\n\"Output\" means what it makes.\n\n2. End\n\nIt ends when you break it.\n";
        let part = parse(licence);
        let times = 2 * super::LEAST / licence.len();
        let whole = format!("{licence}\n\n\n\n").repeat(times);
        let document = parse(&whole);
        let one = shown(&part, licence);
        let all = shown(&document, &whole);
        assert_eq!(all.len(), one.len() * times);
        for (place, (found, expected)) in all.iter().zip(one.iter().cycle()).enumerate() {
            assert_eq!(found, expected, "provision {place}");
        }
        assert_eq!(document.definitions.len(), part.definitions.len() * times);
        for definition in &document.definitions {
            assert_eq!(
                &document.folded.text[definition.meaning.range()],
                "what it makes."
            );
        }
    }
}
