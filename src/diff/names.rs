//! Names that changed throughout: products, versions, parties, defined terms.
//!
//! They are found, not configured: a term that one side defines and the other does not is the new name
//! of a term whose definition says the same; and words of the titles that differ are names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::words::{self, Part};
use crate::document::{Kind, Provision};
use crate::extract::Extraction;

/// For each side, the names that stand for something the other side names otherwise.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) old: Renames,
    pub(super) new: Renames,
}

/// Names, folded, the longest first, each with what it is replaced by on both sides.
pub(super) type Renames = Vec<(String, String)>;

/// How much of two definitions must be the same for their terms to name the same.
const ALIKE: f64 = 0.6;

impl Names {
    pub(super) fn between(old: &[Extraction], new: &[Extraction]) -> Names {
        let mut names = Names::default();
        let (old_terms, new_terms) = (terms(old), terms(new));
        let lone = |from: &BTreeMap<String, Vec<String>>,
                    other: &BTreeMap<String, Vec<String>>|
         -> Vec<(String, Vec<String>)> {
            from.iter()
                .filter(|(term, _)| !other.contains_key(*term))
                .map(|(term, words)| (term.clone(), words.clone()))
                .collect()
        };
        let (old_lone, new_lone) = (lone(&old_terms, &new_terms), lone(&new_terms, &old_terms));
        let mut alike: Vec<(f64, &str, &str)> = Vec::new();
        for (term, meaning) in &old_lone {
            let pairs = new_lone
                .iter()
                .map(|(other, words)| (similarity(meaning, words), term.as_str(), other.as_str()));
            alike.extend(pairs.filter(|pair| pair.0 >= ALIKE));
        }
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, old, new) in alike {
            if names.old.iter().all(|(name, _)| name != old)
                && names.new.iter().all(|(name, _)| name != new)
            {
                // A word that neither side has.
                let neutral = format!("zzname{}", names.old.len());
                names.old.push((old.to_owned(), neutral.clone()));
                names.new.push((new.to_owned(), neutral));
            }
        }
        let (old_title, new_title) = (title_words(old), title_words(new));
        // A word that only one title has is a name on both sides; a version is one behind its name only.
        for word in old_title.symmetric_difference(&new_title) {
            for side in [&mut names.old, &mut names.new] {
                if word.starts_with(|c: char| c.is_ascii_digit()) {
                    side.extend(
                        old_title
                            .union(&new_title)
                            .filter(|name| !name.starts_with(|c: char| c.is_ascii_digit()))
                            .map(|name| (format!("{name} {word}"), name.clone())),
                    );
                } else {
                    side.push((word.clone(), String::new()));
                }
            }
        }
        for side in [&mut names.old, &mut names.new] {
            side.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
            side.dedup();
        }
        names
    }
}

impl Names {
    /// Adds words that are names on both sides.
    pub(super) fn add(&mut self, words: [BTreeSet<String>; 2]) {
        for (side, words) in [&mut self.old, &mut self.new].into_iter().zip(words) {
            side.extend(words.into_iter().map(|word| (word, String::new())));
            side.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
            side.dedup();
        }
    }
}

/// Folded words with names replaced. Whole words only.
pub(super) fn renamed(folded: &str, names: &Renames) -> String {
    let mut text = folded.to_owned();
    for (name, neutral) in names {
        if !text.contains(name.as_str()) {
            continue;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find(name.as_str()) {
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let end = at + name.len();
            let is_whole =
                !is_word(rest[..at].chars().next_back()) && !is_word(rest[end..].chars().next());
            out.push_str(&rest[..at]);
            out.push_str(if is_whole { neutral } else { name });
            rest = &rest[end..];
        }
        out.push_str(rest);
        text = out;
    }
    text
}

/// A redline in which words that differ in nothing but names are the same.
pub(super) fn unnamed(parts: Vec<Part>, names: &Names) -> Vec<Part> {
    let side = |is_old: bool| -> String {
        let own = parts.iter().filter_map(|part| match part {
            Part::Same(words) => Some(words.as_str()),
            Part::Gone(words) => Some(words.as_str()).filter(|_| is_old),
            Part::Came(words) => Some(words.as_str()).filter(|_| !is_old),
        });
        own.collect()
    };
    let (old, new) = (side(true), side(false));
    let (old_places, new_places) = (places(&old, &names.old), places(&new, &names.new));
    let (mut at_old, mut at_new) = (0, 0);
    let mut unnamed = Vec::new();
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        match part {
            Part::Same(words) => {
                at_old += words.len();
                at_new += words.len();
                unnamed.push(Part::Same(words));
            }
            Part::Came(words) => {
                let after = left(&new, at_new..at_new + words.len(), &new_places);
                at_new += words.len();
                unnamed.extend(Some(Part::Came(words)).filter(|_| !after.is_empty()));
            }
            Part::Gone(gone) => {
                let before = left(&old, at_old..at_old + gone.len(), &old_places);
                at_old += gone.len();
                let Some(Part::Came(came)) = rest.next_if(|next| matches!(next, Part::Came(_)))
                else {
                    unnamed.extend(Some(Part::Gone(gone)).filter(|_| !before.is_empty()));
                    continue;
                };
                let after = left(&new, at_new..at_new + came.len(), &new_places);
                at_new += came.len();
                if before == after {
                    unnamed.push(Part::Same(came));
                } else {
                    unnamed.extend([Part::Gone(gone), Part::Came(came)]);
                }
            }
        }
    }
    unnamed
}

