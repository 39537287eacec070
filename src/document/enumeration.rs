//! Enumerations inside sentences: "You shall (A) provide a copy; and (B) display the name."

use std::ops::Range;

use super::marker::{self, Class, Punct, Reading, Readings};
use super::{Kind, reference, words};

/// A stretch of a block that is a provision of its own.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) range: Range<usize>,
    pub(super) is_part: bool,
    /// Whether a sentence begins here, with its marker if it has one.
    pub(super) begins: bool,
    pub(super) governor: Governor,
}

impl Unit {
    /// The kind of its provision in a block of that kind.
    pub(super) fn kind(&self, block: Kind) -> Kind {
        if self.is_part { Kind::Part } else { block }
    }
}

/// What governs a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Governor {
    /// Nothing.
    None,
    /// What governs the block.
    Block,
    /// The unit of that number.
    Unit(usize),
}

/// Enumerations nested deeper than this are not followed.
const MAX_DEPTH: usize = 4;

/// A marker inside a block.
#[derive(Debug)]
struct Inner {
    start: usize,
    text: usize,
    punct: Punct,
    readings: Readings,
}

/// An enumeration that may go on.
struct Open {
    list: usize,
    class: Class,
    punct: Punct,
    value: u32,
    /// The number of the sentence that its last marker stands in.
    sentence: usize,
}

/// A marker that belongs to an enumeration.
struct Member {
    start: usize,
    text: usize,
    list: usize,
}

/// Splits the sentences of a block at the enumerations in them.
pub(super) fn units(text: &str, sentences: &[Range<usize>]) -> Vec<Unit> {
    let (members, sizes) = members(text, sentences);
    let conditions = conditions(text, sentences, &members, sizes.len());
    let mut members = members
        .into_iter()
        .filter(|member| sizes[member.list] > 1 && !conditions[member.list])
        .peekable();
    let mut heads: Vec<Option<Governor>> = vec![None; sizes.len()];
    let mut units: Vec<Unit> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let mut start = sentence.start;
        let mut is_part = false;
        let mut begins = true;
        let mut governor = if number == 0 {
            Governor::Block
        } else {
            Governor::None
        };
        loop {
            let next = members.next_if(|member| member.start < sentence.end);
            let end = next.as_ref().map_or(sentence.end, |member| member.start);
            let range = if next.is_some() || is_part {
                trim(text, start..end)
            } else {
                start..end
            };
            let is_empty = range.is_empty();
            if !is_empty {
                units.push(Unit {
                    range,
                    is_part,
                    begins,
                    governor,
                });
                begins = false;
            }
            let Some(member) = next else { break };
            // Before the first marker of a sentence the head of the enumeration stands in it, or the
            // sentence before announces it.
            let announced = || {
                units
                    .last()
                    .is_some_and(|unit| words::announces_list(&text[unit.range.clone()]))
            };
            governor =
                *heads[member.list].get_or_insert_with(|| match units.len().checked_sub(1) {
                    Some(head) if member.start > sentence.start || announced() => {
                        Governor::Unit(head)
                    }
                    Some(_) => Governor::None,
                    None => Governor::Block,
                });
            is_part = true;
            start = member.text;
        }
    }
    units
}

/// Of each enumeration whether it only lists what a condition hangs on, and the rule follows in the same sentence: "If (i) you
/// sell it or (ii) you rent it, you must ask us". Its parts say nothing alone.
fn conditions(
    text: &str,
    sentences: &[Range<usize>],
    members: &[Member],
    lists: usize,
) -> Vec<bool> {
    let mut ends = vec![None; lists];
    for (number, member) in members.iter().enumerate() {
        ends[member.list].get_or_insert((number, number)).1 = number;
    }
    let is_condition = |(first, last): (usize, usize)| {
        let start = members[first].start;
        let sentence = &sentences[sentences.partition_point(|sentence| sentence.end <= start)];
        let leads = first == 0 || members[first - 1].start < sentence.start;
        leads
            && members[last].start < sentence.end
            && is_open_condition(&text[sentence.start..start])
            && words::turns_to_rule(&text[members[last].text..sentence.end])
    };
    ends.into_iter()
        .map(|ends| ends.is_some_and(is_condition))
        .collect()
}

