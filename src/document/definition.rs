//! Definitions: which provisions say what a term means, and the terms.

use super::{Definition, Kind, Provision, ProvisionId, Section, words};
use crate::fold::Folded;
use crate::span::Span;
use crate::word_list::WordList;

/// Words behind a quoted term, wherever it stands, that make what follows its meaning.
const MEANS: &[&str] = &[
    "means",
    "shall mean",
    "will mean",
    "also means",
    "refers to",
    "shall refer to",
    "is defined",
    "are defined",
    "has the meaning",
    "have the meaning",
    "has the same meaning",
    "shall have the meaning",
    "is meant",
    "是指",
    "指",
];

/// The same, behind a term that begins the provision.
const AT_START: &[&str] = &[
    "mean",
    "refer to",
    "includes",
    "include",
    "shall include",
    "-",
    ":",
];

/// Words that may stand before a quoted term in brackets.
static BRACKET_WORDS: WordList = WordList::new(
    "a an all and any as being called collectively each hereafter hereinafter herein in \
    individually or our referred such the these this to together",
);

/// The longest term, and the longest definition in brackets, in bytes.
const MAX_TERM: usize = 80;

/// The most words of a term without quotation marks.
const MAX_TERM_WORDS: usize = 5;

/// What may stand before the term that begins a provision, in bytes: "The ", "A ", "To ".
const MAX_ARTICLE: usize = 4;

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
            .or_else(|| unquoted(folded.cased(span), listing[provision.section.0 as usize]));
        // A rule that says on its way what one of its words means stays a rule.
        let defines = found.as_ref().is_some_and(|found| found.at <= MAX_TERM);
        let governed = provision
            .stem
            .is_some_and(|ProvisionId(stem)| provisions[stem as usize].is_definition);
        provisions[index].is_definition = defines || governed;
        if let Some(Defined { terms, meaning, .. }) = found {
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

/// A definition in the way of `"X" means ...`.
struct Defined {
    terms: Vec<String>,
    /// Where the first term stands.
    at: usize,
    /// Where the meaning starts.
    meaning: usize,
}

/// A definition with a quoted term.
fn defined(text: &str) -> Option<Defined> {
    let mut quotes = memchr::memchr_iter(b'"', text.as_bytes());
    let mut terms: Vec<(usize, &str)> = Vec::new();
    while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
        if close - open > MAX_TERM {
            continue;
        }
        // Terms that stand further back are not joined to this one by "or".
        terms.retain(|(at, _)| open - at <= MAX_TERM * 2);
        terms.push((open, text[open + 1..close].trim_matches([' ', ',', '.'])));
        let first = terms[0].0;
        if let Some(meaning) = meaning(&text[close + 1..], first <= MAX_ARTICLE) {
            let named = terms
                .iter()
                .map(|(_, term)| *term)
                .filter(|term| !term.is_empty());
            return Some(Defined {
                terms: named.map(strip_article).collect(),
                at: first,
                meaning: close + 1 + meaning,
            });
        }
    }
    None
}

/// Where the meaning starts in what follows a quoted term.
fn meaning(rest: &str, starts: bool) -> Option<usize> {
    let window = &rest[..rest.floor_char_boundary(MAX_TERM)];
    let window = window.split('"').next().unwrap_or(window);
    // "Source" form means; "Work", in this context, means.
    let limit = if starts { 8 } else { 1 };
    let words = window.char_indices().filter(|&(at, character)| {
        !matches!(character, ' ' | ',' | ')' | '(')
            && (at == 0 || window[..at].ends_with([' ', ',', ')', '(']))
    });
    for (number, (at, _)) in words.take(limit).enumerate() {
        let weak = if starts && number == 0 { AT_START } else { &[] };
        let verb = MEANS.iter().chain(weak).find(|verb| {
            window[at..]
                .strip_prefix(**verb)
                .is_some_and(|after| !verb.is_ascii() || !after.starts_with(char::is_alphanumeric))
        });
        if let Some(verb) = verb {
            let end = at + verb.len();
            return Some(end + blank(&rest[end..]));
        }
    }
    None
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', ':', ',']).len()
}

/// "Output means ...", and in a list of definitions also "Model: ...".
fn unquoted(text: &str, listing: bool) -> Option<Defined> {
    let window = &text[..text.floor_char_boundary(MAX_TERM)];
    let (term, meaning) = window
        .match_indices(' ')
        .take(MAX_TERM_WORDS)
        .find_map(|(at, _)| meaning_at(text, at, listing))?;
    // "If Provider means the company in Ireland, then ..." defines nothing.
    let supposed = ["If ", "Where ", "When "]
        .iter()
        .any(|start| term.starts_with(start));
    let named = !supposed && !term.contains(['"', ',', ';']) && !words::is_pronoun(term);
    let capital = term.starts_with(char::is_uppercase) && (listing || words::is_title(term));
    (named && capital).then(|| Defined {
        terms: vec![strip_article(&term.to_lowercase())],
        at: 0,
        meaning,
    })
}

/// The term and where its meaning starts, if the blank at `at` stands between the two.
fn meaning_at(text: &str, at: usize, listing: bool) -> Option<(&str, usize)> {
    let (term, rest) = (&text[..at], &text[at + 1..]);
    if listing && let Some(term) = term.strip_suffix([':', '.']) {
        return Some((term, at + 1));
    }
    let listed: &[&str] = if listing { &["refers to", "-"] } else { &[] };
    let verb = ["means", "shall mean"].iter().chain(listed).find(|verb| {
        rest.strip_prefix(**verb)
            .is_some_and(|after| after.starts_with([' ', ':']))
    })?;
    let start = at + 1 + verb.len();
    Some((term, start + blank(&text[start..])))
}

fn strip_article(term: &str) -> String {
    term.strip_prefix("the ").unwrap_or(term).to_owned()
}

/// Calls `found` with each term that is defined in brackets, and with where its bracket opens.
fn bracketed(text: &str, mut found: impl FnMut(String, usize)) {
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        let rest = &text[open + 1..];
        let window = &rest[..rest.floor_char_boundary(2 * MAX_TERM)];
        let Some(close) = memchr::memchr(b')', window.as_bytes()) else {
            continue;
        };
        let inner = &window[..close];
        let Some(quote) = inner.find('"') else {
            continue;
        };
        if !words::words(&inner[..quote]).all(|word| BRACKET_WORDS.holds(word)) {
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
