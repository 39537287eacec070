//! Programs against the `regex` crate.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::stop::STOP;
use super::*;

/// The matches that the `regex` crate finds, one behind the other, with their groups.
fn reference(source: &str, text: &str) -> Vec<Groups> {
    let regex = regex::bytes::RegexBuilder::new(&Regex::new(source).unwrap().source)
        .unicode(false)
        .build()
        .unwrap();
    let groups = |captures: regex::bytes::Captures| {
        let groups = captures.iter();
        groups
            .map(|group| group.map(|group| group.range()))
            .collect()
    };
    regex.captures_iter(text.as_bytes()).map(groups).collect()
}

fn all(find: impl Fn(usize) -> Option<Groups>) -> Vec<Groups> {
    let mut from = 0;
    let mut found = Vec::new();
    while let Some(groups) = find(from) {
        from = groups[0].clone().unwrap().end;
        found.push(groups);
    }
    found
}

fn matches(source: &str, text: &str) -> Vec<Groups> {
    let regex = Regex::decoded(source, &Regex::new(source).unwrap().encoded());
    let traits = Traits::of(text);
    let haystack = Haystack {
        text,
        traits: &traits,
    };
    all(|from| regex.find(haystack, from))
}

#[test]
fn a_stop_inside_a_sentence_ends_nothing_and_is_found() {
    let inner = format!("use orchard{STOP}ai's weights");
    let gap = "use [^.;]{0,40} weights";
    assert_eq!(matches(gap, &inner).len(), 1);
    assert_eq!(matches(gap, "use orchard.ai's weights").len(), 0);
    for (regex, written) in [
        (r"orchard\.ai", "orchard.ai"),
        (r"[a-z.]+ai's", "orchard.ai's"),
    ] {
        let length = |text: &str| {
            matches(regex, text)
                .pop()
                .map(|groups| groups[0].clone().unwrap().len())
        };
        assert_eq!(length(&inner), Some(written.len()), "{regex}");
        assert_eq!(
            length("use orchard.ai's weights"),
            Some(written.len()),
            "{regex}"
        );
    }
}

fn regexes() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "a",
        "b",
        "ab",
        "ba",
        " ",
        "abab",
        "[ab]",
        "[^a]",
        ".",
        r"\b",
        r"\B",
        r"\w",
        "é",
        "[é§]",
        "a?",
        "b*",
        " +?",
        "[ab]{1,3}",
        "[^b]{0,2}?",
        ".{0,4}?",
        "^",
        "$",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            vec(inner.clone(), 1..6).prop_map(|ways| format!("(?:{})", ways.join("|"))),
            inner.clone().prop_map(|part| format!("({part})")),
            (
                inner,
                select(vec![
                    "?", "*", "+", "{2}", "{0,3}", "{1,2}", "*?", "??", "{0,2}?"
                ])
            )
                .prop_map(|(part, times)| format!("(?:{part}){times}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_program_finds_what_the_regex_crate_finds(source in regexes(), text in "[ab é§]{0,24}") {
        if let Ok(regex) = Regex::new(&source) {
            prop_assert_eq!(matches(&source, &text), reference(&source, &text));
            prop_assert_eq!(all(|from| regex.find_slowly(&text, from)), reference(&source, &text));
        }
    }
}

#[test]
fn a_search_without_end_is_handed_over() {
    let source = "(?:[ab ]+b)+(?:[ab]+b)+(?:[ab]+b)+c";
    let text = "ab".repeat(2000) + "c" + &"ab".repeat(300);
    assert_eq!(matches(source, &text), reference(source, &text));
    let program = compile::compile(source).unwrap();
    let traits = Traits::of(&text);
    let haystack = Haystack {
        text: &text,
        traits: &traits,
    };
    let found = run::find(&program, haystack, 4002);
    assert_eq!(found, run::Found::GaveUp);
}

#[test]
fn what_begins_with_a_letter_begins_a_word() {
    let text = "unlicensed, licensed; (c) 20c";
    assert_eq!(matches("licensed|grants", text), [[Some(12..20)]]);
    assert_eq!(matches(r"[(a-z]c\b", text), [[Some(22..24)]]);
}

#[test]
fn what_cannot_be_a_program_says_why() {
    for (source, why) in [
        ("a(", "unclosed group"),
        ("a*", "it matches the empty string"),
        ("a(?:b?)*", "repeats without end what may be empty"),
        ("(?m:^a)", "starts and ends of lines"),
        ("((((a|b){1,50}){1,50}){1,50})", "too large"),
    ] {
        let message = Regex::new(source).unwrap_err();
        assert!(message.contains(why), "{source}: {message}");
    }
}
