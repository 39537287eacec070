//! `clausewise history` over small repositories that the `git` program makes.

#![allow(clippy::unwrap_used, reason = "all of this file is test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

const TERMS: &str = "# Terms

You must not use the Model for commercial purposes.

You must not use the Outputs to train another language model.

This Agreement is governed by the laws of Norway.

See our [policy](https://a.example/policy).
";

fn git(folder: &Path, arguments: &[&str]) -> String {
    git_on(folder, "2024-01-01T00:00:00+00:00", arguments)
}

/// Runs git, untouched by what its user has set up.
fn git_on(folder: &Path, date: &str, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .envs([
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.org"),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.org"),
            ("GIT_AUTHOR_DATE", date),
            ("GIT_COMMITTER_DATE", date),
        ])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn commit(folder: &Path, day: &str, title: &str) {
    git(folder, &["add", "--all"]);
    let date = format!("{day}T12:00:00+02:00");
    git_on(folder, &date, &["commit", "--quiet", "--message", title]);
}

/// A repository in whose history all kinds of things happen.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    let terms = path.join("terms.md");
    fs::write(&terms, TERMS).unwrap();
    fs::write(path.join("logo.png"), b"\x89PNG\0\0").unwrap();
    commit(path, "2024-01-10", "First terms");
    fs::write(&terms, TERMS.replace("a.example", "b.example")).unwrap();
    commit(path, "2024-02-10", "Policy moved");
    let swedish = TERMS.replace("Norway", "Sweden");
    fs::write(&terms, &swedish).unwrap();
    commit(path, "2024-03-10", "Law of Sweden");
    fs::write(&terms, b"\0\0").unwrap();
    commit(path, "2024-04-10", "Broken upload");
    let training = "You must not use the Outputs to train another language model.\n\n";
    let free = swedish.replace(training, "");
    fs::write(&terms, &free).unwrap();
    commit(path, "2024-05-10", "Training is free");
    fs::create_dir(path.join("legal")).unwrap();
    fs::remove_file(&terms).unwrap();
    let terms = path.join("legal/terms.md");
    fs::write(&terms, free.replace("a.example", "c.example")).unwrap();
    commit(path, "2024-06-10", "Legal things together");
    fs::write(&terms, &swedish).unwrap();
    commit(path, "2024-07-10", "Training is not free");
    folder
}

/// The patterns of the topics that the texts here are about; all of them would take longer to make ready.
fn patterns() -> &'static Path {
    static PATTERNS: OnceLock<TempDir> = OnceLock::new();
    let folder = PATTERNS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns");
        for topic in [
            "commercial-use.toml",
            "governing-law.toml",
            "license-grant.toml",
            "output-training.toml",
        ] {
            fs::copy(all.join(topic), folder.path().join(topic)).unwrap();
        }
        folder
    });
    folder.path()
}

