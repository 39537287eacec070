//! Turns what was found between versions into what is told.

use std::collections::HashMap;
use std::sync::Arc;

use clausewise::extract::Extraction;
use clausewise::history::{Blame, Counts, Entry, Event, Standing, Step, Words};
use gix::ObjectId;

use super::follow::{Item, Pair, Wish};
use super::repository::Walk;

/// Turns steps into what is told.
pub(super) struct Telling<'a> {
    walk: &'a Walk,
    wish: &'a Wish,
    document: Option<usize>,
    /// The text of today, so far.
    last: Option<(Item, Arc<Extraction>)>,
    blame: Blame,
    /// The last commit that had a text.
    texts: HashMap<ObjectId, usize>,
    entries: Vec<Entry>,
    standing: Vec<Standing>,
    counts: Counts,
}

impl<'a> Telling<'a> {
    pub(super) fn new(walk: &'a Walk, wish: &'a Wish) -> Telling<'a> {
        Telling {
            walk,
            wish,
            document: None,
            last: None,
            blame: Blame::default(),
            texts: HashMap::new(),
            entries: Vec::new(),
            standing: Vec::new(),
            counts: Counts::default(),
        }
    }

    pub(super) fn tell(&mut self, pair: Pair, step: Step) {
        if self.document != Some(pair.item.document) {
            self.stand();
            self.document = Some(pair.item.document);
            self.texts.clear();
            self.counts.documents += 1;
        }
        let version = pair.item.of(self.walk);
        let commit = version.commit;
        let again = version
            .blob
            .and_then(|blob| self.texts.insert(blob, commit));
        if let Some(new) = &pair.new {
            match pair.event {
                Event::Begins => self.blame = Blame::new(commit, new.clauses.len()),
                _ => self.blame.advance(commit, &step.lineage),
            }
        }
        if self.wish.is_time(&self.walk.commits[commit]) {
            self.enter(&pair, step, again);
        }
        self.last = pair.new.map(|text| (pair.item, text));
    }

    /// Adds an entry, if there is something to tell, and counts.
    fn enter(&mut self, pair: &Pair, mut step: Step, again: Option<usize>) {
        self.counts.versions += 1;
        let is_relinked = step.is_relinked;
        let all = step.changes.len();
        step.changes
            .retain(|change| self.wish.is_topic(change.topic));
        let text = pair.new.as_ref().or(pair.old.as_ref());
        let clauses = text.map_or(0, |text| self.wish.count(text));
        let is_told = !step.changes.is_empty() || pair.event != Event::Changes && clauses > 0;
        if is_told {
            let version = pair.item.of(self.walk);
            self.counts.told += 1;
            self.entries.push(Entry {
                commit: version.commit,
                path: version.path.clone(),
                was: version.was.clone(),
                event: pair.event,
                again,
                clauses,
                changes: step.changes,
                quiet: step.quiet,
            });
        } else if all > 0 {
            self.counts.elsewhere += 1;
        } else if is_relinked {
            self.counts.relinked += 1;
        } else {
            self.counts.cosmetic += 1;
        }
    }

    /// Ends a document: what it says today stands.
    fn stand(&mut self) {
        let Some((item, text)) = self.last.take().filter(|_| self.wish.wants_blame) else {
            return;
        };
        for (clause, origin) in text.clauses.iter().zip(&self.blame.origins) {
            if self.wish.is_topic(clause.topic)
                && self.wish.is_time(&self.walk.commits[origin.since])
            {
                self.standing.push(Standing {
                    path: item.of(self.walk).path.clone(),
                    topic: clause.topic,
                    effect: clause.effect,
                    params: clause.params.clone(),
                    words: Words::new(&text, clause),
                    origin: *origin,
                });
            }
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Entry>, Vec<Standing>, Counts) {
        self.stand();
        (self.entries, self.standing, self.counts)
    }
}
