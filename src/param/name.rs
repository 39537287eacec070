//! Names and other words that are kept as they stand.

/// The words without what binds them to the sentence around: blanks, an article, quotation marks
/// round the whole, a stop, half a pair of brackets.
pub(super) fn read(shown: &str) -> &str {
    let unquoted = shown
        .trim()
        .trim_matches(['"', '“', '”', '„', '«', '»'])
        .trim();
    let unbracketed = match (unquoted.contains('('), unquoted.contains(')')) {
        (false, true) => unquoted.trim_end_matches(|c: char| c == ')' || c.is_ascii_punctuation()),
        (true, false) => unquoted.trim_start_matches('('),
        _ => unquoted,
    };
    let name = without_stop(without_article(unbracketed));
    if name.contains(char::is_alphanumeric) {
        name
    } else {
        ""
    }
}

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
    let mut items: Vec<String> = Vec::new();
    for item in head.split([',', ';']).chain(parts).map(read) {
        if !item.is_empty() && !items.iter().any(|seen| seen == item) {
            items.push(item.to_owned());
        }
    }
    items
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
    let mut words = words.trim();
    while let Some(shorter) = words.strip_suffix([',', ';', ':', '.']) {
        if words.ends_with("...")
            || words
                .split_whitespace()
                .next_back()
                .is_some_and(is_abbreviation)
        {
            break;
        }
        words = shorter.trim_end();
    }
    words
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
    match words.split_once(' ') {
        Some((first, rest))
            if ARTICLES
                .iter()
                .any(|article| first.eq_ignore_ascii_case(article)) =>
        {
            rest.trim_start()
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
            ("the", "the"),
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
