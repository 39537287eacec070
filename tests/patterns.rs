//! The built-in patterns: their checks, their examples, their generality.

use clausewise::builtin;
use clausewise::example::{self, Outcome};
use clausewise::matcher::Matcher;
use clausewise::pack::{Pack, PackFile};

#[test]
fn built_in_files_have_no_problem() {
    if let Err(error) = Pack::check(&builtin::files()) {
        panic!("{error}");
    }
}

#[test]
fn examples_come_out_as_expected() {
    let matcher = Matcher::new(Pack::load(&builtin::files()).unwrap());
    let run = example::run(&matcher);
    assert!(
        run.outcomes.len() > 300,
        "only {} examples were run",
        run.outcomes.len()
    );
    let failed: Vec<_> = run
        .outcomes
        .iter()
        .filter(|(_, outcome)| !matches!(outcome, Outcome::Right | Outcome::Gap))
        .map(|(example, outcome)| format!("{}:{}: {outcome:?}", example.file, example.line))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(
        run.unused.is_empty(),
        "no example shows these at work: {}",
        run.unused.join(", ")
    );
}

fn file(path: &str, text: &str) -> PackFile {
    PackFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let text = r#"
[topic]
id = "other"
title = "A topic"
group = "nowhere"
effects = ["forbids", "maybe"]
weight = 3

[[pattern]]
id = "a"
anchors = ["Upper case"]
with = [["{{numbers}}"]]
set = { colour = "red" }

[[example]]
text = "Nothing."
clauses = []
"#;
    let error = Pack::load(&[file("topic.toml", text)])
        .unwrap_err()
        .to_string();
    let expected = "\
the pattern files have problems
topic.toml:3:6: id `other` is not the file's name, `topic`
  | id = \"other\"
  |      ^
topic.toml:5:9: unknown group `nowhere`, expected one of `rights`, `derivatives`, `attribution`, `output`, `use`, `control`, `data`, `legal`
  | group = \"nowhere\"
  |         ^
topic.toml:6:23: unknown effect `maybe`, expected one of `permits`, `forbids`, `requires`, `declares`
  | effects = [\"forbids\", \"maybe\"]
  |                       ^
topic.toml:11:12: phrase `Upper case` can match nothing: folded text is in lower case, with straight quotes, `-` and single blanks
  | anchors = [\"Upper case\"]
  |            ^
topic.toml:12:10: there is no list `{{numbers}}`
  | with = [[\"{{numbers}}\"]]
  |          ^
topic.toml:13:9: `set` names `colour`, which is no param of topic `other`
  | set = { colour = \"red\" }
  |         ^
topic.toml:15:1: an example without clauses must say `why`
  | [[example]]
  | ^";
    assert_eq!(error, expected);
}

#[test]
fn a_list_stands_for_its_phrases() {
    let text = r#"
[lists]
number = ["1*", "2*", "ten"]
[topic]
id = "sizes"
title = "Sizes"
group = "rights"
effects = ["forbids"]
weight = 3
[[pattern]]
id = "a"
anchors = ["more than"]
with = [["{{number}}", "hundred"]]
[[example]]
text = "You must not use it with more than 25 seats."
clauses = [{ effect = "forbids" }]
[[example]]
text = "You must not use it for more than ten seats, nor for more than a hundred."
clauses = [{ effect = "forbids" }]
[[example]]
why = "a number that is not in the list"
text = "You must not use it with more than 40 seats."
clauses = []
"#;
    let matcher = Matcher::new(Pack::load(&[file("sizes.toml", text)]).unwrap());
    for (example, outcome) in example::run(&matcher).outcomes {
        assert!(
            matches!(outcome, Outcome::Right),
            "{}: {outcome:?}",
            example.text
        );
    }
}

#[test]
fn an_unknown_field_is_refused() {
    let error = Pack::load(&[file("a.toml", "[topic]\nid = \"a\"\ntitel = \"A\"\n")])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("a.toml:3:1: unknown field `titel`"),
        "{error}"
    );
}
