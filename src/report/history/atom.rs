//! Histories as an Atom feed (RFC 4287), for those who subscribe to changes.

use std::fmt::Write as _;
use std::io;

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};
use sha2::{Digest, Sha256};

use super::{differences, headline, line, parts, quiet, shown, summary};
use crate::diff::Part;
use crate::history::{Change, Entry, History};
use crate::pack::Pack;
use crate::report::VERSION;

type Out = Writer<Vec<u8>>;

/// The feed, with an entry for each version that is told.
#[must_use]
pub fn feed(history: &History, pack: &Pack) -> String {
    written(history, pack) + "\n"
}

fn written(history: &History, pack: &Pack) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut out, history, pack).expect("a buffer takes it");
    String::from_utf8(out.into_inner()).expect("only strings were written")
}

fn write(out: &mut Out, history: &History, pack: &Pack) -> io::Result<()> {
    out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let newest = history.entries.first().map_or(0, |entry| entry.commit);
    let updated = history.commits.get(newest);
    out.create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .write_inner_content(|out| {
            element(out, "id", &feed_id(history))?;
            element(out, "title", &format!("Changes of {}", title(history)))?;
            element(out, "subtitle", &summary(history))?;
            let updated = updated.map_or_else(String::new, |commit| commit.rfc3339());
            element(out, "updated", &updated)?;
            person(out, "clausewise")?;
            out.create_element("generator")
                .with_attribute(("version", VERSION))
                .write_text_content(BytesText::new("clausewise"))?;
            for one in &history.entries {
                entry(out, history, one, pack)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn title(history: &History) -> String {
    match history.path.is_empty() {
        true => history.repository.clone(),
        false => history.path.clone(),
    }
}

fn entry(out: &mut Out, history: &History, entry: &Entry, pack: &Pack) -> io::Result<()> {
    let commit = &history.commits[entry.commit];
    out.create_element("entry").write_inner_content(|out| {
        let id = format!("urn:clausewise:{}:{}", commit.id, hash(&[&entry.path]));
        element(out, "id", &id)?;
        let sign = match entry.changes.is_empty() {
            true => " ",
            false => ": ",
        };
        let title = format!("{}{sign}{}", entry.path, headline(history, entry));
        element(out, "title", &title)?;
        element(out, "updated", &commit.rfc3339())?;
        person(out, &commit.author)?;
        let mut topics: Vec<_> = entry.changes.iter().map(|change| change.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        for topic in topics {
            out.create_element("category")
                .with_attribute(("term", pack.topic(topic).id.as_str()))
                .write_empty()?;
        }
        let html = html(history, entry, pack);
        out.create_element("content")
            .with_attribute(("type", "html"))
            .write_text_content(BytesText::new(&allowed(&html)))?;
        Ok(())
    })?;
    Ok(())
}

/// The same for a repository and path, however long its history has become.
fn feed_id(history: &History) -> String {
    let first = history
        .commits
        .last()
        .map_or("", |commit| commit.id.as_str());
    format!("urn:clausewise:{}", hash(&[first, &history.path]))
}

fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    // 64 bits tell the files of one commit apart.
    let digest = hash.finalize();
    digest[..8].iter().fold(String::new(), |mut shown, byte| {
        let _ = write!(shown, "{byte:02x}");
        shown
    })
}

fn element(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    out.create_element(name)
        .write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

/// A name must not be empty.
fn person(out: &mut Out, name: &str) -> io::Result<()> {
    let name = match name.trim() {
        "" => "unknown",
        name => name,
    };
    out.create_element("author")
        .write_inner_content(|out| element(out, "name", name))?;
    Ok(())
}

fn html(history: &History, entry: &Entry, pack: &Pack) -> String {
    let commit = &history.commits[entry.commit];
    let mut html = format!(
        "<p>{} (commit {})</p>",
        escape(&commit.title),
        commit.short()
    );
    if let Some(was) = &entry.was {
        let _ = write!(html, "<p>Was {} before.</p>", escape(was));
    }
    if shown(entry).is_empty() {
        let headline = headline(history, entry);
        let _ = write!(html, "<p>{}: {headline}.</p>", escape(&entry.path));
    } else {
        html.push_str("<ul>");
        for one in shown(entry) {
            item(&mut html, one, pack);
        }
        html.push_str("</ul>");
    }
    let quiet = quiet(entry);
    if !quiet.is_empty() {
        let _ = write!(html, "<p>Besides: {quiet}.</p>");
    }
    html
}

fn item(html: &mut String, change: &Change, pack: &Pack) {
    let _ = write!(
        html,
        "<li><strong>{}</strong> {}: {} {}, {}",
        change.direction.name(),
        change.kind.name(),
        change.effect.name(),
        escape(&pack.topic(change.topic).title),
        line(change)
    );
    for difference in differences(change) {
        let _ = write!(html, "; {}", escape(&difference));
    }
    html.push_str("<blockquote>");
    for part in parts(change) {
        let _ = match part {
            Part::Same(words) => write!(html, "{}", escape(&words)),
            Part::Gone(words) => write!(html, "<del>{}</del>", escape(&words)),
            Part::Came(words) => write!(html, "<ins>{}</ins>", escape(&words)),
        };
    }
    html.push_str("</blockquote></li>");
}

/// Text without the characters that XML 1.0 does not allow.
fn allowed(text: &str) -> String {
    let is_allowed = |character: char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(|one| is_allowed(*one)).collect()
}