/// Whether words begin a condition and do not end it: "If you use the Model and either", "If Licensee, with its affiliates,".
fn is_open_condition(head: &str) -> bool {
    let is_ended = head.trim_end().ends_with(',') && head.matches(',').count() % 2 == 1;
    words::sets_condition(head) && !words::holds_rule(head) && !is_ended
}

/// Leaves out the white space and the joining words at the ends of a part.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim_end();
    let mut kept = part;
    for word in [" and/or", " and", " or"] {
        if let Some(rest) = kept.strip_suffix(word) {
            kept = rest.trim_end();
            break;
        }
    }
    if !kept.ends_with([';', ','])
        && kept.len() < part.len()
        && !part.ends_with("and")
        && !part.ends_with("or")
    {
        kept = part;
    }
    let kept = kept.trim_end_matches([' ', ';', ',']);
    let blank = kept.len() - kept.trim_start().len();
    range.start + blank.min(kept.len())..range.start + kept.len()
}

/// The markers that belong to enumerations, and how many markers each enumeration has.
fn members(text: &str, sentences: &[Range<usize>]) -> (Vec<Member>, Vec<usize>) {
    let mut open: Vec<Open> = Vec::new();
    let mut members = Vec::new();
    let mut sizes: Vec<usize> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for marker in markers(text, sentence.clone()) {
            // Inside a later sentence an enumeration only goes on if that sentence begins with it, or behind a semicolon:
            // "(i) sell it. This includes rental; (ii) copy it".
            let begins = marker.start == sentence.start
                || behind_semicolon(&text[sentence.start..marker.start]);
            let near = |list: &Open| begins || list.sentence == number;
            let exact = readings(&marker).find_map(|reading| {
                let at = open
                    .iter()
                    .rposition(|list| near(list) && continues(list, &marker, reading))?;
                Some((at, reading))
            });
            let slip = || {
                let reading = marker.readings.first;
                let at = open
                    .iter()
                    .rposition(|list| near(list) && slips(list, &marker, reading))?;
                Some((at, reading))
            };
            let resumed = exact.or_else(slip).map(|(at, reading)| {
                open.truncate(at + 1);
                open[at].value = reading.value;
                open[at].sentence = number;
                open[at].list
            });
            let Some(list) = resumed.or_else(|| begin(&mut open, &mut sizes, &marker, number))
            else {
                continue;
            };
            sizes[list] += 1;
            members.push(Member {
                start: marker.start,
                text: marker.text,
                list,
            });
        }
    }
    (members, sizes)
}

/// Whether `before` ends with a semicolon, and a joining word at most.
fn behind_semicolon(before: &str) -> bool {
    let before = before.trim_end();
    ["and/or", "and", "or", ""]
        .iter()
        .filter_map(|word| before.strip_suffix(word))
        .any(|rest| rest.trim_end().ends_with(';'))
}

fn readings(marker: &Inner) -> impl Iterator<Item = Reading> + use<> {
    [Some(marker.readings.first), marker.readings.second]
        .into_iter()
        .flatten()
}

fn continues(list: &Open, marker: &Inner, reading: Reading) -> bool {
    list.class == reading.class
        && list.punct == marker.punct
        // A number that was skipped by oversight does not end the list.
        && (list.value + 1 == reading.value || list.value > 1 && list.value + 2 == reading.value)
}

/// Whether a marker goes on with an enumeration though it is punctuated otherwise: "1) ...; 2) ...; and (3) ...".
fn slips(list: &Open, marker: &Inner, reading: Reading) -> bool {
    let is_bracket = |punct| matches!(punct, Punct::Parens | Punct::Close);
    list.class == reading.class
        && is_bracket(list.punct)
        && is_bracket(marker.punct)
        && list.value > 1
        && list.value + 1 == reading.value
}

