//! Full stops inside a sentence: "e.g.", "Inc.", "2.1". They do not end it, and so `[^.;]` goes past them.
//!
//! Where they stand, the text that is searched has [`STOP`] instead, and what a regex says of full stops holds for both.

use regex_syntax::hir::{
    Capture, Class, ClassBytesRange, ClassUnicodeRange, Hir, HirKind, Repetition,
};

/// Stands for a full stop inside a sentence.
pub(crate) const STOP: char = '\u{1}';

/// A tree that takes a stop inside a sentence for the full stops it asks for.
pub(super) fn inside(tree: Hir) -> Hir {
    match tree.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Literal(literal) => {
            let mut parts = Vec::new();
            for (number, part) in literal.0.split(|byte| *byte == b'.').enumerate() {
                if number > 0 {
                    parts.push(either());
                }
                parts.push(Hir::literal(part));
            }
            Hir::concat(parts)
        }
        HirKind::Class(mut class) => {
            add(&mut class);
            Hir::class(class)
        }
        HirKind::Repetition(Repetition {
            min,
            max,
            greedy,
            sub,
        }) => Hir::repetition(Repetition {
            min,
            max,
            greedy,
            sub: Box::new(inside(*sub)),
        }),
        HirKind::Capture(Capture { index, name, sub }) => Hir::capture(Capture {
            index,
            name,
            sub: Box::new(inside(*sub)),
        }),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(inside).collect()),
        HirKind::Alternation(ways) => Hir::alternation(ways.into_iter().map(inside).collect()),
    }
}

/// A full stop of either kind.
fn either() -> Hir {
    let full = ClassBytesRange::new(b'.', b'.');
    let mut class = Class::Bytes(regex_syntax::hir::ClassBytes::new([full]));
    add(&mut class);
    Hir::class(class)
}

/// Adds the stop inside a sentence to a class that holds full stops.
fn add(class: &mut Class) {
    match class {
        Class::Bytes(bytes) => {
            let holds = |range: &ClassBytesRange| (range.start()..=range.end()).contains(&b'.');
            if bytes.ranges().iter().any(holds) {
                bytes.push(ClassBytesRange::new(STOP as u8, STOP as u8));
            }
        }
        Class::Unicode(characters) => {
            let holds = |range: &ClassUnicodeRange| (range.start()..=range.end()).contains(&'.');
            if characters.ranges().iter().any(holds) {
                characters.push(ClassUnicodeRange::new(STOP, STOP));
            }
        }
    }
}
