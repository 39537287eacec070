//! Calendar dates as legal texts write them.

use std::sync::LazyLock;

use regex::{Captures, Regex};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Four orders: month day year, day month year, year month day, and figures that end in the year.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:january|february|march|april|may|june|july|august|september|october|november\
                 |december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)";
    let day = "[0-9]{1,2}";
    let year = "[0-9]{4}";
    let ends = "(?-u:\\b)";
    let pattern = format!(
        r"{ends}(?<m1>{month})\.?[\ -](?<d1>{day})(?:st|nd|rd|th)?,?[\ -](?<y1>{year}){ends}
         |{ends}(?<d2>{day})(?:st|nd|rd|th)?(?:\ day)?(?:\ of)?[\ -](?<m2>{month})\.?,?[\ -](?<y2>{year}){ends}
         |{ends}(?<y3>{year})(?:-(?<m3>{day})-|/(?<m4>{day})/|\.(?<m5>{day})\.)(?<d3>{day}){ends}
         |{ends}(?<a>{day})(?:(?<dot>\.\ ?)(?<b1>{day})\.\ ?|/(?<b2>{day})/|-(?<b3>{day})-)(?<y4>{year}){ends}"
    );
    Regex::new(&format!("(?x){pattern}")).expect("a fixed pattern")
});

/// The first date in the words, as `YYYY-MM-DD`; none where its day and month could be swapped or
/// the calendar has no such day.
pub(super) fn read(folded: &str) -> Option<String> {
    let found = WRITTEN.captures(folded)?;
    let (year, month, day) = named(&found).or_else(|| figures(&found))?;
    (1..=days_in(year, month))
        .contains(&day)
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// A date in one of the orders that say which part is the month.
fn named(found: &Captures<'_>) -> Option<(u32, u32, u32)> {
    let number = |names: &[&str]| first(found, names)?.parse().ok();
    let month = first(found, &["m1", "m2"])
        .and_then(|name| {
            MONTHS
                .iter()
                .zip(1..)
                .find(|(month, _)| name.starts_with(**month))
        })
        .map(|(_, number)| number)
        .or_else(|| number(&["m3", "m4", "m5"]))?;
    Some((
        number(&["y1", "y2", "y3"])?,
        month,
        number(&["d1", "d2", "d3"])?,
    ))
}

/// A date in figures that ends in the year: with dots the day comes first, otherwise only a number
/// that is no month says which is which.
fn figures(found: &Captures<'_>) -> Option<(u32, u32, u32)> {
    let number = |names: &[&str]| -> Option<u32> { first(found, names)?.parse().ok() };
    let (a, b) = (number(&["a"])?, number(&["b1", "b2", "b3"])?);
    let (day, month) = match (found.name("dot"), a > 12, b > 12) {
        (Some(_), _, _) | (None, true, false) => (a, b),
        (None, false, true) => (b, a),
        (None, _, _) if a == b => (a, b),
        (None, _, _) => return None,
    };
    Some((number(&["y4"])?, month, day))
}

/// The text of the first of these groups that took part.
fn first<'a>(found: &Captures<'a>, names: &[&str]) -> Option<&'a str> {
    names
        .iter()
        .find_map(|name| found.name(name))
        .map(|group| group.as_str())
}

/// Number of days in a month of the Gregorian calendar; 0 where there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_one_day() {
        for words in [
            "july 18, 2023",
            "july 18 2023",
            "jul. 18, 2023",
            "july 18th, 2023",
            "18 july 2023",
            "18th july 2023",
            "the 18th day of july, 2023",
            "18 july, 2023",
            "2023-07-18",
            "2023/7/18",
            "2023.07.18",
            "18.7.2023",
            "18.07.2023",
            "18. 7. 2023",
            "18-jul-2023",
            "7/18/2023",
            "18/07/2023",
            "18-07-2023",
            "effective date: july 18, 2023.",
            "from 2023-07-18",
        ] {
            assert_eq!(read(words).as_deref(), Some("2023-07-18"), "{words}");
        }
    }

    #[test]
    fn the_calendar() {
        for (words, date) in [
            ("29 february 2024", Some("2024-02-29")),
            ("29 february 2023", None),
            ("february 29, 2000", Some("2000-02-29")),
            ("february 29, 1900", None),
            ("31 june 2023", None),
            ("31 december 2023", Some("2023-12-31")),
            ("2023-13-01", None),
            ("2023-00-10", None),
            ("july 0, 2023", None),
            ("32.1.2023", None),
            ("sept. 3, 2025", Some("2025-09-03")),
        ] {
            assert_eq!(read(words).as_deref(), date, "{words}");
        }
    }

    #[test]
    fn a_day_that_could_be_a_month_is_refused() {
        for words in ["01/02/2023", "1-2-2023", "12/11/2023", "13/13/2023"] {
            assert_eq!(read(words), None, "{words}");
        }
        assert_eq!(read("05/05/2023").as_deref(), Some("2023-05-05"));
    }

    #[test]
    fn what_is_no_date() {
        for words in [
            "",
            "july 2023",
            "2023",
            "you may 18",
            "version 1.2.3",
            "12345-06-07",
            "maybe 1, 2023",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
