//! `clausewise extract`

use std::path::PathBuf;

use clap::Args;
use clausewise::clause::Clause;
use clausewise::document::Document;
use clausewise::effect::Effect;
use clausewise::error::Error;
use clausewise::extract::{Extraction, read};
use clausewise::matcher::Matcher;
use clausewise::pack::{Group, Pack};
use clausewise::report::{json, text};
use rayon::prelude::*;

use super::input::{self, Input, Reading};
use super::output::{self, Out, Progress};
use super::{Ending, Format, PackArguments};

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Files, folders, or - for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Only clauses of these topics
    #[arg(long, value_name = "TOPIC", value_delimiter = ',')]
    topic: Vec<String>,
    /// Only clauses with these effects: permits, forbids, requires, declares
    #[arg(long, value_name = "EFFECT", value_delimiter = ',')]
    effect: Vec<String>,
    /// Only clauses of these groups of topics: rights, derivatives, attribution, output, use, control, data, legal
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    group: Vec<String>,
    /// Also list what looks normative and yielded no clause
    #[arg(long)]
    uncovered: bool,
    /// Number of threads; 0 for one per core
    #[arg(long, value_name = "N", default_value_t = 0)]
    jobs: usize,
    #[command(flatten)]
    pack: PackArguments,
}

/// How many files are read and kept at once, per thread.
const BATCH: usize = 16;

/// The share of Latin letters below which a text without clauses is taken for one in another language.
const LATIN: f64 = 0.5;

impl Extract {
    pub(super) fn run(self) -> Result<Ending, Error> {
        output::threads(self.jobs)?;
        // All work is done by these threads; none beside them writes.
        rayon::scope(|_| self.extract())
    }

    fn extract(&self) -> Result<Ending, Error> {
        let matcher = self.pack.matcher()?;
        let filter = Filter::new(self, matcher.pack())?;
        let mut out = if self.format == Format::Text {
            Out::styled()
        } else {
            Out::plain()
        };
        let mut ending = Ending::Done;
        let mut first = true;
        if self.format == Format::Json {
            out.write("[")?;
        }
        let inputs = input::inputs(&self.paths);
        let progress = Progress::over(inputs.len());
        for batch in inputs.chunks(BATCH * rayon::current_num_threads()) {
            let reports: Vec<_> = batch
                .par_iter()
                .map(|input| self.report(input, &matcher, &filter))
                .collect();
            for report in reports {
                match report {
                    Ok(None) => {}
                    Ok(Some(report)) => {
                        if self.format == Format::Json && !first {
                            out.write(",")?;
                        }
                        first = false;
                        match report {
                            Report::Ready(report) => out.write(&report)?,
                            Report::Large(extraction) => {
                                let document = self.json(&extraction, matcher.pack(), &filter);
                                out.pieces(|out| json::write(document, out))?;
                                // Nobody waits until all its parts are given back.
                                rayon::spawn(|| drop(extraction));
                            }
                        }
                        if self.format == Format::Jsonl {
                            out.write("\n")?;
                        }
                    }
                    Err(error) => {
                        ending = Ending::Trouble;
                        output::complain(&error);
                    }
                }
            }
            progress.add(batch.len());
            if out.is_closed() {
                return Ok(ending);
            }
        }
        drop(progress);
        if self.format == Format::Json {
            out.write("]\n")?;
        }
        out.finish()?;
        // The program is about to end, which gives it back faster.
        std::mem::forget(matcher);
        Ok(ending)
    }

