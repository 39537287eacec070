//! Lists of numbers as the program holds them: in bytes, of which nothing is decoded when it starts.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::span::ByteRange;

/// Numbers, four bytes each, the lowest first; also groups of as many, one behind the other.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Packed(#[serde(borrow)] Cow<'static, [u8]>);

impl Packed {
    pub(super) fn of(numbers: impl IntoIterator<Item = u32>) -> Packed {
        Packed(numbers.into_iter().flat_map(u32::to_le_bytes).collect())
    }

    /// How many groups of `N` there are.
    pub(super) fn len<const N: usize>(&self) -> usize {
        self.0.len() / (4 * N)
    }

    /// A group of `N` by its number; nothing behind the last one.
    #[inline]
    pub(super) fn get<const N: usize>(&self, at: usize) -> Option<[u32; N]> {
        let (bytes, _) = self.0.get(4 * N * at..)?.split_at_checked(4 * N)?;
        let (numbers, _) = bytes.as_chunks::<4>();
        Some(std::array::from_fn(|n| u32::from_le_bytes(numbers[n])))
    }

    /// A stretch of the numbers.
    fn part(&self, range: ByteRange) -> impl Iterator<Item = u32> + Clone + '_ {
        let (numbers, _) = self.0[4 * range.start..4 * range.end].as_chunks::<4>();
        numbers.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }
}

/// Several lists of numbers, one behind the other.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Lists {
    all: Packed,
    ends: Packed,
}

impl Lists {
    pub(super) fn of(lists: &[Vec<u32>]) -> Lists {
        let ends = lists.iter().scan(0, |end, list| {
            *end += u32::try_from(list.len()).expect("a pack is below 4 GiB");
            Some(*end)
        });
        Lists {
            ends: Packed::of(ends),
            all: Packed::of(lists.iter().flatten().copied()),
        }
    }

    /// One of the lists.
    ///
    /// # Panics
    /// If there are not so many.
    pub(super) fn part(&self, number: u32) -> impl Iterator<Item = u32> + Clone + '_ {
        let end = |number: u32| self.ends.get(number as usize).map(|[end]| end as usize);
        let start = number.checked_sub(1).and_then(end).unwrap_or(0);
        self.all
            .part(start..end(number).expect("the list is there"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let packed = Packed::of([1, 70_000, 3, u32::MAX]);
        assert_eq!((packed.len::<1>(), packed.len::<2>()), (4, 2));
        assert_eq!(packed.get(1), Some([3, u32::MAX]));
        assert_eq!(packed.get::<2>(2), None);
        let lists = Lists::of(&[vec![], vec![5, 6], vec![], vec![7]]);
        let list = |number| lists.part(number).collect::<Vec<_>>();
        assert_eq!(
            [list(0), list(1), list(2), list(3)],
            [vec![], vec![5, 6], vec![], vec![7]]
        );
    }
}
