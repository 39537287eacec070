//! The two sides of a text: words and names for the reader and for the other side.

use crate::document::Document;

/// The names that one text gives to its two sides.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    user: Vec<String>,
    other: Vec<String>,
}

impl Parties {
    /// The sides of a document: terms that it defines together with "you" or with "we".
    #[must_use]
    pub fn of(document: &Document) -> Parties {
        let mut parties = Parties::default();
        let mut start = 0;
        let definitions = &document.definitions;
        while start < definitions.len() {
            let provision = definitions[start].provision;
            let end = start
                + definitions[start..]
                    .iter()
                    .take_while(|one| one.provision == provision)
                    .count();
            let terms = definitions[start..end].iter().map(|one| one.term.as_str());
            let is = |word: &[&str]| terms.clone().any(|term| word.contains(&term));
            // A provision that names both sides tells nothing of the names beside "you" and "we".
            match (
                is(&["you", "your", "user", "licensee"]),
                is(&["we", "us", "our", "licensor"]),
            ) {
                (true, false) => parties.user.extend(terms.clone().map(str::to_owned)),
                (false, true) => parties.other.extend(terms.clone().map(str::to_owned)),
                _ => {}
            }
            start = end;
        }
        // "grants Company a licence": whoever is granted rights is the reader, whatever the word.
        let text = document.folded.text.as_str();
        for given in ["grants ", "grants to "] {
            for (at, _) in text.match_indices(given) {
                let rest = &text[at + given.len()..];
                let word = rest
                    .split(|c: char| !c.is_alphabetic())
                    .next()
                    .unwrap_or("");
                if EITHER.contains(&word) && !parties.user.iter().any(|name| name == word) {
                    parties.user.push(word.to_owned());
                }
            }
        }
        parties
    }

    /// Whether a folded term is a name of one of the two sides.
    #[must_use]
    pub fn is_party(&self, term: &str) -> bool {
        self.is_user(term)
            || self.is_other(term)
            || self.user.iter().chain(&self.other).any(|name| name == term)
    }

    /// Whether a folded word is one for the reader.
    pub(super) fn is_user(&self, word: &str) -> bool {
        USER.contains(&word)
            || (!OTHER.contains(&word) || EITHER.contains(&word))
                && self.user.iter().any(|name| last_word(name) == word)
    }

    /// Whether a folded word is one for the other side.
    pub(super) fn is_other(&self, word: &str) -> bool {
        OTHER.contains(&word)
            && !(EITHER.contains(&word) && self.user.iter().any(|name| last_word(name) == word))
            || !USER.contains(&word) && self.other.iter().any(|name| last_word(name) == word)
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Words for the reader, whatever the text.
const USER: &[&str] = &[
    "you",
    "you'll",
    "licensee",
    "licensees",
    "licencee",
    "user",
    "users",
    "customer",
    "customers",
    "client",
    "clients",
    "recipient",
    "recipients",
    "developer",
    "developers",
    "subscriber",
    "subscribers",
    "member",
    "members",
    "researcher",
    "researchers",
    "participant",
    "participants",
    "sublicensee",
    "sublicensees",
    "distributor",
    "distributors",
    "purchaser",
    "buyer",
    "undersigned",
    "anyone",
    "anybody",
    "everyone",
    "nobody",
    "person",
    "persons",
    "people",
    "individual",
    "individuals",
    "operator",
    "operators",
    "deployer",
    "deployers",
    "party",
    "parties",
    "organization",
    "organizations",
    "organisation",
    "organisations",
    "entity",
    "entities",
    "businesses",
    "one",
    "partner",
    "partners",
    "affiliates",
    "minors",
    "children",
    "students",
    "employees",
    "contractors",
    "visitors",
    "redistributor",
    "redistributors",
    "grantee",
    "transferee",
    "adopter",
    "adopters",
    "integrator",
    "reseller",
];

/// Words for the other side, unless the text grants them rights.
const EITHER: &[&str] = &["company", "corporation", "provider"];

/// Words for the other side, whatever the text.
const OTHER: &[&str] = &[
    "we",
    "we'll",
    "us",
    "licensor",
    "licensors",
    "licencor",
    "provider",
    "providers",
    "company",
    "owner",
    "owners",
    "author",
    "authors",
    "contributor",
    "contributors",
    "holder",
    "holders",
    "vendor",
    "supplier",
    "publisher",
    "grantor",
    "steward",
    "court",
    "courts",
    "arbitrator",
    "tribunal",
    "foundation",
    "inc",
    "ltd",
    "llc",
    "corporation",
    "corp",
];
