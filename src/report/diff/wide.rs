//! The words of a change, old and new beside each other.

use std::fmt::{self, Write};

use anstyle::Style;

use super::{CAME, GONE};
use crate::diff::Part;

/// The narrowest page that has room for both sides.
pub const WIDE: usize = 120;

/// Blanks before the first column.
const INDENT: usize = 4;

/// Between the columns.
const GAP: &str = " │ ";

/// A word and how it is shown.
type Word<'a> = (&'a str, Style);

/// Writes both sides in two columns on a page of this width.
pub(super) fn columns(out: &mut dyn Write, parts: &[Part], width: usize) -> fmt::Result {
    let column = (width - INDENT - GAP.chars().count()) / 2;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::Same(words) => {
                left.extend(words.split_whitespace().map(|word| (word, Style::new())));
                right.extend(words.split_whitespace().map(|word| (word, Style::new())));
            }
            Part::Gone(words) => left.extend(words.split_whitespace().map(|word| (word, GONE))),
            Part::Came(words) => right.extend(words.split_whitespace().map(|word| (word, CAME))),
        }
    }
    let (left, right) = (lines(&left, column), lines(&right, column));
    for n in 0..left.len().max(right.len()) {
        write!(out, "{:INDENT$}", "")?;
        let used = line(out, left.get(n).copied().unwrap_or_default())?;
        write!(
            out,
            "{:blank$}{GAP}",
            "",
            blank = column.saturating_sub(used)
        )?;
        line(out, right.get(n).copied().unwrap_or_default())?;
        writeln!(out)?;
    }
    Ok(())
}

/// Breaks words into lines; a word that is longer than a line has one of its own.
fn lines<'a, 'b>(words: &'b [Word<'a>], column: usize) -> Vec<&'b [Word<'a>]> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (n, (word, _)) in words.iter().enumerate() {
        let length = word.chars().count();
        if n > start && used + 1 + length > column {
            lines.push(&words[start..n]);
            (start, used) = (n, 0);
        }
        used += length + usize::from(n > start);
    }
    if start < words.len() {
        lines.push(&words[start..]);
    }
    lines
}

/// Writes a line and says how wide it is.
fn line(out: &mut dyn Write, words: &[Word]) -> Result<usize, fmt::Error> {
    let mut used = 0;
    for (n, (word, style)) in words.iter().enumerate() {
        if n > 0 {
            write!(out, " ")?;
            used += 1;
        }
        write!(out, "{style}{word}{style:#}")?;
        used += word.chars().count();
    }
    Ok(used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_each_their_side() {
        let parts = [
            Part::Same("You may ".to_owned()),
            Part::Gone("sell".to_owned()),
            Part::Came("rent out".to_owned()),
            Part::Same(" it.".to_owned()),
        ];
        let mut out = String::new();
        columns(&mut out, &parts, 35).expect("a string takes it");
        let plain = anstream::adapter::strip_str(&out).to_string();
        assert_eq!(
            plain,
            "    You may sell   │ You may rent\n    it.            │ out it.\n"
        );
    }
}
