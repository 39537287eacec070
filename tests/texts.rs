//! Checks over real texts, which are not part of the project: `CLAUSEWISE_TEXTS` names their folder.

use std::fs;
use std::path::PathBuf;

use clausewise::builtin;
use clausewise::document::Document;
use clausewise::extract::extract;
use clausewise::source::Source;

/// The real texts, or none, said loudly.
pub(crate) fn real_texts(test: &str) -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("CLAUSEWISE_TEXTS") else {
        eprintln!("SKIPPED {test}: CLAUSEWISE_TEXTS names no folder of real texts");
        return Vec::new();
    };
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("CLAUSEWISE_TEXTS={}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(
        !paths.is_empty(),
        "CLAUSEWISE_TEXTS={} is empty",
        folder.display()
    );
    paths
}

#[test]
fn provisions_cover_the_prose_in_order() {
    for path in real_texts("provisions_cover_the_prose_in_order") {
        let source = Source::new(path.display().to_string(), fs::read(&path).unwrap()).unwrap();
        let document = Document::parse(&source);
        let mut end = 0;
        let mut covered = 0;
        for provision in &document.provisions {
            assert!(
                provision.folded.start >= end,
                "{}: provisions overlap at {end}",
                path.display()
            );
            end = provision.folded.end;
            covered += provision.folded.len();
            let span = document.folded.to_source(provision.folded);
            assert!(
                source
                    .text
                    .get(span.range())
                    .is_some_and(|text| !text.trim().is_empty()),
                "{}: {span:?} is no text",
                path.display()
            );
        }
        let share = f64::from(covered) / document.folded.text.len() as f64;
        assert!(
            share > 0.9,
            "{}: provisions cover only {share:.2} of the text",
            path.display()
        );
    }
}

#[test]
fn every_text_has_clauses() {
    let matcher = builtin::matcher();
    for path in real_texts("every_text_has_clauses") {
        let source = Source::new(path.display().to_string(), fs::read(&path).unwrap()).unwrap();
        // A text in another language has none, and is said to be one.
        let is_english = source.latin_share() >= 0.5;
        assert_eq!(
            !extract(source, &matcher).clauses.is_empty(),
            is_english,
            "{}",
            path.display()
        );
    }
}
