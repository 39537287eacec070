//! Names and other words that are kept as they stand.

use std::collections::HashSet;

/// The words without what binds them to the sentence around: blanks, an article, quotation marks
/// round the whole, a stop, half a pair of brackets, a joint at the end.
pub(super) fn read(shown: &str) -> &str {
    let unquoted = shown.trim_matches(|c: char| c.is_whitespace() || QUOTES.contains(c));
    let unbracketed = match (
        unquoted.contains(['(', '[', '{']),
        unquoted.contains([')', ']', '}']),
    ) {
        (false, true) => unquoted.trim_end_matches(|c: char| c.is_ascii_punctuation()),
        (true, false) => unquoted.trim_start_matches(['(', '[', '{']),
        _ => unquoted,
    };
    let name = without_joint(without_stop(without_article(unbracketed)));
    if name.contains(char::is_alphanumeric) {
        name
    } else {
        ""
    }
}

const QUOTES: &str = "\"“”„«»";

/// The items of words like "a website, a user interface or a manual". Words without a comma are one
/// item: whether their "or" divides two things or belongs to one, nobody can tell.
pub(super) fn split(shown: &str) -> Vec<String> {
    let (head, last) = match shown.rfind([',', ';']) {
        Some(at) => (&shown[..at], shown[at + 1..].trim()),
        None => ("", ""),
    };
    let parts = if last.is_empty() {
        vec![shown]
    } else {
        divide(last)
    };
    let mut seen = HashSet::new();
    head.split([',', ';'])
        .chain(parts)
        .map(read)
        .filter(|item| !item.is_empty() && seen.insert(*item))
        .map(str::to_owned)
        .collect()
}

/// The last part of a list, without the joint before it or at the joint inside it.
fn divide(last: &str) -> Vec<&str> {
    const JOINTS: [&str; 4] = ["and/or ", "and ", "or ", "as well as "];
    if let Some(item) = JOINTS.iter().find_map(|joint| last.strip_prefix(joint)) {
        return vec![item];
    }
    let inside = JOINTS.iter().find_map(|joint| {
        let at = last.find(joint).filter(|at| last[..*at].ends_with(' '))?;
        Some(vec![&last[..at], &last[at + joint.len()..]])
    });
    inside.unwrap_or_else(|| vec![last])
}

/// The words without blanks round them and without the comma or stop of the sentence around.
pub(super) fn without_stop(words: &str) -> &str {
    let is_pause = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':');
    let words = words.trim_start().trim_end_matches(is_pause);
    let last = words.split_whitespace().next_back().unwrap_or_default();
    match words.strip_suffix('.') {
        Some(rest) if !last.ends_with("...") && !is_abbreviation(last) => {
            rest.trim_end_matches(is_pause)
        }
        _ => words,
    }
}

/// Whether the stop at the end of `word` belongs to it: "Inc.", "U.S.".
pub(super) fn is_abbreviation(word: &str) -> bool {
    const SHORTENED: [&str; 16] = [
        "inc", "ltd", "co", "corp", "llc", "plc", "gmbh", "bros", "jr", "sr", "no", "st", "dr",
        "mr", "ms", "etc",
    ];
    word.strip_suffix('.').is_some_and(|stem| {
        let stem = stem.trim_start_matches(|c: char| !c.is_alphabetic());
        let is_initials =
            stem.contains('.') && stem.split('.').all(|letter| letter.chars().count() == 1);
        is_initials || SHORTENED.contains(&stem.to_lowercase().as_str())
    })
}

fn without_article(words: &str) -> &str {
    const ARTICLES: [&str; 5] = ["the", "a", "an", "our", "its"];
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let is_article = ARTICLES
        .iter()
        .any(|article| first.eq_ignore_ascii_case(article));
    if is_article { rest.trim_start() } else { words }
}

/// The words without a last one that only leads on to others.
fn without_joint(words: &str) -> &str {
    const JOINTS: [&str; 8] = ["and", "or", "of", "in", "to", "by", "for", "the"];
    match words.rsplit_once(' ') {
        Some((rest, last)) if JOINTS.iter().any(|joint| last.eq_ignore_ascii_case(joint)) => {
            without_stop(rest)
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (words, expected) in [
            ("Acceptable Use Policy", "Acceptable Use Policy"),
            (" the State of Utah, ", "State of Utah"),
            ("The Courts of Oslo.", "Courts of Oslo"),
            ("our Usage Policy", "Usage Policy"),
            ("“Usage Policy”", "Usage Policy"),
            ("Northern Mediators, Inc.", "Northern Mediators, Inc."),
            ("the laws of the U.S.", "laws of the U.S."),
            ("Board of Arbitration (BA)", "Board of Arbitration (BA)"),
            ("Use Policy)", "Use Policy"),
            ("(Use Policy", "Use Policy"),
            ("Theatre Terms", "Theatre Terms"),
            ("the", ""),
            ("the State of Utah, and", "State of Utah"),
            ("State of Utah]", "State of Utah"),
            ("Terms and Policies", "Terms and Policies"),
            (".", ""),
            ("", ""),
        ] {
            assert_eq!(read(words), expected, "{words}");
        }
    }

    #[test]
    fn lists() {
        for (words, expected) in [
            (
                "a website, user interface, or the manual",
                "website|user interface|manual",
            ),
            (
                "a website, user interface or manual",
                "website|user interface|manual",
            ),
            (
                "website; about page; and/or manual.",
                "website|about page|manual",
            ),
            (
                "products or services, manuals, manuals",
                "products or services|manuals",
            ),
            ("products or services", "products or services"),
            ("manual,", "manual"),
            (", ,", ""),
            ("", ""),
        ] {
            assert_eq!(split(words).join("|"), expected, "{words}");
        }
    }
}
