//! Changes between versions: what always holds, and what the specimens show.

use std::fs;
use std::path::{Path, PathBuf};

use clausewise::builtin;
use clausewise::diff::{Change, ChangeKind, diff};
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::pack::Direction;
use clausewise::source::Source;

use crate::specimens::specimens;
use crate::texts::real_texts;

fn matcher() -> Matcher {
    builtin::matcher()
}

fn read(path: &Path, matcher: &Matcher) -> [Extraction; 1] {
    let source = Source::new(path.display().to_string(), fs::read(path).unwrap()).unwrap();
    [extract(source, matcher)]
}

fn all_texts(test: &str) -> Vec<PathBuf> {
    let mut paths = specimens();
    paths.extend(real_texts(test));
    paths
}

#[test]
fn a_text_has_no_change_against_itself() {
    let matcher = matcher();
    for path in all_texts("a_text_has_no_change_against_itself") {
        let side = read(&path, &matcher);
        let diff = diff(&side, &side, matcher.pack());
        assert!(
            diff.changes.is_empty() && diff.relinked.is_empty(),
            "{}: {:?}",
            path.display(),
            diff.changes
        );
        assert_eq!(diff.unchanged, side[0].clauses.len(), "{}", path.display());
    }
}

#[test]
fn the_way_back_mirrors_the_way_there() {
    let matcher = matcher();
    let paths = all_texts("the_way_back_mirrors_the_way_there");
    for pair in paths.windows(2) {
        let (old, new) = (read(&pair[0], &matcher), read(&pair[1], &matcher));
        let there = diff(&old, &new, matcher.pack());
        let back = diff(&new, &old, matcher.pack());
        let mirrored = |change: &Change| {
            let kind = match change.kind {
                ChangeKind::Added => ChangeKind::Removed,
                ChangeKind::Removed => ChangeKind::Added,
                same => same,
            };
            (change.new, change.old, kind, change.direction.reversed())
        };
        let mut expected: Vec<_> = there.changes.iter().map(mirrored).collect();
        let mut found: Vec<_> = back
            .changes
            .iter()
            .map(|change| (change.old, change.new, change.kind, change.direction))
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(
            found,
            expected,
            "{} and {}",
            pair[0].display(),
            pair[1].display()
        );
    }
}

#[test]
fn changed_params_tell_the_direction() {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    let old = side(
        "If your products have more than 50 million monthly active users, you must request a license from us.\n",
    );
    let new = side(
        "If your products have more than 5 million monthly active users, you must request a license from us.\n",
    );
    let found = diff(&old, &new, matcher.pack());
    assert_eq!(found.changes.len(), 1, "{:?}", found.changes);
    let change = &found.changes[0];
    assert_eq!(
        (change.kind, change.direction),
        (ChangeKind::Altered, Direction::Stricter)
    );
    let (old, new) = &change.params["value"];
    assert_eq!(
        (
            old.as_ref().unwrap().to_string(),
            new.as_ref().unwrap().to_string()
        ),
        ("50,000,000".to_owned(), "5,000,000".to_owned())
    );
}

#[test]
fn other_names_and_line_ends_are_no_change() {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    let old = side(
        "LARK 2 COMMUNITY LICENSE\n\n\"Lark 2\" means the language model published by Example Labs.\n\n1. You must not use Lark 2 to develop weapons.\n2. You may not remove any\nnotices.\n",
    );
    let new = side(
        "WREN 3 COMMUNITY LICENSE\n\n“Wren 3” means the language model published by Example Labs.\n\n(a) You must not use Wren 3 to develop weapons.\n(b) You may not remove any notices.\n",
    );
    let found = diff(&old, &new, matcher.pack());
    let substance: Vec<_> = found
        .changes
        .iter()
        .filter(|change| change.kind.is_substance())
        .collect();
    assert!(substance.is_empty(), "{substance:?}");
    assert!(found.unchanged >= 2, "{found:?}");
}

#[test]
fn what_is_different_is_said_in_words() {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    let old = "You may not use the Outputs to train any other large language model.\n";
    for (new, direction, note) in [
        (
            "You may not use the Outputs to train any other AI model.\n",
            Direction::Stricter,
            "\u{201c}large language\u{201d} became \u{201c}AI\u{201d}",
        ),
        (
            "You may not use the Outputs to train competing large language models.\n",
            Direction::Looser,
            "\u{201c}any other\u{201d} became \u{201c}competing\u{201d}",
        ),
        (
            "You may not use the Outputs to train any large language model other than the Model.\n",
            Direction::Looser,
            "an exception came",
        ),
        (
            "You may not use the Outputs to train any other large language model, unless we agree in writing.\n",
            Direction::Looser,
            "an exception came",
        ),
        (
            "You may use the Outputs to train any other large language model.\n",
            Direction::Looser,
            "forbids became permits",
        ),
    ] {
        let (old, new) = (side(old), side(new));
        let found = diff(&old, &new, matcher.pack());
        let said: Vec<_> = found
            .changes
            .iter()
            .map(|change| (change.kind, change.direction))
            .collect();
        assert_eq!(said, [(ChangeKind::Altered, direction)], "{note}");
        assert!(
            found.changes[0].notes.iter().any(|one| one == note),
            "{:?}",
            found.changes[0].notes
        );
    }
}

