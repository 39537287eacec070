//! Follows documents through their versions: reads and compares many versions at once, keeps few.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use clausewise::error::Error;
use clausewise::extract::{Extraction, extract};
use clausewise::history::{Commit, Event, History, Lineage, Step, step};
use clausewise::matcher::Matcher;
use clausewise::pack::{Pack, TopicId};
use clausewise::source::Source;
use gix::ObjectId;
use rayon::prelude::*;

use super::repository::{Document, Reader, Repository, Version, Walk};
use super::telling::Telling;

/// How many versions are read and kept at once, per thread.
const BATCH: usize = 16;

/// What the user wants to know.
pub(super) struct Wish {
    /// Only versions of this day and later ones.
    pub(super) since: Option<jiff::civil::Date>,
    /// Only these topics; all, if there is none.
    pub(super) topics: Vec<TopicId>,
    /// Whether the origins of today's clauses are wanted, not the changes.
    pub(super) wants_blame: bool,
}

impl Wish {
    pub(super) fn is_topic(&self, topic: TopicId) -> bool {
        self.topics.is_empty() || self.topics.contains(&topic)
    }

    pub(super) fn is_time(&self, commit: &Commit) -> bool {
        self.since.is_none_or(|since| commit.date.date() >= since)
    }

    pub(super) fn count(&self, extraction: &Extraction) -> usize {
        let clauses = extraction.clauses.iter();
        clauses.filter(|clause| self.is_topic(clause.topic)).count()
    }
}

/// The history of the documents of a walk, and what could not be read.
pub(super) fn follow(
    repository: &Repository,
    walk: Walk,
    matcher: &Matcher,
    wish: &Wish,
) -> (History, Vec<Error>) {
    let mut items = Vec::new();
    for (number, document) in walk.documents.iter().enumerate() {
        let first = start(repository, &walk, document, wish);
        items.extend((first..document.versions.len()).map(|version| Item {
            document: number,
            version,
        }));
    }
    let mut pairing = Pairing::new(repository, &walk, wish);
    let mut telling = Telling::new(&walk, wish);
    let mut known = Contents::new();
    for batch in items.chunks(BATCH * rayon::current_num_threads()) {
        known = read(repository, &walk, batch, matcher, &known);
        let pairs: Vec<_> = batch
            .iter()
            .filter_map(|item| pairing.pair(*item, &known))
            .collect();
        let steps: Vec<_> = pairs
            .par_iter()
            .map(|pair| pair.step(matcher.pack()))
            .collect();
        for (pair, step) in pairs.into_iter().zip(steps) {
            telling.tell(pair, step);
        }
    }
    let (skipped, errors) = pairing.finish();
    let (mut entries, standing, mut counts) = telling.finish();
    entries.sort_by(|a, b| (a.commit, &a.path).cmp(&(b.commit, &b.path)));
    counts.commits = walk.walked;
    counts.skipped = skipped;
    let history = History {
        repository: repository.root().to_owned(),
        path: repository.scope().to_owned(),
        is_cut: walk.cut.is_some(),
        commits: walk.commits,
        entries,
        standing,
        counts,
    };
    (history, errors)
}

/// One version of one document, by their numbers.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) document: usize,
    version: usize,
}

/// Where to start reading a document: at the last text before the time that is asked for. Origins need all.
fn start(repository: &Repository, walk: &Walk, document: &Document, wish: &Wish) -> usize {
    if wish.wants_blame {
        return 0;
    }
    let asked = |version: &Version| wish.is_time(&walk.commits[version.commit]);
    let Some(first) = document.versions.iter().position(asked) else {
        return document.versions.len();
    };
    let reader = repository.reader();
    (0..first)
        .rev()
        .find(|&at| {
            let version = &document.versions[at];
            version
                .blob
                .is_some_and(|blob| source(&reader, &version.path, blob).is_ok())
        })
        .unwrap_or(first)
}

fn source(reader: &Reader, path: &str, blob: ObjectId) -> Result<Source, Error> {
    let source = Source::new(path, reader.read(blob)?)?;
    if source.text.trim().is_empty() {
        return Err(Error::new(format!("`{path}` is empty")));
    }
    Ok(source)
}

/// Contents that were read. The path counts too: its extension may say how the text is marked up.
type Contents = HashMap<(ObjectId, String), Result<Arc<Extraction>, Error>>;

