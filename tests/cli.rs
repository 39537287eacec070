//! The program as its users call it: output, errors and exit codes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn clausewise(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clausewise"))
        .current_dir(folder)
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

#[test]
fn a_missing_file_does_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.txt"),
        "You must not use the Model for commercial purposes.\n",
    )
    .unwrap();
    let output = clausewise(
        folder.path(),
        &["extract", "nowhere.txt", "a.txt", "--format", "jsonl"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "clausewise: no file `nowhere.txt`: check the path\n"
    );
    assert!(
        stdout(&output).contains("\"topic\":\"commercial-use\",\"effect\":\"forbids\""),
        "{}",
        stdout(&output)
    );
}

#[test]
fn bad_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("binary"), [0x7f, b'E', 0, 0]).unwrap();
    fs::write(folder.path().join("broken.txt"), b"You may \xff use it.").unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    let output = clausewise(
        folder.path(),
        &["extract", "binary", "broken.txt", "empty.txt"],
    );
    assert_eq!(output.status.code(), Some(2));
    let errors = stderr(&output);
    let lines: Vec<_> = errors.lines().collect();
    assert_eq!(lines.len(), 3, "{errors}");
    assert!(
        lines[0].starts_with("clausewise: `binary` is not text"),
        "{errors}"
    );
    assert!(
        lines[1].starts_with("clausewise: `broken.txt` is not valid UTF-8")
            && lines[1].contains("offset 8"),
        "{errors}"
    );
    assert_eq!(
        lines[2],
        "clausewise: `empty.txt` is empty: there is nothing to read"
    );
}

#[test]
fn a_mistyped_topic_is_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let output = clausewise(
        folder.path(),
        &["extract", "--topic", "usage-treshold", "-"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "clausewise: unknown topic `usage-treshold`: did you mean `usage-threshold`?\n"
    );
}

#[test]
fn a_folder_is_read_in_order_without_what_is_ignored() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        (".gitignore", "no.txt\n"),
        ("b.txt", "You must not sell it."),
        ("a", "You may modify it."),
        ("no.txt", "Never."),
        ("image.png", "\u{0}"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = clausewise(folder.path(), &["extract", "--format", "jsonl", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let sources: Vec<_> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["source"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(sources, ["./a", "./b.txt"]);
}

#[test]
fn threads_do_not_change_the_output() {
    let specimens = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/specimens");
    let one = clausewise(
        Path::new("."),
        &["extract", "--format", "jsonl", "--jobs", "1", specimens],
    );
    let eight = clausewise(
        Path::new("."),
        &["extract", "--format", "jsonl", "--jobs", "8", specimens],
    );
    assert!(one.stdout.len() > 10_000);
    assert!(
        one.stdout == eight.stdout,
        "the output depends on the number of threads"
    );
}

#[test]
fn diff_tells_by_its_exit_code_whether_anything_changed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.txt"),
        "You may sublicense the Model.\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("b.txt"),
        "You may not sublicense the Model.\n",
    )
    .unwrap();
    let same = clausewise(folder.path(), &["diff", "a.txt", "a.txt"]);
    assert_eq!(
        (same.status.code(), stdout(&same).lines().next()),
        (
            Some(0),
            Some("0 changes of substance; 0 only reworded or moved, 1 unchanged")
        )
    );
    let changed = clausewise(folder.path(), &["diff", "a.txt", "b.txt"]);
    assert_eq!(changed.status.code(), Some(1));
    let expected = "\
1 change of substance, 1 stricter; 0 only reworded or moved, 0 unchanged

stricter altered forbids sublicensing  a.txt:1 → b.txt:1
  permits became forbids
    You may {+not +}sublicense the Model.

";
    assert_eq!(stdout(&changed), expected);
    let missing = clausewise(folder.path(), &["diff", "a.txt", "c.txt"]);
    assert_eq!(
        (missing.status.code(), stderr(&missing).as_str()),
        (Some(2), "clausewise: no file `c.txt`: check the path\n")
    );
}

#[test]
fn diff_writes_what_its_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.txt",
        "You may sublicense the Model.\n\nYou must show \"Built on Lark\".\n",
    );
    write("b.txt", "You must show \"Built on Wren\".\n");
    write("c.txt", "You may sublicense the Model.\n");
    let schema = crate::schema::schema("diff.schema.json");
    for arguments in [
        &["diff", "a.txt", "b.txt", "--format", "json"][..],
        &[
            "diff",
            "a.txt",
            "--against",
            "b.txt",
            "c.txt",
            "--format",
            "jsonl",
        ],
    ] {
        let output = clausewise(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            crate::schema::problems(&schema, &value),
            Vec::<String>::new()
        );
    }
}

#[test]
fn a_clause_in_another_document_is_moved() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.txt",
        "You may not sublicense the Model.\n\nYou may modify the Model.\n",
    );
    write("b.txt", "You may modify the Model.\n");
    write("c.txt", "You may not sublicense the Model.\n");
    let output = clausewise(
        folder.path(),
        &["diff", "a.txt", "--against", "b.txt", "c.txt", "--all"],
    );
    assert_eq!(output.status.code(), Some(0));
    let expected = "\
0 changes of substance; 1 only reworded or moved, 1 unchanged

neutral moved forbids sublicensing  a.txt:1 → c.txt:1
    You may not sublicense the Model.

";
    assert_eq!(stdout(&output), expected);
}

#[test]
fn diff_shows_the_whole_text_with_a_margin() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.txt", "We made this.\n\nYou may sublicense it.\n");
    write("b.txt", "We made this.\n\nYou may not sublicense it.\n");
    let output = clausewise(folder.path(), &["diff", "a.txt", "b.txt", "--words"]);
    let margin = " ".repeat(34);
    let label = format!("{:34}", "altered sublicensing");
    let expected = format!(
        "a.txt → b.txt\n\n{margin} │ We made this.\n{label} │ You may {{+not+}} sublicense it.\n\n"
    );
    assert_eq!(stdout(&output), expected);
}

#[test]
fn a_side_without_text_is_trouble() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "You may use it.\n").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::create_dir(folder.path().join("binaries")).unwrap();
    fs::write(folder.path().join("binaries/a"), [0x7f, b'E', 0, 0]).unwrap();
    for (side, said) in [
        (
            "empty",
            "clausewise: no file in folder `empty`: name a folder that holds texts\n",
        ),
        (
            "binaries",
            "clausewise: no text in `binaries`: name files or folders that hold texts\n",
        ),
    ] {
        let output = clausewise(folder.path(), &["diff", "a.txt", side]);
        assert_eq!(
            (output.status.code(), stderr(&output).as_str()),
            (Some(2), said)
        );
    }
}

#[test]
fn a_text_in_another_language_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("zh.txt"),
        "您不得将本模型用于军事目的。\n",
    )
    .unwrap();
    let output = clausewise(folder.path(), &["extract", "zh.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stderr(&output),
        "clausewise: no clause in `zh.txt`: it seems not to be in English, the only language that is read\n"
    );
}

#[test]
fn anchors_are_listed_once() {
    let output = clausewise(Path::new("."), &["patterns", "anchors"]);
    let text = stdout(&output);
    let lines: Vec<_> = text.lines().collect();
    assert!(lines.len() > 1_000, "{} anchors", lines.len());
    assert!(
        lines.is_sorted_by(|a, b| a < b),
        "an anchor is there twice, or they are not sorted"
    );
    assert!(
        lines.contains(&"monthly active users") && !text.contains('*'),
        "{text}"
    );
}
