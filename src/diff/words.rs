//! The words of a clause as far as they matter, and how two clauses differ in them.

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};

/// Words that carry no rule by themselves.
const SILENT: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "with",
    "from",
    "as",
    "that",
    "which",
    "this",
    "these",
    "those",
    "such",
    "said",
    "thereof",
    "therein",
    "hereof",
    "herein",
    "hereby",
    "hereto",
    "thereto",
    "and/or",
    "is",
    "are",
    "be",
    "been",
    "being",
    "was",
    "were",
    "it",
    "its",
    "their",
    "his",
    "her",
    "they",
    "them",
    "also",
    "well",
    "then",
    "so",
    "etc",
    "e",
    "g",
    "i",
    "s",
    "following",
    "below",
    "above",
    "accordance",
    "respect",
    "regard",
    "pursuant",
    "under",
    "upon",
    "section",
    "sections",
    "article",
    "clause",
    "exhibit",
    "part",
    "copy",
    "currently",
    "available",
    "found",
    "located",
    "accessible",
    "forth",
    "set",
    "each",
    "one",
    "please",
    "more",
    "than",
    "including",
    "includes",
    "include",
    "without",
    "limitation",
    "limited",
    "but",
];

/// Words that say the same: the first of each row stands for the others.
const SAME: &[&[&str]] = &[
    &[
        "must",
        "shall",
        "will",
        "should",
        "agree",
        "agrees",
        "required",
        "obligated",
    ],
    &[
        "you",
        "your",
        "licensee",
        "licensee's",
        "user",
        "user's",
        "users",
        "customer",
        "customer's",
        "yourself",
    ],
    &["we", "us", "our", "licensor", "licensor's", "ourselves"],
    &[
        "agreement",
        "license",
        "licence",
        "terms",
        "policy",
        "policies",
        "agreements",
        "licenses",
        "licences",
    ],
    &[
        "not", "cannot", "don't", "never", "no", "neither", "nor", "can't", "won't",
    ],
    &["may", "can"],
    &["service", "services", "product", "products"],
    &["and", "or"],
    &[
        "model",
        "models",
        "material",
        "materials",
        "software",
        "work",
        "works",
    ],
];

/// Words that narrow or widen a rule.
const EXCEPTIONS: &[&str] = &[
    "except",
    "unless",
    "excluding",
    "excludes",
    "other",
    "save",
    "exception",
    "exceptions",
    "notwithstanding",
];
const CONDITIONS: &[&str] = &[
    "if",
    "provided",
    "only",
    "solely",
    "exclusively",
    "subject",
    "condition",
    "conditions",
    "conditioned",
    "unless",
];

/// The words of folded text that matter, in order, each as what it stands for.
pub(super) fn meaningful(folded: &str) -> Vec<String> {
    let is_part = |c: char| {
        c.is_alphanumeric() || matches!(c, '\'' | '/' | '.' | '-' | '_' | '%' | '$' | ',')
    };
    let mut is_reference = false;
    folded
        .split(|c: char| !is_part(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$')))
        .filter(|word| !word.is_empty() && !is_address(word) && !is_marker(word))
        // "Sections 3, 4 and 7" moves with every new section.
        .filter(|word| {
            let is_number = word.starts_with(|c: char| c.is_ascii_digit());
            is_reference = REFERENCES.contains(word)
                || is_reference && (is_number || matches!(*word, "and" | "or" | "to"));
            !(is_reference && is_number)
        })
        .map(stands_for)
        .filter(|word| !SILENT.contains(&word.as_str()))
        .collect()
}

/// Words before the number of a part of a text.
const REFERENCES: &[&str] = &[
    "section",
    "sections",
    "paragraph",
    "paragraphs",
    "article",
    "articles",
    "clause",
    "clauses",
    "exhibit",
    "part",
    "parts",
];

/// Addresses are compared as params.
fn is_address(word: &str) -> bool {
    matches!(word, "http" | "https")
        || word.starts_with("www.")
        || word.contains('.') && word.contains('/')
}

/// Numbers of sections ("1.b.iv") carry no rule.
fn is_marker(word: &str) -> bool {
    word.len() <= 8 && word.contains('.') && word.split('.').all(|part| part.len() <= 3)
        || (word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic()))
}

fn stands_for(word: &str) -> String {
    if let Some(row) = SAME.iter().find(|row| row.contains(&word)) {
        return row[0].to_owned();
    }
    // The commonest endings do not tell rules apart.
    let word = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ing", "ed", "es", "s", "d", "e"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// How two clauses differ in the words that matter.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// Words that went.
    pub(super) gone: Vec<String>,
    /// Words that came.
    pub(super) came: Vec<String>,
}

/// Compares the meaningful words of two clauses; words that only moved inside are no difference.
pub(super) fn edits(old: &[String], new: &[String]) -> Edits {
    let mut edits = Edits::default();
    if old == new {
        return edits;
    }
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if op.tag() != DiffTag::Equal {
            edits.gone.extend(old[op.old_range()].iter().cloned());
            edits.came.extend(new[op.new_range()].iter().cloned());
        }
    }
    for at in (0..edits.gone.len()).rev() {
        if let Some(same) = edits.came.iter().position(|word| *word == edits.gone[at]) {
            edits.gone.remove(at);
            edits.came.remove(same);
        }
    }
    // A word that the other side has all the same tells nothing new.
    edits.gone.retain(|word| !new.contains(word));
    edits.came.retain(|word| !old.contains(word));
    edits
}

