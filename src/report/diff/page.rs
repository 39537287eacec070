//! The whole text as a redline, with the changes of its clauses in the margin.

use std::fmt::{self, Write};

use super::{CAME, Compared, GONE, QUIET, arrow};
use crate::diff::{Change, Part, redline};
use crate::extract::Extraction;
use crate::pack::Direction;
use crate::span::Span;

/// Width of the margin.
const MARGIN: usize = 34;

/// The narrowest column of text.
const NARROWEST: usize = 40;

/// What stands in the margin, and where its clause begins in the folded text.
struct Label {
    at: usize,
    direction: Direction,
    text: String,
}

/// Writes the texts of both sides, each with its counterpart in order, word by word.
///
/// # Errors
/// When the writer fails.
pub fn words(
    out: &mut dyn Write,
    compared: &Compared,
    shown: &[&Change],
    width: usize,
) -> fmt::Result {
    for n in 0..compared.old.len().max(compared.new.len()) {
        let (old, new) = (compared.old.get(n), compared.new.get(n));
        let name = |text: Option<&Extraction>| {
            text.map_or_else(|| "(none)".to_owned(), |text| text.source.name.clone())
        };
        writeln!(out, "{QUIET}{} → {}{QUIET:#}\n", name(old), name(new))?;
        let mut page = Page {
            out,
            column: width.saturating_sub(MARGIN + 3).max(NARROWEST),
            used: 0,
            labels: labels(compared, shown, n),
            next: (0, 0),
        };
        page.text(&redline(&whole(old), &whole(new)))?;
    }
    Ok(())
}

/// The words of a text without markup.
fn whole(text: Option<&Extraction>) -> String {
    text.map_or_else(String::new, |text| {
        let length = u32::try_from(text.document.folded.text.len()).expect("spans are of 32 bits");
        text.shown(Span::new(0, length)).into_owned()
    })
}

/// The labels of a text: of the clauses that went, and of those that are new or changed.
fn labels(compared: &Compared, shown: &[&Change], text: usize) -> (Vec<Label>, Vec<Label>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for change in shown {
        let clause = compared.clause(change);
        let label = Label {
            at: clause.folded.start as usize,
            direction: change.direction,
            text: format!(
                "{} {}",
                change.kind.name(),
                compared.pack.topic(clause.topic).id
            ),
        };
        match (change.old, change.new) {
            (_, Some(at)) if at.text == text => new.push(label),
            (Some(at), None) if at.text == text => old.push(label),
            _ => {}
        }
    }
    old.sort_by_key(|label| label.at);
    new.sort_by_key(|label| label.at);
    (old, new)
}

struct Page<'a> {
    out: &'a mut dyn Write,
    column: usize,
    used: usize,
    labels: (Vec<Label>, Vec<Label>),
    next: (usize, usize),
}

impl Page<'_> {
    fn text(&mut self, parts: &[Part]) -> fmt::Result {
        let (mut old, mut new) = (0, 0);
        for part in parts {
            let (words, is_old, is_new) = match part {
                Part::Same(words) => (words, true, true),
                Part::Gone(words) => (words, true, false),
                Part::Came(words) => (words, false, true),
            };
            for line in words.split_inclusive('\n') {
                for word in line.split_inclusive(' ') {
                    let (end_old, end_new) = (
                        old + if is_old { word.len() } else { 0 },
                        new + if is_new { word.len() } else { 0 },
                    );
                    self.word(part, word, (end_old, end_new))?;
                    (old, new) = (end_old, end_new);
                }
            }
        }
        if self.used > 0 {
            writeln!(self.out)?;
        }
        writeln!(self.out)
    }

    /// Writes a word whose end on both sides is given, on a new line where it has no room or where a
    /// clause with a label begins.
    fn word(&mut self, part: &Part, word: &str, ends: (usize, usize)) -> fmt::Result {
        let is_due = |labels: &[Label], next: usize, end: usize| {
            labels.get(next).is_some_and(|label| label.at < end)
        };
        let due = (
            is_due(&self.labels.0, self.next.0, ends.0),
            is_due(&self.labels.1, self.next.1, ends.1),
        );
        let ink = word.trim_end();
        let length = ink.chars().count();
        if self.used > 0 && (due.0 || due.1 || self.used + length > self.column) {
            writeln!(self.out)?;
            self.used = 0;
        }
        if !ink.is_empty() {
            if self.used == 0 {
                self.margin(ends)?;
            }
            match part {
                Part::Same(_) => write!(self.out, "{ink}")?,
                Part::Gone(_) => write!(self.out, "{GONE}[-{ink}-]{GONE:#}")?,
                Part::Came(_) => write!(self.out, "{CAME}{{+{ink}+}}{CAME:#}")?,
            }
            self.used += length;
            if word.ends_with(' ') {
                write!(self.out, " ")?;
                self.used += 1;
            }
        }
        if word.ends_with('\n') && self.used > 0 {
            writeln!(self.out)?;
            self.used = 0;
        }
        Ok(())
    }

    /// Begins a line, with the next label that is due before it; more labels have lines of their own.
    fn margin(&mut self, ends: (usize, usize)) -> fmt::Result {
        let mut due = Vec::new();
        for (labels, next, end) in [
            (&self.labels.0, &mut self.next.0, ends.0),
            (&self.labels.1, &mut self.next.1, ends.1),
        ] {
            while labels.get(*next).is_some_and(|label| label.at < end) {
                due.push(&labels[*next]);
                *next += 1;
            }
        }
        for (n, label) in due.iter().enumerate() {
            if n > 0 {
                writeln!(self.out)?;
            }
            let style = arrow(label.direction);
            let text: String = label.text.chars().take(MARGIN).collect();
            write!(self.out, "{style}{text:MARGIN$}{style:#} │ ")?;
        }
        if due.is_empty() {
            write!(self.out, "{:MARGIN$} │ ", "")?;
        }
        Ok(())
    }
}
