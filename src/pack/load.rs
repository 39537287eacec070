//! From the TOML shape to the checked pack, with all problems at once.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use sha2::{Digest, Sha256};
use toml::{Spanned, Value as Toml};

use super::{
    Category, Direction, Example, Expected, Group, Pack, PackFile, Param, Pattern, Place, Read,
    Topic, TopicId, file,
};
use crate::effect::Effect;
use crate::error::{Error, Problem};
use crate::param::{Kind, Value};

pub(super) fn load(files: &[PackFile]) -> Result<Pack, Error> {
    let mut files: Vec<&PackFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut loader = Loader::default();
    let mut shapes = Vec::new();
    for source in &files {
        match toml::from_str::<file::File>(&source.text) {
            Ok(shape) => shapes.push((*source, shape)),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                loader.problems.push(Problem::at(
                    &source.path,
                    &source.text,
                    at,
                    first_line(error.message()),
                ));
            }
        }
    }
    // Topics come first: categories and extensions refer to them.
    for (source, shape) in &shapes {
        if let Some(topic) = &shape.topic {
            loader.topic(&In(source), topic);
        }
    }
    loader.pack.topics.sort_by(|a, b| a.id.cmp(&b.id));
    for (source, shape) in shapes {
        loader.file(&In(source), shape);
    }
    loader.pack.categories.sort_by(|a, b| a.id.cmp(&b.id));
    loader.pack.hash = hash(&files);
    if loader.problems.is_empty() {
        Ok(loader.pack)
    } else {
        loader.problems.sort();
        Err(Error::of(
            "the pattern files have problems",
            loader.problems,
        ))
    }
}

fn hash(files: &[&PackFile]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.path.as_bytes());
        hash.update([0]);
        hash.update(file.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("").to_owned()
}

/// The file that problems are in.
struct In<'a>(&'a PackFile);

impl In<'_> {
    fn problem(&self, span: Range<usize>, message: String) -> Problem {
        Problem::at(&self.0.path, &self.0.text, span.start, message)
    }

    /// The file's name without folder and ending.
    fn stem(&self) -> &str {
        let name = self.0.path.rsplit('/').next().unwrap_or(&self.0.path);
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// The name of the folder that holds it, below the pack's own.
    fn folder(&self) -> Option<&str> {
        self.0.path.rsplit('/').nth(1)
    }
}

#[derive(Default)]
struct Loader {
    pack: Pack,
    problems: Vec<Problem>,
}

impl Loader {
    fn word<T>(
        &mut self,
        at: &In,
        word: &Spanned<String>,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
        known: &[&str],
    ) -> Option<T> {
        let found = parse(word.get_ref());
        if found.is_none() {
            let message = format!(
                "unknown {what} `{}`, expected one of {}",
                word.get_ref(),
                list(known)
            );
            self.problems.push(at.problem(word.span(), message));
        }
        found
    }

    fn effect(&mut self, at: &In, word: &Spanned<String>) -> Option<Effect> {
        self.word(
            at,
            word,
            "effect",
            Effect::parse,
            &Effect::ALL.map(Effect::name),
        )
    }

    fn effects<T>(
        &mut self,
        at: &In,
        map: &BTreeMap<String, T>,
        span: &Range<usize>,
    ) -> Vec<Option<Effect>> {
        map.keys()
            .map(|key| self.effect(at, &Spanned::new(span.clone(), key.clone())))
            .collect()
    }

    fn id(&mut self, at: &In, id: &Spanned<String>) {
        if id.get_ref() != at.stem() {
            let message = format!(
                "id `{}` is not the file's name, `{}`",
                id.get_ref(),
                at.stem()
            );
            self.problems.push(at.problem(id.span(), message));
        }
    }

