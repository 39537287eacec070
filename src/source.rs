//! A text as it was read: its name, its words, its format, and the way from a position in it to the
//! file on disk. Turning bytes into text is the only step that can fail.

use std::sync::OnceLock;

use memchr::memmem;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::span::Span;

/// How a text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// No markup; layout carries the structure.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// A text as it was read.
#[derive(Debug)]
pub struct Source {
    /// What the text is called in reports; a path as it was given.
    pub name: String,
    /// The text. A byte order mark stays in it, as do all kinds of line ends.
    pub text: String,
    /// How it is marked up, judged by the extension of the name, otherwise by its content.
    pub format: Format,
    encoding: Encoding,
    /// Offsets at which lines start, computed when first asked for.
    lines: OnceLock<Vec<u32>>,
    /// For UTF-16, the offset on disk of each [`STEP`]th byte, computed when first asked for.
    steps: OnceLock<Vec<u32>>,
    /// The hash of the file, computed when first asked for.
    sha256: OnceLock<String>,
}

/// How the bytes on disk encode the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// Distance, in bytes of the text, between two places whose offset on disk is kept.
const STEP: usize = 1024;

/// How much of a text is read to judge its format, in bytes; a larger share changes no verdict.
const SAMPLE: usize = 64 * 1024;

impl Source {
    /// Decodes a file. Text is UTF-8, or UTF-16 with a byte order mark.
    ///
    /// # Errors
    /// If the bytes are not text, or are too many for 32-bit offsets.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source, Error> {
        let name = name.into();
        if u32::try_from(bytes.len().saturating_mul(2)).is_err() {
            return Err(Error::new(format!(
                "`{name}` is too large: {} bytes, the limit is 2 GiB; split the file",
                bytes.len()
            )));
        }
        let (text, encoding) = match bytes.get(..2) {
            Some([0xff, 0xfe]) => (utf16(&name, &bytes, u16::from_le_bytes)?, Encoding::Utf16Le),
            Some([0xfe, 0xff]) => (utf16(&name, &bytes, u16::from_be_bytes)?, Encoding::Utf16Be),
            _ => (utf8(&name, bytes)?, Encoding::Utf8),
        };
        let format = format_of(&name, &text);
        Ok(Source {
            name,
            text,
            format,
            encoding,
            lines: OnceLock::new(),
            steps: OnceLock::new(),
            sha256: OnceLock::new(),
        })
    }

    /// The range of bytes that a range of the text has in the file on disk.
    #[must_use]
    pub fn on_disk(&self, span: Span) -> Span {
        if self.encoding == Encoding::Utf8 {
            return span;
        }
        Span::new(
            self.offset_on_disk(span.start),
            self.offset_on_disk(span.end),
        )
    }

    /// Line and column of an offset into the text, both counted from 1, the column in characters.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let lines = self.lines.get_or_init(|| line_starts(&self.text));
        let line = lines.partition_point(|&start| start <= offset);
        let start = lines[line - 1] as usize;
        let before = &self.text.as_bytes()[start..(offset as usize).min(self.text.len())];
        let column = before
            .iter()
            .filter(|byte| !is_continuation(**byte))
            .count();
        (line as u32, column as u32 + 1)
    }

    /// The share of its letters that are Latin ones without marks, from 0 to 1; 1 for a text without letters.
    #[must_use]
    pub fn latin_share(&self) -> f64 {
        let (mut latin, mut all) = (0u32, 0u32);
        for c in self.text.chars().filter(|c| c.is_alphabetic()) {
            all += 1;
            latin += u32::from(c.is_ascii());
        }
        if all == 0 {
            1.0
        } else {
            f64::from(latin) / f64::from(all)
        }
    }

    /// SHA-256 of the file on disk, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| {
            let mut hash = Sha256::new();
            match self.encoding {
                Encoding::Utf8 => hash.update(&self.text),
                Encoding::Utf16Le => self
                    .text
                    .encode_utf16()
                    .for_each(|unit| hash.update(unit.to_le_bytes())),
                Encoding::Utf16Be => self
                    .text
                    .encode_utf16()
                    .for_each(|unit| hash.update(unit.to_be_bytes())),
            }
            let hash = hash.finalize();
            hash.iter().map(|byte| format!("{byte:02x}")).collect()
        })
    }

    fn offset_on_disk(&self, offset: u32) -> u32 {
        let steps = self.steps.get_or_init(|| utf16_steps(&self.text));
        let step = offset as usize / STEP;
        steps[step] + utf16_width(&self.text.as_bytes()[step * STEP..offset as usize])
    }
}

fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(Error::new(format!(
            "`{name}` is not text: NUL byte at offset {at}; give a text, Markdown or HTML file (UTF-16 needs a byte order mark)"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
        Error::new(format!(
            "`{name}` is not valid UTF-8: byte `{:#04x}` at offset {at}, line {line}; convert it to UTF-8 first",
            bytes[at]
        ))
    })
}

fn utf16(name: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Error::new(format!(
            "`{name}` is cut off: it begins as UTF-16 but has an odd number of bytes ({})",
            bytes.len()
        )));
    }
    let mut text = String::with_capacity(bytes.len());
    for (index, decoded) in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).enumerate() {
        match decoded {
            Ok('\0') => {
                return Err(Error::new(format!(
                    "`{name}` is not text: NUL character, the {}th of its UTF-16",
                    index + 1
                )));
            }
            Ok(character) => text.push(character),
            Err(error) => {
                let line = 1 + text.matches('\n').count();
                return Err(Error::new(format!(
                    "`{name}` is not valid UTF-16: lone surrogate `{:#06x}` in line {line}; convert it to UTF-8 first",
                    error.unpaired_surrogate()
                )));
            }
        }
    }
    Ok(text)
}

