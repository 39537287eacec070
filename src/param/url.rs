//! Addresses on the web.

use std::sync::LazyLock;

use regex::Regex;

/// The beginning of an address: a scheme, `www.`, a host with a path, or a host under one of the
/// domains that legal texts link to (others may be names of files).
static BEGINNING: LazyLock<Regex> = LazyLock::new(|| {
    let edge = "(?:^|[^[:alnum:]@._/-])";
    let host = r"(?:[[:alnum:]](?:[[:alnum:]-]*[[:alnum:]])?\.)+";
    let domain = "ai|app|biz|ch|cn|co|com|de|dev|edu|eu|fr|gov|info|int|io|jp|kr|net|org|uk|us";
    let bare = format!(r"www\.{host}[a-z]|{host}(?:[a-z]{{2,}}(?::[0-9]+)?/|(?:{domain})(?-u:\b))");
    Regex::new(&format!(
        "(?i)(?<full>https?://[[:alnum:]])|{edge}(?<bare>{bare})"
    ))
    .expect("a fixed pattern")
});

/// The first address in the words, without the signs of the sentence or the markup around it.
pub(super) fn read(shown: &str) -> Option<String> {
    let found = BEGINNING.captures(shown)?;
    let start = found.name("full").or_else(|| found.name("bare"))?.start();
    let rest = &shown[start..];
    let address = trimmed(&rest[..end(rest)]);
    let mut plain = String::with_capacity(address.len());
    let mut characters = address.chars().peekable();
    while let Some(character) = characters.next() {
        let is_escape =
            character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        if !is_escape {
            plain.push(character);
        }
    }
    Some(plain)
}

/// Length of the address that `rest` begins with: up to a character that no address holds, or to a
/// bracket that was not opened in it.
fn end(rest: &str) -> usize {
    const OUTSIDE: &str = "<>\"`|{}^。、";
    let mut round = 0_usize;
    let mut square = 0_usize;
    for (at, character) in rest.char_indices() {
        let depth = match character {
            '(' | ')' => &mut round,
            '[' | ']' => &mut square,
            c if (c.is_whitespace() || c.is_control() || OUTSIDE.contains(c)) => return at,
            _ => continue,
        };
        match character {
            '(' | '[' => *depth += 1,
            _ if *depth == 0 => return at,
            _ => *depth -= 1,
        }
    }
    rest.len()
}

/// An address without the signs at its end that belong to the sentence or the markup.
fn trimmed(address: &str) -> &str {
    address.trim_end_matches(|c: char| ".,;:!?'*\\([".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (words, expected) in [
            ("https://acme.example/terms", "https://acme.example/terms"),
            (
                "at https://acme.example/terms.",
                "https://acme.example/terms",
            ),
            (
                "(see http://acme.example/a_b?c=d&e=f#g)",
                "http://acme.example/a_b?c=d&e=f#g",
            ),
            ("https://acme.example/a_(b)", "https://acme.example/a_(b)"),
            (
                "(https://acme.example/a_(b)).",
                "https://acme.example/a_(b)",
            ),
            (
                "[the terms](https://acme.example/terms), as",
                "https://acme.example/terms",
            ),
            (
                "[https://acme.example](https://acme.example/x)",
                "https://acme.example",
            ),
            ("<https://acme.example/x>", "https://acme.example/x"),
            ("\"https://acme.example/x\"", "https://acme.example/x"),
            ("**https://acme.example/x**", "https://acme.example/x"),
            (
                "https://acme.example/use\\_policy",
                "https://acme.example/use_policy",
            ),
            ("HTTPS://ACME.EXAMPLE/X", "HTTPS://ACME.EXAMPLE/X"),
            ("visit www.acme.example today", "www.acme.example"),
            (
                "found at ai.acme.dev/model/policy",
                "ai.acme.dev/model/policy",
            ),
            ("found at acme.ai.", "acme.ai"),
            ("mail legal@acme.com or see acme.org", "acme.org"),
            ("acme.example:8080/x", "acme.example:8080/x"),
            (
                "https://a.example and https://b.example",
                "https://a.example",
            ),
            ("https://acme.example/x。以及", "https://acme.example/x"),
        ] {
            assert_eq!(read(words).as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for words in [
            "",
            "the website",
            "e.g. a page",
            "U.S./EU law",
            "LICENSE.txt and README.md",
            "and/or",
            "https://",
            "version 1.0/2.0",
            "legal@acme.com",
            "use.",
            "Terms.Of",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
