//! Apostrophes: what they shorten is written out.

use super::contraction::{self, Long, Short};
use super::{Folder, Gap};
use crate::span::Span;

impl Folder<'_> {
    /// Folds an apostrophe, and writes out what it shortens; returns where that ends.
    pub(super) fn push_apostrophe(&mut self, quote: Span, end: usize) -> usize {
        if let Some(end) = self.push_long(quote, end) {
            return end;
        }
        if quote.len() == 1 {
            self.copy(quote);
        } else {
            self.replace(b"'", quote);
        }
        quote.end as usize
    }

    /// Writes out what is written short at `quote`, if something is.
    fn push_long(&mut self, quote: Span, end: usize) -> Option<usize> {
        if self.gap != Gap::None {
            return None;
        }
        let after = &self.source.as_bytes()[quote.end as usize..end];
        let Long {
            dropped,
            taken,
            words,
        } = contraction::long(&self.cased, after)?;
        let folded = self.len() - dropped as u32;
        let last = self.runs.last_mut()?;
        let is_copy = last.source.end == quote.start
            && self.cased.len() as u32 - last.folded == last.source.len()
            && last.folded < folded;
        let source = Span::new(quote.start - dropped as u32, quote.end + taken as u32);
        if !is_copy {
            return None;
        }
        last.source.end = source.start;
        let mut letters = self.cased_from(folded).to_owned();
        letters.push('\'');
        letters.extend(after[..taken].iter().map(|byte| char::from(*byte)));
        self.cased.truncate(folded as usize);
        // What is as long as its source counts as a copy of it, so it comes in two runs.
        let whole = words.len() != source.len() as usize;
        let (text, last) = (words.as_bytes(), source.end - u32::from(!whole));
        let first = if whole { text.len() } else { 1 };
        self.replace(&text[..first], Span::new(source.start, last));
        if !whole {
            self.replace(&text[first..], Span::new(last, source.end));
        }
        self.short.push(Short {
            folded: Span::new(folded, self.len()),
            letters,
        });
        Some(source.end as usize)
    }
}
