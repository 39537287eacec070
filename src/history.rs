//! What happened to a document from version to version. It takes texts that were read already; where
//! they come from (git, an archive) is its caller's affair.

mod blame;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::slice;
use std::sync::LazyLock;

use regex::Regex;

pub use blame::{Blame, Origin};

use crate::clause::Clause;
use crate::diff::{self, ChangeKind, ClauseRef, diff};
use crate::effect::Effect;
use crate::extract::Extraction;
use crate::pack::{Direction, Pack, TopicId};
use crate::param::Value;

/// Who made a version, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: String,
    /// When it was committed, in the time zone of the committer.
    pub date: jiff::Zoned,
    /// The author's name.
    pub author: String,
    /// The first line of its message.
    pub title: String,
}

impl Commit {
    /// The id as people write it.
    #[must_use]
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }

    /// The day, as `YYYY-MM-DD`.
    #[must_use]
    pub fn day(&self) -> String {
        self.date.date().to_string()
    }

    /// The date and time in the form of RFC 3339.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        self.date.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// What a version is in the life of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The first version that is known.
    Begins,
    /// One that follows another.
    Changes,
    /// The document is there again, after it was removed.
    Returns,
    /// The document was removed.
    Ends,
}

impl Event {
    /// Its name in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Event::Begins => "begins",
            Event::Changes => "changes",
            Event::Returns => "returns",
            Event::Ends => "ends",
        }
    }
}

/// One version of a document that is worth telling.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Number of its commit in [`History::commits`].
    pub commit: usize,
    /// Where the document lay then.
    pub path: String,
    /// Where it had lain before, if the commit moved it.
    pub was: Option<String>,
    /// What happened.
    pub event: Event,
    /// The last commit before that had the same text, if there is one: texts come and go.
    pub again: Option<usize>,
    /// How many clauses the version has; of one that ends a document, how many were there before.
    pub clauses: usize,
    /// The changes of substance, the most important one first.
    pub changes: Vec<Change>,
    /// What else changed.
    pub quiet: Quiet,
}

/// Numbers of changes without substance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quiet {
    /// Clauses that say the same in other words.
    pub reworded: usize,
    /// Clauses that stand somewhere else.
    pub moved: usize,
    /// Addresses of links that changed.
    pub relinked: usize,
}

/// A change of substance, free of the texts that it was found in.
#[derive(Clone, Debug)]
pub struct Change {
    /// What became of the clause.
    pub kind: ChangeKind,
    /// What the clause is about.
    pub topic: TopicId,
    /// What the clause does; the new one, where that changed.
    pub effect: Effect,
    /// Which way the change goes for the reader.
    pub direction: Direction,
    /// The clause before.
    pub old: Option<Words>,
    /// The clause after.
    pub new: Option<Words>,
    /// Params that differ, before and after.
    pub params: BTreeMap<String, (Option<Value>, Option<Value>)>,
    /// What is different, in words.
    pub notes: Vec<String>,
}

/// The words of a clause and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its words on one line, without markup.
    pub text: String,
    /// Line of its first word in its version, from 1.
    pub line: u32,
    /// Titles of the sections that hold it, the outermost first.
    pub section: Vec<String>,
}

/// How many versions there are of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commits that were walked.
    pub commits: usize,
    /// Documents that were followed.
    pub documents: usize,
    /// Versions that were compared.
    pub versions: usize,
    /// Versions that are told.
    pub told: usize,
    /// Versions that changed words, places and markup, and nothing of substance.
    pub cosmetic: usize,
    /// Versions that changed nothing but addresses of links.
    pub relinked: usize,
    /// Versions whose changes are all of topics that were not asked for.
    pub elsewhere: usize,
    /// Versions that could not be read.
    pub skipped: usize,
}

/// A clause of today, and since when it has stood in its form.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Where its document lies.
    pub path: String,
    /// What it is about.
    pub topic: TopicId,
    /// What it does.
    pub effect: Effect,
    /// Its params.
    pub params: BTreeMap<String, Value>,
    /// Its words.
    pub words: Words,
    /// Since when; commits are numbers in [`History::commits`].
    pub origin: Origin,
}

/// The changes of the documents of a repository.
#[derive(Clone, Debug)]
pub struct History {
    /// The folder of the repository.
    pub repository: String,
    /// The file or folder that was looked at; empty for all.
    pub path: String,
    /// The commits that the rest refers to, the newest one first.
    pub commits: Vec<Commit>,
    /// What is worth telling, the newest first.
    pub entries: Vec<Entry>,
    /// The clauses of today, if they were asked for.
    pub standing: Vec<Standing>,
    /// How much was looked at.
    pub counts: Counts,
    /// Whether the repository does not hold its whole history.
    pub is_cut: bool,
}

