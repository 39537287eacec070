//! References: numbers that name another place of the text and mark nothing ("Section 2(a)", "paragraphs (b) and (c)").

use super::words;
use crate::word_list::WordList;

/// Words behind which a number is a reference, not a marker.
static REFERENCES: WordList = WordList::new(
    "section sections clause clauses paragraph paragraphs article articles subsection \
    subsections item items version exhibit schedule appendix annex part step number \
    subparagraph subparagraphs subclause subclauses § §§ no",
);

/// Whether a number behind this word is a reference.
pub(super) fn is_word(lower: &str) -> bool {
    REFERENCES.holds(lower)
}

/// Whether a text ends in a way that makes a number behind it a reference.
pub(super) fn ends(text: &str) -> bool {
    let last = words::last_word(text);
    // "Sections 1, 2.1,".
    if text.ends_with(',')
        && last.starts_with(|first: char| first.is_ascii_digit())
        && last.len() <= 6
    {
        return true;
    }
    let is_stopped = words::ends_sentence(text) || text.ends_with([',', ';', ':']);
    if REFERENCES.holds(&last) && !is_stopped {
        return true;
    }
    if !["and", "or", "to", "through"].contains(&last.as_str()) {
        return false;
    }
    let mut tokens = words::tail(text, 80).split_whitespace().rev().skip(1);
    let before = tokens.next().unwrap_or_default().trim_end_matches(',');
    let number = before.trim_matches(['(', ')', '.']);
    (before.ends_with(')') && before.len() <= 6 && before.contains('('))
        || (!number.is_empty()
            && number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// Whether what follows a number makes it a reference.
pub(super) fn goes_on(rest: &str) -> bool {
    [
        "above", "below", "of this", "of the ", "hereof", "herein", "thereof", "or later", ")",
        ", (", "and (", "or (",
    ]
    .iter()
    .any(|start| rest.starts_with(start))
}
