//! Where lines were wrapped: how wide a text is, and how much room a line left for the first word of the next.

use super::line::{Gap, Line, Lines, Role};
use super::words;

/// Lines that are all narrower than this are a list of short ones.
const MIN_WRAP: u32 = 40;

/// Columns that a line must have left over to be short for certain.
pub(super) const MIN_ROOM: i64 = 8;

/// Lines wider than this were not wrapped by hand or by a mail program.
const MAX_WRAP: u32 = 160;

/// The column at which a text was wrapped; `u32::MAX` if it was not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrap(u32);

impl Wrap {
    pub(super) fn of(lines: &Lines<'_>) -> Wrap {
        Wrap(width(lines))
    }

    /// Columns that were left on a line, given by its first words, although the first word of the next would have
    /// gone there; what was not wrapped left all of them.
    pub(super) fn room(self, before: (&Line, &str), line: (&Line, &str)) -> i64 {
        let is_word = |head: &str| !head.contains(' ');
        // A word that is wider than the text leaves nothing.
        if before.0.width >= self.0 && is_word(before.1) {
            return 0;
        }
        let is_wide =
            |(line, head): (&Line, &str)| line.width > self.0 + self.0 / 2 && !is_word(head);
        if self.0 == u32::MAX || is_wide(before) || is_wide(line) {
            return i64::MAX;
        }
        let word = line.1.split_whitespace().next().map_or(0, str::len) as i64;
        i64::from(self.0) - i64::from(before.0.width) - 1 - word
    }

    /// Whether a text that has not ended is too short to go on in the next line.
    pub(super) fn is_short(self, text: &str, room: i64) -> bool {
        text.len() < 2 * self.0 as usize && room > i64::from(self.0) * 2 / 5
    }
}

/// Whether a line begins something else by its letters alone: it shouts below words that do not, or stands below a
/// title or a copyright line.
pub(super) fn is_set_apart(
    text: &str,
    head: &str,
    room: i64,
    (is_line, is_open): (bool, bool),
) -> bool {
    if words::starts_lower(head) {
        return false;
    }
    let is_free = room > if text.len() < SHORT { 0 } else { MIN_ROOM };
    let shouts = || words::is_caps(head) && !words::at_most_words(head, 4);
    if is_free && !is_open && shouts() && !words::is_caps(words::tail(text, LAST)) {
        return true;
    }
    let is_title =
        || room > if is_open { WIDE } else { 0 } && words::is_title(text) && !words::is_title(head);
    let is_copyright = || {
        let mark = b"copyright (c)";
        let mut places = text.as_bytes().windows(mark.len());
        room > 0 && !is_open && places.any(|place| place.eq_ignore_ascii_case(mark))
    };
    let is_shouted = || {
        let is_short = room > MIN_ROOM && !is_open && !text.ends_with(':');
        is_short && words::is_caps(text) && !words::is_caps(head)
    };
    is_line && (is_title() || is_shouted() || is_copyright())
}

/// How much of the end of a text tells whether it shouts, in bytes.
const LAST: usize = 16;

/// Titles, dates and the like above a shouted paragraph are shorter, in bytes.
const SHORT: usize = 200;

/// Columns that are left behind a title, however it ends.
const WIDE: i64 = 40;

/// The column at which the text was wrapped; `u32::MAX` if it was not.
fn width(lines: &Lines<'_>) -> u32 {
    let mut counts = [0_usize; MAX_WRAP as usize + 2];
    let mut whole = 0;
    for pair in lines.lines.windows(2) {
        if pair[1].gap == Gap::Wrap && pair[1].role == Role::Text {
            let end = lines.end(&pair[0]);
            whole += usize::from(
                end.ends_with(['.', ';', ':']) || words::ends_item(end) && !end.ends_with(','),
            );
            counts[pair[0].width.min(MAX_WRAP + 1) as usize] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    // Where most lines end like sentences or items, they are whole.
    if whole * 2 > total {
        return u32::MAX;
    }
    let mut below = 0;
    for (width, count) in counts.iter().enumerate() {
        below += count;
        // Nine lines of ten: a few long ones (addresses, tables) do not count.
        if below * 10 >= total * 9 {
            let wrapped = (MIN_WRAP..=MAX_WRAP).contains(&(width as u32));
            return if wrapped { width as u32 } else { u32::MAX };
        }
    }
    u32::MAX
}
