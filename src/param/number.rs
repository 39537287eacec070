//! Numbers in figures and words: "700 million", "ten (10)", "USD 1.5m", "10^26".
//!
//! A number that can be read in two ways, that is malformed, or whose words and bracketed figures
//! disagree, is found but has no value.

mod figure;
mod token;
mod word;

use super::currency;
use token::{Token, TokenKind, tokenize};

/// A number and where it stands.
pub(super) struct Number {
    /// What it says; none where that is not certain.
    pub(super) value: Option<f64>,
    /// Byte offset of its first character.
    pub(super) start: usize,
    /// Byte offset behind its last character, those of a bracketed repetition included.
    pub(super) end: usize,
    /// Whether it is no more than the word "one", which need not count anything.
    is_bare_one: bool,
}

/// The first number in the words. The bare word "one" is read only where there is no other.
pub(super) fn read(folded: &str) -> Option<f64> {
    let numbers = find(folded);
    let counting = numbers.iter().find(|number| !number.is_bare_one);
    counting.or(numbers.first())?.value
}

/// All numbers in the words, from left to right.
pub(super) fn find(folded: &str) -> Vec<Number> {
    let parser = Parser {
        folded,
        tokens: tokenize(folded),
    };
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < parser.tokens.len() {
        let Some(Parsed { value, next }) = parser.number(at) else {
            at += 1;
            continue;
        };
        numbers.push(Number {
            value: value.filter(|value| *value < LIMIT),
            start: parser.tokens[at].start,
            end: parser.tokens[next - 1].end(),
            is_bare_one: next == at + 1 && parser.text(at) == "one",
        });
        at = next;
    }
    numbers
}

/// No figure of a legal text comes near, not even one of computing power.
const LIMIT: f64 = 1e60;

/// How many tokens a unit takes at most: "u.s. dollars", "dollars of the united states".
const UNIT: usize = 6;

/// A number that was read from some token on.
#[derive(Clone, Copy)]
struct Parsed {
    value: Option<f64>,
    /// Index of the token behind it.
    next: usize,
}

impl Parsed {
    fn map(self, change: impl FnOnce(f64) -> f64) -> Parsed {
        Parsed {
            value: self.value.map(change),
            ..self
        }
    }
}

struct Parser<'a> {
    folded: &'a str,
    tokens: Vec<Token<'a>>,
}

