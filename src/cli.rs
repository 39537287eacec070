//! Arguments, and what each command does with them. Only this part of the program reads files, prints, and decides the exit code.

mod compare;
mod diff;
mod extract;
mod history;
mod input;
mod output;
mod patterns;
mod summary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clausewise::builtin;
use clausewise::error::Error;
use clausewise::matcher::Matcher;
use clausewise::pack::{self, Pack};

/// Reads the small print of AI: licences, use policies and terms of service.
///
/// It finds clauses in the text itself, with their params and places; it does not know any licence. It is no legal advice.
#[derive(Debug, Parser)]
#[command(name = "clausewise", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the clauses of texts
    Extract(extract::Extract),
    /// Say what changed between two versions of a text
    Diff(diff::Diff),
    /// Put texts side by side: what each says to the same questions
    Compare(compare::Compare),
    /// Sum up texts that belong together: what may be done, what must, what must not
    Summary(summary::Summary),
    /// Say what changed along a git history, version by version
    History(history::History),
    /// List or test pattern files
    #[command(subcommand)]
    Patterns(patterns::Patterns),
    /// List the topics that the program knows
    Topics(patterns::Topics),
}

/// Which patterns are used.
#[derive(Debug, Args)]
struct PackArguments {
    /// Folder with pattern files of your own, added to the built-in ones
    #[arg(long, value_name = "DIR")]
    patterns: Option<PathBuf>,
    /// Use only the patterns of --patterns, not the built-in ones
    #[arg(long, requires = "patterns")]
    only_patterns: bool,
}

impl PackArguments {
    /// The pattern files asked for, checked where they are the user's own.
    fn files(&self) -> Result<Vec<pack::PackFile>, Error> {
        let Some(folder) = &self.patterns else {
            return Ok(builtin::files());
        };
        let own = input::pattern_files(folder)?;
        Ok(if self.only_patterns {
            own
        } else {
            builtin::files().into_iter().chain(own).collect()
        })
    }

    fn matcher(&self) -> Result<Matcher, Error> {
        if self.patterns.is_none() {
            return Ok(builtin::matcher());
        }
        let files = self.files()?;
        Pack::check(&files)?;
        Ok(Matcher::new(Pack::load(&files)?))
    }
}

/// How output is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON value
    Json,
    /// One JSON value per line and document
    Jsonl,
}

/// How a command ended, when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// All went well.
    Done,
    /// `diff` found changes; `patterns test` found mistakes.
    Found,
    /// Some input was bad; the rest was done, and the errors were said.
    Trouble,
}

/// Runs the program.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    let ending = match arguments.command {
        Command::Extract(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Compare(command) => command.run(),
        Command::Summary(command) => command.run(),
        Command::History(command) => command.run(),
        Command::Patterns(command) => command.run(),
        Command::Topics(command) => command.run(),
    };
    match ending {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Ok(Ending::Trouble) => ExitCode::from(2),
        Err(error) => {
            output::complain(&error);
            ExitCode::from(2)
        }
    }
}