    fn topic(&mut self, at: &In, topic: &file::Topic) {
        self.id(at, &topic.id);
        if self.pack.topic_named(topic.id.get_ref()).is_some() {
            let message = format!(
                "topic `{0}` is there already; to add to it write `extend = \"{0}\"` instead of [topic]",
                topic.id.get_ref()
            );
            self.problems.push(at.problem(topic.id.span(), message));
        }
        let span = topic.id.span();
        let params = topic
            .params
            .iter()
            .map(|(name, param)| self.param(at, name, param))
            .collect::<Vec<_>>();
        for name in topic
            .distinct
            .iter()
            .filter(|name| !topic.params.contains_key(name.get_ref()))
        {
            self.problems.push(at.problem(
                name.span(),
                format!(
                    "`distinct` names `{}`, which is no param of the topic",
                    name.get_ref()
                ),
            ));
        }
        if !(1..=9).contains(topic.weight.get_ref()) {
            self.problems.push(at.problem(
                topic.weight.span(),
                format!("weight `{}` is not between 1 and 9", topic.weight.get_ref()),
            ));
        }
        let mut summary = BTreeMap::new();
        for (effect, text) in self
            .effects(at, &topic.summary, &span)
            .into_iter()
            .zip(topic.summary.values())
        {
            self.template(at, topic, text);
            summary.extend(effect.map(|effect| (effect, text.get_ref().clone())));
        }
        let mut added = BTreeMap::new();
        for (effect, word) in self
            .effects(at, &topic.added, &span)
            .into_iter()
            .zip(topic.added.values())
        {
            let direction = self.direction(at, word);
            added.extend(effect.zip(direction));
        }
        let group = self.word(
            at,
            &topic.group,
            "group",
            Group::parse,
            &Group::ALL.iter().map(|g| g.name()).collect::<Vec<_>>(),
        );
        let effects = topic
            .effects
            .iter()
            .filter_map(|word| self.effect(at, word))
            .collect();
        let reads = topic
            .reads
            .iter()
            .filter_map(|word| self.effect(at, word))
            .collect();
        self.pack.topics.push(Topic {
            reads,
            id: topic.id.get_ref().clone(),
            title: topic.title.clone(),
            group: group.unwrap_or(Group::Legal),
            effects,
            weight: *topic.weight.get_ref(),
            run: topic.run,
            distinct: topic
                .distinct
                .iter()
                .map(|name| name.get_ref().clone())
                .collect(),
            summary,
            added,
            params,
        });
    }

    /// `{name}` in a summary must be a param.
    fn template(&mut self, at: &In, topic: &file::Topic, text: &Spanned<String>) {
        for part in text.get_ref().split('{').skip(1) {
            let name = part.split('}').next().unwrap_or("").trim_start_matches('?');
            if !topic.params.contains_key(name) {
                self.problems.push(at.problem(
                    text.span(),
                    format!("the summary names `{{{name}}}`, which is no param of the topic"),
                ));
            }
        }
    }

    fn direction(&mut self, at: &In, word: &Spanned<String>) -> Option<Direction> {
        self.word(
            at,
            word,
            "direction",
            Direction::parse,
            &Direction::ALL.iter().map(|d| d.name()).collect::<Vec<_>>(),
        )
    }

    fn param(&mut self, at: &In, name: &str, param: &file::Param) -> Param {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        let kind = self
            .word(at, &param.kind, "kind", Kind::parse, &kinds)
            .unwrap_or(Kind::Name);
        let read = param.read.as_ref().and_then(|word| {
            self.word(
                at,
                word,
                "place to read",
                Read::parse,
                &Read::ALL.iter().map(|r| r.name()).collect::<Vec<_>>(),
            )
        });
        let more = param
            .more
            .as_ref()
            .and_then(|word| self.direction(at, word));
        let words = param
            .words
            .as_ref()
            .map_or_else(Vec::new, |words| self.words(at, words));
        Param {
            name: name.to_owned(),
            kind,
            read: read.unwrap_or(Read::Own),
            more,
            words,
        }
    }

