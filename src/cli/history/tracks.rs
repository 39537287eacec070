//! The way of documents through commits: from the newest commit to the oldest one, along first parents
//! and across renames.

use std::collections::HashMap;

use clausewise::error::Error;
use clausewise::history::Commit;
use gix::bstr::{BStr, ByteSlice};
use gix::object::tree::diff::{Action, Change};
use gix::{ObjectId, Tree};

use super::repository::{Document, Repository, Version, Walk};

/// The documents that are followed, from the newest commit to the oldest one.
pub(super) struct Tracks<'a> {
    repository: &'a Repository,
    commits: Vec<Commit>,
    walked: usize,
    /// Versions of each document, the newest one first.
    documents: Vec<Vec<Version>>,
    /// Which document lies where, in the commit that the walk is at.
    places: HashMap<String, usize>,
}

impl<'a> Tracks<'a> {
    pub(super) fn new(repository: &'a Repository) -> Tracks<'a> {
        Tracks {
            repository,
            commits: Vec::new(),
            walked: 0,
            documents: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Follows first parents; the error in the result says why the walk had to stop before the first commit.
    pub(super) fn follow<'r>(
        &mut self,
        local: &'r gix::Repository,
        head: gix::Commit<'r>,
    ) -> gix::Result<Option<Error>> {
        let shallow = local.shallow_commits()?;
        let mut cache = local.diff_resource_cache_for_tree_diff()?;
        let mut next = Some((head.tree()?, head));
        let mut cut = None;
        while let Some((tree, commit)) = next.take() {
            self.walked += 1;
            let is_edge = shallow
                .as_ref()
                .is_some_and(|edge| edge.contains(&commit.id));
            let parent = commit.parent_ids().next().filter(|_| !is_edge);
            if let Some(parent) = parent {
                match local
                    .find_commit(parent)
                    .and_then(|it| Ok((it.tree()?, it)))
                {
                    Ok(before) => next = Some(before),
                    Err(error) => cut = Some(self.unread(parent.detach(), &error)),
                }
            }
            if is_edge {
                cut = Some(self.shallow(commit.id));
            }
            let empty;
            let before = match &next {
                Some((before, _)) => before,
                None => {
                    empty = local.empty_tree();
                    &empty
                }
            };
            if before.id != tree.id {
                let events = self.events(before, &tree, &mut cache)?;
                self.take(&commit, events)?;
            }
        }
        Ok(cut)
    }

    fn shallow(&self, edge: ObjectId) -> Error {
        Error::new(format!(
            "`{}` is a shallow clone: its history is known from commit {edge} on; fetch the rest with `git fetch --unshallow`",
            self.repository.root()
        ))
    }

    fn unread(&self, commit: ObjectId, error: &gix::Error) -> Error {
        Error::new(format!(
            "cannot read commit {commit} of `{}`: {error}; the history is told from the one after it on",
            self.repository.root()
        ))
    }

    /// What happened to the files that are looked at. Renames are only sought where a file of ours came or went.
    fn events(
        &self,
        before: &Tree<'_>,
        after: &Tree<'_>,
        cache: &mut gix::diff::blob::Platform,
    ) -> gix::Result<Vec<Event>> {
        let (events, is_moved) = self.compare(before, after, cache, None)?;
        if !is_moved {
            return Ok(events);
        }
        cache.clear_resource_cache_keep_allocation();
        Ok(self
            .compare(before, after, cache, Some(gix::diff::Rewrites::default()))?
            .0)
    }

    /// The events, and whether one of our files may have been renamed.
    fn compare(
        &self,
        before: &Tree<'_>,
        after: &Tree<'_>,
        cache: &mut gix::diff::blob::Platform,
        renames: Option<gix::diff::Rewrites>,
    ) -> gix::Result<(Vec<Event>, bool)> {
        let mut events = Vec::new();
        let (mut ours, mut added, mut removed) = (false, false, false);
        let mut platform = before.changes()?;
        platform.options(|options| {
            options.track_path().track_rewrites(renames);
        });
        platform.for_each_to_obtain_tree_with_cache(after, cache, |change| {
            for event in events_of(&change) {
                let is_ours = self.is_ours(&event);
                match &event {
                    Event::Written { .. } => {
                        let is_new = matches!(change, Change::Addition { .. });
                        added |= is_new;
                        ours |= is_ours && is_new;
                    }
                    Event::Removed { .. } => {
                        removed = true;
                        ours |= is_ours;
                    }
                }
                if is_ours {
                    events.push(event);
                } else if let Event::Written { was: Some(was), .. } = event {
                    // It went out of sight.
                    let gone = Event::Removed { path: was };
                    if self.is_ours(&gone) {
                        events.push(gone);
                    }
                }
            }
            Ok(Action::Continue(()))
        })?;
        Ok((events, ours && added && removed))
    }

    fn is_ours(&self, event: &Event) -> bool {
        let known = |path: &str| self.places.contains_key(path) || self.repository.wants(path);
        match event {
            Event::Written { path, .. } | Event::Removed { path } => known(path),
        }
    }

    fn take(&mut self, commit: &gix::Commit<'_>, mut events: Vec<Event>) -> gix::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let number = self.commits.len();
        self.commits.push(describe(commit)?);
        // A renamed file takes its old place over only when all that lies in the new places is told.
        events.sort_by_key(|event| matches!(event, Event::Written { was: Some(_), .. }));
        let mut moved = Vec::new();
        for event in events {
            let (path, was, blob) = match event {
                Event::Written { path, was, blob } => (path, was, Some(blob)),
                Event::Removed { path } => (path, None, None),
            };
            let document = *self.places.entry(path.clone()).or_insert_with(|| {
                self.documents.push(Vec::new());
                self.documents.len() - 1
            });
            if let Some(was) = &was {
                self.places.remove(&path);
                moved.push((was.clone(), document));
            }
            self.documents[document].push(Version {
                commit: number,
                path,
                was,
                blob,
            });
        }
        self.places.extend(moved);
        Ok(())
    }

    pub(super) fn walk(self, cut: Option<Error>) -> Walk {
        let mut documents: Vec<_> = self
            .documents
            .into_iter()
            .map(|mut versions| {
                versions.reverse();
                Document { versions }
            })
            .collect();
        documents.sort_by(|a, b| a.path().cmp(b.path()));
        Walk {
            commits: self.commits,
            walked: self.walked,
            documents,
            cut,
        }
    }
}

/// What a commit does to one file.
enum Event {
    Written {
        path: String,
        was: Option<String>,
        blob: ObjectId,
    },
    Removed {
        path: String,
    },
}

/// A change of a tree entry as what happens to files; links and submodules are no texts.
fn events_of(change: &Change<'_, '_, '_>) -> Vec<Event> {
    let written = |path: &BStr, was: Option<&BStr>, blob: ObjectId| Event::Written {
        path: path.to_str_lossy().into_owned(),
        was: was.map(|was| was.to_str_lossy().into_owned()),
        blob,
    };
    let removed = |path: &BStr| Event::Removed {
        path: path.to_str_lossy().into_owned(),
    };
    match *change {
        Change::Addition {
            location,
            entry_mode,
            id,
            ..
        } if entry_mode.is_blob() => vec![written(location, None, id.detach())],
        Change::Deletion {
            location,
            entry_mode,
            ..
        } if entry_mode.is_blob() => vec![removed(location)],
        Change::Modification {
            location,
            previous_entry_mode,
            entry_mode,
            previous_id,
            id,
        } => match (previous_entry_mode.is_blob(), entry_mode.is_blob()) {
            (true, true) if previous_id == id => Vec::new(),
            (_, true) => vec![written(location, None, id.detach())],
            (true, false) => vec![removed(location)],
            (false, false) => Vec::new(),
        },
        Change::Rewrite {
            source_location,
            entry_mode,
            location,
            id,
            ..
        } if entry_mode.is_blob() => vec![written(location, Some(source_location), id.detach())],
        _ => Vec::new(),
    }
}

fn describe(commit: &gix::Commit<'_>) -> gix::Result<Commit> {
    let time = commit.time()?;
    let date = time.to_zoned().unwrap_or_else(|_| {
        // A date out of range is as good as none.
        jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC)
    });
    Ok(Commit {
        id: commit.id.to_string(),
        date,
        author: commit.author()?.name.to_str_lossy().into_owned(),
        title: commit.message()?.summary().to_str_lossy().into_owned(),
    })
}
