//! Quoted strings in their original letters.

use std::collections::HashSet;

use super::{Value, name, text};

/// The quoted strings in the words without their marks: one as text, several as a list. Words
/// without a quotation are the value themselves.
pub(super) fn read(shown: &str) -> Option<Value> {
    let mut seen = HashSet::new();
    let mut strings: Vec<String> = quotations(shown)
        .into_iter()
        .map(|quoted| without_stop(unwrapped(quoted)))
        .filter(|string| !string.is_empty() && seen.insert(*string))
        .map(str::to_owned)
        .collect();
    match strings.len() {
        0 => text(without_stop(shown.trim_matches(|c: char| {
            c.is_whitespace() || strokes(c).is_some()
        }))),
        1 => strings.pop().map(Value::Text),
        _ => Some(Value::List(strings)),
    }
}

/// The kinds of marks, by how many strokes they have; only a mark of the same kind closes another.
fn strokes(mark: char) -> Option<usize> {
    match mark {
        '\'' | '`' | '‘' | '’' | '‚' | '‛' | '‹' | '›' => Some(1),
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' => {
            Some(2)
        }
        _ => None,
    }
}

/// The contents of the outermost quotations, from left to right.
fn quotations(shown: &str) -> Vec<&str> {
    let mut pairs = pairs(shown);
    pairs.sort_unstable();
    let mut contents = Vec::new();
    let mut covered = 0;
    for (start, end) in pairs {
        if start >= covered {
            contents.push(&shown[start..end]);
            covered = end;
        }
    }
    contents
}

/// Every opening mark with the mark that closes it, as the range between them.
fn pairs(shown: &str) -> Vec<(usize, usize)> {
    let mut open: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    let mut pairs = Vec::new();
    let mut before = None;
    let mut rest = shown.char_indices().peekable();
    while let Some((at, mark)) = rest.next() {
        let after = rest.peek().map(|(_, next)| *next);
        if let Some(strokes) = strokes(mark) {
            let open = &mut open[strokes - 1];
            match role(mark, before, after) {
                Role::Opens => open.push(at + mark.len_utf8()),
                Role::Closes => pairs.extend(open.pop().map(|start| (start, at))),
                Role::Either if open.is_empty() => open.push(at + mark.len_utf8()),
                Role::Either => pairs.extend(open.pop().map(|start| (start, at))),
                Role::None => {}
            }
        }
        before = Some(mark);
    }
    pairs
}

/// What a mark does where it stands.
enum Role {
    Opens,
    Closes,
    Either,
    None,
}

/// Reads the role of a mark from its neighbours. Its shape says nothing certain: straight marks have
/// none, and what opens in one language closes in another. An apostrophe in a word has no role.
fn role(mark: char, before: Option<char>, after: Option<char>) -> Role {
    let is_gap = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{'));
    let may_open = after.is_some_and(|c| !c.is_whitespace())
        && before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '!' | '?'));
    let may_close = after.is_none_or(|c| !c.is_alphanumeric());
    match (may_open, may_close) {
        _ if matches!(mark, '「' | '『') => Role::Opens,
        _ if matches!(mark, '」' | '』') => Role::Closes,
        (true, _) if is_gap => Role::Opens,
        (true, false) => Role::Opens,
        (true, true) => Role::Either,
        (false, true) => Role::Closes,
        (false, false) => Role::None,
    }
}

/// The content of a quotation that is nothing but another quotation.
fn unwrapped(content: &str) -> &str {
    match quotations(content).as_slice() {
        [inner] if is_wrapped(content, inner) => inner,
        _ => content,
    }
}

fn is_wrapped(content: &str, inner: &str) -> bool {
    let mut marks = content.chars();
    let (first, last) = (marks.next(), marks.next_back());
    let len = |mark: Option<char>| mark.map_or(0, char::len_utf8);
    len(first) + inner.len() + len(last) == content.len()
}

/// The string without the comma or stop that belongs to the sentence around it. The stop of a
/// string that is a sentence itself stays.
fn without_stop(string: &str) -> &str {
    let string = string.trim();
    if string.ends_with('.') && is_sentence(string) {
        string
    } else {
        name::without_stop(string)
    }
}

