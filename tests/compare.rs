//! Comparisons: which rows, what cells say, and the forms.

use clausewise::compare::compare;
use clausewise::report::compare::{self as report, Rows};

use crate::specimens::specimens;
use crate::summary::{assert_valid, matcher, read, texts};

const OPEN: &str = "You may use the Work for any purpose, including commercial purposes.\n\n\
    This agreement is governed by the laws of France.\n";
const CLOSED: &str = "You must not use the Work for commercial purposes.\n\n\
    This agreement is governed by the laws of France.\n";

#[test]
fn rows_where_all_agree_are_folded() {
    let matcher = matcher();
    let texts = texts(&[("open.txt", OPEN), ("closed.txt", CLOSED)], &matcher);
    let comparison = compare(&texts, matcher.pack());
    assert_eq!(
        report::csv(&comparison, &texts, Rows::Differences),
        ",open.txt,closed.txt\n\
         may I use it commercially,yes (open.txt:1),no (closed.txt:1)\n\
         may I use it privately,yes (open.txt:1),unstated\n"
    );
    assert_eq!(
        report::csv(&comparison, &texts, Rows::All),
        ",open.txt,closed.txt\n\
         may I use it commercially,yes (open.txt:1),no (closed.txt:1)\n\
         may I use it privately,yes (open.txt:1),unstated\n\
         law,Law: France (open.txt:3),Law: France (closed.txt:3)\n"
    );
}

#[test]
fn a_page_and_a_terminal_show_the_same_cells() {
    let matcher = matcher();
    let texts = texts(&[("open.txt", OPEN), ("closed.txt", CLOSED)], &matcher);
    let comparison = compare(&texts, matcher.pack());
    let mut page = String::new();
    report::markdown(&mut page, &comparison, &texts, Rows::All).unwrap();
    assert_eq!(
        page,
        "|  | open.txt | closed.txt |\n| --- | --- | --- |\n\
         | may I use it commercially | yes (open.txt:1) | no (closed.txt:1) |\n\
         | may I use it privately | yes (open.txt:1) | unstated |\n\
         | law | Law: France (open.txt:3) | Law: France (closed.txt:3) |\n"
    );
    let mut shown = String::new();
    report::text(&mut shown, &comparison, &texts, Rows::Differences, 80).unwrap();
    let shown = anstream::adapter::strip_str(&shown).to_string();
    assert!(shown.contains("may I use it commercially"), "{shown}");
    assert!(
        shown.contains("yes (:1)") && shown.contains("no (:1)"),
        "{shown}"
    );
    assert!(
        shown.ends_with("The texts agree in 1 more rows.\n"),
        "{shown}"
    );
}

#[test]
fn specimens_side_by_side_keep_to_the_schema() {
    let matcher = matcher();
    let texts = read(&specimens(), &matcher);
    let comparison = compare(&texts, matcher.pack());
    for row in &comparison.rows {
        assert_eq!(row.cells.len(), texts.len(), "{}", row.title);
    }
    let shape = report::json(&comparison, &texts, matcher.pack(), Rows::All);
    let value = serde_json::to_value(shape).unwrap();
    assert!(value["rows"].as_array().unwrap().len() > 15);
    assert_valid("compare.schema.json", &[value]);
}

#[test]
fn a_text_does_not_differ_from_itself() {
    let matcher = matcher();
    for path in specimens() {
        let texts = read(&[path.clone(), path.clone()], &matcher);
        let comparison = compare(&texts, matcher.pack());
        let differing: Vec<_> = comparison
            .rows
            .iter()
            .filter(|row| !row.agrees())
            .map(|row| &row.title)
            .collect();
        assert!(differing.is_empty(), "{}: {differing:?}", path.display());
    }
}
