//! A text that is only laid out otherwise must have the same clauses, and no change of substance: wrapped at another width, with
//! other quotation marks, blanks, numbers or headings, as Markdown or as HTML.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

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
        // "3)" goes on with a sentence that has "2)".
        let is_inside = lines.last().is_some_and(|last| follows(last, words));
        let is_item = item.is_match(words) && !is_inside
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

/// Whether a line begins with the next number of those in brackets that stand inside a text.
fn follows(text: &str, line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let number: Option<u32> = line[..digits].parse().ok().filter(|number| *number > 1);
    number.is_some_and(|number| {
        line[digits..].starts_with(')') && text.contains(&format!(" {})", number - 1))
    })
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

/// Wrapped at a width. Lines that stand below each other and have no markers are told apart by what hangs from them.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let lines = unwrap(text);
    let is_bare = |at: usize| {
        let line: Option<&String> = lines.get(at);
        line.is_some_and(|line| !line.trim().is_empty() && !is_marked(line.trim()))
    };
    for (at, line) in lines.iter().enumerate() {
        let is_tight = is_bare(at) && (at > 0 && is_bare(at - 1) || is_bare(at + 1));
        let first = &line[..indent(line)];
        let hanging = format!("{first}{}", if is_tight { "  " } else { "" });
        let mut margin = first;
        let mut column = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                margin = &hanging;
                column = 0;
            }
            out.push_str(if column == 0 { margin } else { " " });
            column += length + if column == 0 { margin.len() } else { 1 };
            out.push_str(word);
        }
        out.push('\n');
    }
    out
}

/// Whether a line begins with the marker of an item or a section.
fn is_marked(words: &str) -> bool {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"^(\(?\w{1,4}[.)]|[\d.]+|[^\w\s"“(])"#).unwrap());
    MARK.is_match(words)
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

/// Every fifth blank between two words that are no markup.
fn no_break(text: &str) -> Option<String> {
    let blank = Regex::new(r"<[^<>]*>|([a-z0-9,;]) (\w)").unwrap();
    let mut count = 0;
    let edited = blank.replace_all(text, |found: &Captures| {
        if found.get(1).is_none() {
            return found[0].to_owned();
        }
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
    let heading = Regex::new(
        r"^(#{1,6} [^\n\[]+|[A-Z][a-z]+(?: (?:[A-Z][a-z]+|and|of|for|to|the|in)){0,9})$",
    )
    .unwrap();
    let lines: Vec<&str> = text.split('\n').collect();
    let mut edited: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_free = |other: Option<&&str>| other.is_none_or(|other| other.trim().is_empty());
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let is_alone = is_free(lines.get(at + 1))
            && (is_free(before) || before.is_some_and(|before| before.ends_with('.')));
        let is_heading = heading.is_match(line) && (is_alone || line.starts_with('#'));
        edited.push(if is_heading {
            line.to_uppercase()
        } else {
            (*line).to_owned()
        });
    }
    let edited = edited.join("\n");
    (edited != text).then_some(edited)
}

/// A paragraph or item of a plain text.
struct Paragraph {
    /// Its lines, each as wide as it comes: those that were only wrapped are joined.
    lines: Vec<String>,
    indent: usize,
    /// Whether it is an item that only its indentation tells.
    is_item: bool,
}

/// The paragraphs of a text: an empty line ends one, and so does a marker or another indentation.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut stem = None;
    let mut is_apart = true;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in unwrap(text) {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let indent = indent(&line);
        if words.is_empty() {
            is_apart = true;
            continue;
        }
        let is_marked = is_marked(&words);
        let is_item = stem.is_some_and(|stem| indent > stem) && !is_marked;
        if !is_item {
            stem = words.ends_with(':').then_some(indent);
        }
        match paragraphs.last_mut() {
            Some(last) if !is_apart && !is_marked && !is_item && indent == last.indent => {
                last.lines.push(words);
            }
            _ => paragraphs.push(Paragraph {
                lines: vec![words],
                indent,
                is_item,
            }),
        }
        is_apart = false;
    }
    paragraphs
}

/// A numbered item of Markdown: its number and how wide its marker is.
fn number(words: &str) -> Option<(u32, usize)> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let mark = words[digits..].starts_with(['.', ')']) && words[digits + 1..].starts_with(' ');
    let number = words[..digits].parse().ok().filter(|_| mark)?;
    Some((number, digits + 2))
}

/// As Markdown, whose lists are nested by indentation and count for themselves: where the numbers of a text do not run on,
/// none of them makes a list.
fn markdown(text: &str) -> String {
    let paragraphs = paragraphs(text);
    listed(&paragraphs, true).unwrap_or_else(|| listed(&paragraphs, false).unwrap())
}

fn listed(paragraphs: &[Paragraph], is_counted: bool) -> Option<String> {
    // The open items, outermost first: indentation in the text and in Markdown, number.
    let mut open: Vec<(usize, usize, Option<u32>)> = Vec::new();
    let mut out = String::new();
    for paragraph in paragraphs {
        let first = paragraph.lines[0].as_str();
        let bullet = first.strip_prefix("* ").or(first.strip_prefix("- "));
        let counted = number(first).filter(|_| is_counted);
        let mut before = None;
        while open.last().is_some_and(|last| last.0 >= paragraph.indent) {
            let last = open.pop().unwrap();
            before = (last.0 == paragraph.indent).then_some(last.2).flatten();
        }
        let outer = open.last().map_or(0, |last| last.1);
        let (marker, number) = match (bullet, counted) {
            (Some(_), _) => ("- ".to_owned(), None),
            (None, None) if paragraph.is_item => ("- ".to_owned(), None),
            (None, None) => (String::new(), None),
            (None, Some((number, width))) => {
                if before.is_some_and(|before| before + 1 != number) {
                    return None;
                }
                (first[..width].to_owned(), Some(number))
            }
        };
        let mut lines = paragraph.lines.clone();
        lines[0] = match (bullet, counted) {
            (Some(rest), _) => rest.to_owned(),
            (None, Some((_, width))) => first[width..].to_owned(),
            (None, None) => match self::number(first) {
                Some((_, width)) => format!("{}\\{}", &first[..width - 2], &first[width - 2..]),
                None => first.to_owned(),
            },
        };
        let inner = outer + marker.len();
        if !marker.is_empty() {
            open.push((paragraph.indent, inner, number));
        }
        let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
        let broken = format!("\\\n{}", " ".repeat(inner));
        out.push_str(&format!(
            "{}{marker}{}\n\n",
            " ".repeat(outer),
            lines.join(&broken)
        ));
    }
    Some(out)
}

/// A line without what Markdown would take for markup.
fn escaped(line: &str) -> String {
    line.replace('*', "").replace('<', "\\<")
}

fn html(text: &str) -> Option<String> {
    let mut out = String::from("<!doctype html>\n<html><body>\n");
    let link = Regex::new(r"\[([^\[\]]+)\]\(([^()\s]+)\)").unwrap();
    let mut is_list = false;
    for paragraph in paragraphs(text) {
        let line = paragraph.lines.join("\n");
        let line = line
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace("\\_", "_")
            .replace('\n', "<br>\n");
        let line = link.replace_all(&line, "<a href=\"$2\">$1</a>");
        out.push_str(match (is_list, paragraph.is_item) {
            (false, true) => "<ul>\n",
            (true, false) => "</ul>\n",
            _ => "",
        });
        is_list = paragraph.is_item;
        let tag = if is_list { "li" } else { "p" };
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
