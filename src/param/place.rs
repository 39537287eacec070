//! Countries and other places by the names that legal texts use.
//!
//! The short names of ISO 3166 come from a crate that follows the standard, all others from a table.
//! Names count only where they have a capital letter, so that neither "us" nor "turkey" is a
//! place. Adjectives ("French law") are no places.

use std::sync::LazyLock;

use regex::Regex;

use super::phrase::{self, Hit, Phrases};

static NAMES: LazyLock<Phrases> = LazyLock::new(|| {
    let official = rust_iso3166::ALL
        .iter()
        .map(|country| (country.alpha2, country.name.to_owned()));
    let names = official.chain(phrase::rows(include_str!("place.tsv")));
    Phrases::new(names.flat_map(|(place, name)| variants(name).map(move |name| (place, name))))
});

/// What a bracket takes away again from the place before it.
static EXCEPTION: LazyLock<Regex> = LazyLock::new(|| {
    let words = "excluding|excl\\.|except|other than|not including|exclusive of|without";
    Regex::new(&format!("(?i)\\((?:{words})[^()]*\\)")).expect("a fixed pattern")
});

/// The codes or names of all places in the words, in their order, none twice.
///
/// A country of which a part was named just before ("the Crimea region of Ukraine") is there only
/// to say where the part lies, and is left out.
pub(super) fn read(shown: &str) -> Vec<String> {
    let text = EXCEPTION.replace_all(shown, "");
    let has_lower_case = text.contains(char::is_lowercase);
    let mut places: Vec<&str> = Vec::new();
    let mut part: Option<(&str, usize)> = None;
    for hit in NAMES.find(&text) {
        if !is_place(&text, &hit) || !has_lower_case && is_pronoun(&text, &hit) {
            continue;
        }
        let place = hit.value.trim_end_matches(ABBREVIATED);
        let (country, name) = place.split_once('/').unwrap_or((place, place));
        let locates = part.is_some_and(|(whole, end)| {
            let between = &text[end..hit.start];
            whole == place
                && between.len() < 40
                && !between.contains(" and ")
                && !between.contains(" or ")
        });
        if !locates && name != NO_PLACE && !places.contains(&name) {
            places.push(name);
        }
        part = (country != name).then_some((country, hit.end));
    }
    places.into_iter().map(str::to_owned).collect()
}

/// Marks rows of the table that count only in capital letters.
const ABBREVIATED: char = '!';

/// The value of rows that are there to hide the name inside them.
const NO_PLACE: &str = "-";

/// How a name may be written: "Saint" shortened, "and" as a sign, accented letters as capitals (all
/// others are found in either case).
fn variants(name: String) -> impl Iterator<Item = String> {
    let saint = name
        .get(..6)
        .filter(|start| start.eq_ignore_ascii_case("saint "))
        .map(|_| &name[6..]);
    let mut names: Vec<String> = saint
        .iter()
        .flat_map(|rest| [format!("st. {rest}"), format!("st {rest}")])
        .collect();
    names.push(name);
    let signs: Vec<String> = names
        .iter()
        .filter(|name| name.contains(" and "))
        .map(|name| name.replace(" and ", " & "))
        .collect();
    names.extend(signs);
    let capitals: Vec<String> = names
        .iter()
        .filter(|name| !name.is_ascii())
        .map(|name| name.to_uppercase())
        .collect();
    names.into_iter().chain(capitals)
}

/// Whether a name stands for the place: written as a name, not turned into its opposite, not the
/// first half of a currency.
fn is_place(text: &str, hit: &Hit) -> bool {
    let words = &text[hit.start..hit.end];
    let (before, after) = (&text[..hit.start], &text[hit.end..]);
    let is_written_so = if hit.value.ends_with(ABBREVIATED) {
        !words.contains(char::is_lowercase)
    } else {
        words.contains(char::is_uppercase)
    };
    let is_excepted = ["non-", "Non-", "NON-"]
        .iter()
        .any(|prefix| before.ends_with(prefix));
    let is_currency =
        after.starts_with('$') || after.starts_with(" dollar") || after.starts_with(" DOLLAR");
    is_written_so && !is_excepted && !is_currency
}

