//! The one integration test binary; cases are data.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and says what it saw"
)]

mod cli;
mod compare;
mod diff;
mod facts;
mod form;
mod history;
mod mutation;
mod patterns;
mod schema;
mod specimens;
mod summary;
mod texts;
mod tidy;
