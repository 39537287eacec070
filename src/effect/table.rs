//! The words that permit, forbid and require, as a table.

use std::sync::LazyLock;

use super::Effect;

/// What kind of word a cue phrase is, and its effect when it is not negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A modal verb or its like: its subject says who is spoken to.
    Modal(Effect),
    /// A predicate with a form of "to be": "is prohibited", "are not permitted".
    Predicate(Effect),
    /// A verb by which the other side rules: "we prohibit", "this licence allows".
    Rule(Effect),
    /// The grant of a right: "grants you", "permission is hereby granted".
    Grant,
    /// The start of a condition: what follows must be done.
    Condition,
    /// A command to omit, at the start of a sentence: "do not", "never".
    Command,
    /// A command to do something, at the start of a provision: "include", "notify". It counts where nothing else rules.
    Imperative,
    /// Something whole, whoever is its subject: "you are responsible for ensuring".
    Fixed(Effect),
    /// Words that rule on what stands before them, whoever is spoken to: "has no place", "is against our rules".
    Verdict(Effect),
    /// "No" at the start of a sentence without a verb, which forbids what it names: "No spam or scams."
    Absence,
    /// A verb that denies: "are not", "does not". It forbids where somebody assures that it holds: at the start of an item
    /// under "you warrant that your content:", or behind such words.
    Denial,
    /// Words that look like a cue and are none: "free will".
    Silent,
    /// A noun that says what a list is: "prohibited uses". Counts in stems and headings only.
    Noun(Effect),
}

use Effect::{Declares, Forbids, Permits, Requires};
use Sense::{
    Absence, Command, Condition, Denial, Fixed, Grant, Imperative, Modal, Noun, Predicate, Rule,
    Silent, Verdict,
};

