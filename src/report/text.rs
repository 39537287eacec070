//! Clauses for people at a terminal.

use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::clause::Clause;
use crate::effect::Effect;
use crate::extract::Extraction;
use crate::pack::Pack;
use crate::span::Span;

const QUIET: Style = Style::new().dimmed();
const TITLE: Style = Style::new().bold();
const MARK: Style = Style::new().bold().underline();

/// How an effect is coloured.
#[must_use]
pub fn style(effect: Effect) -> Style {
    let color = match effect {
        Effect::Permits => AnsiColor::Green,
        Effect::Forbids => AnsiColor::Red,
        Effect::Requires => AnsiColor::Yellow,
        Effect::Declares => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// Writes clauses of a document: each with its effect, topic and params, its section and place, and
/// its words, with what matched marked.
///
/// # Errors
/// When the writer fails.
pub fn clauses(
    out: &mut dyn Write,
    extraction: &Extraction,
    pack: &Pack,
    shown: &[&Clause],
) -> fmt::Result {
    for clause in shown {
        let topic = pack.topic(clause.topic);
        let style = style(clause.effect);
        write!(
            out,
            "{style}{}{style:#} {TITLE}{}{TITLE:#}",
            clause.effect.name(),
            topic.id
        )?;
        for (name, value) in &clause.params {
            write!(out, "  {name}: {value}")?;
        }
        writeln!(out)?;
        place(
            out,
            extraction,
            clause.span,
            &extraction.document.path(clause.section),
        )?;
        let marks: Vec<_> = clause.evidence.iter().map(|one| one.words).collect();
        writeln!(out, "    {}\n", marked(extraction, clause.folded, &marks))?;
    }
    Ok(())
}

/// Writes what looks normative and yielded no clause.
///
/// # Errors
/// When the writer fails.
pub fn residue(out: &mut dyn Write, extraction: &Extraction) -> fmt::Result {
    let document = &extraction.document;
    for (id, effect) in &extraction.residue.provisions {
        let provision = document.provision(*id);
        let span = document.folded.to_source(provision.folded);
        let style = style(*effect);
        writeln!(out, "{style}{}?{style:#} not understood", effect.name())?;
        place(out, extraction, span, &document.path(provision.section))?;
        writeln!(out, "    {}\n", marked(extraction, provision.folded, &[]))?;
    }
    Ok(())
}

fn place(out: &mut dyn Write, extraction: &Extraction, span: Span, path: &[&str]) -> fmt::Result {
    let (line, column) = extraction.source.line_column(span.start);
    write!(
        out,
        "  {QUIET}{}:{line}:{column}{QUIET:#}",
        extraction.source.name
    )?;
    if !path.is_empty() {
        write!(out, "  {QUIET}§ {}{QUIET:#}", path.join(" › "))?;
    }
    writeln!(out)
}

/// The words of a folded span in their original letters, with some of them marked.
fn marked(extraction: &Extraction, words: Span, marks: &[Span]) -> String {
    let mut marks: Vec<_> = marks
        .iter()
        .filter(|mark| words.start <= mark.start && mark.end <= words.end)
        .collect();
    marks.sort_unstable();
    let mut shown = String::new();
    let mut at = words.start;
    for mark in marks {
        if mark.start < at {
            continue;
        }
        let marked = extraction.shown(*mark);
        let blank = marked.len() - marked.trim_start().len();
        shown.push_str(&extraction.shown(Span::new(at, mark.start)));
        let _ = write!(
            shown,
            "{}{MARK}{}{MARK:#}",
            &marked[..blank],
            &marked[blank..]
        );
        at = mark.end;
    }
    shown.push_str(&extraction.shown(Span::new(at, words.end)));
    shown.replace('\n', " ")
}
