//! English words for numbers.

/// The value of a word below a hundred.
pub(super) fn small(word: &str) -> Option<f64> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let by = |words: &[&str], step: f64, first: f64| {
        words
            .iter()
            .zip(0_u8..)
            .find(|(name, _)| **name == word)
            .map(|(_, index)| first + step * f64::from(index))
    };
    by(&UNITS, 1.0, 0.0).or_else(|| by(&TENS, 10.0, 20.0))
}

/// The factor of a word that multiplies what stands before it.
pub(super) fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" | "hundreds" => 1e2,
        "thousand" | "thousands" => 1e3,
        "万" | "万元" => 1e4,
        "lakh" | "lakhs" | "lac" | "lacs" => 1e5,
        "million" | "millions" | "mio" | "mln" | "mn" => 1e6,
        "crore" | "crores" => 1e7,
        "亿" | "亿元" => 1e8,
        "billion" | "billions" | "bn" => 1e9,
        "trillion" | "trillions" | "tn" => 1e12,
        _ => return None,
    })
}

/// The factor of a letter that multiplies the figure it is written to: "10k".
pub(super) fn scale_sign(letter: &str) -> Option<f64> {
    Some(match letter {
        "k" => 1e3,
        "m" => 1e6,
        "b" => 1e9,
        _ => return None,
    })
}
