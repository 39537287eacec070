//! Speed of the stages over the specimens; over real texts where `CLAUSEWISE_TEXTS` and `CLAUSEWISE_BULK` name their folders.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that cannot go on fails"
)]

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use clausewise::builtin;
use clausewise::diff::diff;
use clausewise::document::Document;
use clausewise::extract::{Extraction, extract, read};
use clausewise::fold::Folded;
use clausewise::matcher::Matcher;
use clausewise::pack::Pack;
use clausewise::report::json;
use clausewise::source::Source;
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main,
};

/// The texts of a folder, with their names.
fn texts(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        !path.to_string_lossy().ends_with(".jsonl")
            && !path.file_name().unwrap().to_string_lossy().starts_with('.')
    });
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect()
}

type Group<'a> = BenchmarkGroup<'a, WallTime>;
type Texts = [(String, Vec<u8>)];

fn sources(texts: &Texts) -> impl Iterator<Item = Source> {
    let texts = texts.iter();
    texts.filter_map(|(name, bytes)| Source::new(name, bytes.clone()).ok())
}

/// The stages that need texts that were read before.
fn stages_of_read(group: &mut Group, all: &[Extraction], pack: &Pack) {
    group.bench_function("fold", |bench| {
        bench.iter(|| {
            let folded = all.iter().map(|one| Folded::of(&one.source.text));
            folded.map(|folded| folded.text.len()).sum::<usize>()
        });
    });
    group.bench_function("document", |bench| {
        bench.iter(|| {
            let documents = all.iter().map(|one| Document::parse(&one.source));
            documents.map(|one| one.provisions.len()).sum::<usize>()
        });
    });
    group.bench_function("diff", |bench| {
        bench.iter(|| {
            let pairs = all.chunks_exact(2);
            pairs
                .map(|pair| diff(black_box(&pair[..1]), black_box(&pair[1..]), pack).unchanged)
                .sum::<usize>()
        });
    });
}

/// The stages that find clauses.
fn stages_of_clauses(group: &mut Group, texts: &Texts, matcher: &Matcher) {
    group.bench_function("match", |bench| {
        let parsed = || {
            let parsed = sources(texts).map(|source| (Document::parse(&source), source));
            parsed.collect::<Vec<_>>()
        };
        let match_all = |parsed: Vec<(Document, Source)>| {
            let parsed = parsed.into_iter();
            parsed
                .map(|(document, source)| read(source, document, matcher).clauses.len())
                .sum::<usize>()
        };
        bench.iter_batched(parsed, match_all, BatchSize::PerIteration);
    });
    group.bench_function("extract", |bench| {
        bench.iter(|| {
            let extracted = sources(texts).map(|source| extract(source, matcher));
            extracted.map(|one| one.clauses.len()).sum::<usize>()
        });
    });
    group.bench_function("end to end", |bench| {
        let written = |source| {
            let text = extract(source, matcher);
            let shown = text.clauses.iter().collect();
            let document = json::document(&text, matcher.pack(), shown, json::Residue::Hidden);
            serde_json::to_string(&document).unwrap().len()
        };
        bench.iter(|| sources(texts).map(written).sum::<usize>());
    });
}

fn stages(criterion: &mut Criterion) {
    let matcher = builtin::matcher();
    let specimens = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/specimens");
    let mut sets = vec![("specimens", texts(specimens), 350)];
    for (name, variable, least) in [
        ("texts", "CLAUSEWISE_TEXTS", 4_000),
        ("bulk", "CLAUSEWISE_BULK", 20_000),
    ] {
        if let Ok(folder) = std::env::var(variable) {
            sets.push((name, texts(&folder), least));
        }
    }
    for (name, texts, least) in sets {
        let all: Vec<_> = sources(&texts)
            .map(|source| extract(source, &matcher))
            .collect();
        let found: usize = all.iter().map(|one| one.clauses.len()).sum();
        assert!(
            found >= least,
            "only {found} clauses in {name}: what finds nothing is not fast"
        );
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes(
            texts.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
        ));
        stages_of_read(&mut group, &all, matcher.pack());
        stages_of_clauses(&mut group, &texts, &matcher);
        group.finish();
    }
    criterion.bench_function("load", |bench| {
        bench.iter(|| Matcher::new(Pack::load(&builtin::files()).unwrap()));
    });
    criterion.bench_function("start", |bench| {
        bench.iter(builtin::matcher);
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
