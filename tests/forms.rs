//! The same text in other forms: wrapped otherwise, with other quotation marks and numbers, as Markdown,
//! as HTML. Nothing of it is a change of substance.

use std::fs;
use std::path::Path;

use clausewise::diff::diff;
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::pack::{self, Pack};
use clausewise::source::Source;

use crate::specimens::specimens;

/// A form: its name, the ending of its files, and how a text gets it.
type Form = (&'static str, &'static str, fn(&str) -> String);

const FORMS: &[Form] = &[
    ("as it is", "txt", str::to_owned),
    ("other line ends", "txt", |text| text.replace('\n', "\r\n")),
    ("other quotation marks", "txt", curly),
    ("wrapped otherwise", "txt", wrapped),
    ("one line per paragraph", "txt", unwrapped),
    ("numbers in brackets", "txt", renumbered),
    ("Markdown", "md", markdown),
    ("HTML", "html", html),
];

/// Forms in which a specimen is not yet read alike: a title in capitals is a rule in Markdown; a request
/// directly below its title is one only where a blank line parts them.
const GAPS: &[(&str, &str)] = &[
    ("consumer-terms", "Markdown"),
    ("source-available", "wrapped otherwise"),
    ("source-available", "one line per paragraph"),
    ("source-available", "Markdown"),
    ("source-available", "HTML"),
];

fn curly(text: &str) -> String {
    let mut is_open = false;
    let quote = |c: char| {
        if c == '"' {
            is_open = !is_open;
            if is_open { '\u{201c}' } else { '\u{201d}' }
        } else if c == '\'' {
            '\u{2019}'
        } else {
            c
        }
    };
    text.chars().map(quote).collect()
}

/// The number of bytes of the marker that a line starts with, with the blank behind it.
fn marker(line: &str) -> Option<usize> {
    let (word, _) = line.split_once(char::is_whitespace)?;
    let bare = word.trim_matches(['(', ')', '.']);
    let is_number = bare.split('.').all(|part| {
        !part.is_empty() && (part.len() <= 2 || matches!(part, "iii" | "vii" | "viii"))
    });
    let is_path = bare.contains('.')
        && bare
            .split('.')
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let is_marked = word.ends_with([')', '.']) || is_path;
    (matches!(word, "-" | "*" | "\u{2022}") || is_number && is_marked && word.is_ascii())
        .then_some(word.len() + 1)
}

/// Paragraphs, headings and list items, each with its indent, its words on one line.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut blocks: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        if words.is_empty() {
            is_open = false;
        } else if let Some((_, last)) = blocks
            .last_mut()
            .filter(|(_, last)| is_open && marker(words).is_none() && !is_title(last, words))
        {
            // A word or an address goes on.
            let is_cut = last.ends_with('-')
                || last.ends_with('/')
                    && last
                        .rsplit(' ')
                        .next()
                        .is_some_and(|word| word.contains("://"));
            if !is_cut {
                last.push(' ');
            }
            last.push_str(words);
        } else {
            blocks.push((indent, words.to_owned()));
            is_open = true;
        }
    }
    blocks
}

/// Whether a short line stands as a title directly above the text of this line.
fn is_title(last: &str, words: &str) -> bool {
    last.len() < 50
        && marker(last).is_none()
        && !last.ends_with([',', ';', '.'])
        && words.starts_with(char::is_uppercase)
}

fn unwrapped(text: &str) -> String {
    let line = |(indent, words): (usize, String)| format!("{:indent$}{words}\n\n", "");
    blocks(text).into_iter().map(line).collect()
}

fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for (indent, words) in blocks(text) {
        let mut used = usize::MAX;
        for word in words.split(' ') {
            if used.saturating_add(word.len()) > 58 {
                out.push_str(if used == usize::MAX { "" } else { "\n" });
                out.push_str(&" ".repeat(indent));
                used = 0;
            } else {
                out.push(' ');
            }
            out.push_str(word);
            used += word.len() + 1;
        }
        out.push_str("\n\n");
    }
    out
}

fn renumbered(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let words = line.trim_start();
        let indent = &line[..line.len() - words.len()];
        match words.split_once(". ") {
            Some((number, rest))
                if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
            {
                out.push_str(&format!("{indent}({number}) {rest}\n"));
            }
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn markdown(text: &str) -> String {
    let block =
        |(_, words): (usize, String)| words.replace('*', "\\*").replace('_', "\\_") + "\n\n";
    blocks(text).into_iter().map(block).collect()
}

fn html(text: &str) -> String {
    let escaped = |words: String| {
        words
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
    };
    let block = |(_, words): (usize, String)| format!("<p>{}</p>\n", escaped(words));
    let body: String = blocks(text).into_iter().map(block).collect();
    format!("<!doctype html>\n<html><body>\n{body}</body></html>\n")
}

fn read(name: &str, text: &str, matcher: &Matcher) -> [Extraction; 1] {
    let source = Source::new(name.to_owned(), text.as_bytes().to_vec()).unwrap();
    [extract(source, matcher)]
}

#[test]
fn the_form_of_a_text_is_no_substance() {
    let matcher = Matcher::new(Pack::load(&pack::builtin()).unwrap());
    let mut found = Vec::new();
    let plain = |path: &&Path| path.extension().is_some_and(|ending| ending == "txt");
    let paths = specimens();
    let texts: Vec<_> = paths
        .iter()
        .map(|path| path.as_path())
        .filter(plain)
        .collect();
    assert!(texts.len() >= 8, "{texts:?}");
    for path in texts {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let old = read(&format!("{name}.txt"), &text, &matcher);
        for (form, ending, convert) in FORMS {
            if GAPS.contains(&(name, *form)) {
                continue;
            }
            let new = read(&format!("{name}.{ending}"), &convert(&text), &matcher);
            let diff = diff(&old, &new, matcher.pack());
            for change in diff
                .changes
                .iter()
                .filter(|change| change.kind.is_substance())
            {
                let words = [
                    change.old.map(|at| at.of(&old)),
                    change.new.map(|at| at.of(&new)),
                ]
                .map(|side| side.map(|(text, clause)| text.text(clause).to_owned()));
                found.push(format!("{name} {form}: {} {words:?}", change.kind.name()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
