//! How a figure is compared with a limit: "more than", "or fewer", "does not exceed".

use std::sync::LazyLock;

use super::phrase::{self, Hit, Phrases};

/// Each comparison beside the one that its negation comes to.
const OPPOSITES: [(&str, &str); 4] = [
    ("more-than", "at-most"),
    ("at-most", "more-than"),
    ("at-least", "less-than"),
    ("less-than", "at-least"),
];

static WORDINGS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(phrase::rows(include_str!("comparison.tsv"))));

/// The first comparison in the words, turned round where it is negated.
pub(super) fn read(folded: &str) -> Option<&'static str> {
    let Hit { start, value, .. } = WORDINGS.find(folded).into_iter().next()?;
    if is_negated(&folded[..start]) {
        opposite(value)
    } else {
        Some(value)
    }
}

/// Whether a negation governs what follows `before`: it stands there with few words between ("does
/// not at any time exceed"), none of which begins another statement.
fn is_negated(before: &str) -> bool {
    const REACH: usize = 5;
    let same_statement = &before[before
        .rfind([',', ';', ':', '.'])
        .map_or(0, |stop| stop + 1)..];
    same_statement
        .split_whitespace()
        .rev()
        .take(REACH)
        .take_while(|word| !BREAKS.contains(word))
        .any(|word| NEGATIONS.contains(&word) || word.ends_with("n't"))
}

const NEGATIONS: [&str; 6] = ["no", "not", "never", "cannot", "without", "neither"];

/// Words after which a negation before them no longer holds.
const BREAKS: [&str; 11] = [
    "and", "or", "but", "if", "that", "who", "which", "where", "when", "with", "only",
];

fn opposite(comparison: &str) -> Option<&'static str> {
    OPPOSITES
        .iter()
        .find(|pair| pair.0 == comparison)
        .map(|pair| pair.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings() {
        let cases = [
            (
                "more-than",
                "more than|is greater than|exceeds|exceeding|in excess of|over|surpasses|> 5|longer than|or more than",
            ),
            (
                "more-than",
                "have not less than or equal to|is not limited to|above|not up to",
            ),
            (
                "at-least",
                "at least|1 million or more|no less than|not less than|no fewer than|reaches",
            ),
            (
                "at-least",
                "equal to or greater than|greater than or equal to|a minimum of|≥ 5|>= 5",
            ),
            (
                "at-least",
                "equals or exceeds|meets or exceeds|18 or older|not below|isn't under|18 and over",
            ),
            (
                "less-than",
                "less than|fewer than|below|under the age of|do not reach|did not reach|< 5",
            ),
            (
                "less-than",
                "has not at any time reached|not at least|never reaches",
            ),
            (
                "at-most",
                "up to|at most|no more than|not more than|does not exceed|do not exceed|≤ 5",
            ),
            (
                "at-most",
                "not exceeding|not greater than|or less|no later than|5 or fewer|maximum of|not to exceed",
            ),
            (
                "at-most",
                "without exceeding|must never exceed|has not at any time exceeded|don't exceed",
            ),
            (
                "at-most",
                "less than or equal to|does not have more than|not in excess of|not over",
            ),
        ];
        for (expected, wordings) in cases {
            for wording in wordings.split('|') {
                assert_eq!(read(wording), Some(expected), "{wording}");
            }
        }
    }

    #[test]
    fn a_negation_of_another_statement_does_not_count() {
        assert_eq!(
            read("are not a school and have more than 5"),
            Some("more-than")
        );
        assert_eq!(read("if you do not agree, more than"), Some("more-than"));
        assert_eq!(read("not only more than"), Some("more-than"));
    }

    #[test]
    fn words_that_compare_nothing() {
        for words in [
            "",
            "the number of users",
            "overall",
            "understand",
            "belowground",
            "cover",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn every_comparison_has_an_opposite() {
        for (value, phrase) in phrase::rows(include_str!("comparison.tsv")) {
            let back = opposite(value).and_then(opposite);
            assert_eq!(back, Some(value), "{phrase}");
        }
    }
}
