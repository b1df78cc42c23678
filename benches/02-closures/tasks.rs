//! Starting and joining closures, by how many there are and by what runs them.
//!
//! Each closure adds its number to a sum. 100,000 are for the pools only: so many OS threads are
//! refused by usual limits.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesson_02::background::Background;
use lesson_02::each::each;
use lesson_02::pool::Pool;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::available_parallelism;
use std::time::Duration;

fn threads(count: u64) -> u64 {
    let sum = Arc::new(AtomicU64::new(0));
    let start = |n| {
        let sum = sum.clone();
        let closure = move || {
            sum.fetch_add(n, Ordering::Relaxed);
        };
        Background::start(closure).expect("a thread")
    };
    let started: Vec<Background> = (0..count).map(start).collect();
    for background in started {
        background.wait().expect("no panic");
    }
    sum.load(Ordering::Relaxed)
}

fn scoped(count: u64) -> u64 {
    let sum = AtomicU64::new(0);
    let numbers: Vec<u64> = (0..count).collect();
    let add = |n: &u64| {
        sum.fetch_add(*n, Ordering::Relaxed);
    };
    each(&numbers, add).expect("threads");
    sum.into_inner()
}

fn pool(count: u64) -> u64 {
    let sum = Arc::new(AtomicU64::new(0));
    let threads = available_parallelism().map_or(1, usize::from);
    let pool = Pool::start(threads).expect("threads");
    for n in 0..count {
        let sum = sum.clone();
        pool.run(move || {
            sum.fetch_add(n, Ordering::Relaxed);
        });
    }
    pool.wait().expect("no panic");
    sum.load(Ordering::Relaxed)
}

/// For comparison: a pool that steals work, and is already running.
fn rayon(count: u64) -> u64 {
    let sum = AtomicU64::new(0);
    rayon::scope(|scope| {
        for n in 0..count {
            let sum = &sum;
            scope.spawn(move |_| {
                sum.fetch_add(n, Ordering::Relaxed);
            });
        }
    });
    sum.into_inner()
}

/// What runs so many closures and returns their sum.
type Run = fn(u64) -> u64;

fn tasks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tasks");
    group.sample_size(10);
    group.warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(2));
    let ways: [(&str, Run, u64); 4] = [
        ("threads", threads, 10_000),
        ("scoped", scoped, 10_000),
        ("pool", pool, 100_000),
        ("rayon", rayon, 100_000),
    ];
    for (name, run, most) in ways {
        for count in [1, 10, 100, 1000, 10_000, 100_000] {
            if count > most {
                continue;
            }
            group.throughput(Throughput::Elements(count));
            group.bench_with_input(BenchmarkId::new(name, count), &count, |bencher, &count| {
                bencher.iter(|| assert_eq!(run(count), count * (count - 1) / 2));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, tasks);
criterion_main!(benches);
