//! Joins the folded stretches of one source.

use super::contraction::Short;
use super::{Folded, Run};
use crate::span::Span;

impl Folded {
    /// Makes room for so many bytes.
    pub(crate) fn reserve(&mut self, length: usize) {
        self.text.reserve_exact(length);
        self.cased.reserve_exact(length);
    }

    /// Adds what stands behind it in the source, as a block of its own; returns the offset at which that starts.
    pub(crate) fn append(&mut self, part: Folded) -> u32 {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            let end = self.text.len() as u32;
            let at = self.to_source(Span::new(end - 1, end)).end;
            self.runs.push(Run {
                folded: end,
                source: Span::new(at, at),
            });
            self.text.push('\n');
            self.cased.push('\n');
        }
        let at = self.text.len() as u32;
        self.text.push_str(&part.text);
        self.cased.push_str(&part.cased);
        self.runs.extend(part.runs.into_iter().map(|run| Run {
            folded: run.folded + at,
            ..run
        }));
        self.short.extend(part.short.into_iter().map(|short| Short {
            folded: Span::new(short.folded.start + at, short.folded.end + at),
            ..short
        }));
        at
    }
}
