//! What folding makes of single characters.

/// What becomes of a character outside the plain ASCII ones.
pub(super) enum Fate {
    Keep,
    Drop,
    Blank,
    Becomes(&'static str),
    Ascii(u8),
}

/// Bytes that are copied as they are.
pub(super) const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0x21;
    while byte < 0x7f {
        table[byte] = byte != b'\'' as usize && byte != b'`' as usize;
        byte += 1;
    }
    table
};

/// Whether the byte at `at` is a blank between two plain bytes.
#[inline]
pub(super) fn single_blank(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b' ' && at > 0 && bytes.get(at + 1).is_some_and(|&next| PLAIN[next as usize])
}

/// What becomes of a character.
pub(super) fn fate(character: char) -> Fate {
    match character {
        '\u{201c}'..='\u{201f}'
        | '«'
        | '»'
        | '‹'
        | '›'
        | '\u{300c}'..='\u{300f}'
        | '\u{300a}'
        | '\u{300b}'
        | '\u{301d}'..='\u{301f}'
        | '″' => Fate::Ascii(b'"'),
        '\u{2018}'..='\u{201b}' | '′' | '\u{00b4}' => Fate::Ascii(b'\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Fate::Ascii(b'-'),
        '\u{ff01}'..='\u{ff5e}' => Fate::Ascii((character as u32 - 0xfee0) as u8),
        '\u{00ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' => Fate::Drop,
        '\u{fb00}' => Fate::Becomes("ff"),
        '\u{fb01}' => Fate::Becomes("fi"),
        '\u{fb02}' => Fate::Becomes("fl"),
        '\u{fb03}' => Fate::Becomes("ffi"),
        '\u{fb04}' => Fate::Becomes("ffl"),
        _ if character.is_whitespace() => Fate::Blank,
        _ => Fate::Keep,
    }
}
