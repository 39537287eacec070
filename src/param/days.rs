//! Periods as a number of days.
//!
//! A week has 7 days, a fortnight 14, a month 30, a quarter 90, a year 365; an hour is 1/24 of a
//! day. Business days count as days: how many calendar days they come to, the text does not say.

use std::sync::LazyLock;

use regex::Regex;

use super::number;

const HOURS_A_DAY: f64 = 24.0;

/// Units and their hours.
const UNITS: [(&str, f64); 7] = [
    ("hour", 1.0),
    ("day", HOURS_A_DAY),
    ("week", 7.0 * HOURS_A_DAY),
    ("fortnight", 14.0 * HOURS_A_DAY),
    ("month", 30.0 * HOURS_A_DAY),
    ("quarter", 90.0 * HOURS_A_DAY),
    ("year", 365.0 * HOURS_A_DAY),
];

const UNIT: &str = "(?:(?:business|working|banking|trading|calendar|consecutive|successive|continuous\
                    |full|whole|clear|additional|further|more)[ -])*\
                    (?<unit>hour|day|week|fortnight|month|quarter|year)s?(?-u:\\b)";

/// A unit at the beginning.
static FOLLOWS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("^[ -]*{UNIT}")).expect("a fixed pattern"));

/// "a month", "an hour".
static SINGLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?-u:\\b)an? {UNIT}")).expect("a fixed pattern"));

/// The first period in the words, in days. A number without any unit counts days.
pub(super) fn read(folded: &str) -> Option<f64> {
    let numbers = number::find(folded);
    let mut periods = numbers.iter().filter_map(|number| {
        let unit = FOLLOWS.captures(&folded[number.end..])?;
        let end = number.end + unit.get(0)?.end();
        Some((
            number.start,
            end,
            number.value.map(|count| days(count, &unit["unit"])),
        ))
    });
    if let Some((_, end, first)) = periods.next() {
        let is_same = |(start, _, repeated)| &folded[end..start] != " (" || repeated == first;
        return first.filter(|_| periods.next().is_none_or(is_same));
    }
    if let Some(single) = SINGLE.captures(folded) {
        return Some(days(1.0, &single["unit"]));
    }
    let [number] = numbers.as_slice() else {
        return None;
    };
    let around = [&folded[..number.start], &folded[number.end..]];
    let is_alone = around
        .iter()
        .all(|words| !words.contains(char::is_alphabetic));
    number.value.filter(|_| is_alone)
}

/// So many units in days.
fn days(count: f64, unit: &str) -> f64 {
    let unit = UNITS.iter().find(|(name, _)| *name == unit);
    count * unit.map_or(HOURS_A_DAY, |(_, hours)| *hours) / HOURS_A_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods() {
        for (words, expected) in [
            ("thirty (30) days", 30.0),
            ("30 days'", 30.0),
            ("30 days' notice", 30.0),
            ("30-day", 30.0),
            ("30days", 30.0),
            ("thirty days (30 days)", 30.0),
            ("a 14-day period", 14.0),
            ("two weeks", 14.0),
            ("a fortnight", 14.0),
            ("one month", 30.0),
            ("one (1) calendar month", 30.0),
            ("a month", 30.0),
            ("six (6) consecutive months", 180.0),
            ("10 business days", 10.0),
            ("five full working days", 5.0),
            ("24 hours", 1.0),
            ("72-hour", 3.0),
            ("36 hours", 1.5),
            ("an hour", 1.0 / 24.0),
            ("one year", 365.0),
            ("two (2) years", 730.0),
            ("one of the parties within 60 days", 60.0),
            ("section 5, within 60 days", 60.0),
            ("30", 30.0),
            ("thirty (30)", 30.0),
            ("sixty (60) days, or 90 days", 60.0),
        ] {
            assert_eq!(read(words), Some(expected), "{words}");
        }
    }

    #[test]
    fn what_is_no_period_or_not_certain() {
        for words in [
            "",
            "thirty (60) days",
            "thirty days (60 days)",
            "10-20 days",
            "10 to 20 days",
            "promptly",
            "30 users",
            "today",
            "a yearly report",
            "days",
            "30 daylight",
            "2 or 3",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
