//! Histories as Markdown.

use std::fmt::{self, Write};

use super::{counted, cut, differences, headline, line, parts, quiet, shown, summary};
use crate::diff::Part;
use crate::history::{Change, Entry, History};
use crate::pack::Pack;

/// Characters of a clause's words in the table of today's clauses.
const WORDS: usize = 160;

/// Writes what changed, the newest first.
///
/// # Errors
/// When the writer fails.
pub fn timeline(out: &mut dyn Write, history: &History, pack: &Pack) -> fmt::Result {
    writeln!(out, "# Changes of {}\n", title(history))?;
    writeln!(out, "{}.", summary(history))?;
    for told in &history.entries {
        entry(out, history, told, pack)?;
    }
    Ok(())
}

/// What was looked at.
fn title(history: &History) -> String {
    match history.path.is_empty() {
        true => plain(&history.repository),
        false => plain(&history.path),
    }
}

fn entry(out: &mut dyn Write, history: &History, entry: &Entry, pack: &Pack) -> fmt::Result {
    let commit = &history.commits[entry.commit];
    writeln!(out, "\n## {} {}\n", commit.day(), plain(&entry.path))?;
    if let Some(was) = &entry.was {
        writeln!(out, "Was {} before.", plain(was))?;
    }
    writeln!(
        out,
        "Commit `{}` by {}: {}\n\n**{}**",
        commit.short(),
        plain(&commit.author),
        plain(&commit.title),
        headline(history, entry)
    )?;
    if !shown(entry).is_empty() {
        writeln!(out)?;
    }
    for one in shown(entry) {
        change(out, one, pack)?;
    }
    let quiet = quiet(entry);
    if !quiet.is_empty() {
        writeln!(out, "\nBesides: {quiet}.")?;
    }
    Ok(())
}

fn change(out: &mut dyn Write, change: &Change, pack: &Pack) -> fmt::Result {
    write!(
        out,
        "- **{}** {}: {} {}, {}",
        change.direction.name(),
        change.kind.name(),
        change.effect.name(),
        pack.topic(change.topic).id,
        line(change)
    )?;
    for difference in differences(change) {
        write!(out, "; {}", plain(&difference))?;
    }
    write!(out, "\n  > ")?;
    for part in parts(change) {
        match part {
            Part::Same(words) => write!(out, "{}", plain(&words))?,
            Part::Gone(words) => write!(out, "<del>{}</del>", plain(&words))?,
            Part::Came(words) => write!(out, "<ins>{}</ins>", plain(&words))?,
        }
    }
    writeln!(out)
}

/// Writes since when each clause of today has stood in its form.
///
/// # Errors
/// When the writer fails.
pub fn blame(out: &mut dyn Write, history: &History, pack: &Pack) -> fmt::Result {
    writeln!(out, "# Clauses of {}, since when\n", title(history))?;
    writeln!(
        out,
        "{} of today, from {}.",
        counted(history.standing.len(), "clause"),
        summary(history)
    )?;
    let mut path = "";
    for one in &history.standing {
        if one.path != path {
            path = &one.path;
            writeln!(
                out,
                "\n## {}\n\n| since | commit | reworded | effect | topic | line | words |\n| --- | --- | --- | --- | --- | --- | --- |",
                plain(path)
            )?;
        }
        let since = &history.commits[one.origin.since];
        let reworded = one.origin.reworded.map(|commit| &history.commits[commit]);
        writeln!(
            out,
            "| {} | `{}` | {} | {} | {} | {} | {} |",
            since.day(),
            since.short(),
            reworded.map_or_else(String::new, crate::history::Commit::day),
            one.effect.name(),
            pack.topic(one.topic).id,
            one.words.line,
            plain(&cut(&one.words.text, WORDS))
        )?;
    }
    Ok(())
}

/// Text that Markdown shows as it is.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => shown.push_str("&lt;"),
            '&' => shown.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                shown.push('\\');
                shown.push(character);
            }
            '\n' | '\r' => shown.push(' '),
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_is_shown_as_it_is() {
        assert_eq!(plain("a_b|<c>\n& *d*"), "a\\_b\\|&lt;c> &amp; \\*d\\*");
    }
}
