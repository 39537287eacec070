//! Changes between two sides: for programs, for a terminal, for a pull request.

mod page;
mod shape;
mod wide;

use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};

use super::text::style;
use crate::clause::Clause;
use crate::diff::{Change, ClauseRef, Diff, Part, redline};
use crate::extract::Extraction;
use crate::pack::{Direction, Pack};
use crate::param::Value;

pub use page::words;
pub use shape::{ChangeShape, DiffShape, PairShape, ParamShape, PlacedShape, SideShape, json};
pub use wide::WIDE;

pub(super) const GONE: Style = AnsiColor::Red.on_default().strikethrough();
pub(super) const CAME: Style = AnsiColor::Green.on_default().underline();
const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// Two sides and what changed between them.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The texts before.
    pub old: &'a [Extraction],
    /// The texts after.
    pub new: &'a [Extraction],
    /// What changed.
    pub diff: &'a Diff,
    /// The pack that read both.
    pub pack: &'a Pack,
}

impl<'a> Compared<'a> {
    /// The clause that a change is named after: the new one, or the one that went.
    fn clause(&self, change: &Change) -> &'a Clause {
        let new = change.new.map(|at| at.of(self.new).1);
        new.or(change.old.map(|at| at.of(self.old).1))
            .expect("a change has a clause on one side")
    }

    fn words(side: &'a [Extraction], at: ClauseRef) -> String {
        let (extraction, clause) = at.of(side);
        extraction.shown(clause.folded).replace('\n', " ")
    }

    /// `file:line` of the clause on each side.
    fn places(&self, change: &Change) -> String {
        let place = |side: &[Extraction], at: ClauseRef| {
            let (extraction, clause) = at.of(side);
            format!(
                "{}:{}",
                extraction.source.name,
                extraction.source.line_column(clause.span.start).0
            )
        };
        let both = |[old, new]: [Option<ClauseRef>; 2]| {
            let places = [
                old.map(|at| place(self.old, at)),
                new.map(|at| place(self.new, at)),
            ];
            places.into_iter().flatten().collect::<Vec<_>>().join(" → ")
        };
        let also = change.also.iter().map(|places| both(*places));
        let first = both([change.old, change.new]);
        std::iter::once(first)
            .chain(also)
            .collect::<Vec<_>>()
            .join(", also ")
    }

    /// The words of a change: those of one side, or the redline of both.
    fn parts(&self, change: &Change) -> Vec<Part> {
        match (change.old, change.new) {
            (Some(old), Some(new)) => redline(
                &Compared::words(self.old, old),
                &Compared::words(self.new, new),
            ),
            (Some(old), None) => vec![Part::Gone(Compared::words(self.old, old))],
            (None, Some(new)) => vec![Part::Came(Compared::words(self.new, new))],
            (None, None) => Vec::new(),
        }
    }

    fn values(change: &Change) -> impl Iterator<Item = String> + '_ {
        let one = |(name, (old, new)): (&String, &(Option<Value>, Option<Value>))| {
            format!("{name}: {}", became(old.as_ref(), new.as_ref()))
        };
        change.params.iter().map(one)
    }

    /// One line that says how much changed.
    fn headline(&self) -> String {
        let substance = self
            .diff
            .changes
            .iter()
            .filter(|change| change.kind.is_substance());
        let count = |direction: Direction| {
            substance
                .clone()
                .filter(|change| change.direction == direction)
                .count()
        };
        let mut line = format!(
            "{} of substance",
            counted(substance.clone().count(), "change")
        );
        for direction in [
            Direction::Stricter,
            Direction::Looser,
            Direction::Neutral,
            Direction::Unclear,
        ] {
            if count(direction) > 0 {
                let _ = write!(line, ", {} {}", count(direction), direction.name());
            }
        }
        let quiet = self.diff.changes.len() - substance.count();
        let _ = write!(
            line,
            "; {quiet} only reworded or moved, {} unchanged",
            self.diff.unchanged
        );
        line
    }
}

fn counted(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}

/// A value before and after.
fn became(old: Option<&Value>, new: Option<&Value>) -> String {
    let shown = |value: Option<&Value>| value.map_or_else(|| "(none)".to_owned(), Value::to_string);
    format!("{} → {}", shown(old), shown(new))
}