/// The cue phrases, in folded words, those of one sense separated by `|`. Where two overlap the longer one counts.
const CUES: &[(Sense, &str)] = &[
    (
        Modal(Permits),
        "may | can | could | need not | do not have to | does not have to | do not need to | not obligated to | \
         not obliged to | have the right to | has the right to | is not obligated to | are not obligated to | \
         is not obliged to | are not obliged to | at liberty to | have permission to | has permission to",
    ),
    (
        Modal(Requires),
        "must | shall | will | should | ought to | need a | needs a | need an | needs an | need our | need prior | \
         need to | needs to | have to | has to | represent and warrant | represents and warrants | \
         warrant and represent | warrants and represents | warrant and undertake | warrants and undertakes | \
         represent, warrant | represent* and covenant* | represents, warrants | warrant that | warrants that | \
         agree to | agrees to | undertake* to | covenant* to | commit to | commits to | are obliged to | \
         is obliged to | are obligated to | is obligated to | be obliged to | be obligated to | agree: | agrees: | \
         undertakes: | are bound to | is bound to | promise to | promises to | pledge to | pledges to",
    ),
    (
        Modal(Forbids),
        "cannot | agree not to | agrees not to | agree that you will not | undertake* not to | covenant* not to | \
         commit not to | have no right | has no right | agree never to | agrees never to | undertake* never to | \
         commit never to | promise* not to | promise* never to | pledge* not to | pledge* never to | vow* not to | \
         vow* never to",
    ),
    (
        Fixed(Forbids),
        "refrain* from | abstain from | violation of this policy to | violation of these terms to | \
         violation of this agreement to | violation of this license to | breach of this policy to | \
         breach of these terms to | is a breach of this | is a violation of this | constitutes a breach of | \
         constitutes a violation of | out of scope of this | excludes any use | excludes use | not include use | \
         not include any use | not covered by this license | are not covered by this license | \
         is not covered by this license | make sure nobody | make sure no one | ensure that nobody | \
         ensure that no one | avoid using | zero tolerance for | zero-tolerance for | not extend to | \
         is not licensed for | are not licensed for | prohibited content include | prohibited content includes | \
         prohibited uses include | prohibited activities include | prohibited purposes include | \
         prohibited practices include | prohibited conduct includes | restricted uses include | are not to be | \
         is not to be | desist* from",
    ),
    (
        Predicate(Forbids),
        "prohibited | forbidden | disallowed | banned | barred | excluded | unauthorized | restricted from | \
         precluded | outlawed | proscribed | impermissible | inadmissible | unacceptable | off limits | \
         off-limits | out of bounds | off the table | ruled out | taboo",
    ),
    (
        Predicate(Permits),
        "permitted | allowed | authorized | authorised | entitled | licensed to | free to | welcome to | \
         encouraged to | requested to | asked to | tolerated | acceptable | ok | okay | permissible",
    ),
    (Predicate(Requires), "required"),
    (
        Fixed(Permits),
        "ask that you | asks that you | request that you | requests that you | please cite | please consider",
    ),
    (
        Condition,
        "conditioned on | conditioned upon | conditional on | conditional upon | provided that | provided, that | \
         provided you | providing that | on condition that | on the condition that | \
         subject to the following conditions | subject to the following | the following conditions are met | \
         meet the following conditions | conditions are met | conditions is met | conditions are satisfied | \
         conditions are fulfilled | on these terms | on the following terms | on these conditions | \
         on the following conditions | under the following conditions | under these conditions | \
         with the following conditions | the following requirements | if you do the following | if you: | if it: | \
         if they: | if licensee: | if all of the following | if each of the following | only if: | only where you | \
         only when you | only if you | so long as you | as long as you",
    ),
    (
        Rule(Permits),
        "permit | permits | allow | allows | authorize | authorizes | let | lets",
    ),
    (
        Rule(Forbids),
        "prohibit | prohibits | forbid | forbids | ban | bans | disallow | disallows | restricts | prevents",
    ),
    (Rule(Requires), "require | requires"),
    (Grant, "grant | grants | granted | permission to use"),
    (
        Command,
        "do not | never | avoid | not use | stay away from | keep away from | steer clear of | stay clear of",
    ),
    (
        Denial,
        "are not | is not | not | does not | has not | have not",
    ),
    (
        Verdict(Forbids),
        "has no place | have no place | has no home here | have no home here | against the rules | against our rules | \
         against these rules | against our policy | against our policies | against this policy | \
         against these guidelines | against our guidelines | against these terms | against our terms | \
         breaks these rules | breaks our rules | break our rules | break these rules | violates our rules | \
         violates these rules | is a misuse | are a misuse | is misuse | constitutes misuse | \
         is a breach of these | are a breach of these | is a breach of our | shall constitute a breach | \
         constitute a breach of | is a violation of our | is a violation of these | count as violations | \
         counts as a violation | outside permitted use | outside the permitted use*",
    ),
    (Absence, "no"),
    (
        Silent,
        "free will | at will | their will | own will | 's will | is not designed | is not intended | \
         is not responsible | are not designed | are not intended | are not responsible | may not be fully | \
         may not be as | may not be accurate | may not be available | may not be complete | may not be suitable | \
         may not be unique | may not always be | may not be able to | may not reflect | promise* not to assert",
    ),
    (
        Fixed(Declares),
        "reserve the exclusive right | reserves the exclusive right | reserve the right | reserves the right | \
         will have no obligation* | shall have no obligation* | will have no liability | shall have no liability | \
         shall not be liable | will not be liable | shall not be responsible | will not be responsible | \
         shall not be held",
    ),
    (
        Fixed(Requires),
        "require our prior | requires our prior | require our written | requires our written | \
         require our consent | requires our consent | responsible for ensuring | responsible for complying | \
         responsible for obtaining | responsible for compliance | your responsibility to | \
         customer's responsibility to | licensee's responsibility to | your job to | your duty to | up to you to | \
         expect you to | expects you to | you are expected to | requires a license | requires a separate | \
         requires a commercial | requires a paid | requires an enterprise | requires our | requires prior | \
         requires written | are to be | is to be | responsibility to ensure",
    ),
    (Noun(Permits), "permitted use | permitted uses"),
    (
        Imperative,
        "acknowledge | attribute | cite | clearly identify | clearly label | comply with | credit | disclose | \
         display | ensure | follow | give | include | indicate | inform | keep | label | maintain | make sure | \
         mark | notify | obtain | pass on | prefix | preserve | prominently display | provide | report | \
         reproduce | respect | retain | send | state | tell | ask us | buy | check | contact | get in touch | \
         evaluate | hand | pay | request | review | verify | write to",
    ),
    (
        Noun(Forbids),
        "prohibited use* | prohibited activit* | prohibited conduct | prohibited content | prohibited behavio* | \
         prohibited purpose* | prohibited practice* | prohibited application* | prohibited categor* | \
         prohibition* | restricted use* | restricted activit* | restricted purpose* | disallowed use* | \
         disallowed usage | disallowed activit* | unacceptable use* | forbidden use* | use restriction* | \
         usage restriction* | use-based restriction* | restrictions | what you cannot do | \
         consider* inappropriate | considered abus* | do not want to see | not want to see | must be free of | \
         must be free from | what we do not allow | what is not allowed here",
    ),
    (Noun(Requires), "your obligations | your responsibilities"),
];

static LIST: LazyLock<Vec<(&str, Sense)>> = LazyLock::new(|| {
    let phrases = |&(sense, phrases): &(Sense, &'static str)| {
        phrases.split(" | ").map(move |phrase| (phrase, sense))
    };
    CUES.iter().flat_map(phrases).collect()
});

/// The sense of a cue phrase, by its number in [`phrases`].
pub(super) fn sense(number: u32) -> Sense {
    LIST[number as usize].1
}

/// Whether a text begins with a verb that commands.
pub(super) fn begins_with_command(text: &str) -> bool {
    LIST.iter()
        .any(|(verb, sense)| *sense == Imperative && text.starts_with(verb))
}

/// The phrases to look for; a match of number `n` is passed to [`find`](super::find) as `n`.
pub(crate) fn phrases() -> impl ExactSizeIterator<Item = &'static str> {
    LIST.iter().map(|(phrase, _)| *phrase)
}
