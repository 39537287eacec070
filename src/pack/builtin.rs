//! The pattern files that come with the program.

use super::PackFile;

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The built-in pattern files, in the order of their paths.
#[must_use]
pub fn builtin() -> Vec<PackFile> {
    FILES
        .iter()
        .map(|(path, text)| PackFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}
