//! Histories for programs, as `schemas/history.schema.json` describes them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::history::{Change, Commit, Entry, History, Standing, Words};
use crate::pack::Pack;
use crate::param::Value;
use crate::report::{SCHEMA, VERSION};

/// What all outputs begin with.
#[derive(Debug, Serialize)]
struct Head<'a> {
    schema: u32,
    version: &'static str,
    patterns: &'a str,
    repository: &'a str,
    path: &'a str,
}

#[derive(Debug, Serialize)]
struct TimelineShape<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    complete: bool,
    counts: CountsShape,
    entries: Vec<EntryShape<'a>>,
}

#[derive(Debug, Serialize)]
struct BlameShape<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    complete: bool,
    counts: CountsShape,
    clauses: Vec<StandingShape<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a, T> {
    #[serde(flatten)]
    head: Head<'a>,
    #[serde(flatten)]
    what: T,
}

#[derive(Debug, Serialize)]
struct CountsShape {
    commits: usize,
    documents: usize,
    versions: usize,
    told: usize,
    cosmetic: usize,
    relinked: usize,
    elsewhere: usize,
    skipped: usize,
}

#[derive(Debug, Serialize)]
struct CommitShape<'a> {
    id: &'a str,
    date: String,
    author: &'a str,
    title: &'a str,
}

#[derive(Debug, Serialize)]
struct EntryShape<'a> {
    commit: CommitShape<'a>,
    file: &'a str,
    was: Option<&'a str>,
    event: &'static str,
    again: Option<CommitShape<'a>>,
    clauses: usize,
    changes: Vec<ChangeShape<'a>>,
    reworded: usize,
    moved: usize,
    relinked: usize,
}

#[derive(Debug, Serialize)]
struct ChangeShape<'a> {
    kind: &'static str,
    topic: &'a str,
    effect: &'static str,
    direction: &'static str,
    old: Option<WordsShape<'a>>,
    new: Option<WordsShape<'a>>,
    params: BTreeMap<&'a str, ParamShape>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct WordsShape<'a> {
    text: &'a str,
    line: u32,
    section: &'a [String],
}

#[derive(Debug, Serialize)]
struct ParamShape {
    old: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct StandingShape<'a> {
    file: &'a str,
    topic: &'a str,
    effect: &'static str,
    params: BTreeMap<&'a str, serde_json::Value>,
    #[serde(flatten)]
    words: WordsShape<'a>,
    since: CommitShape<'a>,
    reworded: Option<CommitShape<'a>>,
}

/// What changed, the newest first, as one value.
#[must_use]
pub fn timeline(history: &History, pack: &Pack) -> String {
    pretty(&TimelineShape {
        head: head(history, pack),
        complete: !history.is_cut,
        counts: counts(history),
        entries: history
            .entries
            .iter()
            .map(|one| entry(history, one, pack))
            .collect(),
    })
}

/// The same with a line for each version.
#[must_use]
pub fn timeline_lines(history: &History, pack: &Pack) -> String {
    lines(history, pack, &history.entries, |one| {
        entry(history, one, pack)
    })
}

/// Since when each clause of today has stood in its form, as one value.
#[must_use]
pub fn blame(history: &History, pack: &Pack) -> String {
    pretty(&BlameShape {
        head: head(history, pack),
        complete: !history.is_cut,
        counts: counts(history),
        clauses: history
            .standing
            .iter()
            .map(|one| standing(history, one, pack))
            .collect(),
    })
}

/// The same with a line for each clause.
#[must_use]
pub fn blame_lines(history: &History, pack: &Pack) -> String {
    lines(history, pack, &history.standing, |one| {
        standing(history, one, pack)
    })
}

fn pretty<T: Serialize>(shape: &T) -> String {
    serde_json::to_string_pretty(shape).expect("the shapes are plain data") + "\n"
}

fn lines<'a, T, S: Serialize>(
    history: &'a History,
    pack: &'a Pack,
    all: &'a [T],
    shape: impl Fn(&'a T) -> S,
) -> String {
    let line = |one| {
        let line = Line {
            head: head(history, pack),
            what: shape(one),
        };
        serde_json::to_string(&line).expect("the shapes are plain data") + "\n"
    };
    all.iter().map(line).collect()
}

fn head<'a>(history: &'a History, pack: &'a Pack) -> Head<'a> {
    Head {
        schema: SCHEMA,
        version: VERSION,
        patterns: &pack.hash,
        repository: &history.repository,
        path: &history.path,
    }
}

fn counts(history: &History) -> CountsShape {
    let counts = &history.counts;
    CountsShape {
        commits: counts.commits,
        documents: counts.documents,
        versions: counts.versions,
        told: counts.told,
        cosmetic: counts.cosmetic,
        relinked: counts.relinked,
        elsewhere: counts.elsewhere,
        skipped: counts.skipped,
    }
}

fn commit(commit: &Commit) -> CommitShape<'_> {
    CommitShape {
        id: &commit.id,
        date: commit.rfc3339(),
        author: &commit.author,
        title: &commit.title,
    }
}

fn entry<'a>(history: &'a History, entry: &'a Entry, pack: &'a Pack) -> EntryShape<'a> {
    EntryShape {
        commit: commit(&history.commits[entry.commit]),
        file: &entry.path,
        was: entry.was.as_deref(),
        event: entry.event.name(),
        again: entry.again.map(|number| commit(&history.commits[number])),
        clauses: entry.clauses,
        changes: entry.changes.iter().map(|one| change(one, pack)).collect(),
        reworded: entry.quiet.reworded,
        moved: entry.quiet.moved,
        relinked: entry.quiet.relinked,
    }
}

fn change<'a>(change: &'a Change, pack: &'a Pack) -> ChangeShape<'a> {
    let json = |value: &Option<Value>| value.as_ref().map(Value::to_json);
    ChangeShape {
        kind: change.kind.name(),
        topic: &pack.topic(change.topic).id,
        effect: change.effect.name(),
        direction: change.direction.name(),
        old: change.old.as_ref().map(words),
        new: change.new.as_ref().map(words),
        params: change
            .params
            .iter()
            .map(|(name, (old, new))| {
                let values = ParamShape {
                    old: json(old),
                    new: json(new),
                };
                (name.as_str(), values)
            })
            .collect(),
        notes: &change.notes,
    }
}

fn words(words: &Words) -> WordsShape<'_> {
    WordsShape {
        text: &words.text,
        line: words.line,
        section: &words.section,
    }
}

fn standing<'a>(history: &'a History, one: &'a Standing, pack: &'a Pack) -> StandingShape<'a> {
    StandingShape {
        file: &one.path,
        topic: &pack.topic(one.topic).id,
        effect: one.effect.name(),
        params: one
            .params
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_json()))
            .collect(),
        words: words(&one.words),
        since: commit(&history.commits[one.origin.since]),
        reworded: one
            .origin
            .reworded
            .map(|number| commit(&history.commits[number])),
    }
}