#[test]
fn items_that_became_one_sentence_are_no_removals() {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    let list = side(
        "You must not use the Model:\n\n(a) to harass or bully other people;\n\n(b) to defame or libel other people.\n",
    );
    let sentence = side(
        "You must not use the Model to harass or bully other people, nor to defame or libel other people.\n",
    );
    for (old, new) in [(&list, &sentence), (&sentence, &list)] {
        let found = diff(old, new, matcher.pack());
        let substance: Vec<_> = found
            .changes
            .iter()
            .filter(|change| change.kind.is_substance())
            .collect();
        assert!(substance.is_empty(), "{substance:?}");
    }
}

#[test]
fn one_edit_is_told_once() {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    for (old, new, expected) in [
        (
            "We may update the Model from time to time, and you must make reasonable efforts to use the latest version of the Model.\n",
            "We may update the Model from time to time.\n",
            ("model-updates", ChangeKind::Removed, Direction::Looser),
        ),
        (
            "We may restrict your use of the Service if you breach this Agreement.\n",
            "We may restrict your use of the Service if you breach this Agreement, and we may change this Agreement at any time by posting a new version.\n",
            ("terms-change", ChangeKind::Added, Direction::Stricter),
        ),
        (
            "You may use the Model for commercial purposes.\n",
            "You must not use the Model for commercial purposes.\n",
            ("commercial-use", ChangeKind::Altered, Direction::Stricter),
        ),
        (
            "You may distribute the Model.\n",
            "You must not distribute or share the Model with anybody.\n",
            ("distribution", ChangeKind::Altered, Direction::Stricter),
        ),
    ] {
        let (old, new) = (side(old), side(new));
        let (topic, kind, direction) = expected;
        let mut back = (kind, direction.reversed());
        if kind != ChangeKind::Altered {
            back.0 = match kind {
                ChangeKind::Added => ChangeKind::Removed,
                _ => ChangeKind::Added,
            };
        }
        for (old, new, (kind, direction)) in [(&old, &new, (kind, direction)), (&new, &old, back)] {
            let found = diff(old, new, matcher.pack());
            let substance: Vec<_> = found
                .changes
                .iter()
                .filter(|change| change.kind.is_substance())
                .map(|change| {
                    let (side, at) = match change.new {
                        Some(at) => (new, at),
                        None => (old, change.old.unwrap()),
                    };
                    let clause = at.of(side).1;
                    let topic = matcher.pack().topic(clause.topic).id.as_str();
                    (topic, change.kind, change.direction)
                })
                .collect();
            assert_eq!(substance, [(topic, kind, direction)]);
        }
    }
}

/// What is told of two texts: topic, kind, direction.
fn told(old: &str, new: &str) -> Vec<(String, ChangeKind, Direction)> {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    let (old, new) = (side(old), side(new));
    let found = diff(&old, &new, matcher.pack());
    let substance = found
        .changes
        .iter()
        .filter(|change| change.kind.is_substance());
    substance
        .map(|change| {
            let (side, at) = match change.new {
                Some(at) => (&new, at),
                None => (&old, change.old.unwrap()),
            };
            let topic = matcher.pack().topic(at.of(side).1.topic).id.clone();
            (topic, change.kind, change.direction)
        })
        .collect()
}

#[test]
fn titles_and_days_in_the_words_are_no_substance() {
    for (old, new) in [
        (
            "Section 4 (Use of Customer Content) and Section 9 (Fees) will survive the termination of these Terms.\n",
            "Section 5 (Use of Customer Data) and Section 10 (Fees) will survive the termination of these Terms.\n",
        ),
        (
            "Last updated on May 5, 2024, these Terms may be changed by us at any time by posting a new version.\n",
            "Last updated on June 7, 2025, these Terms may be changed by us at any time by posting a new version.\n",
        ),
        (
            "You must not reverse engineer a Connector. You must not sublicense a Connector. You may not use a Connector to harass people. You must not distribute a Connector.\n",
            "You must not reverse engineer an App. You must not sublicense an App. You may not use an App to harass people. You must not distribute an App.\n",
        ),
    ] {
        assert_eq!(told(old, new), [], "{new}");
    }
}

#[test]
fn a_head_is_told_once_for_its_parts() {
    let old = "We may immediately suspend or terminate your account if: (i) you breach these Terms; (ii) you fail to pay any fees when due; or (iii) the law requires it.\n";
    let new = "We may suspend or terminate your account if: (i) you breach these Terms; (ii) you fail to pay any fees when due; or (iii) the law requires it.\n";
    let changes = told(old, new);
    assert!(changes.len() <= 2, "{changes:?}");
}