    /// The output for one input; none for a file that is passed over.
    fn report(
        &self,
        input: &Result<Input, Error>,
        matcher: &Matcher,
        filter: &Filter,
    ) -> Result<Option<Report>, Error> {
        let source = match input.as_ref().map_err(Clone::clone)?.read() {
            Reading::Text(source) => source,
            Reading::Passed => return Ok(None),
            Reading::Failed(error) => return Err(error),
        };
        let document = match self.format {
            Format::Text => Document::parse(&source),
            // Its hash will be part of the output.
            Format::Json | Format::Jsonl => {
                rayon::join(|| Document::parse(&source), || source.sha256()).0
            }
        };
        let extraction = read(source, document, matcher);
        if extraction.clauses.is_empty() && extraction.source.latin_share() < LATIN {
            output::complain(&Error::new(format!(
                "no clause in `{}`: it seems not to be in English, the only language that is read",
                extraction.source.name
            )));
        }
        Ok(Some(match self.format {
            Format::Text => Report::Ready(self.text(&extraction, matcher.pack(), filter)),
            Format::Json | Format::Jsonl if extraction.clauses.len() > LARGE => {
                Report::Large(Box::new(extraction))
            }
            Format::Json | Format::Jsonl => Report::Ready(
                serde_json::to_string(&self.json(&extraction, matcher.pack(), filter))
                    .expect("the shapes are plain data"),
            ),
        }))
    }

    fn json<'a>(
        &self,
        extraction: &'a Extraction,
        pack: &'a Pack,
        filter: &Filter,
    ) -> json::Document<'a> {
        let residue = if self.uncovered {
            json::Residue::Shown
        } else {
            json::Residue::Hidden
        };
        json::document(extraction, pack, filter.shown(extraction, pack), residue)
    }

    fn text(&self, extraction: &Extraction, pack: &Pack, filter: &Filter) -> String {
        let mut out = String::new();
        text::clauses(&mut out, extraction, pack, &filter.shown(extraction, pack))
            .expect("a string takes it");
        if self.uncovered {
            text::residue(&mut out, extraction).expect("a string takes it");
        }
        out
    }
}

/// What is to be written of one input.
enum Report {
    /// This.
    Ready(String),
    /// What is too much to be kept as text.
    Large(Box<Extraction>),
}

/// From how many clauses on a report is written as it is made.
const LARGE: usize = 2_000;

/// Which clauses are shown.
struct Filter {
    topics: Vec<String>,
    effects: Vec<Effect>,
    groups: Vec<Group>,
}

impl Filter {
    fn new(arguments: &Extract, pack: &Pack) -> Result<Filter, Error> {
        let topics: Vec<_> = pack.topics.iter().map(|topic| topic.id.as_str()).collect();
        for word in &arguments.topic {
            known("topic", word, &topics, |word| {
                topics.contains(&word).then_some(())
            })?;
        }
        let effects = Effect::ALL.map(Effect::name);
        let groups: Vec<_> = Group::ALL.iter().map(|group| group.name()).collect();
        Ok(Filter {
            topics: arguments.topic.clone(),
            effects: arguments
                .effect
                .iter()
                .map(|word| known("effect", word, &effects, Effect::parse))
                .collect::<Result<_, _>>()?,
            groups: arguments
                .group
                .iter()
                .map(|word| known("group", word, &groups, Group::parse))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The clauses of a text that are shown.
    fn shown<'a>(&self, extraction: &'a Extraction, pack: &Pack) -> Vec<&'a Clause> {
        let clauses = extraction.clauses.iter();
        clauses.filter(|clause| self.shows(pack, clause)).collect()
    }

    fn shows(&self, pack: &Pack, clause: &Clause) -> bool {
        let topic = pack.topic(clause.topic);
        (self.topics.is_empty() || self.topics.contains(&topic.id))
            && (self.effects.is_empty() || self.effects.contains(&clause.effect))
            && (self.groups.is_empty() || self.groups.contains(&topic.group))
    }
}

/// A word as what it names, or an error that suggests the nearest one.
pub(super) fn known<T>(
    what: &str,
    word: &str,
    all: &[&str],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Error> {
    parse(word).ok_or_else(|| {
        let nearest = all
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(word, a).total_cmp(&strsim::jaro_winkler(word, b)));
        Error::new(format!(
            "unknown {what} `{word}`: did you mean `{}`?",
            nearest.unwrap_or(&"")
        ))
    })
}