    fn words(&mut self, at: &In, words: &Spanned<Toml>) -> Vec<(String, Vec<String>)> {
        let phrases = |value: &Toml| -> Option<Vec<String>> {
            value
                .as_array()?
                .iter()
                .map(|phrase| phrase.as_str().map(str::to_owned))
                .collect()
        };
        let read = match words.get_ref() {
            Toml::Table(ids) => ids
                .iter()
                .map(|(id, value)| Some((id.clone(), phrases(value)?)))
                .collect(),
            flag => phrases(flag).map(|phrases| vec![(String::from("true"), phrases)]),
        };
        let read = read.unwrap_or_else(|| {
            self.problems.push(at.problem(
                words.span(),
                "`words` must be a list of phrases, or a table of them".to_owned(),
            ));
            Vec::new()
        });
        for phrase in read.iter().flat_map(|(_, phrases)| phrases) {
            self.folded(at, phrase, words.span());
        }
        read
    }

    /// Phrases are written for folded text.
    fn folded(&mut self, at: &In, phrase: &str, span: Range<usize>) {
        let message = if phrase.starts_with(['*', ' ']) || phrase.is_empty() {
            format!("phrase `{phrase}` does not begin with a word or sign")
        } else if phrase
            .chars()
            .any(|c| c.is_uppercase() || "“”‘’–—\n".contains(c))
            || phrase.contains("  ")
        {
            format!(
                "phrase `{phrase}` can match nothing: folded text is in lower case, with straight quotes, `-` and single blanks"
            )
        } else if phrase
            .split('*')
            .skip(1)
            .any(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
        {
            format!("phrase `{phrase}`: `*` may only stand at the end of a word")
        } else {
            return;
        };
        self.problems.push(at.problem(span, message));
    }

    fn phrases(&mut self, at: &In, phrases: &[Spanned<String>]) -> Vec<String> {
        for phrase in phrases {
            self.folded(at, phrase.get_ref(), phrase.span());
        }
        phrases
            .iter()
            .map(|phrase| phrase.get_ref().clone())
            .collect()
    }

    fn file(&mut self, at: &In, mut shape: file::File) {
        let heads = usize::from(shape.topic.is_some())
            + usize::from(shape.category.is_some())
            + usize::from(shape.extend.is_some());
        if heads != 1 {
            self.problems.push(at.problem(
                0..0,
                "a file needs one of [topic], [category] and `extend`".to_owned(),
            ));
            return;
        }
        let named = match (&shape.topic, &shape.extend, at.folder()) {
            (Some(topic), _, _) => topic.id.get_ref().clone(),
            (_, Some(topic), _) => topic.get_ref().clone(),
            (_, _, folder) => folder.unwrap_or("").to_owned(),
        };
        let Some(index) = self.pack.topics.iter().position(|topic| topic.id == named) else {
            self.problems.push(at.problem(
                0..0,
                format!("there is no topic `{named}` that this file could belong to"),
            ));
            return;
        };
        let topic = TopicId(u16::try_from(index).expect("a pack has fewer than 65,536 topics"));
        if let Some(category) = &shape.category {
            self.id(at, &category.id);
            self.pack.categories.push(Category {
                id: category.id.get_ref().clone(),
                title: category.title.clone(),
                topic,
            });
        }
        let category = shape
            .category
            .as_ref()
            .map(|category| category.id.get_ref().clone());
        let mut ids = HashSet::new();
        for pattern in std::mem::take(&mut shape.pattern) {
            if !ids.insert(pattern.get_ref().id.get_ref().clone()) {
                let message = format!(
                    "pattern `{}` is there twice",
                    pattern.get_ref().id.get_ref()
                );
                self.problems.push(at.problem(pattern.span(), message));
            }
            let mut pattern = pattern.into_inner();
            pattern.regex = pattern
                .regex
                .map(|regex| Spanned::new(regex.span(), shape.expanded(regex.get_ref())));
            self.pattern(at, topic, category.as_deref(), pattern);
        }
        for example in &shape.example {
            self.example(at, topic, category.as_deref(), example);
        }
    }

    fn pattern(&mut self, at: &In, topic: TopicId, category: Option<&str>, pattern: file::Pattern) {
        let id = match category {
            Some(category) => format!(
                "{}/{category}/{}",
                self.pack.topic(topic).id,
                pattern.id.get_ref()
            ),
            None => format!("{}/{}", self.pack.topic(topic).id, pattern.id.get_ref()),
        };
        if pattern.anchors.is_empty() {
            self.problems
                .push(at.problem(pattern.id.span(), format!("pattern `{id}` has no anchor")));
        }
        let effect = pattern
            .effect
            .as_ref()
            .and_then(|word| self.effect(at, word));
        if let (Some(effect), Some(word)) = (effect, &pattern.effect)
            && !self.pack.topic(topic).effects.contains(&effect)
        {
            self.problems.push(at.problem(
                word.span(),
                format!("effect `{}` is not one of the topic's", effect.name()),
            ));
        }
        let reads: Vec<_> = pattern
            .reads
            .iter()
            .filter_map(|word| self.effect(at, word))
            .collect();
        let places: Vec<_> = pattern
            .places
            .iter()
            .filter_map(|word| {
                self.word(
                    at,
                    word,
                    "place",
                    Place::parse,
                    &Place::ALL.iter().map(|p| p.name()).collect::<Vec<_>>(),
                )
            })
            .collect();
        let mut set = Vec::new();
        for (name, value) in &pattern.set {
            self.known(at, topic, name, "`set`");
            match to_value(value) {
                Some(value) => set.push((name.get_ref().clone(), value)),
                None => self.problems.push(at.problem(name.span(), format!("param `{}` must be set to true or false, a number, a string or a list of strings", name.get_ref()))),
            }
        }
        let loaded = Pattern {
            topic,
            category: category.map(str::to_owned),
            anchors: self.phrases(at, &pattern.anchors),
            with: pattern
                .with
                .iter()
                .map(|group| self.phrases(at, group))
                .collect(),
            within: pattern.within,
            without: self.phrases(at, &pattern.without),
            section: self.phrases(at, &pattern.section),
            reads: if reads.is_empty() {
                self.pack.topic(topic).reads.clone()
            } else {
                reads
            },
            effect,
            places: if places.is_empty() {
                vec![Place::Rule]
            } else {
                places
            },
            defined: pattern.defined,
            regex: pattern.regex.map(Spanned::into_inner),
            set,
            id,
        };
        self.pack.patterns.push(loaded);
    }

    fn known(&mut self, at: &In, topic: TopicId, name: &Spanned<String>, by: &str) {
        if self.pack.topic(topic).param(name.get_ref()).is_none() {
            let message = format!(
                "{by} names `{}`, which is no param of topic `{}`",
                name.get_ref(),
                self.pack.topic(topic).id
            );
            self.problems.push(at.problem(name.span(), message));
        }
    }

    fn example(
        &mut self,
        at: &In,
        topic: TopicId,
        category: Option<&str>,
        example: &Spanned<file::Example>,
    ) {
        let shape = example.get_ref();
        if shape.clauses.is_empty() && shape.why.is_none() {
            self.problems.push(at.problem(
                example.span(),
                "an example without clauses must say `why`".to_owned(),
            ));
        }
        let mut clauses = Vec::new();
        for expected in &shape.clauses {
            let mut params = BTreeMap::new();
            for (name, value) in &expected.params {
                self.known(
                    at,
                    topic,
                    &Spanned::new(expected.effect.span(), name.clone()),
                    "the example",
                );
                params.extend(to_value(value).map(|value| (name.clone(), value)));
            }
            if let Some(effect) = self.effect(at, &expected.effect) {
                clauses.push(Expected { effect, params });
            }
        }
        self.pack.examples.push(Example {
            file: at.0.path.clone(),
            line: at.0.text[..example.span().start].matches('\n').count() + 1,
            topic,
            category: category.map(str::to_owned),
            text: shape.text.clone(),
            todo: shape.todo.clone(),
            clauses,
        });
    }
}

fn list(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of licences are far below 2^53"
)]
fn to_value(value: &Toml) -> Option<Value> {
    Some(match value {
        Toml::Boolean(is_so) => Value::Flag(*is_so),
        Toml::Integer(number) => Value::Number(*number as f64),
        Toml::Float(number) => Value::Number(*number),
        Toml::String(text) => Value::Text(text.clone()),
        Toml::Array(items) => Value::List(
            items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
        ),
        _ => return None,
    })
}
