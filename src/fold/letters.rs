//! Letters that patterns do not tell apart: capitals, and two spellings of one word.

/// Lower case, character by character; one whose lower case is not as long stays as it is.
pub(super) fn lower(cased: &str) -> String {
    let ascii = cased.to_ascii_lowercase();
    if ascii.is_ascii() {
        return ascii;
    }
    let mut text = String::with_capacity(ascii.len());
    let mut done = 0;
    for (at, character) in ascii.char_indices().filter(|(_, one)| !one.is_ascii()) {
        let mut lowered = character.to_lowercase();
        if let (Some(low), None) = (lowered.next(), lowered.next())
            && low.len_utf8() == character.len_utf8()
        {
            text.push_str(&ascii[done..at]);
            text.push(low);
            done = at + character.len_utf8();
        }
    }
    text.push_str(&ascii[done..]);
    text
}

/// "licence" is "license": they say the same, and are as long.
pub(super) fn one_spelling(text: String) -> String {
    if memchr::memmem::find(text.as_bytes(), b"licenc").is_some() {
        text.replace("licenc", "licens")
    } else {
        text
    }
}
