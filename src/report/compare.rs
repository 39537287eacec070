//! Comparisons: a table for a terminal, for a page, for a spreadsheet, for programs.

use std::fmt::{self, Write};

use anstyle::Style;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;

use super::summary::{cell as escaped, cites};
use super::{SCHEMA, VERSION};
use crate::compare::{Cell, Comparison, Row};
use crate::extract::Extraction;
use crate::pack::Pack;
use crate::summary::{Answer, ClauseRef, Line, place};

const QUIET: Style = Style::new().dimmed();

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// All that any text says something to.
    All,
    /// Those in which texts differ; the others are counted.
    Differences,
}

impl Rows {
    fn of(self, comparison: &Comparison) -> Vec<&Row> {
        let rows = comparison.rows.iter().filter(|row| !row.is_empty());
        rows.filter(|row| self == Rows::All || !row.agrees())
            .collect()
    }
}

/// Writes a table for people at a terminal of that width.
///
/// # Errors
/// When the writer fails.
pub fn text(
    out: &mut dyn Write,
    comparison: &Comparison,
    texts: &[Extraction],
    rows: Rows,
    width: u16,
) -> fmt::Result {
    let mut table = Table::new();
    table
        .load_preset(UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(header(texts));
    let shown = rows.of(comparison);
    for row in &shown {
        let cells = row.cells.iter().zip(texts);
        let cells = cells.map(|(cell, text)| words(cell, "\n", |refs| lines_of(refs, text)));
        table.add_row(std::iter::once(row.title.clone()).chain(cells));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    folded(out, comparison, rows, shown.len())
}

/// Says how many rows are not shown.
fn folded(out: &mut dyn Write, comparison: &Comparison, rows: Rows, shown: usize) -> fmt::Result {
    let all = Rows::All.of(comparison).len();
    if rows == Rows::Differences && all > shown {
        writeln!(
            out,
            "{QUIET}The texts agree in {} more rows.{QUIET:#}",
            all - shown
        )?;
    }
    Ok(())
}

/// Writes a Markdown table.
///
/// # Errors
/// When the writer fails.
pub fn markdown(
    out: &mut dyn Write,
    comparison: &Comparison,
    texts: &[Extraction],
    rows: Rows,
) -> fmt::Result {
    let names: Vec<_> = header(texts).iter().map(|name| escaped(name)).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(names.len()))?;
    for row in rows.of(comparison) {
        let mut cells = vec![escaped(&row.title)];
        for (cell, text) in row.cells.iter().zip(texts) {
            cells.push(escaped(&words(cell, "<br>", |refs| cited(refs, text))));
        }
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// The table as comma-separated values.
///
/// # Panics
/// Never: memory takes what is written, and cells are text.
#[must_use]
pub fn csv(comparison: &Comparison, texts: &[Extraction], rows: Rows) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header(texts)).expect("memory takes it");
    for row in rows.of(comparison) {
        let cells = row.cells.iter().zip(texts);
        let cells = cells.map(|(cell, text)| words(cell, "; ", |refs| cited(refs, text)));
        writer
            .write_record(std::iter::once(row.title.clone()).chain(cells))
            .expect("each row has a cell per text");
    }
    let bytes = writer.into_inner().expect("memory takes it");
    String::from_utf8(bytes).expect("cells are text")
}

fn header(texts: &[Extraction]) -> Vec<String> {
    let names = texts.iter().map(|text| text.source.name.clone());
    std::iter::once(String::new()).chain(names).collect()
}

/// `file:line` of clauses of one text.
fn cited(clauses: &[ClauseRef], text: &Extraction) -> String {
    cites(clauses, std::slice::from_ref(text))
}

/// The same without the file, which heads the column.
fn lines_of(clauses: &[ClauseRef], text: &Extraction) -> String {
    let cited = cited(clauses, text);
    cited
        .strip_prefix(text.source.name.as_str())
        .map_or(cited.clone(), str::to_owned)
}

/// A cell: the answer, what it hangs on, and where that stands.
fn words(cell: &Cell, between: &str, cited: impl Fn(&[ClauseRef]) -> String) -> String {
    let line = |line: &Line| format!("{} ({})", line.text, cited(&line.clauses));
    let lines: Vec<_> = cell.lines.iter().map(line).collect();
    match cell.answer {
        Some(answer) if lines.is_empty() => answer.name().to_owned(),
        Some(answer @ (Answer::Yes | Answer::No)) => {
            let mut clauses: Vec<_> = cell
                .lines
                .iter()
                .flat_map(|line| line.clauses.clone())
                .collect();
            clauses.sort_by_key(|at| at.clause);
            format!("{} ({})", answer.name(), cited(&clauses))
        }
        Some(answer) => format!("{}: {}", answer.name(), lines.join(between)),
        None if lines.is_empty() => "unstated".to_owned(),
        None => lines.join(between),
    }
}

/// What `compare` prints for programs.
#[derive(Debug, Serialize)]
pub struct ComparisonShape<'a> {
    schema: u32,
    version: &'static str,
    patterns: &'a str,
    sources: Vec<SourceShape<'a>>,
    rows: Vec<RowShape<'a>>,
}

#[derive(Debug, Serialize)]
struct SourceShape<'a> {
    source: &'a str,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct RowShape<'a> {
    question: &'a str,
    agree: bool,
    cells: Vec<CellShape<'a>>,
}

#[derive(Debug, Serialize)]
struct CellShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
    lines: Vec<LineShape<'a>>,
}

#[derive(Debug, Serialize)]
struct LineShape<'a> {
    text: &'a str,
    places: Vec<String>,
}

/// The comparison for programs, as `schemas/compare.schema.json` describes it.
#[must_use]
pub fn json<'a>(
    comparison: &'a Comparison,
    texts: &'a [Extraction],
    pack: &'a Pack,
    rows: Rows,
) -> ComparisonShape<'a> {
    let source = |text: &'a Extraction| SourceShape {
        source: &text.source.name,
        sha256: text.source.sha256().to_owned(),
    };
    let row = |row: &'a Row| RowShape {
        question: &row.title,
        agree: row.agrees(),
        cells: row
            .cells
            .iter()
            .zip(texts)
            .map(|(cell, text)| shape(cell, text))
            .collect(),
    };
    ComparisonShape {
        schema: SCHEMA,
        version: VERSION,
        patterns: &pack.hash,
        sources: texts.iter().map(source).collect(),
        rows: rows.of(comparison).into_iter().map(row).collect(),
    }
}

fn shape<'a>(cell: &'a Cell, text: &Extraction) -> CellShape<'a> {
    let at = |at: &ClauseRef| place(text, text.clauses[at.clause].span);
    CellShape {
        answer: cell.answer.map(Answer::name),
        lines: cell
            .lines
            .iter()
            .map(|line| LineShape {
                text: &line.text,
                places: line.clauses.iter().map(at).collect(),
            })
            .collect(),
    }
}
