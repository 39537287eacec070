//! Summaries: for a terminal, for a page.

mod shape;

use std::borrow::Cow;
use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};

pub use shape::{SummaryShape, json};

use crate::extract::Extraction;
use crate::summary::{
    Answer, Answered, BindingDocument, ClauseRef, Line, QuestionKind, Standing, Summary, place,
};

const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// How many clauses a line cites before it counts the rest.
const CITED: usize = 4;
/// How many phrases that were looked for are shown.
const NAMED: usize = 2;
/// How many characters of a provision that was not understood are shown.
const SHOWN: usize = 96;

/// Writes a summary for people at a terminal.
///
/// # Errors
/// When the writer fails.
pub fn text(out: &mut dyn Write, summary: &Summary, texts: &[Extraction]) -> fmt::Result {
    match &summary.principal {
        Some(line) => writeln!(
            out,
            "{TITLE}{}{TITLE:#}  {QUIET}{}{QUIET:#}",
            line.text,
            cites(&line.clauses, texts)
        )?,
        None => writeln!(out, "{TITLE}No restriction was found{TITLE:#}")?,
    }
    writeln!(out, "\n{TITLE}May I{TITLE:#}")?;
    for one in of_kind(summary, QuestionKind::May) {
        question(out, one, texts)?;
    }
    for part in &summary.parts {
        writeln!(out, "\n{TITLE}{}{TITLE:#}", part.title)?;
        for line in &part.lines {
            let cites = cites(&line.clauses, texts);
            writeln!(out, "  {}  {QUIET}{cites}{QUIET:#}", line.text)?;
        }
    }
    banned(out, summary, texts)?;
    if !summary.binding.is_empty() {
        writeln!(out, "\n{TITLE}Binding as well{TITLE:#}")?;
        for document in &summary.binding {
            let cites = cites(&document.clauses, texts);
            writeln!(
                out,
                "  {}  {QUIET}{cites}{QUIET:#}",
                binding(document, texts)
            )?;
        }
    }
    residue(out, texts)
}

fn of_kind(summary: &Summary, kind: QuestionKind) -> impl Iterator<Item = &Answered> {
    summary.answers.iter().filter(move |one| one.kind == kind)
}

fn question(out: &mut dyn Write, one: &Answered, texts: &[Extraction]) -> fmt::Result {
    let color = match one.answer {
        Answer::Yes => AnsiColor::Green.on_default(),
        Answer::No => AnsiColor::Red.on_default(),
        Answer::Conditional => AnsiColor::Yellow.on_default(),
        Answer::Unstated => QUIET,
    };
    write!(
        out,
        "  {:<32}  {color}{:<11}{color:#}",
        format!("{}?", one.ask),
        one.answer.name()
    )?;
    let mut is_first = true;
    for (words, clauses) in reasons(one) {
        if !is_first {
            write!(out, "{:47}", "")?;
        }
        is_first = false;
        writeln!(out, "  {words}  {QUIET}{}{QUIET:#}", cites(clauses, texts))?;
    }
    if is_first {
        writeln!(out, "  {QUIET}{}{QUIET:#}", sought(one, texts))?;
    }
    Ok(())
}

/// What a reader wants to see beside an answer: why, and for a condition on what it hangs.
fn reasons(one: &Answered) -> impl Iterator<Item = (&str, &[ClauseRef])> {
    let conditions = match one.answer {
        Answer::Conditional => one.conditions.as_slice(),
        _ => &[],
    };
    let grounds = match one.answer {
        Answer::Conditional if !conditions.is_empty() => &[],
        _ => one.grounds.as_slice(),
    };
    grounds
        .iter()
        .chain(conditions)
        .map(|line| (line.text.as_str(), line.clauses.as_slice()))
}

/// What was looked for in vain, and where the nearest words stand.
fn sought(one: &Answered, texts: &[Extraction]) -> String {
    let Some(sought) = &one.sought else {
        return String::new();
    };
    let phrases = sought.phrases.iter().map(|phrase| phrase.replace('*', "…"));
    let named: Vec<_> = phrases.take(NAMED).collect();
    let more = sought.phrases.len() - named.len();
    let near = match nearest(one, texts) {
        Some((place, _)) => format!("nearest {place}"),
        None => "nothing near it".to_owned(),
    };
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("looked for “{}”{more}; {near}", named.join("”, “"))
}

/// Place and words of the provision that came nearest.
fn nearest<'a>(one: &Answered, texts: &'a [Extraction]) -> Option<(String, Cow<'a, str>)> {
    let nearest = one.sought.as_ref()?.nearest?;
    let document = &texts[nearest.text].document;
    let folded = document.provision(nearest.provision).folded;
    let place = place(&texts[nearest.text], document.folded.to_source(folded));
    Some((place, document.folded.display(folded)))
}

