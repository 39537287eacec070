//! The four effects.

use serde::{Deserialize, Serialize};

/// What a clause does for the reader, the licensee or user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Effect {
    /// The reader may do it.
    Permits,
    /// The reader may not do it, or may do only something narrower.
    Forbids,
    /// The reader must do it, or must do it as a condition of something else.
    Requires,
    /// A statement of fact, of the other side's rights or duties, or of the legal frame.
    Declares,
}

impl Effect {
    /// All of them, in order.
    pub const ALL: [Effect; 4] = [
        Effect::Permits,
        Effect::Forbids,
        Effect::Requires,
        Effect::Declares,
    ];

    /// The one that is written `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Effect> {
        Effect::ALL.into_iter().find(|effect| effect.name() == word)
    }

    /// As written in files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Effect::Permits => "permits",
            Effect::Forbids => "forbids",
            Effect::Requires => "requires",
            Effect::Declares => "declares",
        }
    }

    /// The effect with permission and ban, duty and its absence exchanged.
    #[must_use]
    pub(crate) fn negated(self) -> Effect {
        match self {
            Effect::Permits | Effect::Requires => Effect::Forbids,
            Effect::Forbids => Effect::Permits,
            Effect::Declares => Effect::Declares,
        }
    }
}