#[test]
fn an_item_that_became_a_part_of_a_sentence_is_no_change() {
    let list = "You may distribute the Model if you meet these conditions:\n\n1. You must include a copy of this license;\n\n2. You must include the use restrictions in any agreement with your users.\n";
    let sentence = "You may distribute the Model if you meet these conditions: (1) You must include a copy of this license; (2) You must include the use restrictions in any agreement with your users.\n";
    assert_eq!(told(list, sentence), []);
    assert_eq!(told(sentence, list), []);
}

#[test]
fn what_stood_twice_and_stands_once_is_not_gone() {
    let rule = "You must not use the Model to harass people.\n";
    let twice = format!("{rule}\nYou may not reverse engineer the Model.\n\n{rule}");
    let once = format!("{rule}\nYou may not reverse engineer the Model.\n");
    assert_eq!(told(&twice, &once), []);
    assert_eq!(told(&once, &twice), []);
}

#[test]
fn a_new_statement_binds_or_frees_by_what_it_says() {
    let none = "You may use the Service.\n";
    for (text, direction) in [
        (
            "You may use the Service. We use your inputs to train our models.\n",
            Direction::Stricter,
        ),
        (
            "You may use the Service. We will not use your inputs to train our models.\n",
            Direction::Looser,
        ),
    ] {
        let expected = ("input-training".to_owned(), ChangeKind::Added, direction);
        assert_eq!(told(none, text), [expected], "{text}");
    }
}

/// The notes of all changes between two texts, and how many places each change has.
fn noted(old: &str, new: &str) -> Vec<(Vec<String>, usize)> {
    let matcher = matcher();
    let side = |text: &str| {
        [extract(
            Source::new("a.txt", text.as_bytes().to_vec()).unwrap(),
            &matcher,
        )]
    };
    let found = diff(&side(old), &side(new), matcher.pack());
    let changes = found.changes.into_iter();
    changes
        .filter(|change| change.kind.is_substance())
        .map(|change| (change.notes, 1 + change.also.len()))
        .collect()
}

#[test]
fn a_renamed_term_is_no_difference() {
    let text = |title: &str, term: &str, users: &str, model: &str| {
        format!(
            "{title} COMMUNITY LICENSE\n\n\"{term}\" means the person who takes up this license.\n\nIf the products of {term} have more than {users} monthly active users with {title}, {term} must request a license from us.\n\n{term} must not use {title} to train any other {model}.\n"
        )
    };
    let old = text("Dunlin 1", "Licensee", "50 million", "language model");
    let new = text("Dunlin 2", "You", "70 million", "AI model");
    for (old, new) in [(&old, &new), (&new, &old)] {
        // What a param tells, no note tells again.
        let changes = noted(old, new);
        assert!(!changes.is_empty());
        let notes: Vec<_> = changes.into_iter().flat_map(|one| one.0).collect();
        assert!(!notes.iter().any(|note| note.contains("50")), "{notes:?}");
        for note in &notes {
            let names = [
                "Licensee",
                "You",
                "Dunlin",
                "\u{201c}1\u{201d}",
                "\u{201c}2\u{201d}",
            ];
            assert!(names.iter().all(|name| !note.contains(name)), "{notes:?}");
        }
    }
}

#[test]
fn copies_of_the_same_terms_are_told_once() {
    let terms = |value: &str| {
        let terms = format!(
            "You may use the Service for research.\n\nIf your products have more than {value} monthly active users, you must request a license from us.\n\nYou must not use the Service to harass people.\n"
        );
        format!("Terms for Norway\n\n{terms}\nTerms for Peru\n\n{terms}")
    };
    let (old, new) = (terms("50 million"), terms("5 million"));
    let changes = noted(&old, &new);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].1, 2);
    // What went in one of them only is a change of its own.
    let half = old.replacen("harass people", "harass people or animals", 1);
    assert!(noted(&old, &half).iter().all(|change| change.1 == 1));
}

#[test]
fn bad_sides_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("terms.txt", &b"You may use the Model.\n"[..]),
        ("empty.txt", b" \n"),
        ("broken.txt", b"You may \xff use it."),
        ("binary.txt", b"\x7fE\0\0"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_clausewise"))
            .current_dir(folder.path())
            .arg("diff")
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for (name, expected) in [
        (
            "empty.txt",
            "clausewise: `empty.txt` is empty: there is nothing to read\n",
        ),
        (
            "nowhere.txt",
            "clausewise: no file `nowhere.txt`: check the path\n",
        ),
        (
            "broken.txt",
            "clausewise: `broken.txt` is not valid UTF-8: byte `0xff` at offset 8",
        ),
        (
            "binary.txt",
            "clausewise: `binary.txt` is not text: NUL byte at offset 2",
        ),
    ] {
        for arguments in [["terms.txt", name], [name, "terms.txt"]] {
            let message = run(&arguments);
            assert!(message.starts_with(expected), "{message}");
        }
    }
}
