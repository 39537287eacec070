//! The machine-readable outputs against their schemas.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

/// What of a value a schema does not allow. Knows the keywords that the schemas of the project use, and
/// refuses others.
pub(crate) fn problems(schema: &Json, value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Json, schema: &Json, value: &Json, at: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let is_right = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let path = rule.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(path).unwrap(), value, at, found);
                true
            }
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "type" => is_of(rule.as_str().unwrap(), value),
            "anyOf" => rule.as_array().unwrap().iter().any(|one| {
                let mut inner = Vec::new();
                check(root, one, value, at, &mut inner);
                inner.is_empty()
            }),
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{at}[{n}]"), found);
                }
                true
            }
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|name| value.get(name.as_str().unwrap()).is_some()),
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(root, rule, value, &format!("{at}.{name}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                for (name, value) in value.as_object().into_iter().flatten() {
                    let at = format!("{at}.{name}");
                    if known.is_some_and(|known| known.get(name).is_some()) {
                        continue;
                    } else if rule == &Json::Bool(false) {
                        found.push(format!("{at}: not known"));
                    } else {
                        check(root, rule, value, &at, found);
                    }
                }
                true
            }
            other => panic!("{at}: this check does not know `{other}`"),
        };
        if !is_right {
            found.push(format!("{at}: {keyword} {rule}, but {value}"));
        }
    }
}

fn is_of(kind: &str, value: &Json) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no type `{other}`"),
    }
}

/// A schema of the project.
pub(crate) fn schema(name: &str) -> Json {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schemas")
        .join(name);
    serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()
}

#[test]
fn what_a_schema_forbids_is_found() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"type": "array", "items": {"enum": ["x", "y"]}}}
    });
    let good = serde_json::json!({"a": ["x", "y"]});
    assert_eq!(problems(&schema, &good), Vec::<String>::new());
    let bad = serde_json::json!({"a": ["z"], "b": 1});
    assert_eq!(
        problems(&schema, &bad),
        ["$.b: not known", "$.a[0]: enum [\"x\",\"y\"], but \"z\"",]
    );
    assert_eq!(
        problems(&schema, &serde_json::json!({})),
        ["$: required [\"a\"], but {}"]
    );
}