/// Opens the enumeration that a marker is the first of, if it can be the first of one.
fn begin(
    open: &mut Vec<Open>,
    sizes: &mut Vec<usize>,
    marker: &Inner,
    sentence: usize,
) -> Option<usize> {
    let first = readings(marker).find(|reading| reading.value == 1)?;
    // A list of the same style that starts again replaces the one before.
    if let Some(at) = open
        .iter()
        .position(|list| list.class == first.class && list.punct == marker.punct)
    {
        open.truncate(at);
    }
    if open.len() == MAX_DEPTH {
        return None;
    }
    let list = sizes.len();
    sizes.push(0);
    open.push(Open {
        list,
        class: first.class,
        punct: marker.punct,
        value: 1,
        sentence,
    });
    Some(list)
}

/// All that looks like a marker in a sentence and is no reference.
fn markers(text: &str, sentence: Range<usize>) -> Vec<Inner> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    found.extend(dotted(text, &sentence));
    let mut reference_end = None;
    let mut depth = 0_usize;
    let mut at = sentence.start;
    while let Some(step) = memchr::memchr2(b'(', b')', &bytes[at..sentence.end]) {
        let here = at + step;
        at = here + 1;
        if bytes[here] == b')' {
            if depth == 0 {
                found.extend(closed(text, &sentence, here));
            }
            depth = depth.saturating_sub(1);
            continue;
        }
        let Some(marker) = bracketed(text, here, sentence.end) else {
            depth += 1;
            continue;
        };
        let close = marker.text;
        if is_reference(text, &sentence, here, reference_end)
            || reference::goes_on(text[close..sentence.end].trim_start())
        {
            reference_end = Some(close);
        } else {
            found.push(marker);
        }
        at = close;
    }
    found
}

/// "(a)" at `at`.
fn bracketed(text: &str, at: usize, end: usize) -> Option<Inner> {
    let rest = &text[at..end];
    let close = rest.bytes().take(8).position(|byte| byte == b')')?;
    let inner = rest[1..close].trim();
    let label = format!("({inner})");
    let marker = marker::parse(&label)?;
    (marker.punct == Punct::Parens && !rest[close + 1..].trim().is_empty()).then_some(Inner {
        start: at,
        text: at + close + 1,
        punct: Punct::Parens,
        readings: marker.readings,
    })
}

/// "a." at the start of a sentence.
fn dotted(text: &str, sentence: &Range<usize>) -> Option<Inner> {
    let window = &text[sentence.clone()];
    let marker = marker::parse(&window[..window.floor_char_boundary(40)])?;
    (marker.punct == Punct::Dot).then(|| Inner {
        start: sentence.start,
        text: sentence.start + marker.len,
        punct: Punct::Dot,
        readings: marker.readings,
    })
}

/// "1)" whose bracket stands at `close`.
fn closed(text: &str, sentence: &Range<usize>, close: usize) -> Option<Inner> {
    let before = &text[sentence.start..close];
    let length = before
        .bytes()
        .rev()
        .take(5)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let start = close - length;
    let free = start == sentence.start || text[..start].ends_with(' ');
    let marker = marker::parse(&text[start..=close])?;
    (free
        && (1..=4).contains(&length)
        && marker.punct == Punct::Close
        && text[close + 1..].starts_with(' '))
    .then_some(Inner {
        start,
        text: close + 1,
        punct: Punct::Close,
        readings: marker.readings,
    })
}

/// Whether the marker at `at` refers to another place: "Section 2(a)", "paragraphs (b) and (c)".
fn is_reference(
    text: &str,
    sentence: &Range<usize>,
    at: usize,
    reference_end: Option<usize>,
) -> bool {
    let before = &text[sentence.start..at];
    if before.ends_with(|last: char| last.is_alphanumeric()) {
        return true;
    }
    if let Some(end) = reference_end
        && end <= at
        && at - end <= 10
        && matches!(
            text[end..at].trim(),
            "" | "," | "and" | "or" | "to" | "through" | ", and" | ", or" | "and/or" | "-"
        )
    {
        return true;
    }
    let window = words::tail(before, 24).trim_end();
    reference::is_word(&words::last_word(window)) && !window.ends_with(['.', ';', ',', ':'])
}
