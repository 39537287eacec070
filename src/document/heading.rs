//! Headings: which blocks are headings, and which begin with one ("2. Fees. You must pay ...").

use super::block::Block;
use super::enumeration::Unit;
use super::line::{Gap, Role};
use super::marker::{self, Class, Punct};
use super::words;
use crate::fold::Folded;

/// The most words that a heading has.
const MAX_WORDS: usize = 16;

/// The most words of a heading that is not in title case or bold, and so may be a statement.
const MAX_PLAIN_WORDS: usize = 9;

/// The most bytes that a heading has.
const MAX_BYTES: usize = 160;

/// What makes an unmarked block look like a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Bold,
    Caps,
    Title,
}

/// Where a run-in heading is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph without a marker.
    Paragraph,
    /// In a numbered section or clause.
    Numbered,
    /// In an item that a stem governs: words before a stop are more likely its text.
    Governed,
    /// In a list of definitions: words before a colon are the term.
    Definitions,
}

/// How an unmarked block looks like a heading, if it does. `before` is the provision before it.
pub(super) fn unmarked(
    folded: &Folded,
    blocks: &[Block],
    index: usize,
    before: &str,
) -> Option<Look> {
    let block = &blocks[index];
    let text = folded.cased(block.folded);
    if !fits(text)
        || block.depth > 0
        || !text.chars().any(char::is_alphabetic)
        || names_date(text)
        || words::is_copyright(text)
    {
        return None;
    }
    let announces = text.ends_with(':') && words::has_verb(text);
    if block.bold_end >= block.folded.end && !words::ends_sentence(text) && !announces {
        return Some(Look::Bold);
    }
    if words::is_caps(text) && !text.ends_with(':') && text.len() > 3 {
        if words::is_shouted_sentence(text) {
            return None;
        }
        return Some(Look::Caps);
    }
    let next = blocks.get(index + 1)?;
    // "The following is prohibited:" may stand above headings with a list under each.
    let heads_list = next
        .marker
        .as_ref()
        .is_some_and(|marker| marker.readings.first.value <= 1)
        || matches!(next.role, Role::Item(_));
    let open = text.ends_with(':')
        || before.ends_with(':') && !(heads_list && words::is_title(text))
        || words::ends_open(text) && !words::is_question(text);
    // Where paragraphs are not set apart by empty lines, headings are not either.
    let next_text = folded.cased(next.folded);
    let alone =
        block.gap == Gap::Blank || words::ends_sentence(before) && words::ends_sentence(next_text);
    if !alone
        || open
        || next.marker.is_none() && words::starts_lower(next_text)
        || words::ends_sentence(text)
        || words::starts_lower(text)
        || text.contains(['@', '©', '/'])
        || words::is_address(text)
    {
        return None;
    }
    if words::is_title(text) && !text.starts_with(|first: char| first.is_ascii_digit()) {
        return Some(Look::Title);
    }
    let prose =
        next.marker.is_some() || words::ends_sentence(next_text) || next_text.ends_with(':');
    (next.gap == block.gap
        && prose
        && text.starts_with(char::is_uppercase)
        && words::at_most_words(text, MAX_PLAIN_WORDS)
        && !text.contains([':', '"'])
        && (words::is_question(text) || !words::has_verb(text)))
    .then_some(Look::Title)
}

fn fits(text: &str) -> bool {
    text.len() <= MAX_BYTES && !text.ends_with([';', ',']) && words::at_most_words(text, MAX_WORDS)
}

/// Whether a text is a line like "Last updated: May 3, 2024".
pub(super) fn names_date(text: &str) -> bool {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    has_digit
        && (text.contains(": ")
            || text
                .split(|character: char| !character.is_alphabetic())
                .any(words::is_month))
}

/// Whether a text is nothing but a date with its name, as under titles: "Release date: 2024/5/14".
pub(super) fn tells_date(text: &str) -> bool {
    words::at_most_words(text, 8)
        && text.contains(": ")
        && text.ends_with(|last: char| last.is_ascii_digit())
        && !words::has_verb(text)
}

/// Whether the text of a numbered block, without its marker, is nothing but a heading.
pub(super) fn numbered(folded: &Folded, blocks: &[Block], index: usize, text: &str) -> bool {
    let block = &blocks[index];
    let Some(marker) = &block.marker else {
        return false;
    };
    if !fits(text) {
        return false;
    }
    let stopped = text.ends_with('.');
    let bold = block.bold_end >= block.folded.end;
    let caps = words::is_caps(text) && !(words::has_verb(text) && words::is_shouted_sentence(text));
    if bold || caps || words::is_title(text) && !text.ends_with(':') {
        return !stopped || bold || words::at_most_words(text, MAX_PLAIN_WORDS);
    }
    let class = marker.readings.first.class;
    if matches!(class, Class::Word(_)) && !stopped {
        return true;
    }
    let Some(next) = blocks.get(index + 1) else {
        return false;
    };
    let next_style = next
        .marker
        .as_ref()
        .map(|marker| (marker.readings.first.class, marker.punct));
    let sibling = next_style == Some((class, marker.punct));
    // "a. License grant." above "1. Subject to ...".
    let above_list = next
        .marker
        .as_ref()
        .is_some_and(|marker| marker.readings.first.value == 1)
        && next.role == Role::Text;
    !sibling
        && !text.contains(':')
        && (!stopped
            || above_list
            || words::ends_sentence(folded.cased(next.folded)) && words::at_most_words(text, 4))
        && !words::starts_lower(text)
        && words::at_most_words(text, MAX_PLAIN_WORDS)
        && !words::has_verb(text)
}

