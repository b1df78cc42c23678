//! How long it takes to stop senders that wait, by their number and by protocol.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use lesson_06::ledger::Ledger;
use lesson_06::source::{Next, Source, Stop};
use lesson_06::sync::channel::{bounded, never};
use lesson_06::{done, drop as hang_up, join};
use std::time::{Duration, Instant};

/// Says that it is there, and waits; and again, when it is woken.
#[derive(Clone)]
struct Waiting {
    waits: bool,
}

impl Source for Waiting {
    type Message = ();

    fn next(&mut self) -> Next<()> {
        self.waits = !self.waits;
        match self.waits {
            true => Next::Message(()),
            false => Next::Wait(Duration::from_secs(3600)),
        }
    }
}

/// From the stop, when all are there, until all have ended.
fn round(senders: usize, protocol: &str) -> Duration {
    let sources = vec![Waiting { waits: false }; senders];
    let (ask, asked) = bounded::<()>(0);
    let (mut ask, mut there, mut asked_at) = (Some(ask), 0, Instant::now());
    let until = never();
    let (stop, ledger) = (Stop { until, asked }, Ledger::default());
    let receive = |()| {
        there += 1;
        if there == senders {
            asked_at = Instant::now();
            ask.take();
        }
    };
    let ran = match protocol {
        "done" => done::run(sources, &stop, &ledger, receive),
        "drop" => hang_up::run(sources, &stop, &ledger, receive),
        _ => join::run(sources, &stop, &ledger, receive),
    };
    ran.expect("threads");
    asked_at.elapsed()
}

fn stop(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stop");
    group.sample_size(10);
    for protocol in ["done", "drop", "join"] {
        for senders in [1, 10, 1000] {
            let id = BenchmarkId::new(protocol, senders);
            group.bench_with_input(id, &senders, |bencher, &senders| {
                bencher.iter_custom(|rounds| (0..rounds).map(|_| round(senders, protocol)).sum());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, stop);
criterion_main!(benches);
