//! Throughput of the technique over memory, by the size of what each read brings.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesson_01::echo::Echo;
use lesson_testing::ends::pieces;
use std::hint::black_box;
use std::time::Duration;

const MIB: usize = 1024 * 1024;

fn echo(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("echo");
    group.throughput(Throughput::Bytes(MIB as u64));
    for size in [1024, 32 * 1024, 64 * 1024] {
        let id = BenchmarkId::new("1 MiB in pieces of", size);
        group.bench_with_input(id, &size, |bencher, &size| {
            let ends = || (pieces(MIB, size), Vec::with_capacity(MIB));
            bencher.iter_batched(
                ends,
                |(input, output): (_, Vec<u8>)| {
                    let echo = Echo::start(input, output).expect("a thread");
                    let echoed = echo.wait(Duration::MAX, Duration::MAX);
                    assert_eq!(echoed.written, MIB as u64);
                    echoed.copier.join().expect("no panic");
                    black_box(echoed.read)
                },
                criterion::BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, echo);
criterion_main!(benches);