fn line_starts(text: &str) -> Vec<u32> {
    std::iter::once(0)
        .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1))
        .collect()
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Bytes that a stretch of UTF-8 takes in UTF-16. Each character counts where its first byte stands.
fn utf16_width(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|&byte| match byte {
            0x80..=0xbf => 0,
            0xf0.. => 4,
            _ => 2,
        })
        .sum()
}

fn utf16_steps(text: &str) -> Vec<u32> {
    let mut steps = vec![0];
    for chunk in text.as_bytes().chunks(STEP) {
        steps.push(steps[steps.len() - 1] + utf16_width(chunk));
    }
    steps
}

fn format_of(name: &str, text: &str) -> Format {
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd") => Format::Markdown,
        Some("html" | "htm" | "xhtml") => Format::Html,
        _ => format_of_content(&text[..text.floor_char_boundary(SAMPLE)]),
    }
}

/// Plain text is the safe choice: it can be read as such whatever marks it holds, while indented
/// plain text read as Markdown turns into code.
fn format_of_content(text: &str) -> Format {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let starts = |prefix: &str| {
        head.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts("<!doctype html") || starts("<html") {
        return Format::Html;
    }
    let lower = text.to_ascii_lowercase();
    let count = |tag: &str| memmem::find_iter(lower.as_bytes(), tag).count();
    if count("</p>") + count("</li>") + count("</div>") + count("<br>") >= 4 {
        return Format::Html;
    }
    let (mut indented, mut headings, mut bold) = (0, 0, 0);
    for line in text.lines() {
        match line.as_bytes() {
            [b'\t', ..] | [b' ', b' ', b' ', b' ', ..] => indented += 1,
            [b'#', ..] => headings += usize::from(is_markdown_heading(line)),
            [b'*', b'*', ..] => bold += 1,
            _ => {}
        }
    }
    let links = memmem::find_iter(text.as_bytes(), "](http").count();
    if indented == 0 && headings + links + bold >= 3 && headings + links > 0 {
        Format::Markdown
    } else {
        Format::Plain
    }
}

fn is_markdown_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - text.len())) && text.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::new("terms.txt", bytes.to_vec()).unwrap()
    }

    fn error(bytes: &[u8]) -> String {
        Source::new("terms.txt", bytes.to_vec())
            .unwrap_err()
            .to_string()
    }

    fn utf16le(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn utf8_offsets_are_those_of_the_file() {
        let source = source("\u{feff}Fée\r\nx".as_bytes());
        assert_eq!(source.on_disk(Span::new(3, 7)), Span::new(3, 7));
        assert_eq!(source.line_column(9), (2, 1));
        assert_eq!(source.line_column(6), (1, 4));
        assert_eq!(source.line_column(10), (2, 2));
    }

    #[test]
    fn utf16_offsets_lead_back_to_the_file() {
        let text = "é𝄞x".repeat(1000);
        let bytes = utf16le(&text);
        let source = source(&bytes);
        assert!(source.text.starts_with("\u{feff}é𝄞x"));
        for (start, character) in source.text.char_indices().step_by(7) {
            let span = Span::new(start as u32, (start + character.len_utf8()) as u32);
            let units: Vec<u16> = bytes[source.on_disk(span).range()]
                .chunks(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            assert_eq!(String::from_utf16(&units).unwrap(), character.to_string());
        }
    }

    #[test]
    fn what_is_not_text_is_said_so() {
        assert_eq!(
            error(b"PK\x00\x01"),
            "`terms.txt` is not text: NUL byte at offset 2; give a text, Markdown or HTML file (UTF-16 needs a byte order mark)"
        );
        assert_eq!(
            error(b"one\ntwo \xff"),
            "`terms.txt` is not valid UTF-8: byte `0xff` at offset 8, line 2; convert it to UTF-8 first"
        );
        assert_eq!(
            error(b"\xff\xfea\x00b"),
            "`terms.txt` is cut off: it begins as UTF-16 but has an odd number of bytes (5)"
        );
        assert_eq!(
            error(b"\xff\xfe\x00\xd8a\x00"),
            "`terms.txt` is not valid UTF-16: lone surrogate `0xd800` in line 1; convert it to UTF-8 first"
        );
    }

    #[test]
    fn format_is_told_by_name_or_content() {
        let cases: &[(&str, &str, Format)] = &[
            ("a.md", "x", Format::Markdown),
            ("a.HTM", "x", Format::Html),
            ("a", "<!DOCTYPE html><p>x", Format::Html),
            (
                "a",
                "<p>a</p><p>b</p><ul><li>c</li></ul><div></div>",
                Format::Html,
            ),
            (
                "a.txt",
                "# Terms\n\n## Use\n\nSee [here](https://example.org).\n",
                Format::Markdown,
            ),
            (
                "a.txt",
                "**Terms**\n\n    1. Indented text is no code.\n",
                Format::Plain,
            ),
            ("LICENSE", "Use of the <Model> is free.\n", Format::Plain),
        ];
        for (name, text, format) in cases {
            let source = Source::new(*name, text.as_bytes().to_vec()).unwrap();
            assert_eq!(source.format, *format, "{name}: {text}");
        }
    }
}
