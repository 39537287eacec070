//! Makes the built-in patterns ready when the program is built: lists the files of `patterns/`, and writes
//! the index of them. It reads them with the library's own modules, of which it needs these parts.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "the library uses what this program does not"
)]

mod error;
mod program;
mod span;

mod fold {
    mod contraction;
    mod letters;
    mod words;
    pub(crate) use words::as_folded;
}

mod effect {
    pub(crate) mod alike;
    mod kind;
    mod table;
    pub use kind::Effect;
    pub(crate) use table::phrases;
}

mod param {
    mod kind;
    pub use kind::{Kind, Value};
}

mod pack;

mod matcher {
    mod head;
    mod index;
    mod packed;
    mod phrase;
    mod trie;
    pub(crate) use index::Index;
}

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use matcher::Index;
use pack::{Pack, PackFile};

fn main() {
    println!("cargo::rerun-if-changed=patterns");
    println!("cargo::rerun-if-changed=src");
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("patterns");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let mut files = Vec::new();
    let mut code = String::from("static FILES: &[(&str, &str)] = &[\n");
    for path in paths {
        let name = path
            .strip_prefix(&root)
            .expect("it was found there")
            .to_str()
            .expect("names are ASCII")
            .replace('\\', "/");
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("a string takes it");
        files.push(PackFile {
            path: name,
            text: fs::read_to_string(&path).expect("a pattern file is text"),
        });
    }
    code.push_str("];\nstatic INDEX: &[u8] = include_bytes!(\"index\");\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let write = |name: &str, content: &[u8]| {
        fs::write(out.join(name), content).expect("the build folder can be written");
    };
    write("builtin.rs", code.as_bytes());
    match Pack::load(&files) {
        Ok(pack) => write("index", &Index::new(pack).write()),
        Err(error) => {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("patterns/ is part of the source") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
}
