//! `clausewise summary`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clausewise::error::Error;
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::report::summary as report;
use clausewise::summary::summarize;

use super::input::{self, Reading};
use super::output::{self, Out};
use super::{Ending, PackArguments};

/// Arguments of `summary`.
#[derive(Debug, Args)]
pub(crate) struct Summary {
    /// Texts that belong together (a licence and its use policy); folders, or - for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    #[command(flatten)]
    pack: PackArguments,
}

/// How a summary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// Markdown
    Md,
    /// One JSON value, with the card
    Json,
    /// The same on one line
    Jsonl,
}

impl Summary {
    pub(super) fn run(self) -> Result<Ending, Error> {
        let matcher = self.pack.matcher()?;
        let (texts, ending) = read(&self.paths, &matcher);
        if texts.is_empty() {
            return Ok(Ending::Trouble);
        }
        let summary = summarize(&texts, matcher.pack());
        let mut text = String::new();
        let mut out = Out::plain();
        let json = || report::json(&summary, &texts, matcher.pack());
        let plain = "the shapes are plain data";
        match self.format {
            Form::Text => {
                out = Out::styled();
                report::text(&mut text, &summary, &texts).expect("a string takes it");
            }
            Form::Md => report::markdown(&mut text, &summary, &texts).expect("a string takes it"),
            Form::Json => text = serde_json::to_string_pretty(&json()).expect(plain) + "\n",
            Form::Jsonl => text = serde_json::to_string(&json()).expect(plain) + "\n",
        }
        out.write(&text)?;
        out.finish()?;
        Ok(ending)
    }
}

/// Reads texts; those that cannot be read are said and left out.
pub(super) fn read(paths: &[PathBuf], matcher: &Matcher) -> (Vec<Extraction>, Ending) {
    let mut texts = Vec::new();
    let mut ending = Ending::Done;
    for input in input::inputs(paths) {
        let error = match input.map(|input| input.read()) {
            Ok(Reading::Text(source)) => {
                texts.push(extract(source, matcher));
                continue;
            }
            Ok(Reading::Passed) => continue,
            Ok(Reading::Failed(error)) | Err(error) => error,
        };
        ending = Ending::Trouble;
        output::complain(&error);
    }
    (texts, ending)
}
