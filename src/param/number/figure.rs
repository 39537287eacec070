//! What a figure says, by the signs that group its digits.

/// More digits than a double holds exactly are no figure of a legal text.
const MAX_DIGITS: usize = 15;

/// The value of a figure; none where its signs are misplaced or can be read in two ways.
///
/// Commas, blanks and apostrophes group by threes (commas also as in lakh and crore), a point
/// begins the fraction. Points group, and a comma begins the fraction, only where nothing else is
/// possible: "1.000.000" is a million, "1.000" is refused.
pub(super) fn read(figure: &str) -> Option<f64> {
    let groups: Vec<&str> = figure.split(|c: char| !c.is_ascii_digit()).collect();
    let signs: Vec<char> = figure.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some((&last, others)) = signs.split_last() else {
        return value(&groups, "");
    };
    let is_all = |sign: char| others.iter().all(|other| *other == sign);
    let (&fraction, whole) = groups.split_last()?;
    match others.first() {
        _ if last != '.' && is_all(last) && is_grouped(&groups, last) => value(&groups, ""),
        None if last == '.' && !is_grouped(&groups, last) => value(whole, fraction),
        Some('.') if last == '.' && is_all('.') && is_grouped(&groups, '.') => value(&groups, ""),
        Some(&sign) if sign != last && is_all(sign) && is_grouped(whole, sign) => {
            let is_usual = last == '.' && sign != '.';
            let is_european = last == ',' && matches!(sign, '.' | ' ');
            (is_usual || is_european && fraction.len() != 3).then(|| value(whole, fraction))?
        }
        _ => None,
    }
}

/// The value of a figure like "1,5", which only what follows shows to be no pair of figures.
pub(super) fn decimal_comma(figure: &str) -> Option<f64> {
    let (whole, fraction) = figure.split_once(',')?;
    let is_short =
        (1..=2).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    (is_short && whole.bytes().all(|b| b.is_ascii_digit())).then(|| value(&[whole], fraction))?
}

/// Whether `sign` may stand between these groups of digits.
fn is_grouped(groups: &[&str], sign: char) -> bool {
    let Some((head, tail)) = groups.split_first() else {
        return false;
    };
    let lengths = || tail.iter().map(|group| group.len());
    let by_threes = head.len() <= 3 && lengths().all(|len| len == 3);
    let by_twos = sign == ','
        && head.len() <= 2
        && lengths().next_back() == Some(3)
        && lengths().rev().skip(1).all(|len| len == 2);
    !head.starts_with('0') && (by_threes || by_twos)
}

fn value(whole: &[&str], fraction: &str) -> Option<f64> {
    let whole = whole.concat();
    (whole.len() + fraction.len() <= MAX_DIGITS)
        .then(|| format!("{whole}.{fraction}0").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        for (figure, expected) in [
            ("0", 0.0),
            ("007", 7.0),
            ("1000000", 1e6),
            ("1,000,000", 1e6),
            ("1,000", 1e3),
            ("1 000 000", 1e6),
            ("1'000'000", 1e6),
            ("1.000.000", 1e6),
            ("10,00,000", 1e6),
            ("1,00,00,000", 1e7),
            ("2.5", 2.5),
            ("0.125", 0.125),
            ("1234.567", 1234.567),
            ("1,000.50", 1000.5),
            ("1,000.000", 1000.0),
            ("1.000,50", 1000.5),
            ("1 000,5", 1000.5),
            ("1 000.5", 1000.5),
            ("999999999999999", 999_999_999_999_999.0),
        ] {
            assert_eq!(read(figure), Some(expected), "{figure}");
        }
    }

    #[test]
    fn figures_that_are_malformed_or_can_be_read_in_two_ways() {
        for figure in [
            "1.000",
            "700.000",
            "1,5",
            "1,00",
            "1,0000",
            "1,000,00",
            "10,00",
            "0,000",
            "1.2.3",
            "1.000.00",
            "1.000,000",
            "1,000.000.000",
            "1,000 000",
            "1000,000",
            "1000.000,5",
            "1000000000000000",
            "1'00",
        ] {
            assert_eq!(read(figure), None, "{figure}");
        }
    }

    #[test]
    fn a_comma_before_one_or_two_digits_may_begin_a_fraction() {
        assert_eq!(decimal_comma("1,5"), Some(1.5));
        assert_eq!(decimal_comma("12,50"), Some(12.5));
        assert_eq!(decimal_comma("1,500"), None);
        assert_eq!(decimal_comma("1,5,5"), None);
    }
}
