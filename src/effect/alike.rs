//! Wordings that come to the same, of which phrases know one: "Licensee shall not" is "you may not", "shall" is
//! "must", "this license" is "this agreement". Phrases are put into that one wording when they are loaded, texts
//! where a phrase may lie over it. Cues and regexes see the words as they stand.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Nouns that "you" stands for before a modal verb.
const READERS: &[&str] = &[
    "buyer",
    "client",
    "customer",
    "customers",
    "deployer",
    "developer",
    "distributor",
    "licensee",
    "licensees",
    "participant",
    "recipient",
    "recipients",
    "subscriber",
    "user",
    "users",
];

/// The modal verbs that matter.
const MODALS: &[&str] = &["can", "cannot", "may", "must", "shall", "should", "will"];

/// Whether a folded word is a modal verb that may be worded otherwise, or make its subject so.
pub(crate) fn is_modal(word: &str) -> bool {
    MODALS.contains(&word)
}

/// A place that is worded otherwise.
struct Change {
    /// Where it is in the text as it stands.
    place: Range<usize>,
    /// What stands for it.
    words: &'static str,
}

/// A text in the one wording.
pub(crate) struct Worded {
    /// The text.
    pub(crate) text: String,
    /// Where it differs from the text as it stands.
    changes: Vec<Change>,
    /// The places of the changes in the new text.
    places: Vec<Range<usize>>,
}

impl Worded {
    /// A folded text in the one wording, if that is another; `modals` are its modal verbs in their order.
    pub(crate) fn of(text: &str, modals: impl Iterator<Item = Range<usize>>) -> Option<Worded> {
        let changes = changes(text, modals);
        if changes.is_empty() {
            return None;
        }
        let mut worded = String::with_capacity(text.len() + 8 * changes.len());
        let mut places = Vec::with_capacity(changes.len());
        let mut at = 0;
        for change in &changes {
            worded.push_str(&text[at..change.place.start]);
            let start = worded.len();
            worded.push_str(change.words);
            places.push(start..worded.len());
            at = change.place.end;
        }
        worded.push_str(&text[at..]);
        Some(Worded {
            text: worded,
            changes,
            places,
        })
    }

    /// Where phrases may begin that lie over a change: parts of the new text, each from the start of a word on.
    pub(crate) fn starts(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut from = 0;
        self.places.iter().map(move |place| {
            let first = self
                .text
                .ceil_char_boundary(place.start.saturating_sub(BEFORE));
            let word = self.text[..first].rfind(' ').map_or(0, |blank| blank + 1);
            let starts = word.max(from)..place.end;
            from = place.end;
            starts
        })
    }

    /// Whether a phrase that ends there in the text as it stands is another in this one: "must" of "must not".
    pub(crate) fn is_other(&self, end: usize) -> bool {
        let change = self
            .changes
            .binary_search_by_key(&end, |change| change.place.end);
        change.is_ok_and(|change| self.changes[change].words.starts_with("may"))
    }

    /// Where something that lies over a change is in the text as it stands; nothing if it lies over none.
    pub(crate) fn back(&self, found: Range<usize>) -> Option<Range<usize>> {
        let first = self
            .places
            .partition_point(|place| place.end <= found.start);
        let behind = self.places.partition_point(|place| place.start < found.end);
        let last = behind.checked_sub(1).filter(|last| first <= *last)?;
        let start = match self.places[first].start.checked_sub(found.start) {
            Some(before) => self.changes[first].place.start - before,
            None => self.changes[first].place.start,
        };
        let end = match found.end.checked_sub(self.places[last].end) {
            Some(behind) => self.changes[last].place.end + behind,
            None => self.changes[last].place.end,
        };
        Some(start..end)
    }
}

/// How far before a change a phrase may begin that lies over it, in bytes.
const BEFORE: usize = 32;

fn changes(text: &str, modals: impl Iterator<Item = Range<usize>>) -> Vec<Change> {
    let mut changes = Vec::new();
    for modal in modals {
        let before = text[..modal.start].trim_end();
        let subject = before
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        let reader = &before[subject..];
        let is_reader = READERS.contains(&reader) && before.len() + 1 == modal.start;
        if is_reader {
            changes.push(Change {
                place: subject..before.len(),
                words: "you",
            });
        }
        let words = match (&text[modal.clone()], is_negated(text, modal.end)) {
            ("must" | "shall" | "can", true) => "may",
            ("will", true) if is_reader || reader == "you" => "may",
            ("cannot", _) => "may not",
            ("shall", false) => "must",
            _ => continue,
        };
        changes.push(Change {
            place: modal,
            words,
        });
    }
    let count = changes.len();
    for at in LICENSE.find_iter(text.as_bytes()) {
        let place = at + "this ".len()..at + "this license".len();
        if !text[place.end..].starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            changes.push(Change {
                place,
                words: "agreement",
            });
        }
    }
    if changes.len() > count && count > 0 {
        changes.sort_by_key(|change| change.place.start);
    }
    changes
}

static LICENSE: LazyLock<Finder> = LazyLock::new(|| Finder::new("this license"));

/// Whether "not" follows a modal verb that ends at `end`.
fn is_negated(text: &str, end: usize) -> bool {
    text[end..]
        .strip_prefix(" not")
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// A phrase in the one wording.
pub(crate) fn canonical(phrase: &str) -> String {
    let mut modals = Vec::new();
    let mut start = 0;
    for word in phrase.split(' ') {
        if is_modal(word) {
            modals.push(start..start + word.len());
        }
        start += word.len() + 1;
    }
    let mut out = String::with_capacity(phrase.len());
    let mut at = 0;
    for change in changes(phrase, modals.into_iter()) {
        out.push_str(&phrase[at..change.place.start]);
        out.push_str(change.words);
        at = change.place.end;
    }
    out.push_str(&phrase[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let text = "so licensee cannot sell";
        let worded = Worded::of(text, std::iter::once(12..18)).unwrap();
        assert_eq!(worded.text, "so you may not sell");
        for (words, back) in [
            ("you may not sell", Some("licensee cannot sell")),
            ("so you", Some("so licensee")),
            ("not sell", Some("cannot sell")),
            ("you may", Some("licensee cannot")),
            ("sell", None),
        ] {
            let start = worded.text.find(words).unwrap();
            let place = worded.back(start..start + words.len());
            assert_eq!(place.map(|place| &text[place]), back);
        }
        assert!(worded.is_other(18));
        assert!(Worded::of("licensees sell", std::iter::empty()).is_none());
    }

    #[test]
    fn phrases_have_one_wording() {
        let cases = [
            ("licensee shall not", "you may not"),
            ("you will not claim", "you may not claim"),
            ("we will not", "we will not"),
            ("cannot", "may not"),
            ("must not be used", "may not be used"),
            ("must notify", "must notify"),
            ("shall be given", "must be given"),
            ("the user must", "the you must"),
            ("end-user may", "end-you may"),
            ("licensee's", "licensee's"),
            ("this license may not", "this agreement may not"),
            ("this licensed work", "this licensed work"),
        ];
        for (phrase, wording) in cases {
            assert_eq!(canonical(phrase), wording);
        }
    }
}
