//! What can be told of a stretch of text from its first and last words and from its capitals.

use crate::word_list::WordList;

/// Words that are small in a title.
static SMALL_WORDS: WordList = WordList::new(
    "a an and as at by for from in into of on or our over per the to under vs with within \
    your via not these this you its",
);

/// Words that make a statement; a heading in sentence case holds none.
static VERBS: WordList = WordList::new(
    "agree agrees am are can cannot do does grants had has have is may means must shall \
    should was were will would",
);

/// Words that leave a sentence open at its end.
static OPEN_WORDS: WordList = WordList::new(
    "a all an and any are as at be been both by each either following for from has have if in include \
    includes including is its may mean means must namely no not of on or our shall such than that the their these to unless \
    when where which while will with you your",
);

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|character: char| !character.is_alphanumeric())
}

/// The words of a text, without punctuation.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty())
}

/// Whether a text has at most `limit` words; reads no further.
pub(super) fn at_most_words(text: &str, limit: usize) -> bool {
    words(text).take(limit + 1).count() <= limit
}

/// Whether all letters are capitals, and there are at least two.
pub(super) fn is_caps(text: &str) -> bool {
    let mut letters = text.chars().filter(|character| character.is_alphabetic());
    letters
        .by_ref()
        .take(2)
        .filter(|letter| letter.is_uppercase())
        .count()
        == 2
        && letters.all(char::is_uppercase)
}

/// Whether every word that is not small starts with a capital or a digit.
pub(super) fn is_title(text: &str) -> bool {
    let mut large = 0;
    let mut first = true;
    for word in words(text) {
        let initial = word.chars().next().unwrap_or(' ');
        if initial.is_uppercase() || initial.is_numeric() {
            large += usize::from(initial.is_uppercase());
        } else if first || !SMALL_WORDS.holds(word) {
            return false;
        }
        first = false;
    }
    large > 0
}

/// Whether a text holds a word that makes it a statement.
pub(super) fn has_verb(text: &str) -> bool {
    words(text).any(|word| VERBS.holds(word))
}

/// The last word without punctuation, in lower case.
pub(super) fn last_word(text: &str) -> String {
    text.split_whitespace()
        .next_back()
        .map(bare)
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// Whether a text ends in a word that leaves it open.
pub(super) fn ends_open(text: &str) -> bool {
    !text.ends_with(['.', ';', '!', '?']) && OPEN_WORDS.holds(&last_word(text))
}

/// Whether a text ends like a sentence, closing quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', ')', ']', '”', '’'])
        .ends_with(['.', '!', '?', '。', '！', '？'])
}

/// Whether the first letter is a lower-case one.
pub(super) fn starts_lower(text: &str) -> bool {
    text.chars()
        .find(|character| character.is_alphanumeric())
        .is_some_and(char::is_lowercase)
}

