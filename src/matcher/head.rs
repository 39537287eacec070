//! Heads: the first letters of words, by which phrases are looked up in a hash table.

/// How many letters of a word are looked up at once.
pub(super) const HEAD: usize = 4;

/// The first letters and digits of a word, the first lowest, and how many they are: [`HEAD`] or, of a shorter word, all;
/// of a number its first digit, so that a phrase can stand for all that begin with it.
pub(super) fn head(word: &[u8]) -> (u32, usize) {
    if let Some(digit) = word.first().filter(|byte| byte.is_ascii_digit()) {
        return (u32::from(*digit), 1);
    }
    let mut four = [0; HEAD];
    match word.first_chunk() {
        Some(first) => four = *first,
        None => four[..word.len()].copy_from_slice(word),
    }
    let length = four
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(HEAD);
    let letters = u32::from_le_bytes(four);
    (
        letters & !u32::MAX.checked_shl(8 * length as u32).unwrap_or(0),
        length,
    )
}

/// How many letters a head has.
pub(super) fn letters(head: u32) -> usize {
    (u32::BITS - head.leading_zeros()).div_ceil(8) as usize
}

/// The heads that go on where a shorter one ends.
pub(super) fn longer_heads((head, length): (u32, usize)) -> Vec<u32> {
    let is_number = head.to_le_bytes()[0].is_ascii_digit();
    if length == HEAD || is_number {
        return Vec::new();
    }
    let next = (0..=u8::MAX).filter(u8::is_ascii_alphanumeric);
    let longer = next.map(|byte| head | u32::from(byte) << (8 * length));
    longer
        .flat_map(|longer| [vec![longer], longer_heads((longer, length + 1))].concat())
        .collect()
}

/// A hash table of heads with the numbers of their nodes.
pub(super) fn table(heads: impl ExactSizeIterator<Item = u32>) -> Vec<[u32; 2]> {
    let mut table = vec![[0; 2]; (heads.len() * 2).next_power_of_two()];
    for (node, head) in (0..).zip(heads).filter(|(_, head)| *head != 0) {
        let mut place = slot(head, table.len());
        while table[place][0] != 0 {
            place = (place + 1) % table.len();
        }
        table[place] = [head, node];
    }
    table
}

/// Where the search for a head begins in a table of that length: Fibonacci hashing (Knuth, "The Art of Computer
/// Programming", volume 3, section 6.4).
pub(super) fn slot(head: u32, length: usize) -> usize {
    let hash = u64::from(head.wrapping_mul(0x9e37_79b1));
    ((hash * length as u64) >> 32) as usize
}