impl Parser<'_> {
    /// An amount with its repetitions in brackets: "thirty (30)", "ten (10) million". A range is
    /// read to its end and has no value.
    fn number(&self, at: usize) -> Option<Parsed> {
        let mut parsed = self.amount(at)?;
        while let Some(inner) = self.bracketed(parsed.next) {
            let agreed = parsed.value.filter(|value| inner.value == Some(*value));
            parsed = self.scaled(Parsed {
                value: agreed,
                next: inner.next,
            });
        }
        if matches!(self.text(parsed.next), "to" | "-" | "point")
            && let Some(end) = self.amount(parsed.next + 1)
        {
            parsed = Parsed {
                value: None,
                next: end.next,
            };
        }
        Some(parsed)
    }

    /// A number in brackets with no more than units before them and inside.
    fn bracketed(&self, at: usize) -> Option<Parsed> {
        let open = self.mark_near(at, '(')?;
        let (start, inner) = (open + 1..=open + 1 + UNIT)
            .find_map(|index| self.amount(index).map(|inner| (index, inner)))?;
        let close = self.mark_near(inner.next, ')')?;
        [(at, open), (open + 1, start), (inner.next, close)]
            .iter()
            .all(|(from, to)| from == to || self.is_unit(*from, *to))
            .then_some(Parsed {
                value: inner.value,
                next: close + 1,
            })
    }

    fn mark_near(&self, at: usize, mark: char) -> Option<usize> {
        (at..=at + UNIT).find(|index| self.text(*index).starts_with(mark))
    }

    /// Whether the tokens are a currency or per cent.
    fn is_unit(&self, from: usize, to: usize) -> bool {
        if from >= to || to > self.tokens.len() {
            return false;
        }
        let words = &self.folded[self.tokens[from].start..self.tokens[to - 1].end()];
        matches!(words, "%" | "percent" | "per cent") || currency::read(words).is_some()
    }

    /// Groups and their scales, added up: "two million five hundred thousand".
    fn amount(&self, at: usize) -> Option<Parsed> {
        let group = self.group(at)?;
        let mut sum = self.scaled(group);
        let mut scale = self.scale(group.next).0;
        while scale >= 1000.0 {
            let start = if self.text(sum.next) == "and" {
                sum.next + 1
            } else {
                sum.next
            };
            let Some(group) = self.group(start) else {
                break;
            };
            let part = self.scaled(group);
            let is_bare_figure =
                self.kind(start) == Some(TokenKind::Figure) && part.next == group.next;
            if is_bare_figure || part.value.is_none_or(|value| value >= scale) {
                break;
            }
            scale = self.scale(group.next).0;
            sum = Parsed {
                value: sum.value.zip(part.value).map(|(a, b)| a + b),
                next: part.next,
            };
        }
        Some(sum)
    }

    fn scaled(&self, parsed: Parsed) -> Parsed {
        let (scale, next) = self.scale(parsed.next);
        Parsed {
            next,
            ..parsed.map(|value| value * scale)
        }
    }

    /// The product of the scales at `at` ("hundred thousand"), and the token behind them.
    fn scale(&self, mut at: usize) -> (f64, usize) {
        const IN_A_ROW: usize = 3;
        let mut product = 1.0;
        for _ in 0..IN_A_ROW {
            let index = if self.text(at) == "-" { at + 1 } else { at };
            let spelled = word::scale(self.text(index));
            let scale =
                spelled.or_else(|| word::scale_sign(self.text(at)).filter(|_| self.is_glued(at)));
            let Some(scale) = scale else { break };
            product *= scale;
            at = index + 1;
        }
        (product, at)
    }

    /// What stands before a scale: figures, or words below ten thousand, and a half.
    fn group(&self, at: usize) -> Option<Parsed> {
        let group = match self.kind(at)? {
            TokenKind::Figure => self.figures(at)?,
            TokenKind::Word => self.words(at)?,
            TokenKind::Mark => return None,
        };
        let tail = [0, 1, 2].map(|step| self.text(group.next + step));
        Some(match tail {
            ["and", "a" | "one", "half"] => Parsed {
                next: group.next + 3,
                ..group.map(|v| v + 0.5)
            },
            ["and", "one", "-"] if self.text(group.next + 3) == "half" => Parsed {
                next: group.next + 4,
                ..group.map(|v| v + 0.5)
            },
            _ => group,
        })
    }

    /// Words below ten thousand: "twenty-five", "one hundred and ten", "a" and "half a" before a
    /// scale.
    fn words(&self, at: usize) -> Option<Parsed> {
        let is_scaled = |at: usize| word::scale(self.text(at)).is_some();
        match (self.text(at), self.text(at + 1)) {
            ("a" | "an", _) if is_scaled(at + 1) && self.text(at + 1) != "hundred" => {
                return Some(Parsed {
                    value: Some(1.0),
                    next: at + 1,
                });
            }
            ("half", "a") if is_scaled(at + 2) => {
                return Some(Parsed {
                    value: Some(0.5),
                    next: at + 2,
                });
            }
            ("half", _) if is_scaled(at + 1) => {
                return Some(Parsed {
                    value: Some(0.5),
                    next: at + 1,
                });
            }
            _ => {}
        }
        let (head, next) = match self.text(at) {
            "a" => (1.0, at + 1),
            _ => self.below_hundred(at)?,
        };
        if self.text(next) != "hundred" {
            return (self.text(at) != "a").then_some(Parsed {
                value: Some(head),
                next,
            });
        }
        let start = if self.text(next + 1) == "and" {
            next + 2
        } else {
            next + 1
        };
        let rest = self
            .below_hundred(start)
            .filter(|(_, behind)| self.text(*behind) != "hundred");
        let (rest, next) = rest.unwrap_or((0.0, next + 1));
        Some(Parsed {
            value: Some(head * 100.0 + rest),
            next,
        })
    }

    /// Words below a hundred, and the token behind them.
    fn below_hundred(&self, at: usize) -> Option<(f64, usize)> {
        let first = word::small(self.text(at))?;
        let second = if self.text(at + 1) == "-" {
            at + 2
        } else {
            at + 1
        };
        match word::small(self.text(second)) {
            Some(unit) if first >= 20.0 && (1.0..10.0).contains(&unit) => {
                Some((first + unit, second + 1))
            }
            _ => Some((first, at + 1)),
        }
    }

    /// A figure; none where it is part of a name ("h264", "gpt-4", "3d") or an ordinal, no value
    /// where it is one of several joined by signs (a date, a range, a fraction).
    fn figures(&self, at: usize) -> Option<Parsed> {
        if self.is_named(at) {
            return None;
        }
        if let Some(power) = self.power(at) {
            return Some(power);
        }
        let mut next = at + 1;
        while matches!(self.text(next), "-" | "/" | ":" | "^" | "." | ",")
            && self.is_glued(next)
            && self.is_glued(next + 1)
            && self.kind(next + 1) == Some(TokenKind::Figure)
        {
            next += 2;
        }
        if next > at + 1 {
            return Some(Parsed { value: None, next });
        }
        let scaled = self.scale(next).1;
        let suffix = self.text(next);
        let is_suffixed = self.is_glued(next) && self.kind(next) == Some(TokenKind::Word);
        if is_suffixed && suffix.len() < 3 && scaled == next {
            return None;
        }
        let figure = self.text(at);
        let measures = scaled > next || self.is_unit(next, next + 1);
        let value =
            figure::read(figure).or_else(|| figure::decimal_comma(figure).filter(|_| measures));
        Some(Parsed { value, next })
    }

    /// Whether the figure at `at` continues a word other than a currency.
    fn is_named(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.is_glued(at)) else {
            return false;
        };
        let word = match self.text(before) {
            "-" if self.is_glued(before) => before.checked_sub(1),
            _ => Some(before),
        };
        word.is_some_and(|index| {
            self.kind(index) == Some(TokenKind::Word) && !self.is_unit(index, index + 1)
        })
    }

    /// "10^26", "1e26", "1.5 x 10^25".
    fn power(&self, at: usize) -> Option<Parsed> {
        let factor = self.text(at);
        let signs = [1, 2, 3].map(|step| self.text(at + step));
        let (factor, exponent) = match signs {
            ["^", ..] if factor == "10" => ("1", at + 2),
            ["e", ..] if self.is_glued(at + 1) && self.is_glued(at + 2) => (factor, at + 2),
            ["x" | "×" | "*", "10", "^"] => (factor, at + 4),
            _ => return None,
        };
        let value = format!("{factor}e{}", self.text(exponent)).parse().ok()?;
        Some(Parsed {
            value: Some(value),
            next: exponent + 1,
        })
    }

    /// The token at an index; nothing behind the last one.
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether no blank stands between a token and the one before it.
    fn is_glued(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.tokens.get(before).zip(self.tokens.get(at)))
            .is_some_and(|(before, token)| before.end() == token.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, f64)]) {
        for (words, expected) in cases {
            assert_eq!(read(words), Some(*expected), "{words}");
        }
    }

    #[test]
    fn figures_and_their_scales() {
        check(&[
            ("700 million", 7e8),
            ("1,000,000", 1e6),
            ("more than 250 million monthly active users", 2.5e8),
            ("1.5 billion", 1.5e9),
            ("usd $1m", 1e6),
            ("us$ 20m", 2e7),
            ("usd100", 100.0),
            ("us$5", 5.0),
            ("10k users", 1e4),
            ("2bn", 2e9),
            ("10 000 000 euros", 1e7),
            ("1.000.000 eur", 1e6),
            ("1,5 million", 1.5e6),
            ("2,5 %", 2.5),
            ("2.5 %", 2.5),
            ("1.5% per month", 1.5),
            ("5 lakh", 5e5),
            ("10,00,000", 1e6),
            ("2 crore rupees", 2e7),
            ("5 hundred thousand", 5e5),
            ("100-million", 1e8),
            ("10 thousand million", 1e10),
            ("1 million 500 thousand", 1.5e6),
            ("30 days", 30.0),
            ("30days", 30.0),
            ("30-day", 30.0),
            ("100万", 1e6),
            ("10^26 floating point operations", 1e26),
            ("1e25 flops", 1e25),
            ("1.5 x 10^25", 1.5e25),
            ("100, or", 100.0),
            ("100.", 100.0),
            ("(100)", 100.0),
        ]);
    }

    #[test]
    fn words() {
        check(&[
            ("zero", 0.0),
            ("ten million", 1e7),
            ("one hundred thousand", 1e5),
            ("twenty-five", 25.0),
            ("twenty five", 25.0),
            ("a hundred", 100.0),
            ("one hundred and fifty", 150.0),
            ("two thousand five hundred", 2500.0),
            ("two million five hundred thousand", 2.5e6),
            ("one million and one", 1_000_001.0),
            ("twelve hundred", 1200.0),
            ("seven hundred million", 7e8),
            ("seven-hundred-million", 7e8),
            ("one thousand million", 1e9),
            ("half a million", 5e5),
            ("a half million", 5e5),
            ("a million", 1e6),
            ("one and a half million", 1.5e6),
            ("one and one-half percent", 1.5),
            ("two dozen", 24.0),
            ("ninety", 90.0),
            ("one user", 1.0),
        ]);
    }

    #[test]
    fn the_bare_word_one_gives_way() {
        check(&[
            ("any one of 500 users", 500.0),
            ("one (1) of 500 users", 1.0),
            ("one million of 5", 1e6),
        ]);
    }

    #[test]
    fn words_repeated_in_figures() {
        check(&[
            ("thirty (30)", 30.0),
            ("five hundred (500)", 500.0),
            ("30 (thirty)", 30.0),
            ("ten (10) million", 1e7),
            ("ten million (10,000,000)", 1e7),
            ("ten million (10 million) users", 1e7),
            ("one million dollars ($1,000,000)", 1e6),
            ("one million u.s. dollars (us$1,000,000.00)", 1e6),
            ("five hundred thousand us dollars (usd 500,000)", 5e5),
            ("five percent (5%)", 5.0),
            ("five per cent (5 %)", 5.0),
            ("twenty [20] days", 20.0),
            ("ten (10 of which free)", 10.0),
            ("ten (of 30)", 10.0),
        ]);
    }

    #[test]
    fn what_is_not_certain_is_refused() {
        for words in [
            "thirty (60)",
            "ten (100) million",
            "one million ($1,000)",
            "1.000",
            "1,00",
            "1.2.3",
            "1,000,00",
            "10-20",
            "10 - 20 users",
            "10 to 20 million",
            "ten to twenty",
            "1/2",
            "10:30",
            "2023-07-18",
            "two point five million",
            "1000000000000000000000",
            "2^20 flops",
            "10^99 flops",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for words in [
            "", "no users", "a user", "h264", "gpt-4", "3d", "the 2nd", "often", "million",
            "someone", "tens", "an hour", "half", "hundred", "(", "$", "-", "point",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn places() {
        let text = "Ünder thirty (30) days, or 5 weeks".to_lowercase();
        let numbers = find(&text);
        let places: Vec<_> = numbers
            .iter()
            .map(|number| &text[number.start..number.end])
            .collect();
        assert_eq!(places, ["thirty (30)", "5"]);
    }
}