/// The part of `text` from about `bytes` before its end on.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// Whether a text is a pronoun and so no term.
pub(super) fn is_pronoun(text: &str) -> bool {
    ["this", "that", "it", "these", "those", "which", "what"]
        .contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text ends like an item that another one follows.
pub(super) fn ends_item(text: &str) -> bool {
    [";", ",", "; and", "; or", ", and", ", or", "; and/or"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Whether items that begin with capitals stand one behind the other in a text.
pub(super) fn holds_items(text: &str) -> bool {
    let behind = |at: usize| text[at..].trim_start_matches(';').trim_start();
    text.match_indices("; ")
        .any(|(at, _)| behind(at).starts_with(char::is_uppercase))
}

/// Whether a provision leaves open what the list behind it says.
pub(super) fn announces_list(text: &str) -> bool {
    if text.ends_with([':', ',', '-']) || ends_open(text) {
        return true;
    }
    let end = tail(text, 100).to_ascii_lowercase();
    end.contains("following") || end.contains("as follows")
}

/// Whether a provision announces the terms of the whole text: "The parties agree as follows:".
pub(super) fn states_terms(text: &str) -> bool {
    let end = tail(text, 100).to_ascii_lowercase();
    end.contains("as follows") || end.contains("terms") || end.contains("conditions")
}

/// Whether a text ends inside a bracket that was opened shortly before.
pub(super) fn is_in_bracket(text: &str) -> bool {
    let end = tail(text, 100);
    end.rfind('(')
        .is_some_and(|open| !end[open..].contains(')') && end[open + 1..].len() > 1)
}

/// Whether a stem is open in its grammar, so that what follows cannot be a sentence: "You may not:".
pub(super) fn asks_for_items(text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|text| {
        ["to", "not", "by", "for", "from", "of", "that"].contains(&last_word(text).as_str())
    })
}

/// Whether a text ends in a word that joins the next item.
pub(super) fn ends_joined(text: &str) -> bool {
    ["and", "or"].contains(&last_word(text).as_str())
}

/// Whether a text stands in parentheses: "(See Article 4)", "(as amended);".
pub(super) fn is_aside(text: &str) -> bool {
    let text = text
        .trim_end_matches("and")
        .trim_end_matches([' ', ';', ',', '.']);
    text.starts_with('(') && text.find(')') == Some(text.len() - 1)
}

/// Whether a text begins with a condition.
pub(super) fn sets_condition(text: &str) -> bool {
    static CONDITIONS: WordList =
        WordList::new("if where when whenever should unless anyone whoever");
    words(text)
        .next()
        .is_some_and(|first| CONDITIONS.holds(first))
}

static RULES: WordList = WordList::new("must shall may will cannot agree agrees");

/// Whether a rule stands in a text.
pub(super) fn holds_rule(text: &str) -> bool {
    words(text).any(|word| RULES.holds(word))
}

/// Whether a rule stands right at the start of a text: "you must ask us".
pub(super) fn starts_with_rule(text: &str) -> bool {
    words(text).take(6).any(|word| RULES.holds(word))
}

/// Whether a rule follows behind the condition that a text ends: "(b) has more users, you must ask us".
pub(super) fn turns_to_rule(text: &str) -> bool {
    text.match_indices(", ")
        .take(8)
        .any(|(at, mark)| starts_with_rule(&text[at + mark.len()..]))
}

/// Whether a text is nothing but a quotation.
pub(super) fn is_quotation(text: &str) -> bool {
    text.len() > 2 && text.starts_with('"') && text.trim_end_matches(['.', ';']).ends_with('"')
}

/// Whether a heading, folded, is that of a list of definitions.
pub(super) fn lists_definitions(heading: &str) -> bool {
    heading.contains("definition")
        || heading.contains("defined terms")
        || heading.contains("glossary")
}

/// Whether a text asks something.
pub(super) fn is_question(text: &str) -> bool {
    words(text).next().is_some_and(|first| {
        [
            "How", "What", "Who", "When", "Where", "Why", "Which", "If", "Can",
        ]
        .contains(&first)
    })
}

/// Whether a word names a month.
pub(super) fn is_month(word: &str) -> bool {
    static MONTHS: WordList = WordList::new(
        "january february march april may june july august september october november december",
    );
    MONTHS.holds(word)
}

/// Whether a text is nothing but an address, like "example.org".
pub(super) fn is_address(text: &str) -> bool {
    !text.contains(' ') && text.trim_matches('.').contains('.')
}

/// Whether a text is a copyright line.
pub(super) fn is_copyright(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    let named = |text: &str| {
        text.starts_with(['(', '[', '<', '©'])
            || text.starts_with(|first: char| first.is_ascii_digit())
    };
    first.eq_ignore_ascii_case("copyright") && named(second)
        || first.starts_with('©')
        || first.eq_ignore_ascii_case("(c)")
}

/// Whether a text in capitals is a sentence rather than a heading.
pub(super) fn is_shouted_sentence(text: &str) -> bool {
    !at_most_words(text, 5) && (has_verb(text) || ends_sentence(text))
}

/// Whether a text begins by telling somebody to do something.
pub(super) fn is_imperative(text: &str) -> bool {
    static TOLD: WordList = WordList::new(
        "avoid be comply do don't ensure follow keep make never note please respect see stay \
        thank use",
    );
    words(text).next().is_some_and(|first| TOLD.holds(first))
}

/// Whether a text ends in an abbreviation that is part of a name.
pub(super) fn ends_abbreviated(text: &str) -> bool {
    [
        "inc", "ltd", "co", "corp", "no", "dr", "mr", "ms", "st", "vs", "e.g", "i.e", "u.s", "u.k",
    ]
    .contains(&last_word(text).as_str())
}

/// Whether a title says what kind of document it heads.
pub(super) fn names_document(text: &str) -> bool {
    static KINDS: WordList = WordList::new(
        "license licence agreement terms policy conditions guidelines statement notice contract \
        addendum rules",
    );
    words(text).any(|word| KINDS.holds(word))
}