pub(super) fn arrow(direction: Direction) -> Style {
    match direction {
        Direction::Stricter => AnsiColor::Red.on_default().bold(),
        Direction::Looser => AnsiColor::Green.on_default().bold(),
        Direction::Neutral | Direction::Unclear => Style::new().bold(),
    }
}

/// The changes for people at a terminal: both sides beside each other where the page is [`WIDE`] enough.
///
/// # Errors
/// When the writer fails.
pub fn text(
    out: &mut dyn Write,
    compared: &Compared,
    shown: &[&Change],
    width: usize,
) -> fmt::Result {
    writeln!(out, "{TITLE}{}{TITLE:#}\n", compared.headline())?;
    for change in shown {
        let clause = compared.clause(change);
        let topic = compared.pack.topic(clause.topic);
        let (direction, effect) = (arrow(change.direction), style(clause.effect));
        writeln!(
            out,
            "{direction}{}{direction:#} {} {effect}{}{effect:#} {TITLE}{}{TITLE:#}  {QUIET}{}{QUIET:#}",
            change.direction.name(),
            change.kind.name(),
            clause.effect.name(),
            topic.id,
            compared.places(change)
        )?;
        for value in Compared::values(change).chain(change.notes.iter().cloned()) {
            writeln!(out, "  {value}")?;
        }
        let parts = compared.parts(change);
        if width >= WIDE && change.old.is_some() && change.new.is_some() {
            wide::columns(out, &parts, width)?;
            writeln!(out)?;
            continue;
        }
        write!(out, "    ")?;
        for part in parts {
            match part {
                Part::Same(words) => write!(out, "{words}")?,
                Part::Gone(words) => write!(out, "{GONE}[-{words}-]{GONE:#}")?,
                Part::Came(words) => write!(out, "{CAME}{{+{words}+}}{CAME:#}")?,
            }
        }
        writeln!(out, "\n")?;
    }
    relinked(out, compared)
}

/// One line at the end names the addresses that changed and nothing else with them.
fn relinked(out: &mut dyn Write, compared: &Compared) -> fmt::Result {
    match addresses(compared) {
        Some(line) => writeln!(out, "{QUIET}{line}{QUIET:#}"),
        None => Ok(()),
    }
}

fn addresses(compared: &Compared) -> Option<String> {
    let changes = &compared.diff.relinked;
    let mut values = Vec::new();
    for change in changes {
        for (old, new) in change.params.values() {
            let value = became(old.as_ref(), new.as_ref());
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    (!values.is_empty()).then(|| {
        format!(
            "only linked addresses changed in {}: {}",
            counted(changes.len(), "clause"),
            values.join("; ")
        )
    })
}

/// The changes as Markdown, fit for a pull request: a table, then the redlines.
///
/// # Errors
/// When the writer fails.
pub fn markdown(out: &mut dyn Write, compared: &Compared, shown: &[&Change]) -> fmt::Result {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    writeln!(out, "**{}**\n", compared.headline())?;
    if shown.is_empty() {
        return relinked_markdown(out, compared);
    }
    writeln!(
        out,
        "| direction | change | effect | topic | what | where |\n| --- | --- | --- | --- | --- | --- |"
    )?;
    for change in shown {
        let clause = compared.clause(change);
        let what = Compared::values(change)
            .chain(change.notes.iter().cloned())
            .collect::<Vec<_>>()
            .join("; ");
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            change.direction.name(),
            change.kind.name(),
            clause.effect.name(),
            compared.pack.topic(clause.topic).id,
            cell(&what),
            cell(&compared.places(change))
        )?;
    }
    for change in shown {
        let clause = compared.clause(change);
        write!(
            out,
            "\n**{} {}** ({})\n> ",
            change.kind.name(),
            compared.pack.topic(clause.topic).title,
            compared.places(change)
        )?;
        for part in compared.parts(change) {
            match part {
                Part::Same(words) => write!(out, "{words}")?,
                Part::Gone(words) => write!(out, "<del>{words}</del>")?,
                Part::Came(words) => write!(out, "<ins>{words}</ins>")?,
            }
        }
        writeln!(out)?;
    }
    relinked_markdown(out, compared)
}

fn relinked_markdown(out: &mut dyn Write, compared: &Compared) -> fmt::Result {
    match addresses(compared) {
        Some(line) => writeln!(out, "\n{line}"),
        None => Ok(()),
    }
}