/// Whether an item of a list of the format is the heading of what stands deeper in that list.
pub(super) fn item(folded: &Folded, blocks: &[Block], index: usize) -> bool {
    let block = &blocks[index];
    let text = folded.cased(block.content());
    let holds = blocks.get(index + 1).is_some_and(|next| {
        next.depth > block.depth || next.depth == block.depth && next.role == Role::Text
    });
    let titled =
        words::is_title(text) || words::is_caps(text) || block.bold_end >= block.folded.end;
    let stopped = words::ends_sentence(text)
        && (!words::at_most_words(text, MAX_PLAIN_WORDS) || words::has_verb(text));
    holds && titled && fits(text) && !text.ends_with(':') && !stopped
}

/// Whether a numbered item that is a list of the format by itself is the heading of the paragraphs below it.
pub(super) fn lone_item(folded: &Folded, blocks: &[Block], index: usize) -> bool {
    let block = &blocks[index];
    let numbered = matches!(&block.role, Role::Item(label) if !label.is_empty());
    let first = index == 0 || blocks[index - 1].depth < block.depth;
    let below = blocks.get(index + 1);
    let text = folded.cased(block.content());
    numbered
        && first
        && below.is_some_and(|below| below.depth < block.depth)
        && fits(text)
        && (words::is_title(text) || words::is_caps(text))
        && !text.ends_with(':')
        && !words::has_verb(text)
        && (!words::ends_sentence(text) || words::at_most_words(text, MAX_PLAIN_WORDS))
}

/// A heading at the beginning of a paragraph: where it ends, and where the rest starts.
pub(super) fn run_in(text: &str, bold: usize, place: Place) -> Option<(usize, usize)> {
    let (end, rest) = bold_run_in(text, bold, place).or_else(|| plain_run_in(text, place))?;
    let behind = &text[rest..];
    let rest = rest + (behind.len() - behind.trim_start_matches([' ', '-']).len());
    (rest < text.len()).then_some((text[..end].trim_end().len(), rest))
}

/// A bold beginning that ends like a heading.
fn bold_run_in(text: &str, bold: usize, place: Place) -> Option<(usize, usize)> {
    if bold == 0
        || bold >= text.len()
        || bold > MAX_BYTES
        || !words::at_most_words(&text[..bold], MAX_WORDS)
    {
        return None;
    }
    let heading = text[..bold].trim_end();
    let mark = text[bold..].starts_with(['.', ':']);
    let closed = mark
        || heading.ends_with(['.', ':', '?', '!', '-'])
        || behind_dash(&text[bold..]).is_some_and(|rest| !words::starts_lower(rest))
        || place == Place::Numbered
            && words::is_title(heading)
            && text[bold..].trim_start().starts_with(char::is_uppercase);
    let end = bold + usize::from(mark);
    (closed && !heading.is_empty()).then_some((end, end))
}

/// What follows a dash. In "Human trafficking - recruiting, transporting" it only says more about what stands before.
fn behind_dash(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix("- ")
}

fn plain_run_in(text: &str, place: Place) -> Option<(usize, usize)> {
    let window = &text[..text.floor_char_boundary(MAX_BYTES)];
    let (end, mark) = window.match_indices(['.', ':', '-']).find(|(at, mark)| {
        window[at + 1..].starts_with([' ', '-']) && (*mark != "-" || window[..*at].ends_with(' '))
    })?;
    let heading = window[..end].trim_end();
    let rest = text[end + 1..].trim_start_matches([' ', '-']);
    let sound = !rest.is_empty()
        && !words::starts_lower(rest)
        && heading.len() > if place == Place::Numbered { 1 } else { 3 }
        && words::at_most_words(heading, MAX_PLAIN_WORDS)
        && heading.starts_with(char::is_uppercase)
        && !heading.contains(['"', '/', '@'])
        && !words::ends_abbreviated(heading);
    // "No spam or scams." is a rule; "No Waiver." is a title.
    let bans = heading.starts_with("No ") && !words::is_title(heading);
    if !sound
        || bans
        || words::has_verb(heading) && !words::is_question(heading)
        || words::is_copyright(heading)
    {
        return None;
    }
    let titled = words::is_title(heading) || words::is_caps(heading) && !words::is_caps(rest);
    let numbered = place == Place::Numbered;
    let whole = words::ends_sentence(rest) || rest.ends_with(':') || rest.len() > MAX_BYTES;
    let fits = match (mark, place) {
        // What stands before a colon is the term; two words before a stop are a new section.
        (_, Place::Definitions) => mark == "." && titled && heading.contains(' ') && whole,
        (_, Place::Governed) => mark == "." && titled && words::at_most_words(heading, 6),
        (".", _) => {
            titled && (numbered || heading.len() > 5)
                || numbered && words::at_most_words(heading, 7)
                || whole && words::at_most_words(heading, 5) && !words::is_imperative(heading)
        }
        (":", _) => {
            (titled || numbered && words::at_most_words(heading, 7))
                && (numbered || whole && !names_date(heading))
        }
        _ => numbered && titled,
    };
    fits.then_some((end + 1, end + 1))
}

/// If a sentence inside a paragraph is a numbered heading that ran into it ("b. Use Restrictions."),
/// where its words start. A part of an enumeration comes without its marker.
pub(super) fn inner(unit: &Unit, text: &str) -> Option<usize> {
    let sentence = text[unit.range.clone()]
        .strip_suffix('.')
        .filter(|text| text.len() <= MAX_BYTES)?;
    let start = if unit.is_part {
        0
    } else {
        marker::parse(sentence)
            .filter(|marker| matches!(marker.punct, Punct::Dot | Punct::Parens))?
            .len
    };
    let title = &sentence[start..];
    let titled = words::is_title(title)
        && words::at_most_words(title, MAX_PLAIN_WORDS)
        && !words::has_verb(title);
    (unit.begins && titled).then_some(start)
}