/// From one version of a document to the next one.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The changes of substance, the most important one first.
    pub changes: Vec<Change>,
    /// What else changed.
    pub quiet: Quiet,
    /// For each clause of the new version where it comes from.
    pub lineage: Vec<Lineage>,
    /// Whether nothing but addresses of links changed.
    pub is_relinked: bool,
}

/// Where a clause comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// It is new, or rules something else than before.
    New,
    /// It is this clause of the old version.
    Kept(usize),
    /// It is this clause of the old version in other words.
    Reworded(usize),
}

/// Compares two versions of a document.
#[must_use]
pub fn step(old: &Extraction, new: &Extraction, pack: &Pack) -> Step {
    let (old, new) = (slice::from_ref(old), slice::from_ref(new));
    let found = diff(old, new, pack);
    let count = |kind| found.changes.iter().filter(|one| one.kind == kind).count();
    let (before, after) = (&old[0].source.text, &new[0].source.text);
    Step {
        is_relinked: before != after && unlinked(before) == unlinked(after),
        quiet: Quiet {
            reworded: count(ChangeKind::Reworded),
            moved: count(ChangeKind::Moved),
            relinked: found.relinked.len(),
        },
        lineage: blame::lineage(&found, &old[0], &new[0]),
        changes: found
            .changes
            .iter()
            .filter(|one| one.kind.is_substance())
            .filter_map(|one| owned(one, old, new))
            .collect(),
    }
}

/// A text without the addresses in it, in Markdown, HTML or plain.
fn unlinked(text: &str) -> Cow<'_, str> {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)|(?:href|src)="[^"]*"|https?://[^\s<>")\]]+"#)
            .expect("the expression is fixed")
    });
    ADDRESS.replace_all(text, "]()")
}

/// A change with its words; every change has a clause on one side.
fn owned(change: &diff::Change, old: &[Extraction], new: &[Extraction]) -> Option<Change> {
    let clause = change
        .new
        .map(|at| at.of(new).1)
        .or(change.old.map(|at| at.of(old).1))?;
    let mut notes = change.notes.clone();
    notes.extend(elsewhere(change, old, new));
    Some(Change {
        kind: change.kind,
        topic: clause.topic,
        effect: clause.effect,
        direction: change.direction,
        old: change.old.map(|at| Words::of(at, old)),
        new: change.new.map(|at| Words::of(at, new)),
        params: change.params.clone(),
        notes,
    })
}

/// Where else a change was made, in words.
fn elsewhere(change: &diff::Change, old: &[Extraction], new: &[Extraction]) -> Option<String> {
    let line = |at: ClauseRef, side: &[Extraction]| {
        let (text, clause) = at.of(side);
        text.source.line_column(clause.span.start).0.to_string()
    };
    let lines: Vec<_> = change
        .also
        .iter()
        .filter_map(|places| match *places {
            [_, Some(at)] => Some(line(at, new)),
            [Some(at), None] => Some(line(at, old)),
            [None, None] => None,
        })
        .collect();
    (!lines.is_empty()).then(|| format!("the same in line {}", lines.join(", ")))
}

impl Words {
    /// The words of a clause of one side.
    fn of(at: ClauseRef, side: &[Extraction]) -> Words {
        let (extraction, clause) = at.of(side);
        Words::new(extraction, clause)
    }

    /// The words of a clause.
    #[must_use]
    pub fn new(extraction: &Extraction, clause: &Clause) -> Words {
        let shown = extraction.shown(clause.folded);
        Words {
            text: shown.split_whitespace().collect::<Vec<_>>().join(" "),
            line: extraction.source.line_column(clause.span.start).0,
            section: extraction
                .document
                .path(clause.section)
                .into_iter()
                .map(str::to_owned)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unlinked;

    #[test]
    fn only_addresses_are_taken_out() {
        let same = [
            (
                "See [terms](https://a.example/1) now",
                "See [terms](/2 \"T\") now",
            ),
            (
                "at https://a.example/x today",
                "at https://b.example/y today",
            ),
            ("<a href=\"/a\">us</a>", "<a href=\"/b\">us</a>"),
            ("[a](b_(c)) d", "[a](e) d"),
        ];
        for (before, after) in same {
            assert_eq!(unlinked(before), unlinked(after));
        }
        assert_ne!(unlinked("[terms](/1) now"), unlinked("[rules](/1) now"));
        assert_ne!(unlinked("a (b) c"), unlinked("a (d) c"));
    }
}
