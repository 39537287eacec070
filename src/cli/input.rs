//! Files, folders and standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clausewise::error::Error;
use clausewise::pack::PackFile;
use clausewise::source::Source;
use ignore::WalkBuilder;

/// A text to read: a path as given or found, or `-`.
#[derive(Clone, Debug)]
pub(super) struct Input {
    path: PathBuf,
    /// Whether it was found in a folder, where files that are no text are passed over.
    is_found: bool,
}

/// What came of reading an input.
pub(super) enum Reading {
    /// A text.
    Text(Source),
    /// A file in a folder that is no text.
    Passed,
    /// An error.
    Failed(Error),
}

/// The inputs that paths name: files as they are, folders with all files below them, in the order of their paths.
/// What `.gitignore` and the like name, and hidden files, are left out. Errors stand where the inputs would.
pub(super) fn inputs(paths: &[PathBuf]) -> Vec<Result<Input, Error>> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = inputs.len();
            folder(path, &mut inputs);
            if inputs.len() == before {
                inputs.push(Err(Error::new(format!(
                    "no file in folder `{}`: name a folder that holds texts",
                    path.display()
                ))));
            }
        } else {
            inputs.push(Ok(Input {
                path: path.clone(),
                is_found: false,
            }));
        }
    }
    inputs
}

fn folder(path: &Path, inputs: &mut Vec<Result<Input, Error>>) {
    let walk = WalkBuilder::new(path)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                inputs.push(Ok(Input {
                    path: entry.into_path(),
                    is_found: true,
                }));
            }
            Ok(_) => {}
            Err(error) => inputs.push(Err(Error::new(format!(
                "cannot read folder `{}`: {error}",
                path.display()
            )))),
        }
    }
}

impl Input {
    /// Reads and decodes it.
    pub(super) fn read(&self) -> Reading {
        let name = self.path.display().to_string();
        let bytes = if self.path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(&self.path)
        };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Reading::Failed(Error::new(format!("no file `{name}`: check the path")));
            }
            Err(error) => {
                return Reading::Failed(Error::new(format!("cannot read `{name}`: {error}")));
            }
        };
        match Source::new(name.clone(), bytes) {
            Ok(source) if source.text.trim().is_empty() && !self.is_found => Reading::Failed(
                Error::new(format!("`{name}` is empty: there is nothing to read")),
            ),
            Ok(source) => Reading::Text(source),
            Err(_) if self.is_found => Reading::Passed,
            Err(error) => Reading::Failed(error),
        }
    }
}

/// The pattern files below a folder.
pub(super) fn pattern_files(folder: &Path) -> Result<Vec<PackFile>, Error> {
    let shown = folder.display();
    if !folder.is_dir() {
        return Err(Error::new(format!(
            "no folder `{shown}`: --patterns takes a folder with .toml files"
        )));
    }
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder)
        .standard_filters(false)
        .sort_by_file_path(Path::cmp)
        .build()
    {
        let entry =
            entry.map_err(|error| Error::new(format!("cannot read folder `{shown}`: {error}")))?;
        if entry
            .path()
            .extension()
            .is_none_or(|extension| extension != "toml")
        {
            continue;
        }
        let text = fs::read_to_string(entry.path()).map_err(|error| {
            Error::new(format!("cannot read `{}`: {error}", entry.path().display()))
        })?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        files.push(PackFile {
            path: path.to_string_lossy().replace('\\', "/"),
            text,
        });
    }
    if files.is_empty() {
        return Err(Error::new(format!(
            "no .toml file in folder `{shown}`: patterns/README.md says how to write one"
        )));
    }
    Ok(files)
}