/// Whether a string with a stop at its end is a sentence: it has another sentence before, or a verb.
fn is_sentence(string: &str) -> bool {
    const VERBS: [&str; 24] = [
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "may", "must", "shall",
        "will", "would", "can", "cannot", "does", "do", "reserved", "applies", "apply", "contains",
        "includes", "uses",
    ];
    let mut words = string.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let is_capital = words
            .peek()
            .is_some_and(|next| next.starts_with(char::is_uppercase));
        let plain = word
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        let is_initial = plain.chars().count() < 2;
        let ends_sentence =
            word.ends_with(['.', '!', '?']) && !is_initial && !name::is_abbreviation(word);
        if (is_capital && ends_sentence) || VERBS.contains(&plain.as_str()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, strings: &[&str]) {
        let expected = match strings {
            [] => None,
            [one] => Some(Value::Text((*one).to_owned())),
            several => Some(Value::List(
                several.iter().map(|s| (*s).to_owned()).collect(),
            )),
        };
        assert_eq!(read(words), expected, "{words}");
    }

    #[test]
    fn marks_of_all_kinds() {
        for words in [
            "“Built with X”",
            "\"Built with X\"",
            "'Built with X'",
            "‘Built with X’",
            "„Built with X“",
            "„Built with X”",
            "«Built with X»",
            "»Built with X«",
            "‹Built with X›",
            "「Built with X」",
            "『Built with X』",
            "`Built with X'",
            "``Built with X''",
            "”Built with X”",
            "“Built with X\"",
            "\"Built with X”",
            "display “Built with X” on a page",
            "(“Built with X”)",
            "“‘Built with X’”",
            "“Built with X,” and",
            "“Built with X.”",
            "Built with X",
            " Built with X. ",
            "“Built with X",
            "Built with X”",
            "\"Built with X\".",
        ] {
            check(words, &["Built with X"]);
        }
    }

    #[test]
    fn quotations_inside_quotations() {
        check("'a \"b\" c'", &["a \"b\" c"]);
        check("“a ‘b’ c”", &["a ‘b’ c"]);
        check(
            "“The mark “X” is owned by Y”",
            &["The mark “X” is owned by Y"],
        );
        check(
            "\"The mark \"X\" is owned by Y\"",
            &["The mark \"X\" is owned by Y"],
        );
        check("“X’s users’ notice”", &["X’s users’ notice"]);
        check("\"X's users' notice\"", &["X's users' notice"]);
    }

    #[test]
    fn several_are_a_list() {
        check(
            "“Built with X” or “Made with X”",
            &["Built with X", "Made with X"],
        );
        check(
            "\"Built with X\" or \"Made with X\"",
            &["Built with X", "Made with X"],
        );
        check("'X', 'Y' and 'X'", &["X", "Y"]);
        check("“X”/“Y”", &["X", "Y"]);
        check("(\"X\")(\"Y\")", &["X", "Y"]);
    }

    #[test]
    fn apostrophes_quote_nothing() {
        check(
            "the Licensor's and users' notice",
            &["the Licensor's and users' notice"],
        );
        check("the Licensor’s and users’ “notice”", &["notice"]);
        check("the users' 'X' mark", &["X"]);
        check("a 19\" screen that says \"X\"", &["X"]);
    }

    #[test]
    fn the_stop_of_a_sentence_stays() {
        check("“X is licensed under Y.”", &["X is licensed under Y."]);
        check(
            "“Licensed under Y. All Rights Reserved.”",
            &["Licensed under Y. All Rights Reserved."],
        );
        check("“Copyright Acme, Inc.”", &["Copyright Acme, Inc."]);
        check("“Copyright Acme.”", &["Copyright Acme"]);
        check(
            "“Powered by the large Acme model for speech.”",
            &["Powered by the large Acme model for speech"],
        );
        check("“X is licensed,”", &["X is licensed"]);
        check("“Made with X!”", &["Made with X!"]);
    }

    #[test]
    fn nothing() {
        for words in ["", " ", "\"\"", "“”", "'", "\"", ".", "“,”"] {
            check(words, &[]);
        }
    }
}
