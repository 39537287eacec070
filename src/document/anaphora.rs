//! Sentences that carry on the one before: "This includes using the Services to:".

use super::{Kind, Provision, ProvisionId};

/// How a sentence begins that only says more about the one before it.
const OPENINGS: &[&str] = &[
    "this includes",
    "that includes",
    "these include",
    "this covers",
    "that covers",
    "these cover",
    "this means",
    "that means",
    "examples include",
    "examples of",
    "for example",
    "for instance",
    "such uses include",
    "such activities include",
    "such conduct includes",
    "including",
    "in particular",
    "by way of example",
    "among other things",
    "prohibited uses include",
    "this restriction includes",
    "this prohibition includes",
    "this applies to",
    "this also includes",
    "this also applies",
    "the same applies",
    "the same goes",
];

/// Gives each such sentence the one before it in its section as stem, where it has none.
pub(super) fn link(text: &str, provisions: &mut [Provision]) {
    for n in 1..provisions.len() {
        let (before, here) = (&provisions[n - 1], &provisions[n]);
        let is_same_place = before.section == here.section
            && before.kind != Kind::Heading
            && here.kind != Kind::Heading;
        let words = &text[here.folded.range()];
        if here.stem.is_none()
            && is_same_place
            && OPENINGS.iter().any(|opening| words.starts_with(opening))
        {
            provisions[n].stem = Some(ProvisionId(
                u32::try_from(n - 1).expect("provisions are fewer than bytes"),
            ));
        }
    }
}
