//! The two sides of a text: words and names for the reader and for the other side.

use std::collections::HashSet;

use memchr::memmem;

use crate::document::Document;
use crate::word_list::WordList;

/// The names that one text gives to its two sides.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    user: Names,
    other: Names,
}

/// Names of one side.
#[derive(Clone, Debug, Default)]
struct Names {
    whole: HashSet<String>,
    /// Their last words.
    last: HashSet<String>,
}

impl Names {
    fn add(&mut self, name: &str) {
        if self.whole.insert(name.to_owned()) {
            self.last
                .insert(name.rsplit(' ').next().unwrap_or(name).to_owned());
        }
    }
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
                (true, false) => terms.clone().for_each(|term| parties.user.add(term)),
                (false, true) => terms.clone().for_each(|term| parties.other.add(term)),
                _ => {}
            }
            start = end;
        }
        // "grants Company a licence": whoever is granted rights is the reader, whatever the word.
        let text = document.folded.text.as_str();
        for given in ["grants ", "grants to "] {
            for at in memmem::find_iter(text.as_bytes(), given) {
                let rest = &text[at + given.len()..];
                let word = rest
                    .split(|c: char| !c.is_alphabetic())
                    .next()
                    .unwrap_or("");
                if EITHER.contains(&word) {
                    parties.user.add(word);
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
            || self.user.whole.contains(term)
            || self.other.whole.contains(term)
    }

    /// Whether a folded word is one for the reader.
    pub(super) fn is_user(&self, word: &str) -> bool {
        USER.holds(word)
            || (!OTHER.holds(word) || EITHER.contains(&word)) && self.user.last.contains(word)
    }

    /// Whether a folded word is one for the other side.
    pub(super) fn is_other(&self, word: &str) -> bool {
        OTHER.holds(word) && !(EITHER.contains(&word) && self.user.last.contains(word))
            || !USER.holds(word) && self.other.last.contains(word)
    }
}

/// Words for the reader, whatever the text.
static USER: WordList = WordList::new(
    "adopter adopters affiliates anybody anyone businesses buyer children client clients contractors customer \
    customers deployer deployers developer developers distributor distributors employees entities entity everyone \
    grantee individual individuals integrator licencee licensee licensees member members minors nobody one \
    operator operators organisation organisations organization organizations participant participants parties \
    partner partners party people person persons purchaser recipient recipients redistributor redistributors \
    researcher researchers reseller students sublicensee sublicensees subscriber subscribers transferee \
    undersigned user users visitors you",
);

/// Words for the other side, unless the text grants them rights.
const EITHER: &[&str] = &["company", "corporation", "provider"];

/// Words for the other side, whatever the text.
static OTHER: WordList = WordList::new(
    "arbitrator author authors company contributor contributors corp corporation court courts foundation grantor \
    holder holders inc licencor licensor licensors llc ltd owner owners provider providers publisher steward \
    supplier tribunal us vendor we",
);
