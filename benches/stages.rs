//! Speed of the stages over the specimens; over real texts where `CLAUSEWISE_TEXTS` names their folder.

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
use clausewise::extract::extract;
use clausewise::matcher::Matcher;
use clausewise::pack::Pack;
use clausewise::source::Source;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

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

fn stages(criterion: &mut Criterion) {
    let matcher = builtin::matcher();
    let mut sets = vec![(
        "specimens",
        texts(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/specimens")),
        350,
    )];
    if let Ok(folder) = std::env::var("CLAUSEWISE_TEXTS") {
        sets.push(("texts", texts(&folder), 4_000));
    }
    for (name, texts, least) in sets {
        let read = || {
            texts
                .iter()
                .map(|(name, bytes)| Source::new(name, bytes.clone()).unwrap())
        };
        let found: usize = read()
            .map(|source| extract(source, &matcher).clauses.len())
            .sum();
        assert!(
            found >= least,
            "only {found} clauses in {name}: what finds nothing is not fast"
        );
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes(
            texts.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
        ));
        group.bench_function("document", |bench| {
            bench.iter(|| {
                read()
                    .map(|source| Document::parse(&source).provisions.len())
                    .sum::<usize>()
            });
        });
        group.bench_function("extract", |bench| {
            bench.iter(|| {
                read()
                    .map(|source| extract(source, &matcher).clauses.len())
                    .sum::<usize>()
            });
        });
        let all: Vec<_> = read().map(|source| extract(source, &matcher)).collect();
        group.bench_function("diff", |bench| {
            bench.iter(|| {
                all.chunks_exact(2)
                    .map(|pair| {
                        diff(black_box(&pair[..1]), black_box(&pair[1..]), matcher.pack()).unchanged
                    })
                    .sum::<usize>()
            });
        });
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
