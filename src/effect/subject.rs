//! Who a modal verb speaks to: the reader, the other side, a thing, or nobody ("that may").

use super::Parties;
use super::predicate::end_of;
use crate::fold::Folded;
use crate::span::Span;
use crate::word_list::WordList;

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

/// What texts write with a capital, and is no name of anybody.
static THINGS: WordList = WordList::new(
    "access account agreement api app application code compliance content copy data derivative distribution \
    documentation failure feedback information input logo mark licence license material model name notice nothing \
    output policy product prompt redistribution section service software system technology title use website work",
);

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
        .filter(|word| !word.contains('$'))
        .map(bare)
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
        // "customer data may", "the licensor's website shall": what belongs to a party is none.
        if n > 0 && is_thing(words[n - 1]) {
            continue;
        }
        // "you and the licensor will": both, and so the reader.
        let joined = words[n + 1..]
            .iter()
            .filter(|word| !is_determiner(word))
            .take(2);
        if side == Subject::Other
            && matches!(joined.collect::<Vec<_>>()[..], [and, who] if *and == "and" && parties.is_user(who))
        {
            return Subject::User;
        }
        // "any distribution by you must", "the names of its contributors may": a party behind a
        // preposition only says more about the subject.
        let behind = words[n + 1..].iter().find(|word| !is_determiner(word));
        if !behind.is_some_and(|word| is_preposition(word)) {
            return side;
        }
    }
    if is_name(folded, provision, before, words.get(1).copied())
        && !is_owned(folded, provision, before)
    {
        Subject::Other
    } else {
        Subject::Thing
    }
}

/// Whether a word is a thing that texts speak of, in the singular or plural.
fn is_thing(word: &str) -> bool {
    THINGS.holds(word)
        || word
            .strip_suffix('s')
            .is_some_and(|word| THINGS.holds(word))
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
    let shown = folded.cased(Span::new(at(start), at(before.len())));
    let is_capital =
        shown.starts_with(char::is_uppercase) && shown.chars().skip(1).any(char::is_lowercase);
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_capital
        && is_word
        && !word.ends_with('s')
        && !THINGS.holds(word)
        && !second.is_some_and(|word| {
            is_determiner(word)
                || is_preposition(word)
                || matches!(word, "and" | "or" | "this" | "that")
        })
}

/// Whether the name right before a modal verb is that of a thing which somebody owns: "our Partner Gallery".
fn is_owned(folded: &Folded, provision: Span, before: &str) -> bool {
    let mut end = before.trim_end().len();
    for _ in 0..REACH {
        let start = before[..end].rfind(' ').map_or(0, |at| at + 1);
        let word = &before[start..end];
        if matches!(word, "our" | "your" | "its" | "their") {
            return true;
        }
        let at =
            |offset: usize| provision.start + u32::try_from(offset).expect("a text is below 4 GiB");
        let shown = folded.cased(Span::new(at(start), at(end)));
        if !shown.starts_with(char::is_uppercase) {
            return false;
        }
        end = before[..start].trim_end().len();
    }
    false
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
    if opens_with_no(before) {
        return true;
    }
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
            || (word.ends_with(',') && n > 0 && !end_of(before).contains("neither"))
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

/// Whether all that stands before a verb is what its statement denies: "no vaping, casino or diet-pill content".
fn opens_with_no(before: &str) -> bool {
    let before = end_of(before);
    let statement = before
        .rfind(['.', ';', ':', '!', '?'])
        .map_or(before, |at| &before[at + 1..]);
    let Some(named) = statement.trim_start().strip_prefix("no ") else {
        return false;
    };
    let says = |word: &str| VERBS.holds(word.trim_matches(|c: char| !c.is_alphanumeric()));
    named.contains(',') && named.len() <= LONGEST && !named.split(' ').any(says)
}

/// How long, in bytes, a list may be that "no" denies.
const LONGEST: usize = 160;

/// Verbs that say something already, and begin a statement of their own.
static VERBS: WordList = WordList::new(
    "is are was were be has have had do does did may must shall will can could should would if unless when",
);
