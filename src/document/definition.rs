//! Definitions: which provisions say what a term means, and the terms.

use super::{Definition, Kind, Provision, ProvisionId, Section, words};
use crate::fold::Folded;
use crate::span::Span;

/// Words between a quoted term and its meaning.
const MEANS: &[&str] = &[
    "means",
    "mean",
    "shall mean",
    "will mean",
    "refers to",
    "refer to",
    "shall refer to",
    "is defined as",
    "are defined as",
    "is defined in",
    "has the meaning",
    "have the meaning",
    "has the same meaning",
    "shall have the meaning",
    "shall include",
    "includes",
    "include",
    "shall be defined as",
    "is meant",
    "is the",
    "are the",
    "is a",
    "is an",
    "are",
    "collectively means",
    "as used",
];

/// Words that may stand before a quoted term in brackets.
const BRACKET_WORDS: &[&str] = &[
    "a",
    "an",
    "all",
    "and",
    "any",
    "as",
    "collectively",
    "each",
    "hereafter",
    "hereinafter",
    "herein",
    "in",
    "individually",
    "or",
    "our",
    "referred",
    "the",
    "these",
    "this",
    "to",
    "together",
    "called",
    "such",
    "being",
];

/// The longest term, and the longest definition in brackets, in bytes.
const MAX_TERM: usize = 80;

/// Finds the definitions and marks the provisions that define.
pub(super) fn definitions(
    folded: &Folded,
    sections: &[Section],
    provisions: &mut [Provision],
) -> Vec<Definition> {
    let listing = listing_sections(folded, sections, provisions);
    let mut definitions = Vec::new();
    for index in 0..provisions.len() {
        let provision = &provisions[index];
        if provision.kind == Kind::Heading {
            continue;
        }
        let id = ProvisionId(index as u32);
        let span = provision.folded;
        let text = folded.slice(span);
        let found = defined(text)
            .or_else(|| unquoted(folded.display(span), listing[provision.section.0 as usize]));
        let governed = provision
            .stem
            .is_some_and(|ProvisionId(stem)| provisions[stem as usize].is_definition);
        provisions[index].is_definition = found.is_some() || governed;
        if let Some((terms, meaning)) = found {
            let meaning = Span::new(span.start + meaning as u32, span.end);
            definitions.extend(terms.into_iter().map(|term| Definition {
                term,
                provision: id,
                meaning,
            }));
        }
        bracketed(text, |term, at| {
            let meaning = Span::new(span.start, span.start + at as u32);
            definitions.push(Definition {
                term,
                provision: id,
                meaning,
            });
        });
    }
    definitions
}

/// For each section whether it, or one around it, lists definitions.
fn listing_sections(folded: &Folded, sections: &[Section], provisions: &[Provision]) -> Vec<bool> {
    let mut listing = Vec::with_capacity(sections.len());
    for section in sections {
        let heading = section.heading.map_or("", |ProvisionId(id)| {
            folded.slice(provisions[id as usize].folded)
        });
        let own = words::lists_definitions(heading);
        let outer = section
            .parent
            .is_some_and(|parent| listing.get(parent.0 as usize).copied().unwrap_or(false));
        listing.push(own || outer);
    }
    listing
}

/// The terms that a provision defines with `"X" means`, and where their meaning starts.
fn defined(text: &str) -> Option<(Vec<String>, usize)> {
    let mut quotes = text.match_indices('"').map(|(at, _)| at);
    let mut terms: Vec<(usize, String)> = Vec::new();
    while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
        if close - open > MAX_TERM {
            continue;
        }
        let term = text[open + 1..close].trim_matches([' ', ',', '.']);
        if !term.is_empty() {
            terms.push((open, strip_article(term)));
        }
        let rest = &text[close + 1..];
        if let Some(meaning) = meaning(
            rest,
            open == 0 || terms.first().is_some_and(|(first, _)| *first == 0),
        ) {
            let first = terms
                .iter()
                .rposition(|(at, _)| open - at > 3 * MAX_TERM)
                .map_or(0, |at| at + 1);
            let terms = terms.drain(first..).map(|(_, term)| term).collect();
            return Some((terms, close + 1 + meaning));
        }
    }
    None
}

/// Where the meaning starts in what follows a quoted term.
fn meaning(rest: &str, at_start: bool) -> Option<usize> {
    let body = rest.trim_start_matches([' ', ',', ')']);
    let skipped = rest.len() - body.len();
    // "Source" form means; "Work" (in any form) means.
    let strong = [
        "means",
        "mean ",
        "shall mean",
        "will mean",
        "refers to",
        "shall refer to",
        "is defined",
        "are defined",
        "has the meaning",
        "have the meaning",
        "shall have the meaning",
        "has the same meaning",
    ];
    for verb in strong {
        let mut words = 0;
        for (at, _) in std::iter::once((0, "")).chain(body.match_indices(' ')) {
            let from = if at == 0 { 0 } else { at + 1 };
            if words > 3 {
                break;
            }
            if body[from..].starts_with(verb) && (at == 0 || at_start) {
                return Some(
                    skipped
                        + from
                        + verb.trim_end().len()
                        + blank(&body[from + verb.trim_end().len()..]),
                );
            }
            words += 1;
        }
    }
    if !at_start {
        return None;
    }
    if let Some(after) = body.strip_prefix(['-', ':']) {
        return Some(skipped + 1 + blank(after));
    }
    let verb = MEANS.iter().find(|verb| {
        body.strip_prefix(**verb)
            .is_some_and(|after| after.starts_with([' ', ':', ',']))
    })?;
    Some(skipped + verb.len() + blank(&body[verb.len()..]))
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', ':', ',']).len()
}

/// "Output means ...", and in a list of definitions also "Model: ...".
fn unquoted(text: &str, listing: bool) -> Option<(Vec<String>, usize)> {
    let window = &text[..text.floor_char_boundary(MAX_TERM)];
    let ends: &[&str] = if listing {
        &[
            " means ",
            " means:",
            " shall mean ",
            " refers to ",
            ": ",
            " - ",
            ". ",
        ]
    } else {
        &[" means ", " means:", " shall mean "]
    };
    let (at, end) = ends
        .iter()
        .filter_map(|end| window.find(end).map(|at| (at, *end)))
        .min()?;
    let term = &window[..at];
    let known = !term.contains(['"', ',', ';']) && words::at_most_words(term, 5);
    let capital = term.starts_with(char::is_uppercase) && (listing || words::is_title(term));
    (known && capital && !words::is_pronoun(term))
        .then(|| (vec![strip_article(&term.to_lowercase())], at + end.len()))
}

fn strip_article(term: &str) -> String {
    term.strip_prefix("the ").unwrap_or(term).to_owned()
}

/// Calls `found` with each term that is defined in brackets, and with where its bracket opens.
fn bracketed(text: &str, mut found: impl FnMut(String, usize)) {
    for (open, _) in text.match_indices('(') {
        let rest = &text[open + 1..];
        let window = &rest[..rest.floor_char_boundary(2 * MAX_TERM)];
        let Some(close) = window.find(')') else {
            continue;
        };
        let inner = &window[..close];
        let Some(quote) = inner.find('"') else {
            continue;
        };
        if !words::words(&inner[..quote]).all(|word| BRACKET_WORDS.contains(&word)) {
            continue;
        }
        for term in inner.split('"').skip(1).step_by(2) {
            let term = term.trim_matches([' ', ',', '.']);
            if !term.is_empty() {
                found(strip_article(term), open);
            }
        }
    }
}
