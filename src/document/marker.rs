//! Markers: what numbers a section or an item, at the start of its text.

use std::ops::Range;

use super::worded;

/// A marker at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Where the text behind it starts.
    pub(super) len: usize,
    /// The number without punctuation; empty for a bullet.
    pub(super) label: Range<usize>,
    pub(super) punct: Punct,
    /// What it counts, most likely reading first ("i" is a letter or a Roman number).
    pub(super) readings: Readings,
    /// The numbers of a path like "1.2.3"; one number for any other marker.
    pub(super) path: Path,
}

/// One or two readings of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Readings {
    pub(super) first: Reading,
    pub(super) second: Option<Reading>,
}

/// What a marker counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) class: Class,
    pub(super) value: u32,
}

/// The kind of count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A number, or a path of that many numbers.
    Number(usize),
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Bullet(char),
    /// "Section 3", "Article IV"; the index of its word.
    Word(usize),
    /// "Exhibit B"; its whole line is the heading.
    Exhibit,
}

/// What stands around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Punct {
    /// "1."
    Dot,
    /// "1)"
    Close,
    /// "(1)"
    Parens,
    /// "1:"
    Colon,
    /// "1.1"
    Bare,
}

/// The longest path of numbers that is told apart.
pub(super) const MAX_PATH: usize = 6;

/// A path of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Path {
    numbers: [u32; MAX_PATH],
    len: usize,
}

impl Path {
    fn single(number: u32) -> Path {
        let mut path = Path::default();
        path.add(number);
        path
    }

    fn add(&mut self, number: u32) {
        if self.len < MAX_PATH {
            self.numbers[self.len] = number;
            self.len += 1;
        }
    }

    /// The numbers, outermost first.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers[..self.len]
    }

    /// The path of the section around it.
    pub(super) fn outer(&self) -> &[u32] {
        &self.numbers[..self.len.saturating_sub(1)]
    }
}

/// Bullets that need a blank behind them, being marks of punctuation or letters otherwise.
const SHY_BULLETS: &[char] = &['-', '*', '+', '–', '—', 'o', '>', '§'];
const BULLETS: &[char] = &[
    '•', '·', '●', '○', '◦', '▪', '▫', '■', '□', '‣', '⁃', '∙', '►', '➢', '✓', '✔', '\u{f0b7}',
    '\u{f0a7}',
];

/// A heading that is numbered without punctuation is at most this long, in bytes.
pub(super) const MAX_BARE: usize = 80;

/// The marker at the start of `text`, if there is one. `text` may be cut off anywhere behind it.
pub(super) fn parse(text: &str) -> Option<Marker> {
    bullet(text)
        .or_else(|| worded::parse(text))
        .or_else(|| enumerator(text))
}

fn bullet(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if first.is_ascii_alphanumeric() && first != 'o' {
        return None;
    }
    let rest = &text[first.len_utf8()..];
    let shy = SHY_BULLETS.contains(&first);
    if !shy && !BULLETS.contains(&first)
        || shy && !rest.starts_with([' ', '\t', '\u{a0}'])
        || rest.trim().is_empty()
    {
        return None;
    }
    if first == '§'
        && rest
            .trim_start()
            .starts_with(|next: char| next.is_ascii_digit())
    {
        return None;
    }
    if first == 'o' && !rest.trim_start().starts_with(char::is_uppercase) {
        return None;
    }
    let len = text.len() - rest.trim_start().len();
    Some(marker(
        len,
        0..0,
        Punct::Bare,
        Reading {
            class: Class::Bullet(first),
            value: 0,
        },
    ))
}

pub(super) fn marker(len: usize, label: Range<usize>, punct: Punct, reading: Reading) -> Marker {
    Marker {
        len,
        label,
        punct,
        readings: Readings {
            first: reading,
            second: None,
        },
        path: Path::single(reading.value),
    }
}

/// The value of a number, a Roman number or a letter.
pub(super) fn count(word: &str) -> Option<u32> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) && (1..=3).contains(&word.len()) {
        return word.parse().ok();
    }
    let lower = word.to_ascii_lowercase();
    roman(&lower).or_else(|| letter(&lower))
}

