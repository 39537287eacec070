//! What the house style asks of the source and can be checked: heads, sizes, the order of modules, and
//! that no vendor, model or document is named in a pattern.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
}

fn project(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        ending,
        &mut found,
    );
    assert!(!found.is_empty());
    found
}

#[test]
fn source_files_have_a_head_and_stay_short() {
    let mut problems = Vec::new();
    for path in project("src", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//!") {
            problems.push(format!("{}: no `//!` head", path.display()));
        }
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        if own.lines().count() > 400 {
            problems.push(format!(
                "{}: {} lines without tests, at most 400",
                path.display(),
                own.lines().count()
            ));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A module uses only those above it in `lib.rs`.
#[test]
fn modules_use_only_those_above_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let library = fs::read_to_string(root.join("lib.rs")).unwrap();
    let modules: Vec<_> = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.len() > 10, "{modules:?}");
    let mut problems = Vec::new();
    for (at, module) in modules.iter().enumerate() {
        let mut own = vec![root.join(format!("{module}.rs"))];
        if root.join(module).is_dir() {
            files(&root.join(module), "rs", &mut own);
        }
        for path in own {
            let text = fs::read_to_string(&path).unwrap();
            for below in &modules[at + 1..] {
                if text.lines().any(|line| {
                    !line.trim_start().starts_with("//")
                        && line.contains(&format!("crate::{below}"))
                }) {
                    problems.push(format!(
                        "{} uses `{below}`, which is below it",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Publishers and products of the field, as `corpus/registry.toml` names them.
#[test]
fn patterns_name_nobody() {
    let registry =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/registry.toml")).unwrap();
    let registry: toml::Table = toml::from_str(&registry).unwrap();
    let common = [
        "the",
        "and",
        "open",
        "model",
        "foundation",
        "research",
        "license",
        "software",
        "community",
        "google",
        "commons",
        "creative",
        "institute",
        "ai",
        "of",
        "for",
        "inc",
        "cloud",
        "linux",
    ];
    let mut names: Vec<String> = registry["document"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["publisher"].as_str().unwrap().to_lowercase())
        .collect();
    names.extend(
        [
            "llama", "gemma", "qwen", "claude", "gpt", "mistral", "hunyuan", "exaone", "falcon",
            "deepseek", "kimi", "grok", "nemotron", "google",
        ]
        .map(str::to_owned),
    );
    names.retain(|name| name.len() > 3 && !common.contains(&name.as_str()));
    names.sort();
    names.dedup();
    for path in project("patterns", "toml") {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for name in &names {
            let is_named = text.match_indices(name.as_str()).any(|(at, _)| {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !is_letter(text[..at].chars().next_back())
                    && !is_letter(text[at + name.len()..].chars().next())
            });
            assert!(!is_named, "{} names `{name}`", path.display());
        }
    }
}
