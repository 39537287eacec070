//! `clausewise patterns` and `clausewise topics`

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use clausewise::builtin;
use clausewise::effect::Effect;
use clausewise::error::Error;
use clausewise::example::{self, Outcome};
use clausewise::matcher::Matcher;
use clausewise::pack::Pack;

use super::output::Out;
use super::{Ending, PackArguments, input};

/// Commands on pattern files.
#[derive(Debug, Subcommand)]
pub(crate) enum Patterns {
    /// List the patterns with their topics
    List(Listing),
    /// List the anchors of the patterns, each once, without `*`
    Anchors(Listing),
    /// Check pattern files and run their examples
    Test {
        /// Folder with pattern files; without it, the built-in ones
        folder: Option<PathBuf>,
        /// Only examples of this topic or category
        #[arg(long)]
        topic: Option<String>,
    },
}

/// Which patterns are used.
#[derive(Debug, Args)]
pub(crate) struct Listing {
    #[command(flatten)]
    pack: PackArguments,
}

/// Arguments of `topics`.
#[derive(Debug, Args)]
pub(crate) struct Topics {
    #[command(flatten)]
    pack: PackArguments,
}

impl Patterns {
    pub(super) fn run(self) -> Result<Ending, Error> {
        match self {
            Patterns::List(Listing { pack }) => {
                let matcher = pack.matcher()?;
                let mut text = String::new();
                for pattern in &matcher.pack().patterns {
                    writeln!(text, "{}", pattern.id).expect("a string takes it");
                }
                print(&text)
            }
            Patterns::Anchors(Listing { pack }) => {
                let matcher = pack.matcher()?;
                let Pack {
                    patterns, phrases, ..
                } = matcher.pack();
                let anchors = patterns.iter().flat_map(|pattern| &pattern.anchors);
                let anchors: BTreeSet<_> = anchors
                    .map(|anchor| phrases[*anchor].replace('*', ""))
                    .collect();
                print(
                    &anchors
                        .into_iter()
                        .map(|anchor| anchor + "\n")
                        .collect::<String>(),
                )
            }
            Patterns::Test { folder, topic } => test(folder, topic.as_deref()),
        }
    }
}

fn print(text: &str) -> Result<Ending, Error> {
    let mut out = Out::styled();
    out.write(text)?;
    out.finish()?;
    Ok(Ending::Done)
}

fn test(folder: Option<PathBuf>, topic: Option<&str>) -> Result<Ending, Error> {
    let files = match folder {
        Some(folder) => input::pattern_files(&folder)?,
        None => builtin::files(),
    };
    Pack::check(&files)?;
    let matcher = Matcher::new(Pack::load(&files)?);
    let run = example::run(&matcher);
    let mut text = String::new();
    let (mut right, mut gaps, mut failed) = (0, 0, 0);
    for (example, outcome) in &run.outcomes {
        let name = example
            .category
            .as_ref()
            .unwrap_or(&matcher.pack().topic(example.topic).id);
        if topic.is_some_and(|topic| topic != name) {
            continue;
        }
        match outcome {
            Outcome::Right => right += 1,
            Outcome::Gap => gaps += 1,
            Outcome::Mended => {
                failed += 1;
                writeln!(
                    text,
                    "{}:{}: mended: take `todo` away",
                    example.file, example.line
                )
                .expect("a string takes it");
            }
            Outcome::Failed(mistakes) => {
                failed += 1;
                for mistake in mistakes {
                    writeln!(text, "{}:{}: {mistake}", example.file, example.line)
                        .expect("a string takes it");
                }
            }
        }
    }
    for id in run
        .unused
        .iter()
        .filter(|id| topic.is_none_or(|topic| id.split('/').any(|part| part == topic)))
    {
        failed += 1;
        writeln!(text, "{id}: no example shows it at work").expect("a string takes it");
    }
    writeln!(text, "{right} right, {gaps} known gaps, {failed} failed").expect("a string takes it");
    print(&text)?;
    Ok(if failed == 0 {
        Ending::Done
    } else {
        Ending::Found
    })
}

impl Topics {
    pub(super) fn run(self) -> Result<Ending, Error> {
        let matcher = self.pack.matcher()?;
        let pack = matcher.pack();
        let mut text = String::new();
        for topic in &pack.topics {
            let effects: Vec<_> = topic.effects.iter().copied().map(Effect::name).collect();
            let params: Vec<_> = topic
                .params
                .iter()
                .map(|param| param.name.as_str())
                .collect();
            write!(
                text,
                "{:22} {:12} {}  ({})",
                topic.id,
                topic.group.name(),
                topic.title,
                effects.join(", ")
            )
            .expect("a string takes it");
            if !params.is_empty() {
                write!(text, "  [{}]", params.join(", ")).expect("a string takes it");
            }
            text.push('\n');
        }
        for category in &pack.categories {
            writeln!(
                text,
                "  {}/{}  {}",
                pack.topic(category.topic).id,
                category.id,
                category.title
            )
            .expect("a string takes it");
        }
        print(&text)
    }
}
