//! Markers with a word: "Section 3: ...", "ARTICLE IV", "Exhibit B - ...".

use super::marker::{Class, MAX_BARE, Marker, Punct, Reading, count, marker};
use super::words;

/// Words that number a section.
const SECTION_WORDS: &[&str] = &[
    "section",
    "article",
    "part",
    "clause",
    "chapter",
    "paragraph",
    "sec.",
    "art.",
    "§",
];

/// Words that name something attached to the text.
const EXHIBIT_WORDS: &[&str] = &[
    "attachment",
    "exhibit",
    "schedule",
    "appendix",
    "annex",
    "addendum",
    "annexure",
];

/// "Section 3: ...", "ARTICLE IV", "Exhibit B - ...".
pub(super) fn parse(text: &str) -> Option<Marker> {
    let starts = |word: &&str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let first = text.chars().next()?;
    if !first.is_uppercase() && first != '§' {
        return None;
    }
    if let Some(word) = EXHIBIT_WORDS.iter().find(|word| starts(word)) {
        return exhibit(text, word.len());
    }
    let index = SECTION_WORDS.iter().position(starts)?;
    let word = SECTION_WORDS[index].len();
    let number = &text[word..];
    let blank = number.len() - number.trim_start().len();
    if blank == 0 && first != '§' {
        return None;
    }
    let start = word + blank;
    let len = text[start..]
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let label = start..start + len;
    let value = count(&text[label.clone()])?;
    let end = heading_end(text, label.end)?;
    Some(marker(
        end,
        label,
        Punct::Bare,
        Reading {
            class: Class::Word(index),
            value,
        },
    ))
}

/// Where the heading text behind "Section 3" starts, if what follows can be one.
fn heading_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let body = rest.trim_start_matches([' ', '\t', ':', '.', '-', '–', '—', ')', '\u{a0}']);
    let marks = rest[..rest.len() - body.len()].trim();
    let end = text.len() - body.len();
    if body.is_empty()
        || !marks.is_empty() && (rest.len() - body.len() > marks.len() || marks != ".")
    {
        return Some(end);
    }
    let short = text.len() <= MAX_BARE && !text.ends_with(['.', ';', ',']);
    (short && body.starts_with(char::is_uppercase)).then_some(end)
}

fn exhibit(text: &str, word: usize) -> Option<Marker> {
    if text.len() > MAX_BARE * 2 {
        return None;
    }
    let rest = text[word..].trim_start();
    let start = text.len() - rest.len();
    let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let id = &rest[..len];
    let value = count(id);
    let (label, body) = match value {
        Some(_) => (0..start + len, &rest[len..]),
        None => (0..word, &text[word..]),
    };
    let stops = body.trim_end().ends_with(['.', ';', ',']);
    let body = body.trim_start();
    let separated = body.is_empty() || body.starts_with([':', '-', '–', '—', '.', '(']);
    let titled = value.is_some() && body.starts_with(char::is_uppercase) && !stops;
    let explained = body.starts_with(':') && words::at_most_words(body, 14);
    if !(separated && (!stops || body == ".") || titled || explained) {
        return None;
    }
    let reading = Reading {
        class: Class::Exhibit,
        value: value.unwrap_or(0),
    };
    Some(marker(0, label, Punct::Bare, reading))
}
