//! The open sections and lists of an outline, and where among them a marker belongs.

use super::block::Block;
use super::marker::{Class, Marker, Path, Punct, Reading};
use super::{ProvisionId, SectionId};

/// How a level came about; outer ranks close inner ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Exhibit,
    /// A heading of the format.
    Heading(u8),
    Bold,
    Caps,
    Title,
    /// A heading at the beginning of a paragraph.
    RunIn,
    /// A numbered section or clause.
    Numbered,
    /// An item of a list.
    Item,
    /// An item without a marker.
    Implicit,
    /// A row of a table.
    Row,
}

/// An open section.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) rank: Rank,
    pub(super) section: SectionId,
    /// What its marker counts, if it has one in the text.
    pub(super) count: Option<Count>,
    pub(super) indent: u32,
    /// Lists of the format around it.
    pub(super) depth: u8,
    /// The provision that governs the items of this list.
    pub(super) stem: Option<ProvisionId>,
    /// Its first provision.
    pub(super) own: ProvisionId,
}

/// What a marker counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    class: Class,
    punct: Punct,
    value: u32,
    path: Path,
}

impl Count {
    pub(super) fn new(marker: &Marker, reading: Reading) -> Count {
        Count {
            class: reading.class,
            punct: marker.punct,
            value: reading.value,
            path: marker.path,
        }
    }

    /// Whether it counts parts of a section that the one of that number follows: "2.3" before "3".
    pub(super) fn is_before(&self, number: u32) -> bool {
        let path = self.path.numbers();
        path.len() > 1 && path[0] + 1 == number
    }
}

/// Where a marker belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// How many of the open levels stay open.
    pub(super) keep: usize,
    /// Which of the marker's readings holds.
    pub(super) reading: Reading,
    pub(super) relation: Relation,
}

/// Whether a marker goes on with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is the next item of the first level that is closed.
    Sibling,
    /// It starts a list.
    First,
}

/// Finds the place of the marker of `block`. `open` tells whether the text before it leaves a list open.
pub(super) fn spot(levels: &[Level], block: &Block, marker: &Marker, open: Opening) -> Spot {
    let first = marker.readings.first;
    match first.class {
        Class::Bullet(_) => bullet(levels, block, first, open),
        Class::Number(length) if length > 1 => path(levels, marker, first),
        Class::Word(_) => word(levels, first),
        _ => single(levels, block, marker, open),
    }
}

/// Whether the text before a marker announces a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Announced,
    Not,
}

fn sibling(keep: usize, reading: Reading) -> Spot {
    Spot {
        keep,
        reading,
        relation: Relation::Sibling,
    }
}

fn start(keep: usize, reading: Reading) -> Spot {
    Spot {
        keep,
        reading,
        relation: Relation::First,
    }
}

fn counts(level: &Level, class: Class) -> bool {
    level.count.is_some_and(|count| count.class == class)
}

/// "Section 3": beside the last one of its kind, otherwise outermost but for titles.
fn word(levels: &[Level], reading: Reading) -> Spot {
    if let Some(at) = levels.iter().position(|level| counts(level, reading.class)) {
        return sibling(at, reading);
    }
    let outer = levels
        .iter()
        .position(|level| level.rank > Rank::Heading(1));
    start(outer.unwrap_or(levels.len()), reading)
}

fn bullet(levels: &[Level], block: &Block, reading: Reading, open: Opening) -> Spot {
    let aligned =
        |level: &Level| counts(level, reading.class) && level.indent.abs_diff(block.indent) < 2;
    if let Some(at) = levels.iter().rposition(aligned) {
        // An item inside an item of the list may announce a list of its own.
        let inner = at + 1 < levels.len() && open == Opening::Announced;
        return if inner {
            start(levels.len(), reading)
        } else {
            sibling(at, reading)
        };
    }
    let deeper = |level: &Level| {
        level
            .count
            .is_some_and(|count| matches!(count.class, Class::Bullet(_)))
            && level.indent > block.indent
    };
    start(
        levels.iter().position(deeper).unwrap_or(levels.len()),
        reading,
    )
}

/// "1.2": beside "1.1", or inside "1".
fn path(levels: &[Level], marker: &Marker, reading: Reading) -> Spot {
    let outer = marker.path.outer();
    let path_of = |level: &Level| level.count.map(|count| count.path).unwrap_or_default();
    let beside =
        |level: &Level| path_of(level).numbers().len() > 1 && path_of(level).outer() == outer;
    if let Some(at) = levels.iter().rposition(beside) {
        return sibling(at, reading);
    }
    if let Some(at) = levels
        .iter()
        .rposition(|level| path_of(level).numbers() == outer)
    {
        return start(at + 1, reading);
    }
    let stray = |level: &Level| level.rank >= Rank::Item || path_of(level).numbers().len() > 1;
    start(
        levels.iter().position(stray).unwrap_or(levels.len()),
        reading,
    )
}

/// A number, letter or Roman number.
fn single(levels: &[Level], block: &Block, marker: &Marker, open: Opening) -> Spot {
    let readings = [Some(marker.readings.first), marker.readings.second];
    let next =
        |reading| predecessor(levels, block, marker.punct, reading).map(|at| sibling(at, reading));
    if let Some(spot) = readings.into_iter().flatten().find_map(next) {
        return spot;
    }
    let first = marker.readings.first;
    // "4." behind "3.3".
    let outside = |level: &Level| {
        level.count.is_some_and(|count| {
            let numbers = count.path.numbers();
            numbers.len() > 1 && numbers[0] + 1 == first.value
        })
    };
    if first.class == Class::Number(1)
        && let Some(at) = levels.iter().position(outside)
    {
        return start(at, first);
    }
    let reading = readings
        .into_iter()
        .flatten()
        .find(|reading| reading.value <= 1)
        .unwrap_or(first);
    let same = |level: &Level| {
        level
            .count
            .is_some_and(|count| count.class == reading.class && count.punct == marker.punct)
    };
    let twice = levels.iter().filter(|level| same(level)).count() > 1;
    let same = levels.iter().rposition(same);
    let top = levels.last();
    let deeper = top.is_some_and(|top| block.indent > top.indent + 1);
    match same {
        // The same style, further on: a number was left out.
        Some(at) if reading.value > 1 => sibling(at, reading),
        // The list starts again, inside itself or after itself.
        Some(_) if !twice && (deeper || open == Opening::Announced) => start(levels.len(), reading),
        Some(at) if at + 1 < levels.len() || levels[at].rank >= Rank::Item => start(at, reading),
        _ => {
            let dedent =
                |level: &Level| level.rank >= Rank::Item && level.indent > block.indent + 1;
            start(
                levels.iter().position(dedent).unwrap_or(levels.len()),
                reading,
            )
        }
    }
}

/// The open level that a marker is the next one of, by preference one that is as far indented.
fn predecessor(levels: &[Level], block: &Block, punct: Punct, reading: Reading) -> Option<usize> {
    let follows = |level: &Level| {
        level.count.is_some_and(|count| {
            count.class == reading.class && count.punct == punct && count.value + 1 == reading.value
        })
    };
    let aligned = levels
        .iter()
        .rposition(|level| follows(level) && level.indent == block.indent);
    aligned.or_else(|| levels.iter().rposition(follows))
}
