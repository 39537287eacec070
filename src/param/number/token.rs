//! Words, figures and marks of folded text.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters only.
    Word,
    /// Digits, with the points, commas, apostrophes and blanks that group them.
    Figure,
    /// One character of any other kind, blanks left out.
    Mark,
}

/// A stretch of text without a blank round it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    pub(super) text: &'a str,
    /// Byte offset of its first character.
    pub(super) start: usize,
}

impl Token<'_> {
    /// Byte offset behind its last character.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Takes folded text apart.
pub(super) fn tokenize(folded: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = folded[start..].chars().next() {
        let rest = &folded[start..];
        let (kind, len) = match first {
            c if c.is_alphabetic() => (TokenKind::Word, letters(rest)),
            c if c.is_ascii_digit() => (TokenKind::Figure, figure(rest.as_bytes())),
            c => (TokenKind::Mark, c.len_utf8()),
        };
        if !first.is_whitespace() {
            tokens.push(Token {
                kind,
                text: &rest[..len],
                start,
            });
        }
        start += len;
    }
    tokens
}

fn letters(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len())
}

/// Length of the figure that `rest` begins with. Blanks group digits by threes, behind at most three.
fn figure(rest: &[u8]) -> usize {
    let mut len = digits(rest);
    if len <= 3 && rest.first() != Some(&b'0') {
        while rest.get(len) == Some(&b' ') && digits(&rest[len + 1..]) == 3 {
            len += 4;
        }
    }
    while rest.get(len).is_some_and(|byte| b".,'".contains(byte)) {
        match digits(&rest[len + 1..]) {
            0 => break,
            more => len += 1 + more,
        }
    }
    len
}

fn digits(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_apart_into_words_figures_and_marks() {
        let texts: Vec<_> = tokenize("us$10 000 000, 1,5m (§ 2.) 0 100 1234 567 é1")
            .iter()
            .map(|t| t.text)
            .collect();
        let expected = [
            "us",
            "$",
            "10 000 000",
            ",",
            "1,5",
            "m",
            "(",
            "§",
            "2",
            ".",
            ")",
            "0",
            "100",
            "1234",
            "567",
            "é",
            "1",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn tokens_know_their_place() {
        let text = "  é 1,000. ";
        for token in tokenize(text) {
            assert_eq!(&text[token.start..token.end()], token.text);
        }
    }
}
