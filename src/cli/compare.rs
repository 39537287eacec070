//! `clausewise compare`

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clausewise::compare::compare;
use clausewise::error::Error;
use clausewise::report::compare::{self as report, Rows};

use super::output::Out;
use super::summary::read;
use super::{Ending, PackArguments};

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The texts, one column each
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// Only rows in which the texts differ
    #[arg(long)]
    differences: bool,
    #[command(flatten)]
    pack: PackArguments,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// Markdown
    Md,
    /// Comma-separated values
    Csv,
    /// One JSON value
    Json,
}

/// Width, in characters, where no terminal tells one.
const WIDTH: u16 = 120;

impl Compare {
    pub(super) fn run(self) -> Result<Ending, Error> {
        let matcher = self.pack.matcher()?;
        let (texts, ending) = read(&self.paths, &matcher);
        if texts.len() < 2 {
            return Err(Error::new(format!(
                "`compare` takes two texts or more, and {} could be read",
                texts.len()
            )));
        }
        let comparison = compare(&texts, matcher.pack());
        let rows = if self.differences {
            Rows::Differences
        } else {
            Rows::All
        };
        let mut text = String::new();
        let mut out = Out::plain();
        match self.format {
            Form::Text => {
                out = Out::styled();
                report::text(&mut text, &comparison, &texts, rows, width())
                    .expect("a string takes it");
            }
            Form::Md => {
                report::markdown(&mut text, &comparison, &texts, rows).expect("a string takes it");
            }
            Form::Csv => text = report::csv(&comparison, &texts, rows),
            Form::Json => {
                let shape = report::json(&comparison, &texts, matcher.pack(), rows);
                text = serde_json::to_string_pretty(&shape).expect("the shapes are plain data");
                text.push('\n');
            }
        }
        out.write(&text)?;
        out.finish()?;
        Ok(ending)
    }
}

/// How many characters a line has.
fn width() -> u16 {
    let terminal = io::stdout()
        .is_terminal()
        .then(terminal_size::terminal_size);
    terminal.flatten().map_or(WIDTH, |(width, _)| width.0)
}
