//! Topics and their patterns: data, read from TOML files (see `patterns/README.md`).
//!
//! Built-in files and those of a user go through the same loader. All problems of all files are
//! reported at once. No topic is named in Rust.

mod check;
mod file;
mod load;
mod phrases;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use phrases::PhraseList;

use crate::effect::Effect;
use crate::error::Error;
use crate::param::{Kind, Value};

/// A set of topics with their patterns and examples.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Pack {
    /// Topics in the order of their ids.
    pub topics: Vec<Topic>,
    /// Patterns of all topics, grouped by file, in the order of the files.
    pub patterns: Vec<Pattern>,
    /// The phrases of the cues (see [`effect`](crate::effect)), in their order, and those of the patterns, each once.
    pub phrases: PhraseList,
    /// Examples of all files; none in a pack that was made ready when the program was built.
    #[serde(skip)]
    pub examples: Vec<Example>,
    /// Categories of conduct, in the order of their ids.
    pub categories: Vec<Category>,
    /// SHA-256 over the files that the pack was read from, in hexadecimal.
    pub hash: String,
}

/// One pattern file: its path as shown to people, and its content.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Path relative to the pack's folder, with `/`; decides ids and order.
    pub path: String,
    /// The TOML text.
    pub text: String,
}

/// Index of a topic in [`Pack::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub u16);

/// What clauses of one kind are about.
#[derive(Debug, Serialize, Deserialize)]
pub struct Topic {
    /// Its id, also the name of its file.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The part of the taxonomy that it belongs to.
    pub group: Group,
    /// The effects that its clauses can have.
    pub effects: Vec<Effect>,
    /// Readings that its patterns are limited to where they do not say so themselves; empty for any.
    pub reads: Vec<Effect>,
    /// How much a reader cares, 1 to 9.
    pub weight: u8,
    /// Whether neighbouring provisions of this topic and one effect make one clause.
    pub run: bool,
    /// Params that make two clauses of one provision when they differ.
    pub distinct: Vec<String>,
    /// Wording for summaries, per effect.
    pub summary: BTreeMap<Effect, String>,
    /// What a new clause is for the reader, per effect.
    pub added: BTreeMap<Effect, Direction>,
    /// Its params, in the order of their names.
    pub params: Vec<Param>,
}

impl Topic {
    /// The param of that name.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// The number of the param that a named group of a regex stands for: `_` in the group's name is `-` in the param's.
    pub(crate) fn param_of_group(&self, group: &str) -> Option<usize> {
        let dashed = |name: &str| {
            name.bytes()
                .map(|byte| if byte == b'-' { b'_' } else { byte })
                .eq(group.bytes())
        };
        self.params.iter().position(|param| dashed(&param.name))
    }
}

/// A closed set of words that pattern files can hold.
pub(crate) trait Named: Sized {
    /// What such a word is called in messages.
    const WHAT: &str;
    /// The one that is written `word`.
    fn of(word: &str) -> Option<Self>;
    /// All words.
    fn names() -> Vec<&'static str>;
}

impl Named for Effect {
    const WHAT: &str = "effect";
    fn of(word: &str) -> Option<Effect> {
        Effect::parse(word)
    }
    fn names() -> Vec<&'static str> {
        Effect::ALL.map(Effect::name).to_vec()
    }
}

impl Named for Kind {
    const WHAT: &str = "kind";
    fn of(word: &str) -> Option<Kind> {
        Kind::parse(word)
    }
    fn names() -> Vec<&'static str> {
        Kind::ALL.iter().map(|kind| kind.name()).collect()
    }
}

macro_rules! named {
    ($what:literal, $(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// All of them, in order.
            pub const ALL: &[$name] = &[$($name::$variant),+];
            /// The one that is written `word`.
            #[must_use]
            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.name() == word)
            }
            /// As written in files and reports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
        impl Named for $name {
            const WHAT: &str = $what;
            fn of(word: &str) -> Option<$name> {
                $name::parse(word)
            }
            fn names() -> Vec<&'static str> {
                $name::ALL.iter().map(|one| one.name()).collect()
            }
        }
    };
}

named! {
    "group",
    /// A part of the taxonomy.
    Group {
        /// Rights and their scope.
        Rights = "rights",
        /// Derivatives and distribution.
        Derivatives = "derivatives",
        /// Attribution and marks.
        Attribution = "attribution",
        /// Output of a model.
        Output = "output",
        /// Use.
        Use = "use",
        /// Change and control.
        Control = "control",
        /// Data.
        Data = "data",
        /// The legal frame.
        Legal = "legal",
    }
}

