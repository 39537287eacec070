//! `clausewise history`

mod follow;
mod repository;
mod telling;
mod tracks;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clausewise::error::Error;
use clausewise::history::History as Told;
use clausewise::pack::{Pack, TopicId};
use clausewise::report::history::{atom, json, markdown, text};

use self::follow::{Wish, follow};
use self::repository::Repository;
use super::extract::known;
use super::output::{self, Out};
use super::{Ending, PackArguments};

/// Arguments of `history`.
#[derive(Debug, Args)]
pub(crate) struct History {
    /// A git repository, bare or not, or a folder or file in one
    #[arg(value_name = "REPO-OR-FILE")]
    place: PathBuf,
    /// Only this file or folder of the repository, also one that is no longer there
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
    /// Only commits of this day and later ones
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<String>,
    /// Only changes of these topics
    #[arg(long, value_name = "TOPIC", value_delimiter = ',')]
    topic: Vec<String>,
    /// For each clause of today: since which commit it has stood in this form
    #[arg(long)]
    blame: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// Number of threads; 0 for one per core
    #[arg(long, value_name = "N", default_value_t = 0)]
    jobs: usize,
    #[command(flatten)]
    pack: PackArguments,
}

/// How a history is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// Markdown
    Md,
    /// One JSON value
    Json,
    /// One JSON value per line and version, or per clause of today
    Jsonl,
    /// An Atom feed
    Atom,
}

impl History {
    pub(super) fn run(self) -> Result<Ending, Error> {
        if self.blame && self.format == Form::Atom {
            return Err(Error::new(
                "a feed tells changes: leave out --blame, or take another --format",
            ));
        }
        let since = self.since.as_deref().map(day).transpose()?;
        output::threads(self.jobs)?;
        let matcher = self.pack.matcher()?;
        let wish = Wish {
            since,
            topics: topics(&self.topic, matcher.pack())?,
            wants_blame: self.blame,
        };
        let repository = Repository::open(&self.place, self.path.as_deref())?;
        let walk = repository.walk()?;
        let cut = walk.cut.clone();
        let (history, mut errors) = follow(&repository, walk, &matcher, &wish);
        errors.extend(cut);
        self.write(&history, matcher.pack())?;
        errors.iter().for_each(output::complain);
        Ok(if errors.is_empty() {
            Ending::Done
        } else {
            Ending::Trouble
        })
    }

    fn write(&self, history: &Told, pack: &Pack) -> Result<(), Error> {
        let mut out = match self.format {
            Form::Text => Out::styled(),
            _ => Out::plain(),
        };
        let plain = "a string takes it";
        let mut shown = String::new();
        match (self.format, self.blame) {
            (Form::Text, true) => text::blame(&mut shown, history, pack).expect(plain),
            (Form::Text, false) => text::timeline(&mut shown, history, pack).expect(plain),
            (Form::Md, true) => markdown::blame(&mut shown, history, pack).expect(plain),
            (Form::Md, false) => markdown::timeline(&mut shown, history, pack).expect(plain),
            (Form::Json, true) => shown = json::blame(history, pack),
            (Form::Json, false) => shown = json::timeline(history, pack),
            (Form::Jsonl, true) => shown = json::blame_lines(history, pack),
            (Form::Jsonl, false) => shown = json::timeline_lines(history, pack),
            (Form::Atom, _) => shown = atom::feed(history, pack),
        }
        out.write(&shown)?;
        out.finish()
    }
}

fn day(word: &str) -> Result<jiff::civil::Date, Error> {
    // A date alone: a time of day after it would be passed over in silence.
    let is_day = word.len() == "YYYY-MM-DD".len();
    word.parse().ok().filter(|_| is_day).ok_or_else(|| {
        Error::new(format!(
            "`{word}` is no day: --since takes a date as YYYY-MM-DD, such as 2025-03-31"
        ))
    })
}

fn topics(words: &[String], pack: &Pack) -> Result<Vec<TopicId>, Error> {
    let ids: Vec<_> = pack.topics.iter().map(|topic| topic.id.as_str()).collect();
    let find = |word: &str| {
        let at = ids.iter().position(|id| *id == word)?;
        Some(TopicId(u16::try_from(at).expect("topics are few")))
    };
    words
        .iter()
        .map(|word| known("topic", word, &ids, find))
        .collect()
}
