//! Typed values in the words of a clause: numbers, currencies, comparisons, periods, dates, places,
//! quoted strings, names and addresses.
//!
//! The kinds are a closed set, each with one reader. A reader takes the words that a pattern
//! captured and gives the first value they state, or nothing where they state none, or one that can
//! be read in two ways. Which words of a text belong to which param is not decided here, nor are
//! the vocabularies of topics known here.

mod comparison;
mod currency;
mod date;
mod days;
mod kind;
mod name;
mod number;
mod phrase;
mod place;
mod quote;
mod url;

use std::fmt;

pub use kind::{Kind, Value};

impl Value {
    /// The value as JSON, integral numbers as integers.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "integral and below 2^53")]
            Value::Number(value) if is_exact_integer(*value) => (*value as i64).into(),
            Value::Number(value) => (*value).into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.as_slice().into(),
            Value::Flag(is_so) => (*is_so).into(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(value) => write_grouped(f, *value),
            Value::Text(text) => f.write_str(text),
            Value::List(items) => f.write_str(&items.join(", ")),
            Value::Flag(is_so) => f.write_str(if *is_so { "yes" } else { "no" }),
        }
    }
}

/// Reads a value of `kind` from the words that a pattern captured.
///
/// `folded` is the matching view of the words (lower case, straight quotes and dashes, single
/// blanks), `shown` the same before its case was lowered. Without a vocabulary, which is not
/// known here, a word is the folded words themselves and a list is split at its commas.
///
/// ```
/// use clausewise::param::{Kind, Value, read};
///
/// let value = read(Kind::Number, "thirty (30)", "thirty (30)");
/// assert_eq!(value, Some(Value::Number(30.0)));
/// let places = read(Kind::Places, "the eu and the uk", "the EU and the UK").unwrap();
/// assert_eq!(places.to_string(), "EU, GB");
/// ```
#[must_use]
pub fn read(kind: Kind, folded: &str, shown: &str) -> Option<Value> {
    match kind {
        Kind::Number => number::read(folded).map(Value::Number),
        Kind::Currency => currency::read(folded).map(|code| Value::Text(code.to_owned())),
        Kind::Comparison => comparison::read(folded).map(|id| Value::Text(id.to_owned())),
        Kind::Days => days::read(folded).map(Value::Number),
        Kind::Date => date::read(folded).map(Value::Text),
        Kind::Places => list(place::read(shown)),
        Kind::Word => text(folded.trim()),
        Kind::List => list(name::split(shown)),
        Kind::Flag => Some(Value::Flag(true)),
        Kind::Text => quote::read(shown),
        Kind::Name => text(name::read(shown)),
        Kind::Url => url::read(shown).map(Value::Text),
    }
}

fn text(words: &str) -> Option<Value> {
    (!words.is_empty()).then(|| Value::Text(words.to_owned()))
}

fn list(items: Vec<String>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::List(items))
}

/// Whether `value` is an integer that a double holds exactly (below 2^53).
fn is_exact_integer(value: f64) -> bool {
    value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0
}

/// Writes the digits of `value`, the integral ones in groups of three.
fn write_grouped(f: &mut fmt::Formatter<'_>, value: f64) -> fmt::Result {
    let digits = value.abs().to_string();
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if value < 0.0 {
        f.write_str("-")?;
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            f.write_str(",")?;
        }
        write!(f, "{digit}")?;
    }
    f.write_str(fraction)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    #[test]
    fn kinds_are_called_by_their_names() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.name()), Some(kind));
        }
        assert_eq!(Kind::parse("Number"), None);
        assert_eq!(Kind::parse(""), None);
    }

    #[test]
    fn every_kind_is_read_by_its_own_reader() {
        let text = |words: &str| Some(Value::Text(words.to_owned()));
        let list =
            |items: &[&str]| Some(Value::List(items.iter().map(|s| (*s).to_owned()).collect()));
        for (kind, shown, expected) in [
            (Kind::Number, "700 million", Some(Value::Number(7e8))),
            (Kind::Currency, "US$", text("USD")),
            (Kind::Comparison, "Does Not Exceed", text("at-most")),
            (Kind::Days, "Two Weeks", Some(Value::Number(14.0))),
            (Kind::Date, "July 18, 2023", text("2023-07-18")),
            (Kind::Places, "the EU and Crimea", list(&["EU", "Crimea"])),
            (Kind::Word, " Breach ", text("breach")),
            (Kind::List, "Website, Manual", list(&["Website", "Manual"])),
            (Kind::Flag, "affiliates", Some(Value::Flag(true))),
            (Kind::Text, "“Built with X”", text("Built with X")),
            (Kind::Name, "the Use Policy", text("Use Policy")),
            (
                Kind::Url,
                "see https://acme.example/x.",
                text("https://acme.example/x"),
            ),
        ] {
            assert_eq!(
                read(kind, &shown.to_lowercase(), shown),
                expected,
                "{kind:?}"
            );
        }
    }

    #[test]
    fn words_without_a_value_give_none() {
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Flag) {
            assert_eq!(read(kind, "", ""), None, "{kind:?}");
        }
    }

    #[test]
    fn values_are_shown_as_a_person_writes_them() {
        for (number, shown) in [
            (0.0, "0"),
            (13.0, "13"),
            (1.5, "1.5"),
            (1000.0, "1,000"),
            (700_000_000.0, "700,000,000"),
            (12_345.25, "12,345.25"),
            (-1234.5, "-1,234.5"),
            (1e21, "1,000,000,000,000,000,000,000"),
        ] {
            assert_eq!(Value::Number(number).to_string(), shown);
        }
        assert_eq!(
            Value::List(vec!["EU".into(), "GB".into()]).to_string(),
            "EU, GB"
        );
        assert_eq!(Value::Text("USD".into()).to_string(), "USD");
        assert_eq!(Value::Flag(true).to_string(), "yes");
    }

    #[test]
    fn json_has_integers_where_it_can() {
        for (value, json) in [
            (Value::Number(700_000_000.0), "700000000"),
            (Value::Number(1.5), "1.5"),
            (Value::Number(1e26), "1e+26"),
            (Value::Text("a \"b\"".into()), r#""a \"b\"""#),
            (Value::List(vec!["EU".into()]), r#"["EU"]"#),
            (Value::Flag(true), "true"),
        ] {
            assert_eq!(value.to_json().to_string(), json);
        }
    }

    /// What the readers look for, in pieces.
    const PIECES: [&str; 48] = [
        "1",
        "0",
        "30",
        "1,000",
        "1.000",
        "99999999999999999999",
        ".",
        ",",
        "'",
        "-",
        "/",
        ":",
        "^",
        "e",
        "x",
        "(",
        ")",
        "[",
        "thirty",
        "one",
        "a",
        "half",
        "hundred",
        "million",
        "and",
        "to",
        "k",
        "$",
        "€",
        "us",
        "days",
        "month",
        "July",
        "2023",
        "\"",
        "“",
        "”",
        "’",
        "«",
        "https://",
        "www.",
        "a.com/",
        "\\",
        "É",
        "İ",
        "中",
        "EU",
        "\u{301}",
    ];

    proptest! {
        #[test]
        fn no_words_make_a_reader_panic(pieces in vec(select(&PIECES[..]), 0..12), blank in select(&["", " "][..]), noise in ".{0,40}") {
            for shown in [pieces.join(blank), noise] {
                for kind in Kind::ALL {
                    if let Some(Value::Number(value)) = read(kind, &shown.to_lowercase(), &shown) {
                        prop_assert!(value.is_finite() && value >= 0.0, "{}", shown);
                    }
                }
            }
        }
    }
}
