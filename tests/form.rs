//! A text that is only laid out otherwise must have the same clauses, and no change of substance: wrapped at another width, with
//! other quotation marks, blanks, numbers or headings, as Markdown or as HTML.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clausewise::builtin;
use clausewise::diff::diff;
use clausewise::matcher::Matcher;
use clausewise::source::{Format, Source};
use rayon::prelude::*;
use regex::{Captures, Regex};

use crate::mutation::{Clauses, clauses, read};
use crate::specimens::specimens;
use crate::texts::real_texts;

/// A way to lay a text out otherwise; none where it has nothing to change.
type Edit = fn(&str) -> Option<String>;

/// Each edit with its name, whether it is for plain text only, and what it makes the text.
const EDITS: &[(&str, Scope, &str, Edit)] = &[
    ("wrap-60", Scope::Plain, "txt", |text| Some(wrap(text, 60))),
    ("wrap-100", Scope::Plain, "txt", |text| {
        Some(wrap(text, 100))
    }),
    ("unwrapped", Scope::Plain, "txt", |text| {
        Some(unwrap(text).join("\n"))
    }),
    ("curly-quotes", Scope::Prose, "", curly),
    ("straight-quotes", Scope::Any, "", straight),
    ("no-break-spaces", Scope::Any, "", no_break),
    ("line-ends", Scope::Any, "", |text| {
        Some(text.replace('\n', "\r\n"))
    }),
    ("1)-for-1.", Scope::Plain, "txt", |text| {
        renumber(text, r"^\s*\d+\) ", "$1$2) ")
    }),
    ("(1)-for-1.", Scope::Plain, "txt", |text| {
        renumber(text, r"^\s*\(\d+\) ", "$1($2) ")
    }),
    ("section-1-for-1.", Scope::Plain, "txt", |text| {
        renumber(text, r"^Section \d", "$1Section $2. ")
    }),
    ("capital-headings", Scope::Any, "", capitals),
    ("markdown", Scope::Plain, "md", |text| Some(markdown(text))),
    ("html", Scope::Plain, "html", html),
];

/// Which texts an edit is made on.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Any,
    /// Not on HTML, whose attributes are quoted.
    Prose,
    Plain,
}

/// The lines of a text that was wrapped by hand, each paragraph and item on one line of its own.
fn unwrap(text: &str) -> Vec<String> {
    let item = Regex::new(
        r"^(\d+[.)]|\d+(\.\d+)+|([A-Za-z]|[ivxIVX]{1,4})[.)]|[*•]|[A-Z][A-Za-z]+ \d+[:.])(\s|$)",
    )
    .unwrap();
    let shy = Regex::new(r"^(\(([A-Za-z0-9]|[ivxIVX]{1,4})\)|-)(\s|$)").unwrap();
    // The frame around a box of text is no part of it.
    let frame = Regex::new(r"(?m)^\* ?([^\n]*?) ?\*$").unwrap();
    let text = &frame.replace_all(text, "$1");
    let mut widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
    widths.retain(|width| *width > 0);
    widths.sort_unstable();
    // A few long lines (addresses, tables) do not count.
    let width = widths.get(widths.len() * 19 / 20).copied().unwrap_or(0);
    let is_wrapped = width <= 120;
    let mut lines: Vec<String> = Vec::new();
    let mut before = "";
    for line in text.lines() {
        let words = line.trim();
        let first = words.split(' ').next().unwrap_or_default().chars().count();
        let is_full = before.chars().count() + 1 + first + width / 8 > width;
        let refers = before.ends_with("Section") || before.ends_with("Sections");
        // "(ii)" and "-" may stand in a sentence, at the start of a line as anywhere.
        let is_deeper = indent(line) > indent(before);
        let is_bullet = words
            .strip_prefix("- ")
            .is_some_and(|rest| rest.starts_with(char::is_uppercase) || !is_full);
        let is_item = item.is_match(words)
            || is_bullet
            || shy.is_match(words) && (is_ended(before) || is_deeper);
        let goes_on = !words.is_empty()
            && !before.trim().is_empty()
            && (refers || !is_item)
            && (is_wrapped && is_full || is_open(before, words));
        match lines.last_mut().filter(|_| goes_on) {
            Some(last) if last.ends_with(['-', '/']) => last.push_str(words),
            Some(last) => {
                last.push(' ');
                last.push_str(words);
            }
            None => lines.push(line.trim_end().to_owned()),
        }
        before = line.trim_end();
    }
    lines
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line ends like a sentence, a stem or an item.
fn is_ended(line: &str) -> bool {
    line.ends_with(['.', ':', ';']) || line.ends_with("; or") || line.ends_with("; and")
}

/// Whether a line that is not full goes on in the next one all the same: in small letters, behind a comma or a word that
/// ends nothing, or in capitals that have not ended.
fn is_open(line: &str, next: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_caps = |text: &str| text.len() > 30 && text == text.to_uppercase();
    let is_small = next.starts_with(char::is_lowercase) || next.starts_with('(');
    let ends_nothing = [
        "a", "and", "by", "for", "in", "of", "or", "the", "to", "with",
    ];
    !is_ended(line)
        && (is_small
            || line.ends_with(',')
            || ends_nothing.contains(&last.as_str())
            || is_caps(line) && is_caps(next))
}

fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in unwrap(text) {
        let indent = &line[..indent(&line)];
        let mut column = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            }
            out.push_str(if column == 0 { indent } else { " " });
            column += length + if column == 0 { indent.len() } else { 1 };
            out.push_str(word);
        }
        out.push('\n');
    }
    out
}

