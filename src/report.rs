//! Writes what was found, one file per output. Each has its own shapes, so that the core types stay free to change.

pub mod compare;
pub mod diff;
pub mod history;
pub mod json;
pub mod summary;
pub mod text;

/// Version of the machine-readable outputs; it goes up when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// The program's version, as every machine-readable output carries it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
