//! What a turn costs, take and release: the channel lock beside two mutexes, alone and with six
//! workers.

use criterion::{
    BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use lesson_07::lock::ChannelLock;
use lesson_07::sync::Mutex;
use std::sync::Mutex as StdMutex;
use std::thread;
use std::time::{Duration, Instant};

/// How long so many turns take, shared among the workers.
fn timed(workers: u64, turns: u64, turn: impl Fn() + Sync) -> Duration {
    let started = Instant::now();
    thread::scope(|scope| {
        for worker in 0..workers {
            let share = turns / workers + u64::from(worker < turns % workers);
            let turn = &turn;
            scope.spawn(move || (0..share).for_each(|_| turn()));
        }
    });
    started.elapsed()
}

fn locks(group: &mut BenchmarkGroup<'_, WallTime>, workers: u64) {
    group.bench_function("channel lock", |bencher| {
        let number = ChannelLock::new(0_u64);
        bencher.iter_custom(|turns| timed(workers, turns, || *number.lock() += 1));
    });
    group.bench_function("parking_lot's mutex", |bencher| {
        let number = Mutex::new(0_u64);
        bencher.iter_custom(|turns| timed(workers, turns, || *number.lock() += 1));
    });
    group.bench_function("std's mutex", |bencher| {
        let number = StdMutex::new(0_u64);
        let turn = || *number.lock().expect("no panic") += 1;
        bencher.iter_custom(|turns| timed(workers, turns, turn));
    });
}

fn turns(criterion: &mut Criterion) {
    for (name, workers) in [("a turn, one worker", 1), ("a turn, six workers", 6)] {
        let mut group = criterion.benchmark_group(name);
        locks(&mut group, workers);
        group.finish();
    }
}

criterion_group!(benches, turns);
criterion_main!(benches);
