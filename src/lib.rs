//! Reads the small print of AI: extracts clauses from licences, use policies and terms of service.
//!
//! The way of a text through the library is the order of the modules:
//! bytes → [`source`] → [`document`] → [`extract`] (with a [`pack`] of patterns made ready by a
//! [`matcher`]) → [`clause`]s → reports.
//!
//! ```
//! use clausewise::{builtin, extract::extract, source::Source};
//!
//! let matcher = builtin::matcher();
//! let source = Source::new("note.txt", b"You must not use the Model for commercial purposes.".to_vec())?;
//! let extraction = extract(source, &matcher);
//! let clause = &extraction.clauses[0];
//! assert_eq!(matcher.pack().topic(clause.topic).id, "commercial-use");
//! assert_eq!(clause.effect.name(), "forbids");
//! # Ok::<(), clausewise::error::Error>(())
//! ```

// In the order of the pipeline: a module uses only those above it. The blank lines keep the formatter from sorting them.

pub mod span;

pub mod error;

mod word_list;

mod program;

pub mod source;

pub mod fold;

pub mod document;

pub mod effect;

pub mod param;

pub mod pack;

pub mod matcher;

pub mod builtin;

pub mod clause;

pub mod extract;

pub mod example;

pub mod diff;

pub mod summary;

pub mod compare;

pub mod history;

pub mod report;
