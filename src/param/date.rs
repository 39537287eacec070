//! Calendar dates as legal texts write them.

use std::sync::LazyLock;

use regex::{Captures, Regex};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The orders in which dates are written. The parts are `year`, `month` or `name`, and `day`, or
/// `first` and `second` where their order does not say which is which.
static ORDERS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let name = "(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?\
                |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    let year = "(?<year>[0-9]{4})";
    let day = "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?";
    let (sign, again) = (r"(?<sign>[-/]|\. ?)", r"(?<again>[-/]|\. ?)");
    [
        format!(r"{name}\.?[ -]{day},?[ -]{year}"),
        format!(r"{day}(?: day)?(?: of)?[ -]{name}\.?,?[ -]{year}"),
        format!(r"{year}{sign}(?:{name}|(?<month>[0-9]{{1,2}})){again}{day}"),
        format!(r"(?<first>[0-9]{{1,2}}){sign}(?<second>[0-9]{{1,2}}){again}{year}"),
    ]
    .map(|order| Regex::new(&format!(r"(?-u:\b){order}(?-u:\b)")).expect("a fixed pattern"))
});

/// The first date in the words, as `YYYY-MM-DD`; none where its day and month could be swapped or
/// the calendar has no such day.
pub(super) fn read(folded: &str) -> Option<String> {
    let found = ORDERS
        .iter()
        .filter_map(|order| order.captures(folded))
        .min_by_key(|found| found.get(0).map(|whole| whole.start()))?;
    if found.name("sign").map(|sign| sign.as_str()) != found.name("again").map(|sign| sign.as_str())
    {
        return None;
    }
    let (month, day) = month_and_day(&found)?;
    let year = number(&found, "year")?;
    (1..=days_in(year, month))
        .contains(&day)
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Month and day of a date. In figures before the year the day comes first where dots divide them,
/// unless it is the second that can be no month; otherwise that alone says which is which.
fn month_and_day(found: &Captures<'_>) -> Option<(u32, u32)> {
    if let Some(name) = found.name("name") {
        let month = MONTHS
            .iter()
            .zip(1..)
            .find(|(month, _)| name.as_str().starts_with(**month))?
            .1;
        return Some((month, number(found, "day")?));
    }
    if let Some(month) = number(found, "month") {
        return Some((month, number(found, "day")?));
    }
    let (first, second) = (number(found, "first")?, number(found, "second")?);
    if second > 12 {
        return Some((first, second));
    }
    let is_dotted = found.name("sign")?.as_str().starts_with('.');
    (first > 12 || first == second || is_dotted).then_some((second, first))
}

fn number(found: &Captures<'_>, name: &str) -> Option<u32> {
    found.name(name)?.as_str().parse().ok()
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
            "2023-jul-18",
            "07.18.2023",
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
            ("3 december 2025", Some("2025-12-03")),
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