fn banned(out: &mut dyn Write, summary: &Summary, texts: &[Extraction]) -> fmt::Result {
    if summary.banned.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{TITLE}Banned uses{TITLE:#}")?;
    for theme in &summary.banned {
        writeln!(out, "  {} ({})", theme.theme, theme.count())?;
        for (title, clauses) in &theme.categories {
            writeln!(
                out,
                "    {title} ({})  {QUIET}{}{QUIET:#}",
                clauses.len(),
                cites(clauses, texts)
            )?;
        }
    }
    Ok(())
}

/// A binding document in words.
fn binding(document: &BindingDocument, texts: &[Extraction]) -> String {
    let mut words = document.name.clone().unwrap_or_default();
    if let Some(url) = &document.url {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(url);
    }
    match document.standing {
        Standing::Within => words.push_str(": part of this text"),
        Standing::Read(at) => {
            let _ = write!(words, ": read, {}", texts[at].source.name);
        }
        Standing::Unread => words.push_str(": NOT READ, give a copy of it too"),
    }
    words
}

fn residue(out: &mut dyn Write, texts: &[Extraction]) -> fmt::Result {
    for extraction in texts {
        let residue = &extraction.residue;
        if residue.provisions.is_empty() {
            continue;
        }
        writeln!(
            out,
            "\n{TITLE}Not understood{TITLE:#}: {} {} of {}, {:.0} % of its text; read them yourself",
            residue.provisions.len(),
            if residue.provisions.len() == 1 {
                "rule"
            } else {
                "rules"
            },
            extraction.source.name,
            residue.share * 100.0
        )?;
        for (id, _) in &residue.provisions {
            let document = &extraction.document;
            let folded = document.provision(*id).folded;
            let place = place(extraction, document.folded.to_source(folded));
            let words = shortened(&document.folded.display(folded));
            writeln!(out, "  {words}  {QUIET}{place}{QUIET:#}")?;
        }
    }
    Ok(())
}

/// The start of a provision, cut between words.
fn shortened(words: &str) -> String {
    let words = words.replace('\n', " ");
    match words.char_indices().nth(SHOWN) {
        None => words,
        Some((end, _)) => {
            let cut = words[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &words[..cut])
        }
    }
}

/// `file:line` of clauses; the file is named again only where it changes.
pub(super) fn cites(clauses: &[ClauseRef], texts: &[Extraction]) -> String {
    let mut places: Vec<(usize, String)> = Vec::new();
    for at in clauses {
        let (extraction, clause) = at.of(texts);
        let place = (at.text, place(extraction, clause.span));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = places.len().saturating_sub(CITED);
    let mut words = String::new();
    let mut file = None;
    for (text, place) in places.into_iter().take(CITED) {
        if !words.is_empty() {
            words.push_str(", ");
        }
        if file == Some(text) {
            words.push_str(&place[place.rfind(':').unwrap_or(0)..]);
        } else {
            words.push_str(&place);
        }
        file = Some(text);
    }
    if more > 0 {
        let _ = write!(words, " and {more} more");
    }
    words
}

/// Writes a summary as Markdown.
///
/// # Errors
/// When the writer fails.
pub fn markdown(out: &mut dyn Write, summary: &Summary, texts: &[Extraction]) -> fmt::Result {
    match &summary.principal {
        Some(line) => writeln!(out, "**{}** {}", line.text, cited(&line.clauses, texts))?,
        None => writeln!(out, "**No restriction was found**")?,
    }
    writeln!(out, "\n| May I | | why |\n| --- | --- | --- |")?;
    for one in of_kind(summary, QuestionKind::May) {
        let why: Vec<_> = reasons(one)
            .map(|(words, clauses)| format!("{words} {}", cited(clauses, texts)))
            .collect();
        writeln!(
            out,
            "| {}? | {} | {} |",
            one.ask,
            one.answer.name(),
            cell(&why.join("; "))
        )?;
    }
    for part in &summary.parts {
        writeln!(out, "\n## {}", part.title)?;
        lines(out, &part.lines, texts)?;
    }
    if !summary.banned.is_empty() {
        writeln!(out, "\n## Banned uses")?;
    }
    for theme in &summary.banned {
        writeln!(out, "* {} ({})", theme.theme, theme.count())?;
        for (title, clauses) in &theme.categories {
            let cited = cited(clauses, texts);
            writeln!(out, "  * {title} ({}) {cited}", clauses.len())?;
        }
    }
    if !summary.binding.is_empty() {
        writeln!(out, "\n## Binding as well")?;
    }
    for document in &summary.binding {
        let cited = cited(&document.clauses, texts);
        writeln!(out, "* {} {cited}", binding(document, texts))?;
    }
    for extraction in texts {
        writeln!(
            out,
            "\nNot understood in `{}`: {} ({:.0} % of its text).",
            extraction.source.name,
            extraction.residue.provisions.len(),
            extraction.residue.share * 100.0
        )?;
    }
    Ok(())
}

fn lines(out: &mut dyn Write, lines: &[Line], texts: &[Extraction]) -> fmt::Result {
    for line in lines {
        writeln!(out, "* {} {}", line.text, cited(&line.clauses, texts))?;
    }
    Ok(())
}

fn cited(clauses: &[ClauseRef], texts: &[Extraction]) -> String {
    format!("(`{}`)", cites(clauses, texts))
}

/// Words as a cell of a Markdown table.
pub(super) fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('\n', " ")
}
