//! From the TOML shape to the checked pack, with all problems at once.

mod pattern;
mod report;
mod topic;

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::{Category, Pack, PackFile, PhraseList, TopicId, file};
use crate::effect;
use crate::error::{Error, Problem};
use report::Report;

pub(super) fn load(files: &[PackFile]) -> Result<Pack, Error> {
    let mut files: Vec<&PackFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut pack = Pack {
        hash: hash(&files),
        ..Pack::default()
    };
    let mut problems = Vec::new();
    let mut shapes = Vec::new();
    for source in files {
        match toml::from_str::<file::File>(&source.text) {
            Ok(shape) => shapes.push((source, shape)),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let message = error.message().lines().next().unwrap_or("").to_owned();
                problems.push(Problem::at(&source.path, &source.text, at, message));
            }
        }
    }
    let mut phrases = PhraseTable::default();
    for phrase in effect::phrases() {
        phrases.add(phrase.to_owned());
    }
    // Topics come first: categories and extensions refer to them.
    for (source, shape) in &shapes {
        if let Some(shape) = &shape.topic {
            let topic = topic::topic(
                &mut Report::new(source, &mut problems, &mut phrases),
                &pack,
                shape,
            );
            pack.topics.push(topic);
        }
    }
    pack.topics.sort_by(|a, b| a.id.cmp(&b.id));
    for (source, shape) in shapes {
        add(
            &mut Report::new(source, &mut problems, &mut phrases),
            &mut pack,
            shape,
        );
    }
    pack.categories.sort_by(|a, b| a.id.cmp(&b.id));
    pack.phrases = PhraseList::of(&phrases.list);
    if problems.is_empty() {
        Ok(pack)
    } else {
        problems.sort();
        Err(Error::of("the pattern files have problems", problems))
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

/// The phrases of a pack, each once.
#[derive(Default)]
struct PhraseTable {
    list: Vec<String>,
    known: HashMap<String, u32>,
}

impl PhraseTable {
    /// The number of a phrase.
    fn add(&mut self, phrase: String) -> u32 {
        *self.known.entry(phrase).or_insert_with_key(|phrase| {
            self.list.push(phrase.clone());
            u32::try_from(self.list.len() - 1).expect("phrases are few")
        })
    }
}

/// The topic and the category that the patterns of a file belong to.
#[derive(Clone, Copy)]
struct Owner<'a> {
    topic: TopicId,
    category: Option<&'a str>,
}

/// Adds the category, the patterns and the examples of a file.
fn add(report: &mut Report, pack: &mut Pack, mut shape: file::File) {
    let heads = [
        shape.topic.is_some(),
        shape.category.is_some(),
        shape.extend.is_some(),
    ];
    if heads.into_iter().filter(|is_there| *is_there).count() != 1 {
        report.add(
            0..0,
            "a file needs one of [topic], [category] and `extend`".to_owned(),
        );
        return;
    }
    let named = match (&shape.topic, &shape.extend) {
        (Some(topic), _) => topic.id.get_ref().clone(),
        (_, Some(topic)) => topic.get_ref().clone(),
        _ => report.folder().to_owned(),
    };
    let Some(index) = pack.topics.iter().position(|topic| topic.id == named) else {
        report.add(
            0..0,
            format!("there is no topic `{named}` that this file could belong to"),
        );
        return;
    };
    let topic = TopicId(u16::try_from(index).expect("a pack has fewer than 65,536 topics"));
    let category = shape.category.take().map(|category| {
        report.id(&category.id);
        let id = category.id.into_inner();
        pack.categories.push(Category {
            id: id.clone(),
            title: category.title,
            topic,
        });
        id
    });
    let owner = Owner {
        topic,
        category: category.as_deref(),
    };
    patterns(report, pack, owner, &mut shape);
    for one in &shape.example {
        let loaded = pattern::example(report, pack, owner, one);
        pack.examples.push(loaded);
    }
}

/// Adds the patterns of a file, their fragments and lists put in.
fn patterns(report: &mut Report, pack: &mut Pack, owner: Owner, shape: &mut file::File) {
    let mut ids = HashSet::new();
    for one in std::mem::take(&mut shape.pattern) {
        if !ids.insert(one.get_ref().id.get_ref().clone()) {
            report.add(
                one.span(),
                format!("pattern `{}` is there twice", one.get_ref().id.get_ref()),
            );
        }
        let mut one = one.into_inner();
        one.regex = one
            .regex
            .map(|regex| Spanned::new(regex.span(), shape.expanded(regex.get_ref())));
        for phrases in one
            .with
            .iter_mut()
            .chain([&mut one.anchors, &mut one.without])
        {
            match shape.listed(std::mem::take(phrases)) {
                Ok(listed) => *phrases = listed,
                Err(name) => report.add(
                    name.span(),
                    format!("there is no list `{}`", name.get_ref()),
                ),
            }
        }
        let loaded = pattern::pattern(report, pack, owner, one);
        pack.patterns.push(loaded);
    }
}
