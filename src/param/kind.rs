//! The kinds of values, and values.

use serde::{Deserialize, Serialize};

/// What kind of value a param has, and so how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A number, in digits or words.
    Number,
    /// An ISO 4217 code.
    Currency,
    /// One of `more-than`, `at-least`, `less-than`, `at-most`.
    Comparison,
    /// A period as a number of days.
    Days,
    /// An ISO 8601 date.
    Date,
    /// ISO 3166 alpha-2 codes, `EU`, `EEA`, and names of places that have no code.
    Places,
    /// One id of a vocabulary.
    Word,
    /// Several ids of a vocabulary.
    List,
    /// True where stated.
    Flag,
    /// Quoted strings in their original letters.
    Text,
    /// Words in their original letters.
    Name,
    /// An address on the web.
    Url,
}

impl Kind {
    /// All kinds, in the order of their documentation.
    pub const ALL: [Kind; 12] = [
        Kind::Number,
        Kind::Currency,
        Kind::Comparison,
        Kind::Days,
        Kind::Date,
        Kind::Places,
        Kind::Word,
        Kind::List,
        Kind::Flag,
        Kind::Text,
        Kind::Name,
        Kind::Url,
    ];

    /// The kind that a pattern file calls `name`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in pattern files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Currency => "currency",
            Kind::Comparison => "comparison",
            Kind::Days => "days",
            Kind::Date => "date",
            Kind::Places => "places",
            Kind::Word => "word",
            Kind::List => "list",
            Kind::Flag => "flag",
            Kind::Text => "text",
            Kind::Name => "name",
            Kind::Url => "url",
        }
    }
}

/// A typed value. As text it reads as a person would write it: `700,000,000`, `EU, GB, KR`, `yes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A finite number.
    Number(f64),
    /// A code, date, name, address or quoted string.
    Text(String),
    /// Several of these, in the order of the text, none twice.
    List(Vec<String>),
    /// Stated to be so, or not to be so; what is not stated is absent.
    Flag(bool),
}