/// Reads the contents of a batch, each only once, and none that the batch before had.
fn read(
    repository: &Repository,
    walk: &Walk,
    batch: &[Item],
    matcher: &Matcher,
    known: &Contents,
) -> Contents {
    let mut contents = Contents::new();
    let mut asked = HashSet::new();
    let mut fresh = Vec::new();
    for item in batch {
        let version = item.of(walk);
        let Some(blob) = version.blob else { continue };
        let key = (blob, version.path.clone());
        if let Some(text) = known.get(&key) {
            contents.insert(key, text.clone());
        } else if asked.insert(key.clone()) {
            fresh.push(key);
        }
    }
    let read: Vec<_> = fresh
        .into_par_iter()
        .map_init(
            || repository.reader(),
            |reader, key| {
                let text =
                    source(reader, &key.1, key.0).map(|source| Arc::new(extract(source, matcher)));
                (key, text)
            },
        )
        .collect();
    contents.extend(read);
    contents
}

impl Item {
    pub(super) fn of(self, walk: &Walk) -> &Version {
        &walk.documents[self.document].versions[self.version]
    }
}

/// A version and the one before it.
pub(super) struct Pair {
    pub(super) item: Item,
    pub(super) event: Event,
    pub(super) old: Option<Arc<Extraction>>,
    pub(super) new: Option<Arc<Extraction>>,
}

impl Pair {
    fn step(&self, pack: &Pack) -> Step {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => Step {
                lineage: (0..new.clauses.len()).map(Lineage::Kept).collect(),
                ..Step::default()
            },
            (Some(old), Some(new)) => step(old, new, pack),
            _ => Step::default(),
        }
    }
}

/// Finds for each version the one that it follows, and collects what is bad.
struct Pairing<'a> {
    repository: &'a Repository,
    walk: &'a Walk,
    wish: &'a Wish,
    document: usize,
    last: Option<Arc<Extraction>>,
    is_gone: bool,
    /// Of the present document.
    bad: Vec<Error>,
    errors: Vec<Error>,
    skipped: usize,
}

impl<'a> Pairing<'a> {
    fn new(repository: &'a Repository, walk: &'a Walk, wish: &'a Wish) -> Pairing<'a> {
        Pairing {
            repository,
            walk,
            wish,
            document: 0,
            last: None,
            is_gone: false,
            bad: Vec::new(),
            errors: Vec::new(),
            skipped: 0,
        }
    }

    fn pair(&mut self, item: Item, known: &Contents) -> Option<Pair> {
        if item.document != self.document {
            self.settle();
            self.document = item.document;
        }
        let version = item.of(self.walk);
        let Some(blob) = version.blob else {
            let old = self.last.clone().filter(|_| !self.is_gone)?;
            self.is_gone = true;
            return Some(Pair {
                item,
                event: Event::Ends,
                old: Some(old),
                new: None,
            });
        };
        match &known[&(blob, version.path.clone())] {
            Err(error) => {
                let commit = &self.walk.commits[version.commit];
                if self.wish.is_time(commit) {
                    self.bad.push(Error::new(format!(
                        "in commit {} of {}: {error}; this version is skipped",
                        commit.short(),
                        commit.day()
                    )));
                }
                None
            }
            Ok(text) => {
                let event = match (&self.last, self.is_gone) {
                    (None, _) => Event::Begins,
                    (Some(_), true) => Event::Returns,
                    (Some(_), false) => Event::Changes,
                };
                self.is_gone = false;
                Some(Pair {
                    item,
                    event,
                    old: self.last.replace(Arc::clone(text)),
                    new: Some(Arc::clone(text)),
                })
            }
        }
    }

    /// Ends a document. A file that was never text is no document, unless it was named.
    fn settle(&mut self) {
        let bad = std::mem::take(&mut self.bad);
        let is_named = || {
            let document = &self.walk.documents[self.document];
            let mut versions = document.versions.iter();
            versions.any(|version| version.path == self.repository.scope())
        };
        if self.last.is_some() || !bad.is_empty() && is_named() {
            self.skipped += bad.len();
            self.errors.extend(bad);
        }
        self.last = None;
        self.is_gone = false;
    }

    fn finish(mut self) -> (usize, Vec<Error>) {
        self.settle();
        (self.skipped, self.errors)
    }
}