/// "1.", "1.1", "a)", "(iv)", "A.1".
fn enumerator(text: &str) -> Option<Marker> {
    let open = text.starts_with('(');
    let start = usize::from(open);
    let (len, readings, path) = body(&text[start..])?;
    let label = start..start + len;
    let rest = &text[label.end..];
    let (punct, width) = terminator(rest, open, readings.first.class)?;
    let body = rest[width..].trim_start();
    let blank = rest.len() - width - body.len();
    let sound = match (punct, readings.first.class) {
        _ if body.is_empty() => punct != Punct::Bare || path.numbers().len() > 1,
        (Punct::Parens, _) => {
            blank > 0
                || body.starts_with(|next: char| {
                    next.is_alphabetic() || next == '"' || next == '“' || next == '('
                })
        }
        (Punct::Bare, Class::Number(1)) => {
            blank > 0
                && body.starts_with(char::is_uppercase)
                && text.len() <= MAX_BARE
                && !text.ends_with(['.', ';', ',', ':'])
        }
        (Punct::Bare, _) => blank > 0,
        (Punct::Dot, Class::Number(_)) => {
            blank > 0
                || body.starts_with(|next: char| {
                    next.is_uppercase()
                        || matches!(next, '"' | '“')
                        || !next.is_ascii() && next.is_alphabetic()
                })
        }
        _ => blank > 0,
    };
    sound.then(|| Marker {
        len: text.len() - body.len(),
        label,
        punct,
        readings,
        path,
    })
}

/// The number itself: its length, its readings and its path.
fn body(text: &str) -> Option<(usize, Readings, Path)> {
    let word = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let first = &text[..word];
    if first.is_empty() {
        return None;
    }
    let single = |first: Reading, second| {
        let path = Path::single(first.value);
        (word, Readings { first, second }, path)
    };
    let digits = first.bytes().all(|byte| byte.is_ascii_digit());
    let upper = first.len() == 1 && first.as_bytes()[0].is_ascii_uppercase();
    if digits || upper {
        let (len, path) = number_path(text, word)?;
        if digits || path.numbers().len() > 1 {
            let value = *path.numbers().last()?;
            let reading = Reading {
                class: Class::Number(path.numbers().len()),
                value,
            };
            return Some((
                len,
                Readings {
                    first: reading,
                    second: None,
                },
                path,
            ));
        }
    }
    // A letter or Roman number has punctuation behind it.
    if matches!(text.as_bytes().get(word), None | Some(b' ')) {
        return None;
    }
    let lower = first.to_ascii_lowercase();
    let is_lower = first == lower;
    if !is_lower && first.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let (letters, romans) = if is_lower {
        (Class::LowerLetter, Class::LowerRoman)
    } else {
        (Class::UpperLetter, Class::UpperRoman)
    };
    let as_letter = letter(&lower).map(|value| Reading {
        class: letters,
        value,
    });
    let as_roman = roman(&lower).map(|value| Reading {
        class: romans,
        value,
    });
    match (as_letter, as_roman) {
        // "i" starts a Roman list far more often than it continues one of letters; "v" and "x" do not.
        (Some(letter), Some(roman)) if roman.value == 1 => Some(single(roman, Some(letter))),
        (Some(letter), roman) if lower.len() == 1 => Some(single(letter, roman)),
        (letter, Some(roman)) => Some(single(roman, letter)),
        (Some(letter), None) => Some(single(letter, None)),
        (None, None) => None,
    }
}

/// The path of numbers at the start of `text`, whose first number is `first` bytes long.
fn number_path(text: &str, first: usize) -> Option<(usize, Path)> {
    let mut path = Path::single(count(&text[..first])?);
    let mut len = first;
    while path.numbers().len() < MAX_PATH {
        let Some(rest) = text[len..].strip_prefix('.') else {
            break;
        };
        let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        // Letters only stand behind a number: "4.a", but not "U.S.".
        let numeric = rest.starts_with(|first: char| first.is_ascii_digit());
        let capital = word == 1
            && rest.starts_with(|first: char| first.is_ascii_uppercase())
            && rest[word..].starts_with(['.', ')', ':']);
        let lettered = (capital || rest.starts_with(|first: char| first.is_ascii_lowercase()))
            && text[..len].ends_with(|last: char| last.is_ascii_digit());
        let Some(number) = count(&rest[..word]).filter(|_| numeric || lettered) else {
            break;
        };
        path.add(number);
        len += 1 + word;
    }
    Some((len, path))
}

