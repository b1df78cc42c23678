//! What a task costs besides its work: started and waited for, with an empty one.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesson_03::compress::{Deflater, Header, compress};
use lesson_03::pool::Pool;
use lesson_03::traps::thread_per_file;
use std::hint::black_box;
use std::io;

fn work(task: &usize) -> Result<(), io::Error> {
    black_box(task);
    Ok(())
}

fn tasks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("empty tasks");
    for tasks in [1, 100, 10_000] {
        group.throughput(Throughput::Elements(tasks as u64));
        group.bench_with_input(
            BenchmarkId::new("pool of 2", tasks),
            &tasks,
            |bencher, n| {
                let mut pool = Pool::start(2, work).expect("threads");
                bencher.iter(|| {
                    (0..*n).for_each(|task| pool.submit(task));
                    assert!(pool.wait().is_empty());
                });
            },
        );
    }
    for tasks in [1, 100, 1_000] {
        group.throughput(Throughput::Elements(tasks as u64));
        let id = BenchmarkId::new("a thread for each", tasks);
        group.bench_with_input(id, &tasks, |bencher, n| {
            bencher.iter(|| {
                let mut pool = thread_per_file::start(2, work).expect("threads");
                (0..*n).for_each(|task| thread_per_file::submit(&mut pool, task));
                assert!(pool.wait().is_empty());
            });
        });
    }
    group.finish();
}

/// A megabyte of words, of which few are frequent: a fixed sequence.
fn words() -> String {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut text = String::new();
    while text.len() < 1_000_000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // The fewer digits, the likelier.
        let rank = (state >> 32) >> (state % 32);
        text.push_str(&format!("{rank:x} "));
    }
    text
}

fn levels(criterion: &mut Criterion) {
    let text = words();
    let mut group = criterion.benchmark_group("compress 1 MB");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for level in [1, 5, 6, 9] {
        group.bench_with_input(
            BenchmarkId::new("level", level),
            &level,
            |bencher, level| {
                let mut with = Deflater::new(*level);
                bencher.iter(|| {
                    let done = compress(&mut with, &Header::default(), text.as_bytes(), io::sink());
                    black_box(done.expect("a sink takes all").written)
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, tasks, levels);
criterion_main!(benches);
