//! Currencies by sign, name and code.

use std::sync::LazyLock;

use super::phrase::{self, Phrases};

/// The table's first column holds one code, or, for a word or sign that several countries use,
/// first the code that it means by itself (`-` where it means none) and then those that other
/// words may lend it.
static NAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(phrase::rows(include_str!("currency.tsv"))));

/// The ISO 4217 code of the first currency in the words. A bare "$" is taken for the dollar that
/// the words name elsewhere, or else for that of the United States.
pub(super) fn read(folded: &str) -> Option<&'static str> {
    let hits = NAMES.find(folded);
    let mut codes = hits.first()?.value.split(' ');
    let own = codes.next()?;
    let lent = codes.find(|code| hits.iter().any(|hit| hit.value == *code));
    lent.or((own != "-").then_some(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_names_and_codes() {
        let cases = [
            (
                "USD",
                "US$|$1m|usd $1,000,000|usd100|1,000,000 dollars|u.s. dollars|one us dollar|u.s.$5",
            ),
            (
                "USD",
                "united states dollars|$5 (or the equivalent in another currency)|5 dollar",
            ),
            ("EUR", "€|500 €|euros|one euro|10m eur|eur 15,000|eur500"),
            ("GBP", "£5|pounds sterling|gbp|british pounds|500 pounds"),
            (
                "CNY",
                "rmb 5|yuan|cny|chinese yuan|renminbi|¥5 yuan|rmb¥5|10万元",
            ),
            ("JPY", "jpy|yen|japanese yen|¥500 (jpy)"),
            ("INR", "inr|₹5|indian rupees|rs. 500|rupees"),
            ("KRW", "krw|₩5|korean won|5 million won|1,000 won"),
            ("AUD", "a$|au$5|aud|australian dollars|$5 aud"),
            (
                "CAD",
                "c$|ca$|canadian dollars|$5 cad|5 dollars (canadian dollars)|cdn$5",
            ),
            ("HKD", "hk$5|hong kong dollars|hkd"),
            ("SGD", "s$5|singapore dollars|sgd"),
            ("CHF", "chf 5|swiss francs|swiss franc"),
            ("TWD", "nt$5"),
            ("AED", "aed 5|uae dirhams"),
            ("BRL", "r$5|brazilian reais"),
        ];
        for (code, wordings) in cases {
            for wording in wordings.split('|') {
                let folded = wording.to_lowercase();
                assert_eq!(read(&folded), Some(code), "{wording}");
            }
        }
    }

    #[test]
    fn the_first_of_several_is_read() {
        assert_eq!(read("$5 or €4"), Some("USD"));
        assert_eq!(read("€4 or $5"), Some("EUR"));
    }

    #[test]
    fn what_names_no_currency_or_one_of_several() {
        for words in [
            "",
            "¥5",
            "5 pesos",
            "francs",
            "they won",
            "all users",
            "5 million",
            "used",
            "q$5",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn every_code_of_the_table_is_well_formed() {
        for (codes, phrase) in phrase::rows(include_str!("currency.tsv")) {
            for (index, code) in codes.split(' ').enumerate() {
                let ok = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
                assert!(ok || (index == 0 && code == "-"), "{code} of {phrase}");
            }
        }
    }
}