named! {
    "direction",
    /// What a change is for the reader.
    Direction {
        /// The reader may do less, or must do more.
        Stricter = "stricter",
        /// The reader may do more, or must do less.
        Looser = "looser",
        /// Neither.
        Neutral = "neutral",
        /// No rule tells.
        Unclear = "unclear",
    }
}

impl Direction {
    /// What the change is when it is made backwards.
    #[must_use]
    pub fn reversed(self) -> Direction {
        match self {
            Direction::Stricter => Direction::Looser,
            Direction::Looser => Direction::Stricter,
            same => same,
        }
    }
}

named! {
    "place to read",
    /// Where a param without a named group is looked for.
    Read {
        /// In the provision's own words.
        Own = "own",
        /// In the provision's words and its stems.
        View = "view",
        /// In the words that the pattern matched.
        Match = "match",
        /// Nowhere.
        No = "no",
    }
}

named! {
    "place",
    /// A kind of provision, as far as patterns tell them apart.
    Place {
        /// A sentence, item, part or cell that defines nothing.
        Rule = "rule",
        /// One that says what a term means.
        Definition = "definition",
        /// A heading that commands.
        Heading = "heading",
    }
}

/// A typed value that clauses of a topic can carry.
#[derive(Debug, Serialize, Deserialize)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// How it is read.
    pub kind: Kind,
    /// Where it is looked for when no group captures it.
    pub read: Read,
    /// What a larger number, a longer list or a new flag is for the reader.
    pub more: Option<Direction>,
    /// Chains of its values, each from the widest to the narrowest: a wider ban binds more, a wider permission frees.
    pub breadth: Vec<Vec<String>>,
    /// Its vocabulary: value ids and the phrases that stand for them; a flag has one entry.
    pub words: Vec<(String, Vec<String>)>,
}

/// A category of conduct.
#[derive(Debug, Serialize, Deserialize)]
pub struct Category {
    /// Its id, also the name of its file.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The topic that it belongs to.
    pub topic: TopicId,
}

/// One way in which texts word a topic.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pattern {
    /// `topic/pattern`, or `topic/category/pattern`.
    pub id: String,
    /// The topic of its clauses.
    pub topic: TopicId,
    /// The category that its clauses carry.
    pub category: Option<String>,
    /// Phrases of which one must be there, by their numbers in [`Pack::phrases`].
    pub anchors: Vec<u32>,
    /// Groups of phrases; of each one must be there too.
    pub with: Vec<Vec<u32>>,
    /// How far, in bytes of the view, a phrase of `with` may be from the anchor.
    pub within: Option<u32>,
    /// Phrases that must not be there.
    pub without: Vec<u32>,
    /// Readings that it is limited to; empty for any.
    pub reads: Vec<Effect>,
    /// The effect of its clauses, whatever the reading.
    pub effect: Option<Effect>,
    /// The kinds of provision it is tried on.
    pub places: Vec<Place>,
    /// Whether it says what a notion is, for rules that use a term defined so.
    pub defined: bool,
    /// Whether its anchors are those of a stem, for an item that yields nothing else.
    pub residual: bool,
    /// What the words must match, in the syntax of the `regex` crate.
    pub regex: Option<String>,
    /// Params that follow from the pattern alone.
    pub set: Vec<(String, Value)>,
}

/// A text and the clauses of one topic or category that it holds.
#[derive(Debug)]
pub struct Example {
    /// The file that it stands in.
    pub file: String,
    /// Line of the file, 1-based.
    pub line: usize,
    /// The topic.
    pub topic: TopicId,
    /// The category, in the file of one.
    pub category: Option<String>,
    /// The text.
    pub text: String,
    /// Why it must fail for now.
    pub todo: Option<String>,
    /// The clauses.
    pub clauses: Vec<Expected>,
}

/// A clause that an example expects.
#[derive(Debug)]
pub struct Expected {
    /// Its effect.
    pub effect: Effect,
    /// Its params.
    pub params: BTreeMap<String, Value>,
}

impl Pack {
    /// Reads a pack from files; they may stand in any order.
    ///
    /// # Errors
    /// All problems of all files, each with its place.
    pub fn load(files: &[PackFile]) -> Result<Pack, Error> {
        load::load(files)
    }

    /// Checks what costs too much to check at every start: that each regex compiles, matches
    /// something, and names only params, and that the examples cover the patterns.
    ///
    /// # Errors
    /// All problems of all files, each with its place.
    pub fn check(files: &[PackFile]) -> Result<(), Error> {
        check::check(files)
    }

    /// The topic with that number.
    #[must_use]
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[usize::from(id.0)]
    }

    /// The topic with that id.
    #[must_use]
    pub fn topic_named(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}
