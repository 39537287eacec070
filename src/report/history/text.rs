//! Histories for people at a terminal.

use std::fmt::{self, Write};

use anstyle::Style;

use super::{counted, cut, differences, headline, line, parts, quiet, shown, summary};
use crate::diff::Part;
use crate::history::{Change, Entry, History, Standing};
use crate::pack::Pack;
use crate::report::diff::{CAME, GONE, arrow};
use crate::report::text::style;

const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// Characters of a clause's words in the list of today's clauses.
const WORDS: usize = 160;

/// Writes what changed, the newest first.
///
/// # Errors
/// When the writer fails.
pub fn timeline(out: &mut dyn Write, history: &History, pack: &Pack) -> fmt::Result {
    for told in &history.entries {
        entry(out, history, told, pack)?;
    }
    writeln!(out, "{}", summary(history))
}

fn entry(out: &mut dyn Write, history: &History, entry: &Entry, pack: &Pack) -> fmt::Result {
    let commit = &history.commits[entry.commit];
    write!(out, "{TITLE}{} {}{TITLE:#}", commit.day(), entry.path)?;
    if let Some(was) = &entry.was {
        write!(out, " (was {was})")?;
    }
    writeln!(out, " {TITLE}{}{TITLE:#}", headline(history, entry))?;
    writeln!(
        out,
        "  {QUIET}{} {}: {}{QUIET:#}",
        commit.short(),
        commit.author,
        commit.title
    )?;
    for one in shown(entry) {
        change(out, one, pack)?;
    }
    let quiet = quiet(entry);
    if !quiet.is_empty() {
        writeln!(out, "  {QUIET}besides: {quiet}{QUIET:#}")?;
    }
    writeln!(out)
}

fn change(out: &mut dyn Write, change: &Change, pack: &Pack) -> fmt::Result {
    let (direction, effect) = (arrow(change.direction), style(change.effect));
    writeln!(
        out,
        "  {direction}{}{direction:#} {} {effect}{}{effect:#} {TITLE}{}{TITLE:#}  {QUIET}{}{QUIET:#}",
        change.direction.name(),
        change.kind.name(),
        change.effect.name(),
        pack.topic(change.topic).id,
        line(change)
    )?;
    for difference in differences(change) {
        writeln!(out, "    {difference}")?;
    }
    write!(out, "      ")?;
    for part in parts(change) {
        match part {
            Part::Same(words) => write!(out, "{words}")?,
            Part::Gone(words) => write!(out, "{GONE}[-{words}-]{GONE:#}")?,
            Part::Came(words) => write!(out, "{CAME}{{+{words}+}}{CAME:#}")?,
        }
    }
    writeln!(out)
}

/// Writes since when each clause of today has stood in its form.
///
/// # Errors
/// When the writer fails.
pub fn blame(out: &mut dyn Write, history: &History, pack: &Pack) -> fmt::Result {
    let mut path = "";
    for one in &history.standing {
        if one.path != path {
            let sign = if path.is_empty() { "" } else { "\n" };
            writeln!(out, "{sign}{TITLE}{}{TITLE:#}", one.path)?;
            path = &one.path;
        }
        standing(out, history, one, pack)?;
    }
    let sign = if path.is_empty() { "" } else { "\n" };
    writeln!(
        out,
        "{sign}{} of today, from {}",
        counted(history.standing.len(), "clause"),
        summary(history)
    )
}

fn standing(out: &mut dyn Write, history: &History, one: &Standing, pack: &Pack) -> fmt::Result {
    let since = &history.commits[one.origin.since];
    let effect = style(one.effect);
    write!(
        out,
        "{} {QUIET}{}{QUIET:#} {effect}{}{effect:#} {TITLE}{}{TITLE:#}",
        since.day(),
        since.short(),
        one.effect.name(),
        pack.topic(one.topic).id
    )?;
    for (name, value) in &one.params {
        write!(out, "  {name}: {value}")?;
    }
    write!(out, "  {QUIET}line {}", one.words.line)?;
    if let Some(reworded) = one.origin.reworded {
        let commit = &history.commits[reworded];
        write!(out, ", reworded {} {}", commit.day(), commit.short())?;
    }
    writeln!(out, "{QUIET:#}\n    {}", cut(&one.words.text, WORDS))
}