fn curly(text: &str) -> Option<String> {
    let open = Regex::new(r#"(^|[\s(\[])"(\S)"#).unwrap();
    let opened = open.replace_all(text, "$1“$2");
    let edited = opened.replace('"', "”").replace('\'', "’");
    (edited != text).then_some(edited)
}

fn straight(text: &str) -> Option<String> {
    let edited = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    (edited != text).then_some(edited)
}

/// Every fifth blank between two words.
fn no_break(text: &str) -> Option<String> {
    let blank = Regex::new(r"([a-z0-9,;]) (\w)").unwrap();
    let mut count = 0;
    let edited = blank.replace_all(text, |found: &Captures| {
        count += 1;
        let blank = if count % 5 == 0 { '\u{a0}' } else { ' ' };
        format!("{}{blank}{}", &found[1], &found[2])
    });
    Some(edited.into_owned())
}

/// Other marks around the numbers at the starts of lines, where none has them already.
fn renumber(text: &str, there: &str, replace: &str) -> Option<String> {
    let number = Regex::new(r"(?m)^(\s*)(\d{1,2})\.[ \t]+").unwrap();
    let there = Regex::new(&format!("(?m){there}")).unwrap();
    // "section⏎7." is a reference.
    let refers = Regex::new(r"(?i)\bsections?\s*$").unwrap();
    let renumbered = |found: &Captures| {
        let start = found.get(0).unwrap().start();
        let mut out = String::new();
        match refers.is_match(&text[text.floor_char_boundary(start.saturating_sub(20))..start]) {
            true => out.push_str(&found[0]),
            false => found.expand(replace, &mut out),
        }
        out
    };
    (number.is_match(text) && !there.is_match(text))
        .then(|| number.replace_all(text, renumbered).into_owned())
}

/// Capitals in headings that stand alone or are marked by the format.
fn capitals(text: &str) -> Option<String> {
    let marked = Regex::new(r"(?m)^#{1,6} [^\n\[]+$").unwrap();
    let alone =
        Regex::new(r"(?m)\n\n(?:[A-Z][a-z]+)(?: (?:[A-Z][a-z]+|and|of|for|to|the|in)){1,6}\n\n")
            .unwrap();
    let upper = |found: &Captures| found[0].to_uppercase();
    let edited = marked.replace_all(text, upper);
    let edited = alone.replace_all(&edited, upper).into_owned();
    (edited != text).then_some(edited)
}

/// Each paragraph and item by itself, without the indentation that would make it code.
fn markdown(text: &str) -> String {
    let lines: Vec<String> = unlisted(text)
        .map(|(line, is_item)| {
            let line = line.replace('*', "");
            if is_item { format!("- {line}") } else { line }
        })
        .collect();
    lines.join("\n\n")
}

/// The lines of a text, each with whether it is an item that only its indentation tells.
fn unlisted(text: &str) -> impl Iterator<Item = (String, bool)> {
    let mark = Regex::new(r"^(\(?\w{1,4}[.)]|[\d.]+|[^\w\s])").unwrap();
    let mut stem = None;
    unwrap(text).into_iter().map(move |line| {
        let words = line.trim();
        let indent = indent(&line);
        let is_item = stem.is_some_and(|stem| indent > stem) && !mark.is_match(words);
        if !words.is_empty() && !is_item {
            stem = words.ends_with(':').then_some(indent);
        }
        (
            words.split_whitespace().collect::<Vec<_>>().join(" "),
            is_item,
        )
    })
}

fn html(text: &str) -> Option<String> {
    let mut out = String::from("<!doctype html>\n<html><body>\n");
    let link = Regex::new(r"\[([^\[\]]+)\]\(([^()\s]+)\)").unwrap();
    let mut is_list = false;
    for (line, is_item) in unlisted(text).filter(|(line, _)| !line.is_empty()) {
        let line = line
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace("\\_", "_");
        let line = link.replace_all(&line, "<a href=\"$2\">$1</a>");
        out.push_str(match (is_list, is_item) {
            (false, true) => "<ul>\n",
            (true, false) => "</ul>\n",
            _ => "",
        });
        is_list = is_item;
        let tag = if is_item { "li" } else { "p" };
        out.push_str(&format!("<{tag}>{line}</{tag}>\n"));
    }
    out.push_str("</body></html>\n");
    Some(out)
}

/// Clauses with the quotation marks and blanks in their params made alike.
fn alike(clauses: Clauses) -> Clauses {
    let mut all = Clauses::new();
    for ((topic, effect, params), count) in clauses {
        let params = params.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
        let params = params.split_whitespace().collect::<Vec<_>>().join(" ");
        *all.entry((topic, effect, params)).or_default() += count;
    }
    all
}

/// The name of each edit that was made on a text, and what it changed.
fn outcomes(path: &Path, matcher: &Matcher) -> Vec<(&'static str, Vec<String>)> {
    let source = Source::new(path.display().to_string(), fs::read(path).unwrap()).unwrap();
    let old = [read(path, source.text.clone(), matcher)];
    let before = alike(clauses(&old[0], matcher));
    let mut outcomes = Vec::new();
    for &(name, scope, extension, edit) in EDITS {
        let is_meant = match scope {
            Scope::Any => true,
            Scope::Prose => source.format != Format::Html,
            Scope::Plain => source.format == Format::Plain,
        };
        let Some(edited) = is_meant.then(|| edit(&source.text)).flatten() else {
            continue;
        };
        let named = if extension.is_empty() {
            path.to_owned()
        } else {
            path.with_extension(extension)
        };
        let new = [read(&named, edited, matcher)];
        let after = alike(clauses(&new[0], matcher));
        let keys = before.keys().chain(after.keys());
        let changed: BTreeMap<String, i32> = keys
            .map(|key| {
                let count = |clauses: &Clauses| clauses.get(key).copied().unwrap_or(0);
                (
                    format!("{} {} {}", key.0, key.1, key.2),
                    count(&after) - count(&before),
                )
            })
            .filter(|(_, change)| *change != 0)
            .collect();
        let changed = changed
            .into_iter()
            .map(|(key, change)| format!("{change:+} {key}"));
        let found = diff(&old, &new, matcher.pack());
        let substance = found
            .changes
            .iter()
            .filter(|change| change.kind.is_substance());
        let told = substance.map(|change| format!("diff tells of a clause {}", change.kind.name()));
        outcomes.push((name, changed.chain(told).collect()));
    }
    outcomes
}

#[test]
fn layout_is_no_substance() {
    let matcher = builtin::matcher();
    let floors: toml::Table = toml::from_str(include_str!("form.toml")).unwrap();
    let mut paths = specimens();
    paths.extend(real_texts("layout_is_no_substance"));
    let all: Vec<_> = paths
        .par_iter()
        .map(|path| (path, outcomes(path, &matcher)))
        .collect();
    let (mut made, mut silent) = (0, 0);
    for (path, outcomes) in &all {
        for (name, changed) in outcomes {
            made += 1;
            silent += u32::from(changed.is_empty());
            if !changed.is_empty() {
                let file = path.file_name().unwrap().to_string_lossy();
                println!("layout {name} {file}: {}", changed.join(" | "));
            }
        }
    }
    let share = f64::from(silent) / f64::from(made);
    println!("layout: {made} edits, {silent} silent, {share:.4}");
    assert!(made >= 100, "only {made} edits of layout were made");
    assert!(
        share >= floors["silent"].as_float().unwrap(),
        "{share:.4} of the edits of layout are silent"
    );
}