impl Edits {
    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.came.is_empty()
    }

    /// Whether the words that differ change what is ruled.
    pub(super) fn is_substance(&self) -> bool {
        !self.is_empty()
    }

    pub(super) fn exceptions(&self) -> (bool, bool) {
        Edits::some(EXCEPTIONS, &self.gone, &self.came)
    }

    pub(super) fn conditions(&self) -> (bool, bool) {
        Edits::some(CONDITIONS, &self.gone, &self.came)
    }

    fn some(words: &[&str], gone: &[String], came: &[String]) -> (bool, bool) {
        let any = |list: &[String]| list.iter().any(|word| words.contains(&word.as_str()));
        (any(gone), any(came))
    }

    /// What the difference is, in words.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (what, (gone, came)) in [
            ("exception", self.exceptions()),
            ("condition", self.conditions()),
        ] {
            match (gone, came) {
                (true, false) => notes.push(format!("an {what} is gone").replace("an c", "a c")),
                (false, true) => notes.push(format!("an {what} came").replace("an c", "a c")),
                _ => {}
            }
        }
        notes
    }
}

/// A stretch of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// On both sides.
    Same(String),
    /// Only in the old words.
    Gone(String),
    /// Only in the new words.
    Came(String),
}

/// The difference of two texts word by word, for people to read. Changes that only a blank parts are one.
#[must_use]
pub fn redline(old: &str, new: &str) -> Vec<Part> {
    let diff = TextDiff::from_words(old, new);
    let (mut parts, mut gone, mut came) = (Vec::new(), String::new(), String::new());
    let mut blank = String::new();
    for change in diff.iter_all_changes() {
        let word = change.value();
        match change.tag() {
            ChangeTag::Equal if word.trim().is_empty() && !(gone.is_empty() && came.is_empty()) => {
                blank.push_str(word)
            }
            ChangeTag::Equal => {
                settle(&mut parts, &mut gone, &mut came);
                match parts.last_mut() {
                    Some(Part::Same(text)) => text.push_str(&(std::mem::take(&mut blank) + word)),
                    _ => parts.push(Part::Same(std::mem::take(&mut blank) + word)),
                }
            }
            tag => {
                for side in [&mut gone, &mut came]
                    .into_iter()
                    .filter(|side| !side.is_empty())
                {
                    side.push_str(&blank);
                }
                blank.clear();
                if tag == ChangeTag::Delete {
                    gone.push_str(word)
                } else {
                    came.push_str(word)
                }
            }
        }
    }
    settle(&mut parts, &mut gone, &mut came);
    if !blank.is_empty() {
        parts.push(Part::Same(blank));
    }
    parts
}

fn settle(parts: &mut Vec<Part>, gone: &mut String, came: &mut String) {
    if !gone.is_empty() {
        parts.push(Part::Gone(std::mem::take(gone)));
    }
    if !came.is_empty() {
        parts.push(Part::Came(std::mem::take(came)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
        let edits = edits(&meaningful(old), &meaningful(new));
        (edits.gone, edits.came)
    }

    #[test]
    fn connecting_words_and_modals_are_no_substance() {
        assert_eq!(
            differ(
                "you must provide a copy of the license",
                "licensee shall provide the license copy"
            ),
            (vec![], vec![])
        );
        assert_eq!(
            differ(
                "see section 1.b.iv of https://a.example/x",
                "see section 2.c of https://b.example/y"
            ),
            (vec![], vec![])
        );
    }

    #[test]
    fn objects_and_negations_are() {
        assert_eq!(
            differ("any other large language model", "any other ai model"),
            (
                vec!["larg".to_owned(), "languag".to_owned()],
                vec!["ai".to_owned()]
            )
        );
        assert_eq!(
            differ("you may use it", "you may not use it"),
            (vec![], vec!["not".to_owned()])
        );
    }

    #[test]
    fn a_redline_has_both_texts() {
        let parts = redline("a b c", "a x c");
        assert_eq!(
            parts,
            [
                Part::Same("a ".to_owned()),
                Part::Gone("b".to_owned()),
                Part::Came("x".to_owned()),
                Part::Same(" c".to_owned())
            ]
        );
    }
}