fn terminator(rest: &str, open: bool, class: Class) -> Option<(Punct, usize)> {
    let mut marks = rest.chars();
    match (open, marks.next()) {
        (true, Some(')')) => Some((Punct::Parens, 1 + usize::from(marks.next() == Some('.')))),
        (true, _) => None,
        (false, Some('.')) => Some((Punct::Dot, 1 + usize::from(rest[1..].starts_with(')')))),
        (false, Some(')')) => Some((Punct::Close, 1)),
        (false, Some(':')) => Some((Punct::Colon, 1)),
        (false, Some(mark @ ('、' | '，' | '．'))) => Some((Punct::Dot, mark.len_utf8())),
        (false, _) if matches!(class, Class::Number(_)) => Some((Punct::Bare, 0)),
        (false, _) => None,
    }
}

/// The value of a letter of a list; doubled letters follow "z".
fn letter(lower: &str) -> Option<u32> {
    let bytes = lower.as_bytes();
    let first = *bytes.first().filter(|byte| byte.is_ascii_lowercase())?;
    let value = u32::from(first - b'a') + 1;
    match bytes {
        [_] => Some(value),
        [_, second] if *second == first => Some(value + 26),
        _ => None,
    }
}

/// The value of a Roman number below 40, which no list exceeds.
fn roman(lower: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = lower.bytes().take_while(|&byte| byte == b'x').count();
    if tens > 3 {
        return None;
    }
    let ones = ONES.iter().position(|ones| *ones == &lower[tens..])?;
    let value = tens as u32 * 10 + ones as u32;
    (value > 0).then_some(value)
}

/// How a value is written.
pub(super) fn label_of(class: Class, value: u32) -> Option<String> {
    let lower = |value: u32| {
        char::from_u32(u32::from(b'a') + value.checked_sub(1).filter(|&index| index < 26)?)
            .map(String::from)
    };
    match class {
        Class::Number(1) if value > 0 => Some(value.to_string()),
        Class::LowerLetter => lower(value),
        Class::UpperLetter => lower(value).map(|label| label.to_ascii_uppercase()),
        Class::LowerRoman => written_roman(value),
        Class::UpperRoman => written_roman(value).map(|label| label.to_ascii_uppercase()),
        _ => None,
    }
}

fn written_roman(value: u32) -> Option<String> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    (1..40)
        .contains(&value)
        .then(|| "x".repeat(value as usize / 10) + ONES[value as usize % 10])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Label, readings and the text behind the marker.
    fn shown(text: &str) -> String {
        let Some(marker) = parse(text) else {
            return "none".to_owned();
        };
        let reading = |reading: Reading| format!("{:?}={}", reading.class, reading.value);
        let second = marker
            .readings
            .second
            .map_or(String::new(), |second| format!("/{}", reading(second)));
        format!(
            "{} {}{second} {}",
            &text[marker.label.clone()],
            reading(marker.readings.first),
            &text[marker.len..]
        )
    }

    #[test]
    fn markers_are_told_from_words() {
        let cases = [
            ("1. Use", "1 Number(1)=1 Use"),
            ("1.Use", "1 Number(1)=1 Use"),
            ("1.2 Use", "1.2 Number(2)=2 Use"),
            ("1.2.3. Use", "1.2.3 Number(3)=3 Use"),
            ("D.4 Use", "D.4 Number(2)=4 Use"),
            ("1.E. Use", "1.E Number(2)=5 Use"),
            ("I.2.a. Use", "I.2.a Number(3)=1 Use"),
            ("(a) use", "a LowerLetter=1 use"),
            ("b) use", "b LowerLetter=2 use"),
            ("(iv) use", "iv LowerRoman=4 use"),
            ("i. use", "i LowerRoman=1/LowerLetter=9 use"),
            ("v. use", "v LowerLetter=22/LowerRoman=5 use"),
            ("(B) use", "B UpperLetter=2 use"),
            ("• use", " Bullet('•')=0 use"),
            ("- use", " Bullet('-')=0 use"),
            ("Section 3: USE", "3 Word(0)=3 USE"),
            ("ARTICLE IV", "IV Word(1)=4 "),
            (
                "Exhibit B: Use Policy",
                "Exhibit B Exhibit=2 Exhibit B: Use Policy",
            ),
            ("Attachment A", "Attachment A Exhibit=1 Attachment A"),
            (
                "Section 3 of this Agreement applies to all use of the model by anybody else.",
                "none",
            ),
            ("Schedule your use of the Model.", "none"),
            ("2023. All rights", "none"),
            ("U.S. law", "none"),
            ("-use", "none"),
            ("3 months after", "none"),
            ("a use", "none"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
