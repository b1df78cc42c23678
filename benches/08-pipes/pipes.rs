//! What counting costs in memory, and what one pass over two pipes costs, by the way of collecting.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesson_08::collect::Collect;
use lesson_08::counting::counts::{Counter, lines};
use lesson_08::pass_once::pass_once;
use lesson_08::pipe::pipe;
use std::hint::black_box;
use std::io::{self, Read};

const MIB: usize = 1024 * 1024;

/// A mebibyte of a text.
fn text(line: &str) -> Vec<u8> {
    let mut text = line.repeat(MIB / line.len() + 1).into_bytes();
    text.truncate(MIB);
    text
}

fn counting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("count");
    group.throughput(Throughput::Bytes(MIB as u64));
    for (script, line) in [
        ("ASCII", "to be or not to be\n"),
        ("Cyrillic", "быть или не быть\n"),
        (
            "Japanese",
            "生きるべきか、死ぬべきか。\u{3000}それが問題だ\n",
        ),
    ] {
        let text = text(line);
        group.bench_with_input(BenchmarkId::new("1 MiB", script), &text, |bencher, text| {
            bencher.iter(|| {
                let mut counter = Counter::default();
                text.chunks(128 * 1024).for_each(|block| counter.add(block));
                black_box(counter.counts())
            });
        });
    }
    group.finish();
}

fn count_lines(input: &mut dyn Read) -> io::Result<u64> {
    let (mut found, mut block) = (0, vec![0; 64 * 1024]);
    loop {
        match input.read(&mut block)? {
            0 => return Ok(found),
            n => found += lines(&block[..n]),
        }
    }
}

fn passing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pass once");
    let text = text("to be or not to be\n").repeat(16);
    group.throughput(Throughput::Bytes(text.len() as u64));
    for collect in [
        Collect::Join,
        Collect::WaitGroup,
        Collect::Select,
        Collect::InOrder,
    ] {
        let id = BenchmarkId::new("16 MiB to three", format!("{collect:?}"));
        group.bench_with_input(id, &collect, |bencher, collect| {
            bencher.iter(|| {
                let found = pass_once(&text[..], pipe, [count_lines; 3], *collect);
                black_box(found.expect("lines"))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, counting, passing);
criterion_main!(benches);
