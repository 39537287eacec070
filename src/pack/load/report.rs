//! Collects the problems of one file, and reads the words that can be wrong.

use std::ops::Range;

use toml::Spanned;

use super::PhraseTable;
use crate::effect::alike::canonical;
use crate::error::Problem;
use crate::fold::as_folded;
use crate::pack::{Named, PackFile};

/// The problems of a file, and the phrases of all files.
pub(super) struct Report<'a> {
    file: &'a PackFile,
    problems: &'a mut Vec<Problem>,
    phrases: &'a mut PhraseTable,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        file: &'a PackFile,
        problems: &'a mut Vec<Problem>,
        phrases: &'a mut PhraseTable,
    ) -> Report<'a> {
        Report {
            file,
            problems,
            phrases,
        }
    }

    pub(super) fn add(&mut self, span: Range<usize>, message: String) {
        self.problems.push(Problem::at(
            &self.file.path,
            &self.file.text,
            span.start,
            message,
        ));
    }

    /// The path of the file.
    pub(super) fn path(&self) -> &str {
        &self.file.path
    }

    /// The name of the folder that holds the file, below the pack's own.
    pub(super) fn folder(&self) -> &str {
        self.file.path.rsplit('/').nth(1).unwrap_or("")
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.file.text[..offset].matches('\n').count() + 1
    }

    /// An id must be the file's name.
    pub(super) fn id(&mut self, id: &Spanned<String>) {
        let name = self.file.path.rsplit('/').next().unwrap_or(&self.file.path);
        let name = name.strip_suffix(".toml").unwrap_or(name).to_owned();
        if *id.get_ref() != name {
            self.add(
                id.span(),
                format!("id `{}` is not the file's name, `{name}`", id.get_ref()),
            );
        }
    }

    /// A word of a closed set.
    pub(super) fn word<T: Named>(&mut self, word: &Spanned<String>) -> Option<T> {
        let found = T::of(word.get_ref());
        if found.is_none() {
            let known: Vec<_> = T::names()
                .into_iter()
                .map(|name| format!("`{name}`"))
                .collect();
            self.add(
                word.span(),
                format!(
                    "unknown {} `{}`, expected one of {}",
                    T::WHAT,
                    word.get_ref(),
                    known.join(", ")
                ),
            );
        }
        found
    }

    pub(super) fn words<T: Named>(&mut self, words: &[Spanned<String>]) -> Vec<T> {
        words.iter().filter_map(|word| self.word(word)).collect()
    }

    /// The numbers of phrases.
    pub(super) fn phrases(&mut self, phrases: &[Spanned<String>]) -> Vec<u32> {
        for phrase in phrases {
            self.phrase(phrase.get_ref(), phrase.span());
        }
        phrases
            .iter()
            .map(|phrase| self.phrases.add(canonical(&as_folded(phrase.get_ref()))))
            .collect()
    }

    /// Phrases are written for folded text.
    pub(super) fn phrase(&mut self, phrase: &str, span: Range<usize>) {
        let is_unfolded = |c: char| c.is_uppercase() || "“”‘’–—\n".contains(c);
        let message = if phrase.starts_with(['*', ' ']) || phrase.is_empty() {
            format!("phrase `{phrase}` does not begin with a word or sign")
        } else if phrase.contains(is_unfolded) || phrase.contains("  ") {
            format!(
                "phrase `{phrase}` can match nothing: folded text is in lower case, with straight quotes, `-` and single blanks"
            )
        } else if phrase
            .split('*')
            .skip(1)
            .any(|rest| rest.starts_with(char::is_alphanumeric))
        {
            format!("phrase `{phrase}`: `*` may only stand at the end of a word")
        } else {
            return;
        };
        self.add(span, message);
    }
}
