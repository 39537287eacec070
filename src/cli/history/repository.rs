//! Git repositories, read as they are: bare or not, nothing is checked out, nothing is written.

use std::path::{Component, Path, PathBuf};

use clausewise::error::Error;
use clausewise::history::Commit;
use gix::ObjectId;
use gix::bstr::ByteSlice;

use super::tracks::Tracks;

/// Bytes of decoded trees and commits that are kept while walking; neighbours share most of their trees.
const CACHE: usize = 16 * 1024 * 1024;

/// A repository, and which of its files are looked at.
pub(super) struct Repository {
    shared: gix::ThreadSafeRepository,
    /// Path of a file or folder in the repository; empty for all of it.
    scope: String,
    /// The folder that it lies in, as seen from the place that the user gave.
    root: String,
}

/// A document of a repository with its versions, the oldest one first.
pub(super) struct Document {
    /// Its versions. A file that was renamed is one document.
    pub(super) versions: Vec<Version>,
}

/// What a commit made of a document.
pub(super) struct Version {
    /// Number of the commit in [`Walk::commits`].
    pub(super) commit: usize,
    /// Where it lay then.
    pub(super) path: String,
    /// Where it had lain before, if the commit moved it.
    pub(super) was: Option<String>,
    /// Its content; none where it was removed.
    pub(super) blob: Option<ObjectId>,
}

/// The way from the newest commit to the oldest one.
pub(super) struct Walk {
    /// Commits that made something of a document, the newest one first.
    pub(super) commits: Vec<Commit>,
    /// How many commits there are in all.
    pub(super) walked: usize,
    /// The documents, in the order of the paths that they had last.
    pub(super) documents: Vec<Document>,
    /// Why the walk could not go on to the first commit.
    pub(super) cut: Option<Error>,
}

impl Repository {
    /// Finds the repository that a place lies in; the place is a repository, or a folder or a file in its work tree.
    pub(super) fn open(place: &Path, path: Option<&str>) -> Result<Repository, Error> {
        let shown = place.display().to_string();
        // A file that is no longer there has a history too.
        let there = place
            .ancestors()
            .map(|ancestor| match ancestor.as_os_str().is_empty() {
                true => Path::new("."),
                false => ancestor,
            })
            .find(|ancestor| ancestor.exists())
            .ok_or_else(|| no_repository(&shown))?;
        let folder = match there.is_dir() {
            true => there,
            false => there
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new(".")),
        };
        let shared =
            gix::ThreadSafeRepository::discover(folder).map_err(|_| no_repository(&shown))?;
        let mut scope = within(&shared, there, place);
        if let Some(path) = path {
            if place.is_file() {
                return Err(Error::new(format!(
                    "`{shown}` is a file already: leave out --path, or give the repository"
                )));
            }
            scope = normal(&Path::new(&scope).join(path));
        }
        let root = shared.work_dir().unwrap_or(shared.path());
        let root = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        };
        Ok(Repository {
            root: root.display().to_string(),
            shared,
            scope,
        })
    }

    /// The folder that the repository lies in.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// The path that is looked at; empty for the whole repository.
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    /// A handle of its own for a thread.
    pub(super) fn reader(&self) -> Reader {
        Reader {
            local: self.shared.to_thread_local(),
        }
    }

    /// Whether a file is looked at without being named: it is below the scope and not hidden.
    pub(super) fn wants(&self, path: &str) -> bool {
        let rest = match self.scope.is_empty() {
            true => Some(path),
            false => path.strip_prefix(&self.scope),
        };
        rest.is_some_and(|rest| {
            rest.is_empty()
                || (self.scope.is_empty() || rest.starts_with('/'))
                    && !rest.split('/').any(|part| part.starts_with('.'))
        })
    }

    /// Walks from the newest commit to the oldest one along first parents.
    pub(super) fn walk(&self) -> Result<Walk, Error> {
        let mut local = self.shared.to_thread_local();
        local.object_cache_size_if_unset(CACHE);
        let head = local.head_commit().map_err(|error| {
            Error::new(format!(
                "no commit in `{}`: {error}; its HEAD must name a branch that has commits",
                self.root
            ))
        })?;
        let mut tracks = Tracks::new(self);
        let cut = tracks
            .follow(&local, head)
            .map_err(|error| Error::new(format!("cannot read `{}`: {error}", self.root)))?;
        let walk = tracks.walk(cut);
        if walk.documents.is_empty() {
            return Err(self.nothing(&local));
        }
        Ok(walk)
    }

    /// Why there is nothing to tell: with the nearest path that there is.
    fn nothing(&self, local: &gix::Repository) -> Error {
        if self.scope.is_empty() {
            return Error::new(format!(
                "no file in the history of `{}`: there is nothing to read",
                self.root
            ));
        }
        let nearest = paths(local).into_iter().max_by(|a, b| {
            strsim::jaro_winkler(&self.scope, a).total_cmp(&strsim::jaro_winkler(&self.scope, b))
        });
        let hint = nearest.map_or_else(
            || "the newest commit has no file".to_owned(),
            |nearest| format!("did you mean `{nearest}`?"),
        );
        Error::new(format!(
            "no `{}` in the history of `{}`, now or before: {hint}",
            self.scope, self.root
        ))
    }
}

/// Reads contents, in one thread.
pub(super) struct Reader {
    local: gix::Repository,
}

impl Reader {
    /// The bytes of a content.
    pub(super) fn read(&self, blob: ObjectId) -> Result<Vec<u8>, Error> {
        let object = self.local.find_blob(blob);
        let mut object = object
            .map_err(|error| Error::new(format!("cannot read the content {blob}: {error}")))?;
        Ok(object.take_data())
    }
}

impl Document {
    /// The path that it has, or had last.
    pub(super) fn path(&self) -> &str {
        self.versions
            .last()
            .map_or("", |version| version.path.as_str())
    }
}

/// The paths of the files of the newest commit, for a hint.
fn paths(local: &gix::Repository) -> Vec<String> {
    let files = || -> gix::Result<Vec<String>> {
        let entries = local.head_tree()?.traverse().breadthfirst.files()?;
        Ok(entries
            .into_iter()
            .filter(|entry| entry.mode.is_blob())
            .map(|entry| entry.filepath.to_str_lossy().into_owned())
            .collect())
    };
    files().unwrap_or_default()
}

fn no_repository(shown: &str) -> Error {
    Error::new(format!(
        "`{shown}` is in no git repository: name a repository, bare or not, or a folder or file in one"
    ))
}

/// The path that a place has in the repository; empty for a bare one and for the root.
fn within(shared: &gix::ThreadSafeRepository, there: &Path, place: &Path) -> String {
    let Some(root) = shared.work_dir().and_then(|root| root.canonicalize().ok()) else {
        return String::new();
    };
    let Ok(whole) = there.canonicalize() else {
        return String::new();
    };
    let rest = place.strip_prefix(there).unwrap_or(place);
    let rest = if rest == there { Path::new("") } else { rest };
    let inside = whole.strip_prefix(&root).unwrap_or(Path::new(""));
    if inside.starts_with(".git") {
        return String::new();
    }
    normal(&inside.join(rest))
}

/// A path with slashes, without `.` and `..`.
fn normal(path: &Path) -> String {
    let mut parts = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part),
            Component::ParentDir => {
                parts.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    parts.to_string_lossy().replace('\\', "/")
}