fn history(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clausewise"))
        .current_dir(folder)
        .args(["history", "--only-patterns", "--patterns"])
        .arg(patterns())
        .args(arguments)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Each version that is told, in one line.
fn told(output: &Output) -> Vec<String> {
    let lines = stdout(output);
    let lines = lines.lines();
    lines
        .map(|line| {
            let entry: Value = serde_json::from_str(line).unwrap();
            let changes: Vec<_> = entry["changes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| format!(" {} {}", text(&one["kind"]), text(&one["topic"])))
                .collect();
            format!(
                "{} {} {}{}",
                &text(&entry["commit"]["date"])[..10],
                text(&entry["file"]),
                text(&entry["event"]),
                changes.concat()
            )
        })
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

const TOLD: [&str; 4] = [
    "2024-07-10 legal/terms.md changes added output-training",
    "2024-05-10 terms.md changes removed output-training",
    "2024-03-10 terms.md changes altered governing-law",
    "2024-01-10 terms.md begins",
];

#[test]
fn a_history_tells_changes_of_substance() {
    let folder = repository();
    let output = history(folder.path(), &[".", "--format", "jsonl"]);
    assert_eq!(told(&output), TOLD);
    let broken = git(folder.path(), &["rev-parse", "--short=10", "HEAD~3"]);
    assert_eq!(
        stderr(&output),
        format!(
            "clausewise: in commit {} of 2024-04-10: `terms.md` is not text: NUL byte at offset 0; give a text, Markdown or HTML file (UTF-16 needs a byte order mark); this version is skipped\n",
            broken.trim()
        )
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn bare_packed_and_serial_are_the_same() {
    let folder = repository();
    let path = folder.path();
    git(path, &["clone", "--quiet", "--bare", ".", "bare.git"]);
    git(&path.join("bare.git"), &["gc", "--quiet", "--aggressive"]);
    for arguments in [
        &["bare.git", "--format", "jsonl"][..],
        &["bare.git", "--format", "jsonl", "--jobs", "1"],
        &["bare.git", "--format", "jsonl", "--path", "legal/"],
        &["legal", "--format", "jsonl"],
        &["legal/terms.md", "--format", "jsonl"],
        &["legal", "--path", "../legal/terms.md", "--format", "jsonl"],
    ] {
        assert_eq!(told(&history(path, arguments)), TOLD, "{arguments:?}");
    }
}

#[test]
fn what_is_asked_for_is_told() {
    let folder = repository();
    let cases: [(&[&str], &[&str]); 4] = [
        (&["--since", "2024-05-10"], &TOLD[..2]),
        (&["--since", "2024-05-11"], &TOLD[..1]),
        (&["--topic", "governing-law"], &TOLD[2..]),
        (&["--since", "2025-01-01"], &[]),
    ];
    for (arguments, expected) in cases {
        let arguments = [&[".", "--format", "jsonl"], arguments].concat();
        let output = history(folder.path(), &arguments);
        assert_eq!(told(&output), expected, "{arguments:?}");
    }
    let output = history(folder.path(), &[".", "--topic", "governing-law"]);
    let text = stdout(&output);
    assert_eq!(
        text.lines().last(),
        Some(
            "6 versions of 1 document in 7 commits: 2 told, 0 without change of substance, 2 with new link addresses only, 2 with changes of other topics, 1 skipped"
        )
    );
}

#[test]
fn text_reads_as_people_read_it() {
    let folder = repository();
    let id = |name: &str| {
        let id = git(folder.path(), &["rev-parse", "--short=10", name]);
        id.trim().to_owned()
    };
    let output = history(folder.path(), &["legal/terms.md", "--since", "2024-03-10"]);
    let expected = format!(
        "2024-07-10 legal/terms.md 1 change: 1 stricter; the text of 2024-03-10 ({law}) again
  {newest} Ada: Training is not free

2024-05-10 terms.md 1 change: 1 looser
  {free} Ada: Training is free
  looser removed forbids output-training  line 5 before
      [-You must not use the Outputs to train another language model.-]

2024-03-10 terms.md 1 change: 1 unclear
  {law} Ada: Law of Sweden
  unclear altered declares governing-law  line 7
    law: Norway → Sweden
      This Agreement is governed by the laws of [-Norway-]{{+Sweden+}}.

4 versions of 1 document in 7 commits: 3 told, 0 without change of substance, 1 with new link addresses only, 1 skipped
",
        newest = id("HEAD"),
        free = id("HEAD~2"),
        law = id("HEAD~4"),
    );
    // How a difference is put in words is the affair of `diff`.
    let text = stdout(&output);
    let lines = text.lines().filter(|line| !line.starts_with("    “"));
    let lines: Vec<_> = lines.collect();
    assert_eq!(lines, expected.lines().collect::<Vec<_>>());
}

#[test]
fn blame_says_since_when() {
    let folder = repository();
    let output = history(folder.path(), &[".", "--blame", "--format", "jsonl"]);
    let lines = stdout(&output);
    let origins: Vec<_> = lines
        .lines()
        .map(|line| {
            let clause: Value = serde_json::from_str(line).unwrap();
            let since = text(&clause["since"]["date"])[..10].to_owned();
            (text(&clause["topic"]).to_owned(), since)
        })
        .collect();
    let expected = [
        ("commercial-use", "2024-01-10"),
        ("output-training", "2024-07-10"),
        ("governing-law", "2024-03-10"),
    ]
    .map(|(topic, since)| (topic.to_owned(), since.to_owned()));
    assert_eq!(origins, expected);
    let output = history(folder.path(), &[".", "--blame"]);
    assert!(
        stdout(&output).contains("2024-03-10"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn a_removed_file_has_a_history() {
    let folder = repository();
    let path = folder.path();
    fs::write(path.join("other.txt"), "You may use the Model.\n").unwrap();
    commit(path, "2024-08-01", "Another one");
    fs::remove_file(path.join("other.txt")).unwrap();
    commit(path, "2024-09-01", "Not any more");
    fs::write(path.join("other.txt"), "You may use the Model.\n").unwrap();
    commit(path, "2024-10-01", "There again");
    fs::remove_file(path.join("other.txt")).unwrap();
    commit(path, "2024-11-01", "For good");
    for arguments in [&["other.txt"][..], &[".", "--path", "./other.txt"]] {
        let output = history(path, &[arguments, &["--format", "jsonl"]].concat());
        assert_eq!(
            told(&output),
            [
                "2024-11-01 other.txt ends",
                "2024-10-01 other.txt returns",
                "2024-09-01 other.txt ends",
                "2024-08-01 other.txt begins",
            ],
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert_eq!(output.status.code(), Some(0));
    }
    let blame = history(path, &["other.txt", "--blame", "--format", "jsonl"]);
    assert_eq!(stdout(&blame), "");
}

#[test]
fn a_feed_is_well_formed() {
    let folder = repository();
    let path = folder.path();
    let odd = TERMS.replace("purposes", "<purposes> & \u{8}\u{b} things");
    fs::write(path.join("legal/terms.md"), odd).unwrap();
    commit(path, "2024-08-01", "Odd <signs> & more");
    let output = history(path, &[".", "--format", "atom"]);
    let feed = stdout(&output);
    let mut reader = quick_xml::Reader::from_str(&feed);
    let (mut path, mut ids, mut dates) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
            }
            quick_xml::events::Event::End(_) => {
                path.pop().unwrap();
            }
            quick_xml::events::Event::Text(words) => {
                let words = words.to_string();
                match path.join("/").as_str() {
                    "feed/entry/id" => ids.push(words),
                    "feed/entry/updated" => dates.push(words),
                    _ => {}
                }
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    assert_eq!(dates[0], "2024-08-01T12:00:00+02:00");
    assert_eq!(dates.len(), 5);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5, "{feed}");
    assert!(ids.iter().all(|id| id.starts_with("urn:clausewise:")));
    assert!(!feed.contains(['\u{8}', '\u{b}']));
    assert_eq!(
        stdout(&history(folder.path(), &[".", "--format", "atom"])),
        feed
    );
}

#[test]
fn markdown_shows_words_as_they_are() {
    let folder = repository();
    let path = folder.path();
    let output = history(path, &[".", "--format", "md", "--topic", "governing-law"]);
    let shown = stdout(&output);
    for part in [
        "- **unclear** altered: declares governing-law, line 7; law: Norway → Sweden",
        "\n  > This Agreement is governed by the laws of <del>Norway</del><ins>Sweden</ins>.\n",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
    let output = history(path, &[".", "--format", "md", "--blame"]);
    let row =
        "| forbids | commercial-use | 3 | You must not use the Model for commercial purposes. |";
    assert!(stdout(&output).contains(row), "{}", stdout(&output));
}

#[test]
fn a_shallow_clone_is_told_as_far_as_it_goes() {
    let folder = repository();
    let path = folder.path();
    let address = format!("file://{}", path.display());
    let clone = ["clone", "--quiet", "--depth", "2", &address, "shallow"];
    git(path, &clone);
    let output = history(path, &["shallow", "--format", "jsonl"]);
    assert_eq!(
        told(&output),
        [
            "2024-07-10 legal/terms.md changes added output-training",
            "2024-06-10 legal/terms.md begins",
        ]
    );
    let edge = git(path, &["rev-parse", "HEAD~1"]);
    assert_eq!(
        stderr(&output),
        format!(
            "clausewise: `shallow` is a shallow clone: its history is known from commit {} on; fetch the rest with `git fetch --unshallow`\n",
            edge.trim()
        )
    );
    assert_eq!(output.status.code(), Some(2));
    // It is the repository that is shallow, not the file in it.
    let output = history(path, &["shallow/legal/terms.md"]);
    let message = stderr(&output);
    assert!(
        message.starts_with("clausewise: `shallow` is a shallow clone"),
        "{message}"
    );
}

#[test]
fn an_empty_version_is_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    for (day, content) in [
        ("2024-01-01", TERMS),
        ("2024-02-01", " \n"),
        ("2024-03-01", TERMS),
    ] {
        fs::write(path.join("terms.md"), content).unwrap();
        commit(path, day, "A version");
    }
    let output = history(path, &["terms.md", "--format", "jsonl"]);
    assert_eq!(told(&output), ["2024-01-01 terms.md begins"]);
    assert!(
        stderr(&output).ends_with("of 2024-02-01: `terms.md` is empty; this version is skipped\n"),
        "{}",
        stderr(&output)
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_version_that_is_no_utf_8_is_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch=main"]);
    let swedish = TERMS.replace("Norway", "Sweden");
    for (day, content) in [
        ("2024-01-01", TERMS.as_bytes()),
        ("2024-02-01", b"You may \xff use the Model."),
        ("2024-03-01", swedish.as_bytes()),
    ] {
        fs::write(path.join("terms.md"), content).unwrap();
        commit(path, day, "A version");
    }
    let output = history(path, &["terms.md", "--format", "jsonl"]);
    assert_eq!(
        told(&output),
        [
            "2024-03-01 terms.md changes altered governing-law",
            "2024-01-01 terms.md begins"
        ]
    );
    let message = stderr(&output);
    for part in [
        "of 2024-02-01: `terms.md` is not valid UTF-8",
        "offset 8",
        "this version is skipped\n",
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(message.lines().count(), 1, "{message}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn bad_input_is_told_apart() {
    let folder = repository();
    let path = folder.path();
    let outside = tempfile::tempdir().unwrap();
    let outside = outside.path().display().to_string();
    git(path, &["init", "--quiet", "--initial-branch=main", "new"]);
    let none = format!(
        "clausewise: `{outside}` is in no git repository: name a repository, bare or not, or a folder or file in one\n"
    );
    let cases: [(&[&str], &str); 7] = [
        (&[&outside], &none),
        (
            &[".", "--path", "legal/term.md"],
            "clausewise: no `legal/term.md` in the history of `.`, now or before: did you mean `legal/terms.md`?\n",
        ),
        (
            &["legal/term.md"],
            "clausewise: no `legal/term.md` in the history of `.`, now or before: did you mean `legal/terms.md`?\n",
        ),
        (
            &[".", "--since", "2024-1-1"],
            "clausewise: `2024-1-1` is no day: --since takes a date as YYYY-MM-DD, such as 2025-03-31\n",
        ),
        (
            &[".", "--topic", "governing-laws"],
            "clausewise: unknown topic `governing-laws`: did you mean `governing-law`?\n",
        ),
        (
            &[".", "--blame", "--format", "atom"],
            "clausewise: a feed tells changes: leave out --blame, or take another --format\n",
        ),
        (
            &["legal/terms.md", "--path", "x"],
            "clausewise: `legal/terms.md` is a file already: leave out --path, or give the repository\n",
        ),
    ];
    for (arguments, expected) in cases {
        let output = history(path, arguments);
        assert_eq!(stderr(&output), expected, "{arguments:?}");
        assert_eq!(stdout(&output), "");
        assert_eq!(output.status.code(), Some(2));
    }
    let output = history(path, &["new"]);
    assert!(
        stderr(&output).starts_with("clausewise: no commit in `new`: "),
        "{}",
        stderr(&output)
    );
    let output = history(path, &["logo.png"]);
    assert!(
        stderr(&output).contains("`logo.png` is not text"),
        "{}",
        stderr(&output)
    );
    assert_eq!(output.status.code(), Some(2));
}

/// The fields that the schema says a shape has, all of them required.
fn fields(schema: &Value, name: &str) -> Vec<String> {
    let required = schema["$defs"][name]["required"].as_array().unwrap();
    let mut fields: Vec<_> = required.iter().map(|one| text(one).to_owned()).collect();
    fields.sort_unstable();
    fields
}

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn json_has_the_fields_of_its_schema() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/history.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let folder = repository();
    let json = |arguments: &[&str]| -> Value {
        let output = history(folder.path(), arguments);
        let first = stdout(&output);
        let first = match arguments.contains(&"jsonl") {
            true => first.lines().next().unwrap(),
            false => &first,
        };
        serde_json::from_str(first).unwrap()
    };
    let timeline = json(&[".", "--format", "json"]);
    let entry = &timeline["entries"][2];
    let blame = json(&[".", "--format", "json", "--blame"]);
    for (name, value) in [
        ("timeline", &timeline),
        ("counts", &timeline["counts"]),
        ("entry", entry),
        ("commit", &entry["commit"]),
        ("change", &entry["changes"][0]),
        ("words", &entry["changes"][0]["old"]),
        ("blame", &blame),
        ("standing", &blame["clauses"][0]),
        ("timelineLine", &json(&[".", "--format", "jsonl"])),
        ("blameLine", &json(&[".", "--format", "jsonl", "--blame"])),
    ] {
        let mut keys = keys(value);
        keys.sort_unstable();
        assert_eq!(keys, fields(&schema, name), "{name}");
    }
    assert_eq!(timeline["schema"], schema["$defs"]["schema"]["const"]);
}
