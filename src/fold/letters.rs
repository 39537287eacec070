//! Letters that patterns do not tell apart: capitals, and two spellings of one word.

/// Lower case, character by character; one whose lower case is not as long stays as it is.
pub(super) fn lower(cased: &str) -> String {
    let mut text = cased.to_ascii_lowercase();
    if text.is_ascii() {
        return text;
    }
    text.clear();
    for character in cased.chars() {
        if character.is_ascii() {
            text.push(character.to_ascii_lowercase());
            continue;
        }
        let mut lowered = character.to_lowercase();
        match (lowered.next(), lowered.next()) {
            (Some(low), None) if low.len_utf8() == character.len_utf8() => text.push(low),
            _ => text.push(character),
        }
    }
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
