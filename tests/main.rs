//! The one integration test binary; cases are data.

mod cli;
mod diff;
mod mutation;
mod patterns;
mod specimens;
mod texts;
mod tidy;
