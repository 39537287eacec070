//! Plain text: lines as they stand. Marks that stray into plain text (`**`, backticks, links, a
//! `#` before a heading) are not seen; lines that only draw a rule count as blank.

use super::line::{Gap, Line, Lines, LinkedPieces, Role, Weight};
use crate::span::Span;

/// Columns from one tab stop to the next.
const TAB: u32 = 8;

/// Takes a stretch of a plain text apart, whose lines all begin with `prefix` if there is one.
pub(super) fn lines<'s>(source: &'s str, part: Span, prefix: Option<&str>) -> Lines<'s> {
    let mut out = Lines {
        part,
        ..Lines::new(source)
    };
    let mut gap = Gap::Blank;
    let mut start = part.start as usize;
    let mut weight = Weight::Normal;
    let text = &source.as_bytes()[part.range()];
    let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
    for end in ends.map(|end| part.start as usize + end) {
        let (start_seen, raw) = unframed(start, &source[start..end], prefix);
        gap = match rule(raw) {
            Some(mark) => {
                underline(&mut out, mark, raw, gap);
                Gap::Blank
            }
            None if raw.trim_matches(is_space).is_empty() => Gap::Blank,
            None => {
                if gap == Gap::Blank {
                    weight = Weight::Normal;
                }
                push_line(&mut out, start_seen, raw, gap, &mut weight);
                Gap::Wrap
            }
        };
        start = end + 1;
    }
    out
}

/// Marks that set a text apart as a comment, longer ones first.
const COMMENT_PREFIXES: [&str; 8] = ["//", ";;", "##", "--", "#", ";", ">", "*"];

/// The mark that all lines of a text begin with because it was lifted from a comment.
pub(super) fn comment_prefix(source: &str) -> Option<&'static str> {
    let prefix = COMMENT_PREFIXES
        .into_iter()
        .find(|prefix| source.trim_start().starts_with(prefix))?;
    let mut lone = false;
    let all = source
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .all(|line| {
            lone |= line == prefix;
            line.starts_with(prefix)
        });
    // Empty lines that have the mark, too, tell it from a bullet.
    (all && (lone || prefix != "*")).then_some(prefix)
}

/// A line, given with its offset, without the frame of asterisks or the mark of a comment around it.
fn unframed<'s>(start: usize, raw: &'s str, prefix: Option<&str>) -> (usize, &'s str) {
    let text = raw.trim();
    let indent = raw.len() - raw.trim_start().len();
    if let Some(inner) = prefix.and_then(|prefix| text.strip_prefix(prefix)) {
        return (
            start + raw.len() - raw.trim_start().len() + text.len() - inner.len(),
            inner,
        );
    }
    let framed = text.len() >= MIN_FRAME
        && text
            .strip_prefix("* ")
            .is_some_and(|rest| rest.ends_with(" *"));
    if framed {
        (start + indent + 2, &text[2..text.len() - 2])
    } else {
        (start, raw)
    }
}

/// The narrowest frame, in bytes.
const MIN_FRAME: usize = 40;

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// The mark that a line consists of, if it only draws a rule.
fn rule(raw: &str) -> Option<char> {
    let text = raw.trim_matches(is_space);
    let first = text.chars().next()?;
    let drawn = matches!(
        first,
        '=' | '-' | '_' | '*' | '~' | '+' | '#' | '\u{2014}' | '\u{2500}' | '\u{2550}'
    );
    (drawn
        && text
            .chars()
            .filter(|&character| character != ' ')
            .take(3)
            .count()
            == 3
        && text
            .chars()
            .all(|character| character == first || character == ' '))
    .then_some(first)
}

/// A rule right below a single line makes that line a heading.
fn underline(out: &mut Lines<'_>, mark: char, raw: &str, gap: Gap) {
    let level = match mark {
        '=' => 1,
        '-' => 2,
        _ => return,
    };
    if let Some(line) = out.lines.last_mut()
        && gap == Gap::Wrap
        && line.gap == Gap::Blank
        && line.role == Role::Text
        && line.width < 100
        && raw.trim().len() as u32 * 2 >= line.width - line.indent
    {
        line.role = Role::Heading(level);
    }
}

