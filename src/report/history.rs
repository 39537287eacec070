//! Histories of documents: for a terminal, as Markdown, for programs, as a feed.

pub mod atom;
pub mod json;
pub mod markdown;
pub mod text;

use crate::diff::{Part, redline};
use crate::history::{Change, Entry, Event, History};
use crate::pack::Direction;
use crate::param::Value;

/// Characters of one stretch of words that people are shown; programs get all.
const SHOWN: usize = 400;

/// Characters of unchanged words that are shown on either side of changed ones.
const AROUND: usize = 60;

/// A number with what it counts.
fn counted(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

/// What a version did, in one line.
fn headline(history: &History, entry: &Entry) -> String {
    let mut line = happening(entry);
    if let Some(again) = entry.again {
        let commit = &history.commits[again];
        line.push_str(&format!(
            "; the text of {} ({}) again",
            commit.day(),
            commit.short()
        ));
    }
    line
}

/// The changes that people are shown: none where they undo what was told before.
fn shown(entry: &Entry) -> &[Change] {
    match entry.again {
        Some(_) => &[],
        None => &entry.changes,
    }
}

fn happening(entry: &Entry) -> String {
    let clauses = counted(entry.clauses, "clause");
    let changes = changes(entry);
    match entry.event {
        Event::Begins => format!("begins with {clauses}"),
        Event::Changes => changes,
        Event::Returns if entry.changes.is_empty() => format!("is back with {clauses}, as before"),
        Event::Returns => format!("is back with {clauses}: {changes}"),
        Event::Ends => format!("was removed; it had {clauses}"),
    }
}

fn changes(entry: &Entry) -> String {
    let mut line = counted(entry.changes.len(), "change");
    let mut sign = ": ";
    for &direction in Direction::ALL {
        let changes = entry.changes.iter();
        let count = changes.filter(|one| one.direction == direction).count();
        if count > 0 {
            line.push_str(&format!("{sign}{count} {}", direction.name()));
            sign = ", ";
        }
    }
    line
}

/// What was looked at and how much of it is told, in one line.
fn summary(history: &History) -> String {
    let counts = &history.counts;
    let mut line = format!(
        "{} of {} in {}: {} told, {} without change of substance, {} with new link addresses only",
        counted(counts.versions, "version"),
        counted(counts.documents, "document"),
        counted(counts.commits, "commit"),
        counts.told,
        counts.cosmetic,
        counts.relinked,
    );
    if counts.elsewhere > 0 {
        line.push_str(&format!(
            ", {} with changes of other topics",
            counts.elsewhere
        ));
    }
    if counts.skipped > 0 {
        line.push_str(&format!(", {} skipped", counts.skipped));
    }
    line
}

/// What changed without substance beside what is told; empty if nothing did.
fn quiet(entry: &Entry) -> String {
    let quiet = &entry.quiet;
    [
        (quiet.reworded, "reworded"),
        (quiet.moved, "moved"),
        (quiet.relinked, "with another link address"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect::<Vec<_>>()
    .join(", ")
}

/// What is different, each in a few words: params, then notes.
fn differences(change: &Change) -> Vec<String> {
    let shown = |value: &Option<Value>| {
        let value = value.as_ref();
        value.map_or_else(|| "(none)".to_owned(), Value::to_string)
    };
    let params = change.params.iter();
    params
        .map(|(name, (old, new))| format!("{name}: {} → {}", shown(old), shown(new)))
        .chain(change.notes.iter().cloned())
        .collect()
}

/// The line where a clause stands; that of the old version, if the clause went.
fn line(change: &Change) -> String {
    match (&change.old, &change.new) {
        (_, Some(new)) => format!("line {}", new.line),
        (Some(old), None) => format!("line {} before", old.line),
        (None, None) => String::new(),
    }
}

/// The words of a change: those of one side, or the redline of both, with long stretches cut short.
fn parts(change: &Change) -> Vec<Part> {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            let parts = redline(&old.text, &new.text);
            let last = parts.len().saturating_sub(1);
            let short = |(at, part)| match part {
                Part::Same(words) => Part::Same(around(&words, at == 0, at == last)),
                Part::Gone(words) => Part::Gone(cut(&words, SHOWN)),
                Part::Came(words) => Part::Came(cut(&words, SHOWN)),
            };
            parts.into_iter().enumerate().map(short).collect()
        }
        (Some(old), None) => vec![Part::Gone(cut(&old.text, SHOWN))],
        (None, Some(new)) => vec![Part::Came(cut(&new.text, SHOWN))],
        (None, None) => Vec::new(),
    }
}

/// A text of at most so many characters, cut between words.
fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let head = &text[..end];
    let end = head.rfind(' ').filter(|end| *end > 0).unwrap_or(end);
    format!("{} …", head[..end].trim_end())
}

/// Unchanged words: what stands next to changed ones.
fn around(words: &str, is_first: bool, is_last: bool) -> String {
    let count = words.chars().count();
    let edges = usize::from(!is_first) + usize::from(!is_last);
    if count <= (edges + 1) * AROUND {
        return words.to_owned();
    }
    let head = match is_first {
        true => String::new(),
        false => cut(words, AROUND),
    };
    let tail = match is_last {
        true => String::new(),
        false => {
            let start = words
                .char_indices()
                .nth(count - AROUND)
                .map_or(0, |at| at.0);
            let tail = &words[start..];
            let word = tail.find(' ').map_or(tail, |at| &tail[at..]);
            match is_first {
                true => format!("…{word}"),
                false => word.to_owned(),
            }
        }
    };
    head + &tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        let cases = [
            ("one two three", 20, "one two three"),
            ("one two three", 9, "one two …"),
            ("onetwothree", 3, "one …"),
            ("äöü äöü", 5, "äöü …"),
        ];
        for (text, most, expected) in cases {
            assert_eq!(cut(text, most), expected, "{text} at {most}");
        }
    }

    #[test]
    fn unchanged_words_keep_what_is_next_to_changed_ones() {
        let long = "word ".repeat(60);
        let middle = around(&long, false, false);
        assert!(middle.starts_with("word ") && middle.ends_with("word ") && middle.contains('…'));
        assert!(middle.chars().count() < 3 * AROUND, "{middle}");
        let first = around(&long, true, false);
        assert!(first.starts_with('…') && first.chars().count() <= AROUND + 1);
        let last = around(&long, false, true);
        assert!(last.ends_with('…') && last.chars().count() <= AROUND + 2);
    }
}
