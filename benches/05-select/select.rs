//! What receiving costs inside the process: by the way and the capacity; and the echo over memory.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesson_05::echo::Echo;
use lesson_05::echoed::Sizes;
use lesson_05::fairness::{biased, in_order, random};
use lesson_05::merge::merge;
use lesson_05::one_channel::drain;
use lesson_05::patient;
use lesson_05::sync::channel::{Sender, bounded};
use lesson_05::taken::Taken;
use lesson_testing::ends::pieces;
use std::hint::black_box;
use std::thread;
use std::time::Duration;

const MESSAGES: u64 = 10_000;
const MIB: usize = 1024 * 1024;

fn send<T>(to: &Sender<T>, message: fn(u64) -> T) {
    for n in 0..MESSAGES / 2 {
        let sent = patient::send(to, message(n));
        assert!(sent.is_ok(), "the receiver stays");
    }
}

fn two_channels(capacity: usize, batch: usize) -> u64 {
    let (left_tx, left_rx) = bounded(capacity);
    let (right_tx, right_rx) = bounded(capacity);
    let mut sum = 0;
    thread::scope(|scope| {
        scope.spawn(move || send(&left_tx, |n| n));
        scope.spawn(move || send(&right_tx, |n| n));
        merge(left_rx, right_rx, batch, |taken| {
            if let Taken::Left(n) | Taken::Right(n) = taken {
                sum += n;
            }
        });
    });
    sum
}

fn one_channel(capacity: usize) -> u64 {
    let (both_tx, both_rx) = bounded(capacity);
    let right_tx = both_tx.clone();
    let mut sum = 0;
    thread::scope(|scope| {
        scope.spawn(move || send(&both_tx, Taken::<u64, u64>::Left));
        scope.spawn(move || send(&right_tx, Taken::Right));
        drain(&both_rx, capacity, |taken| {
            if let Taken::Left(n) | Taken::Right(n) = taken {
                sum += n;
            }
        });
    });
    sum
}

/// Receives all messages over channels of this capacity: their sum.
type Receive = fn(usize) -> u64;

fn messages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("10,000 messages from two threads");
    group.throughput(Throughput::Elements(MESSAGES));
    for capacity in [0, 1, 16, 64] {
        let ways: [(_, Receive); 3] = [
            ("select", |capacity| two_channels(capacity, 1)),
            ("drained", |capacity| {
                two_channels(capacity, capacity.max(1))
            }),
            ("enum", one_channel),
        ];
        for (way, receive) in ways {
            let id = BenchmarkId::new(way, capacity);
            group.bench_function(id, |bencher| bencher.iter(|| receive(capacity)));
        }
    }
    group.finish();
}

fn choices(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one of two that are ready");
    group.throughput(Throughput::Elements(1000));
    group.bench_function("select!", |bencher| bencher.iter(|| random(1000)));
    group.bench_function("select_biased!", |bencher| bencher.iter(|| biased(1000)));
    group.bench_function("try_recv", |bencher| bencher.iter(|| in_order(1000)));
    group.finish();
}

fn echo(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("echo");
    group.throughput(Throughput::Bytes(MIB as u64));
    for (read, buffers) in [(1024, 64), (32 * 1024, 64), (32 * 1024, 4), (32 * 1024, 1)] {
        let id = BenchmarkId::new("1 MiB", format!("{buffers} buffers of {read} bytes"));
        group.bench_function(id, |bencher| {
            let ends = || (pieces(MIB, read), Vec::with_capacity(MIB));
            bencher.iter_batched(
                ends,
                |(input, mut output)| {
                    let sizes = Sizes { read, buffers };
                    let echo = Echo::start(input, &mut output, sizes).expect("a thread");
                    let echoed = echo.wait(Duration::MAX);
                    let read = echoed.reader.join().expect("no panic");
                    read.expect("memory can be read");
                    assert_eq!(output.len(), MIB);
                    black_box(output)
                },
                criterion::BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, messages, choices, echo);
criterion_main!(benches);
