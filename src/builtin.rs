//! The patterns that come with the program: their files, and the index that was made of them when the
//! program was built, so that nothing is parsed at its start.

use crate::matcher::{Index, Matcher};
use crate::pack::PackFile;

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The built-in pattern files, in the order of their paths.
#[must_use]
pub fn files() -> Vec<PackFile> {
    FILES
        .iter()
        .map(|(path, text)| PackFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}

/// A matcher of the built-in patterns: the same as one of [`files`], but for the examples, which it does not hold.
#[must_use]
pub fn matcher() -> Matcher {
    Matcher::of(Index::read(INDEX))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::document::Document;
    use crate::pack::Pack;
    use crate::program::{Haystack, Traits};
    use crate::source::Source;

    #[test]
    fn what_was_made_at_build_time_is_what_the_files_say() {
        let loaded = Index::new(Pack::load(&files()).unwrap());
        let mut built = Index::read(INDEX);
        for number in 0..loaded.pack.patterns.len() {
            let number = u32::try_from(number).unwrap();
            let [built, loaded] =
                [&built, &loaded].map(|index| format!("{:?}", index.regex(number)));
            assert_eq!(built, loaded);
        }
        assert!(!loaded.pack.examples.is_empty());
        built.pack.examples = Pack::load(&files()).unwrap().examples;
        assert_eq!(format!("{:?}", built.pack), format!("{:?}", loaded.pack));
        assert_eq!(
            format!("{:?}", built.phrases),
            format!("{:?}", loaded.phrases)
        );
    }

    /// Each built-in regex finds in each provision of the specimens what the `regex` crate finds.
    #[test]
    fn programs_find_what_the_regex_crate_finds() {
        let index = Index::read(INDEX);
        let mut texts = Vec::new();
        for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/specimens")).unwrap()
        {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            let document = Document::parse(&Source::new("specimen", bytes).unwrap());
            let provisions = document.provisions.iter();
            texts.extend(
                provisions
                    .map(|provision| document.folded.text[provision.folded.range()].to_owned()),
            );
        }
        let mut found = 0;
        for (number, pattern) in (0..).zip(&index.pack.patterns) {
            let Some(regex) = index.regex(number) else {
                continue;
            };
            let reference = regex::bytes::RegexBuilder::new(regex.source())
                .unicode(false)
                .build()
                .unwrap();
            for text in &texts {
                let traits = Traits::of(text);
                let haystack = Haystack {
                    text,
                    traits: &traits,
                };
                let groups = regex.find(haystack, 0);
                let expected = reference.captures(text.as_bytes());
                let expected = expected.map(|captures| {
                    captures
                        .iter()
                        .map(|group| group.map(|group| group.range()))
                        .collect()
                });
                assert_eq!(groups, expected, "{} in {text}", pattern.id);
                found += usize::from(groups.is_some());
            }
        }
        assert!(found > 300, "{found} matches");
    }
}
