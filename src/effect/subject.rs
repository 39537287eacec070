//! Who a modal verb speaks to: the reader, the other side, a thing, or nobody ("that may").

use crate::document::Document;
use crate::fold::Folded;
use crate::span::Span;

/// The subject of a modal verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The licensee, user, customer, recipient ... or anybody.
    User,
    /// The licensor, provider ...
    Other,
    /// A thing, as in "outputs must be labelled".
    Thing,
    /// A relative pronoun: the verb tells about a noun, and rules nothing.
    Relative,
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

/// What texts write with a capital, and is no name of anybody.
const THINGS: &[&str] = &[
    "access",
    "agreement",
    "api",
    "app",
    "application",
    "code",
    "compliance",
    "content",
    "copy",
    "data",
    "derivative",
    "distribution",
    "documentation",
    "failure",
    "feedback",
    "information",
    "input",
    "licence",
    "license",
    "material",
    "model",
    "notice",
    "nothing",
    "output",
    "policy",
    "product",
    "prompt",
    "redistribution",
    "section",
    "service",
    "software",
    "system",
    "technology",
    "title",
    "use",
    "website",
    "work",
];

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
            || !OTHER.contains(&word) && self.user.iter().any(|name| last_word(name) == word)
    }

    /// Whether a folded word is one for the other side.
    pub(super) fn is_other(&self, word: &str) -> bool {
        OTHER.contains(&word)
            || !USER.contains(&word) && self.other.iter().any(|name| last_word(name) == word)
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// How many words before a modal verb its subject is looked for in.
const REACH: usize = 14;

/// The subject of the modal verb at `span`.
pub(super) fn of(folded: &Folded, provision: Span, span: Span, parties: &Parties) -> Subject {
    let text = folded.text.as_str();
    let before = &text[provision.start as usize..span.start as usize];
    // "may you", "shall Licensor": the subject behind the verb, after "in no event" and the like.
    if let Some(subject) = inverted(
        before,
        &text[span.end as usize..provision.end as usize],
        parties,
    ) {
        return subject;
    }
    let words: Vec<&str> = statement(before)
        .map(|word| bare(word))
        .filter(|word| !is_adverb(word))
        .take(REACH)
        .collect();
    match words.first().copied() {
        Some("that" | "which" | "who" | "whose") => return Subject::Relative,
        Some("it" | "they" | "this" | "these") | None => return Subject::Thing,
        _ => {}
    }
    for (n, word) in words.iter().enumerate() {
        let side = if parties.is_user(word) {
            Subject::User
        } else if parties.is_other(word) {
            Subject::Other
        } else {
            continue;
        };
        // "any distribution by you must", "the names of its contributors may": a party behind a
        // preposition only says more about the subject.
        let behind = words[n + 1..].iter().find(|word| !is_determiner(word));
        if !behind.is_some_and(|word| is_preposition(word)) {
            return side;
        }
    }
    if is_name(folded, provision, before, words.get(1).copied()) {
        Subject::Other
    } else {
        Subject::Thing
    }
}

/// Whether the word right before a modal verb is a name, as "Waxwing may": with a capital, without an
/// article, no plural. What is named so and is not the reader is the other side.
pub(super) fn is_name(
    folded: &Folded,
    provision: Span,
    before: &str,
    second: Option<&str>,
) -> bool {
    let before = before.trim_end();
    let start = before.rfind(' ').map_or(0, |at| at + 1);
    let word = &before[start..];
    let at =
        |offset: usize| provision.start + u32::try_from(offset).expect("a text is below 4 GiB");
    let shown = folded.display(Span::new(at(start), at(before.len())));
    let is_capital =
        shown.starts_with(char::is_uppercase) && shown.chars().skip(1).any(char::is_lowercase);
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_capital
        && is_word
        && !word.ends_with('s')
        && !THINGS.contains(&word)
        && !second.is_some_and(|word| {
            is_determiner(word)
                || is_preposition(word)
                || matches!(word, "and" | "or" | "this" | "that")
        })
}

/// The words before a modal verb, nearest first, as far as its statement goes.
fn statement(before: &str) -> impl Iterator<Item = &str> {
    before
        .trim_end()
        .rsplit(' ')
        .filter(|word| !word.is_empty())
        .take_while(|word| !word.ends_with(['.', ';', ':', '!', '?']))
}

/// A word without signs around it and without a genitive: "(licensee's" is "licensee".
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
    word.strip_suffix("'s").unwrap_or(word)
}

fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "" | "also"
            | "expressly"
            | "hereby"
            | "then"
            | "further"
            | "therefore"
            | "only"
            | "each"
            | "otherwise"
            | "thus"
            | "however"
            | "additionally"
            | "specifically"
    )
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "any"
            | "all"
            | "each"
            | "every"
            | "its"
            | "such"
            | "other"
            | "your"
            | "our"
            | "their"
            | "said"
            | "applicable"
    )
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "by" | "to"
            | "from"
            | "of"
            | "for"
            | "with"
            | "than"
            | "between"
            | "against"
            | "on"
            | "upon"
            | "under"
            | "through"
            | "among"
    )
}

/// "may you", "will the licensor": only after a start that turns the order of words around.
fn inverted(before: &str, after: &str, parties: &Parties) -> Option<Subject> {
    let before = before.trim_end();
    let turned = [
        "event",
        "circumstances",
        "circumstance",
        "nor",
        "case",
        "time",
        "neither",
        "manner",
    ]
    .iter()
    .any(|word| before.ends_with(word));
    if !turned {
        return None;
    }
    let mut words = after.split(' ').filter(|word| !word.is_empty());
    let first = words.find(|word| !matches!(*word, "the" | "any" | "either" | "its" | "such"))?;
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    if parties.is_user(first) {
        Some(Subject::User)
    } else if parties.is_other(first) {
        Some(Subject::Other)
    } else {
        None
    }
}

/// Whether the words before a cue negate it: "no licensee may", "neither ... nor", "in no event", "nothing in this licence".
pub(super) fn is_negative(before: &str) -> bool {
    let mut negative = false;
    let is_verb = |word: &&str| {
        matches!(
            *word,
            "is" | "are"
                | "be"
                | "being"
                | "not"
                | "hereby"
                | "expressly"
                | "strictly"
                | "may"
                | "shall"
                | "will"
                | "can"
        )
    };
    for (n, word) in before
        .trim_end()
        .rsplit(' ')
        .filter(|word| !word.is_empty())
        .skip_while(is_verb)
        .take(REACH)
        .enumerate()
    {
        if word.ends_with(['.', ';', ':', '!', '?'])
            || (word.ends_with(',') && n > 0 && !before.contains("neither"))
        {
            break;
        }
        match word.trim_matches(|c: char| !c.is_alphanumeric()) {
            "no" | "neither" | "nor" | "none" | "nobody" | "nothing" => {
                negative = true;
                break;
            }
            "may" | "must" | "shall" | "will" | "can" | "is" | "are" | "if" => break,
            _ => {}
        }
    }
    negative
}