/// Whether a name, in words without small letters, may as well be the pronoun "us".
fn is_pronoun(text: &str, hit: &Hit) -> bool {
    &text[hit.start..hit.end] == "US" && text.len() > 2 && !text[..hit.start].ends_with("THE ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, places: &str) {
        assert_eq!(read(words).join(" | "), places, "{words}");
    }

    #[test]
    fn countries_and_unions() {
        check("the European Union, the UK and South Korea", "EU | GB | KR");
        check(
            "THE EUROPEAN UNION, UNITED KINGDOM AND SOUTH KOREA",
            "EU | GB | KR",
        );
        check(
            "the European Union (\"EU\"), any EU member state, the EEA",
            "EU | EEA",
        );
        check("Member States of the European Union", "EU");
        check(
            "the United States of America, the U.S., the USA, the US",
            "US",
        );
        check(
            "Cuba, Iran, North Korea, Syria, Russian Federation, Belarus",
            "CU | IR | KP | SY | RU | BY",
        );
        check("the Democratic People's Republic of Korea (DPRK)", "KP");
        check(
            "mainland China, Hong Kong, Macau and Taiwan",
            "CN | HK | MO | TW",
        );
        check("the People's Republic of China (\"PRC\")", "CN");
        check(
            "the Hong Kong Special Administrative Region of the People's Republic of China",
            "HK",
        );
        check("Türkiye, TÜRKIYE or Turkey", "TR");
        check("Côte d'Ivoire, CÔTE D'IVOIRE, Ivory Coast", "CI");
        check("Iran (Islamic Republic of)", "IR");
        check(
            "Niger; Nigeria; Guinea; Guinea-Bissau; Papua New Guinea",
            "NE | NG | GN | GW | PG",
        );
        check(
            "the Republic of the Congo and the Democratic Republic of the Congo",
            "CG | CD",
        );
        check(
            "St. Lucia, St Kitts & Nevis, Bosnia & Herzegovina",
            "LC | KN | BA",
        );
        check("Norway's courts, France-based users", "NO | FR");
    }

    #[test]
    fn places_without_a_code() {
        check(
            "the Crimea, Donetsk and Luhansk regions of Ukraine",
            "Crimea | Donetsk | Luhansk",
        );
        check("Crimea, Cuba, Iran", "Crimea | CU | IR");
        check("the so-called Donetsk People's Republic", "Donetsk");
        check("Crimea or Ukraine", "Crimea | UA");
        check("the State of Illinois, USA, or Texas", "Illinois | Texas");
        check("England and Wales", "England | Wales");
        check("Europe and Africa", "Europe | Africa");
    }

    #[test]
    fn names_inside_names() {
        check("New Mexico and New Jersey", "New Mexico | New Jersey");
        check("the State of Georgia, and Georgia", "Georgia | GE");
        check("the Gulf of Mexico", "");
        check("Northern Ireland and Ireland", "Northern Ireland | IE");
        check(
            "the United Kingdom of Great Britain and Northern Ireland",
            "GB",
        );
    }

    #[test]
    fn words_that_are_no_places() {
        for words in [
            "",
            "between you and us",
            "turkey and china plates",
            "a reunion",
            "French law, European users",
            "IT IS NOT LICENSED TO US",
            "PROVIDED BY US IN NO CASE",
            "US$100",
            "US dollars",
            "non-EU users",
            "USAGE",
            "euro",
            "the ukulele",
        ] {
            check(words, "");
        }
        check("THE US AND CANADA", "US | CA");
        check("US", "US");
    }

    #[test]
    fn a_bracket_can_take_a_place_away() {
        check("China (excluding Hong Kong, Macau and Taiwan)", "CN");
        check("China (including Hong Kong) and Japan", "CN | HK | JP");
    }

    #[test]
    fn every_country_is_found_by_its_short_name() {
        for country in rust_iso3166::ALL {
            check(country.name, country.alpha2);
        }
    }

    #[test]
    fn every_country_has_a_name_without_brackets() {
        let plain: Vec<_> = phrase::rows(include_str!("place.tsv")).collect();
        for country in rust_iso3166::ALL
            .iter()
            .filter(|country| country.name.contains('('))
        {
            let has_name = plain
                .iter()
                .any(|(code, name)| *code == country.alpha2 && !name.contains('('));
            assert!(has_name, "{}", country.name);
        }
    }

    #[test]
    fn every_code_of_the_table_exists() {
        for (value, name) in phrase::rows(include_str!("place.tsv")) {
            let code = value
                .trim_end_matches(ABBREVIATED)
                .split('/')
                .next()
                .unwrap();
            let known = matches!(code, "" | "EU" | "EEA" | NO_PLACE)
                || rust_iso3166::from_alpha2(code).is_some();
            assert!(known, "{value} of {name}");
        }
    }
}
