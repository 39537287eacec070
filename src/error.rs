//! What can go wrong, said so that a person can mend it.

use std::fmt;

/// An error: what, where, and what to do. Opaque, so that its inside is free to change.
///
/// Messages are fragments in lower case with the offending value in backticks, without a final stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    problems: Vec<Problem>,
}

impl Error {
    /// An error that a message tells whole.
    pub fn new(message: impl Into<String>) -> Error {
        Error {
            message: message.into(),
            problems: Vec::new(),
        }
    }

    /// An error made of problems found together, each shown with its place.
    pub fn of(message: impl Into<String>, problems: Vec<Problem>) -> Error {
        Error {
            message: message.into(),
            problems,
        }
    }

    /// The problems that were found together, in the order of their places; may be empty.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for problem in &self.problems {
            write!(f, "\n{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// One thing that is wrong in a file, with its place and the line that it stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    file: String,
    line: usize,
    column: usize,
    message: String,
    shown: String,
}

impl Problem {
    /// A problem at byte `offset` of `text`, the content of `file`.
    pub fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Problem {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let shown = text[start..]
            .lines()
            .next()
            .unwrap_or("")
            .trim_end()
            .to_owned();
        Problem {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[start..offset].chars().count() + 1,
            message: message.into(),
            shown,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem {
            file,
            line,
            column,
            message,
            shown,
        } = self;
        write!(
            f,
            "{file}:{line}:{column}: {message}\n  | {shown}\n  | {:>column$}",
            "^"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_shows_its_line() {
        let problem = Problem::at("a.toml", "x = 1\nyy = 2\n", 8, "unknown field `yy`");
        assert_eq!(
            problem.to_string(),
            "a.toml:2:3: unknown field `yy`\n  | yy = 2\n  |   ^"
        );
    }
}