fn role_of(raw: &str) -> Role {
    let level = raw.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&level) && raw.as_bytes().get(level) == Some(&b' ') && raw.len() < 120 {
        Role::Heading(level as u8)
    } else {
        Role::Text
    }
}

fn push_line(out: &mut Lines<'_>, start: usize, raw: &str, gap: Gap, weight: &mut Weight) {
    let role = role_of(raw);
    let mut skipped = 0;
    let mut indent = 0;
    for character in raw.chars() {
        indent = match character {
            '\t' => (indent / TAB + 1) * TAB,
            '\u{feff}' | '\u{200b}' => indent,
            _ if character.is_whitespace() => indent + 1,
            _ => break,
        };
        skipped += character.len_utf8();
    }
    if let Role::Heading(level) = role {
        skipped += level as usize;
    }
    let text = raw[skipped..].trim_end();
    let first = out.pieces.len();
    push_text(out, start + skipped, text, weight);
    let pieces = first..out.pieces.len();
    if !pieces.is_empty() {
        let width = indent + columns(text);
        out.lines.push(Line {
            pieces,
            indent,
            width,
            gap,
            role,
            depth: 0,
        });
    }
}

fn columns(text: &str) -> u32 {
    (if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }) as u32
}

/// Pushes what is seen of a line, without stray marks.
fn push_text(out: &mut Lines<'_>, start: usize, text: &str, weight: &mut Weight) {
    let bytes = text.as_bytes();
    let span = |from: usize, to: usize| Span::new((start + from) as u32, (start + to) as u32);
    let mut done = 0;
    let mut at = 0;
    while let Some(step) = memchr::memchr3(b'*', b'[', b'\\', &bytes[at..]) {
        at += step;
        match bytes[at] {
            b'*' if bytes.get(at + 1) == Some(&b'*') => {
                let width = bytes[at..].iter().take_while(|&&byte| byte == b'*').count();
                out.push(span(done, at), *weight);
                *weight = if *weight == Weight::Bold {
                    Weight::Normal
                } else {
                    Weight::Bold
                };
                at += width;
                done = at;
            }
            b'\\'
                if bytes.get(at + 1).is_some_and(|byte| {
                    matches!(
                        byte,
                        b'.' | b'*' | b'_' | b'-' | b'#' | b'(' | b')' | b'[' | b']'
                    )
                }) =>
            {
                out.push(span(done, at), *weight);
                done = at + 1;
                at += 2;
            }
            b'[' => match link(&text[at..]) {
                Some((label, target, width)) => {
                    out.push(span(done, at), *weight);
                    let first = out.pieces.len();
                    out.push(span(at + 1, at + 1 + label), *weight);
                    let target = text[at + target..at + width - 1].to_owned();
                    out.links.push(LinkedPieces {
                        pieces: first..out.pieces.len(),
                        target,
                    });
                    at += width;
                    done = at;
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
    out.push(span(done, bytes.len()), *weight);
}

/// The longest label or address, in bytes, that a stray link may have.
const MAX_LINK: usize = 500;

/// `[label](address)` at the start of `text`: length of the label, start of the address, length.
fn link(text: &str) -> Option<(usize, usize, usize)> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_LINK)];
    let close = 1 + memchr::memchr2(b']', b'[', &bytes[1..])?;
    if !bytes[close..].starts_with(b"](") {
        return None;
    }
    let target = close + 2;
    let end = target + memchr::memchr2(b')', b' ', &bytes[target..])?;
    let address = &bytes[target..end];
    let known = [&b"http"[..], b"www.", b"mailto:", b"#", b"/", b"./"];
    (bytes[end] == b')' && known.iter().any(|start| address.starts_with(start))).then_some((
        close - 1,
        target,
        end + 1,
    ))
}