/// A stretch of a text that is a name, and what stands for it on both sides.
type Place<'n> = (Range<usize>, &'n str);

/// Where the names stand in a text in its own letters, in order, and the numbers of its references.
fn places<'n>(text: &str, names: &'n Renames) -> Vec<Place<'n>> {
    // As long as the text itself.
    let lower = text.to_ascii_lowercase().replace("licenc", "licens");
    let numbers = words::references(&lower).into_iter();
    let mut places: Vec<Place> = numbers.map(|place| (place, "")).collect();
    for (name, neutral) in names.iter().filter(|(name, _)| !name.is_empty()) {
        let found = lower.match_indices(name.as_str());
        let found: Vec<_> = found
            .map(|(at, _)| at..at + name.len())
            .filter(|place| is_word(&lower, place))
            .filter(|place| {
                let is_apart =
                    |(other, _): &Place| other.end <= place.start || place.end <= other.start;
                places.iter().all(is_apart)
            })
            .collect();
        places.extend(found.into_iter().map(|place| (place, neutral.as_str())));
    }
    places.sort_by_key(|(place, _)| place.start);
    places
}

/// Whether a stretch begins and ends where words do.
fn is_word(text: &str, place: &Range<usize>) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_inside(text[..place.start].chars().next_back())
        && !is_inside(text[place.end..].chars().next())
}

/// The words that matter of a stretch, names replaced; what is only a part of a name is none.
fn left(text: &str, stretch: Range<usize>, places: &[Place]) -> Vec<String> {
    let mut left = String::new();
    let mut at = stretch.start;
    let near = places
        .iter()
        .filter(|(place, _)| place.start < stretch.end && stretch.start < place.end);
    for (place, neutral) in near {
        left.push_str(&text[at..place.start.max(at)]);
        let is_whole = stretch.start <= place.start && place.end <= stretch.end;
        left.push_str(if is_whole { neutral } else { "" });
        at = place.end.min(stretch.end);
    }
    left.push_str(&text[at..stretch.end]);
    words::meaningful(&left.to_lowercase())
}

fn terms(side: &[Extraction]) -> BTreeMap<String, Vec<String>> {
    let mut terms = BTreeMap::new();
    for extraction in side {
        for definition in &extraction.document.definitions {
            let meaning = &extraction.document.folded.text[definition.meaning.range()];
            terms
                .entry(definition.term.clone())
                .or_insert_with(|| words::meaningful(meaning));
        }
    }
    terms
}

/// The words of the titles that are names: of the first heading or provision of each text.
fn title_words(side: &[Extraction]) -> BTreeSet<String> {
    let common = [
        "license",
        "licence",
        "agreement",
        "terms",
        "policy",
        "use",
        "community",
        "acceptable",
        "version",
        "model",
        "of",
        "the",
        "and",
        "for",
        "service",
        "services",
        "ai",
        "research",
        "open",
        "commercial",
        "usage",
    ];
    let mut words = BTreeSet::new();
    for extraction in side {
        let document = &extraction.document;
        let is_heading = |provision: &&Provision| provision.kind == Kind::Heading;
        let heading = document.provisions.iter().find(is_heading);
        let Some(first) = heading.or(document.provisions.first()) else {
            continue;
        };
        let is_sentence = document
            .folded
            .slice(first.folded)
            .ends_with(['.', ':', ';']);
        if first.folded.len() > 120 || is_sentence && first.kind != Kind::Heading {
            continue;
        }
        let text = &document.folded.text[first.folded.range()];
        words.extend(
            text.split(' ')
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                .filter(|word| !word.is_empty() && !common.contains(word))
                .map(str::to_owned),
        );
    }
    words
}

/// The share of words that two lists have in common, from 0 to 1 (Dice's coefficient over the words).
pub(super) fn similarity(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return f64::from(u8::from(a.is_empty() && b.is_empty()));
    }
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    for word in a {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0u32;
    for word in b {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "clauses have far fewer than 2^52 words"
    )]
    let total = (a.len() + b.len()) as f64;
    2.0 * f64::from(shared) / total
}
