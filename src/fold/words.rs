//! Words of patterns as the folded text has them.

use super::contraction::written_out;
use super::letters::one_spelling;

/// The words of a pattern in the one spelling that folded text has, with short negations written out.
pub(crate) fn as_folded(words: &str) -> String {
    one_spelling(written_out(words))
}
