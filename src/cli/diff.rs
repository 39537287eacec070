//! `clausewise diff`

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clausewise::diff::{Change, diff};
use clausewise::error::Error;
use clausewise::extract::{Extraction, extract};
use clausewise::matcher::Matcher;
use clausewise::pack::Direction;
use clausewise::report::diff::{self as report, Compared};

use super::extract::known;
use super::input::{self, Reading};
use super::output::Out;
use super::{Ending, PackArguments};

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The text before and the text after; with --against only texts before
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Texts after, where several belong together (a licence and its use policy)
    #[arg(long, num_args = 1.., value_name = "NEW")]
    against: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// Only changes of this direction: stricter, looser, neutral, unclear
    #[arg(long, value_name = "DIRECTION")]
    only: Option<String>,
    /// Only changes of these topics
    #[arg(long, value_name = "TOPIC", value_delimiter = ',')]
    topic: Vec<String>,
    /// Also show what was only reworded or moved
    #[arg(long)]
    all: bool,
    /// The whole text as a redline of its words, with the changes of its clauses in the margin
    #[arg(long)]
    words: bool,
    #[command(flatten)]
    pack: PackArguments,
}

/// The width of a page where the output is no terminal.
const PAGE: usize = 100;

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// Markdown: a table and redlines
    Md,
    /// One JSON value
    Json,
    /// The same on one line
    Jsonl,
}

impl Diff {
    pub(super) fn run(self) -> Result<Ending, Error> {
        let (old, new) = match (self.paths.as_slice(), self.against.as_slice()) {
            ([old, new], []) => (vec![old.clone()], vec![new.clone()]),
            (_, []) => {
                return Err(Error::new(
                    "`diff` takes a text before and a text after; several of each with --against",
                ));
            }
            (old, new) => (old.to_vec(), new.to_vec()),
        };
        if self.words && self.format != Form::Text {
            return Err(Error::new(
                "--words writes text for people: leave --format away",
            ));
        }
        let matcher = self.pack.matcher()?;
        let pack = matcher.pack();
        let topics: Vec<_> = pack.topics.iter().map(|topic| topic.id.as_str()).collect();
        for word in &self.topic {
            known("topic", word, &topics, |word| {
                topics.contains(&word).then_some(())
            })?;
        }
        let directions: Vec<_> = Direction::ALL
            .iter()
            .map(|direction| direction.name())
            .collect();
        let only = self
            .only
            .as_ref()
            .map(|word| known("direction", word, &directions, Direction::parse))
            .transpose()?;
        let (old, new) = (read(&old, &matcher)?, read(&new, &matcher)?);
        let diff = diff(&old, &new, pack);
        let is_asked = |change: &&Change| {
            let topic = change
                .new
                .map(|at| at.of(&new).1)
                .or(change.old.map(|at| at.of(&old).1))
                .map(|clause| &pack.topic(clause.topic).id);
            only.is_none_or(|only| change.direction == only)
                && (self.topic.is_empty() || topic.is_some_and(|topic| self.topic.contains(topic)))
                && (self.all
                    || matches!(self.format, Form::Json | Form::Jsonl)
                    || change.kind.is_substance())
        };
        let shown: Vec<_> = diff.changes.iter().filter(is_asked).collect();
        let compared = Compared {
            old: &old,
            new: &new,
            diff: &diff,
            pack,
        };
        self.write(&compared, &shown)?;
        let is_changed = shown.iter().any(|change| change.kind.is_substance());
        Ok(if is_changed {
            Ending::Found
        } else {
            Ending::Done
        })
    }

    fn write(&self, compared: &Compared, shown: &[&Change]) -> Result<(), Error> {
        let mut text = String::new();
        let mut out = Out::plain();
        let plain = "the shapes are plain data";
        match self.format {
            Form::Text => {
                out = Out::styled();
                let width = terminal_size::terminal_size_of(std::io::stdout())
                    .map_or(PAGE, |(width, _)| usize::from(width.0));
                let written = if self.words {
                    report::words(&mut text, compared, shown, width)
                } else {
                    report::text(&mut text, compared, shown, width)
                };
                written.expect("a string takes it");
            }
            Form::Md => report::markdown(&mut text, compared, shown).expect("a string takes it"),
            Form::Json => {
                text = serde_json::to_string_pretty(&report::json(compared, shown)).expect(plain)
                    + "\n";
            }
            Form::Jsonl => {
                text = serde_json::to_string(&report::json(compared, shown)).expect(plain) + "\n";
            }
        }
        out.write(&text)?;
        out.finish()
    }
}

/// Reads the texts of one side; each must be one.
pub(super) fn read(paths: &[PathBuf], matcher: &Matcher) -> Result<Vec<Extraction>, Error> {
    let mut texts = Vec::new();
    for input in input::inputs(paths) {
        match input?.read() {
            Reading::Text(source) => texts.push(extract(source, matcher)),
            Reading::Passed => {}
            Reading::Failed(error) => return Err(error),
        }
    }
    if texts.is_empty() {
        let names: Vec<_> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(Error::new(format!(
            "no text in `{}`: name files or folders that hold texts",
            names.join("`, `")
        )));
    }
    Ok(texts)
}
