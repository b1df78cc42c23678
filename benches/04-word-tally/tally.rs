//! Every strategy with 1, 2, 4 and 8 threads over the same text, and what a guard that is held while
//! a slow disk reads costs.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesson_04::counts::Counts;
use lesson_04::text::Text;
use lesson_04::traps::guard_across_io;
use lesson_04::{batched, channel, merge, mutex, rwlock, sharded};
use std::hint::black_box;
use std::io;
use std::sync::Arc;
use std::time::Duration;

const MIB: usize = 1024 * 1024;
/// Chunks of the whole text: every number of threads divides them.
const CHUNKS: usize = 64;

/// Some of the chunks, one after the other; reading each takes a while.
struct Part {
    chunks: Arc<Vec<String>>,
    next: usize,
    end: usize,
    wait: Duration,
}

impl Text for Part {
    fn next(&mut self, chunk: &mut String) -> bool {
        chunk.clear();
        let more = self.next < self.end;
        if more {
            if !self.wait.is_zero() {
                std::thread::sleep(self.wait);
            }
            chunk.push_str(&self.chunks[self.next]);
            self.next += 1;
        }
        more
    }
}

/// Words of which few are frequent and many are rare, from a fixed xorshift sequence.
fn text(bytes: usize) -> Arc<Vec<String>> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut chunks = vec![String::new(); CHUNKS];
    for chunk in &mut chunks {
        while chunk.len() < bytes / CHUNKS {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // As many words of each length in bits as of any other: near Zipf's law.
            let word = (state >> 32) & ((1 << (state % 14)) - 1);
            chunk.push_str(&format!("w{word:x} "));
        }
    }
    Arc::new(chunks)
}

fn parts(chunks: &Arc<Vec<String>>, workers: usize, wait: Duration) -> Vec<Part> {
    let size = chunks.len() / workers;
    let part = |worker| Part {
        chunks: chunks.clone(),
        next: worker * size,
        end: (worker + 1) * size,
        wait,
    };
    (0..workers).map(part).collect()
}

type Tally = fn(Vec<Part>) -> io::Result<Counts>;

const STRATEGIES: [(&str, Tally); 6] = [
    ("mutex", mutex::tally),
    ("batched", batched::tally),
    ("sharded", sharded::tally),
    ("rwlock", rwlock::tally),
    ("merge", merge::tally),
    ("channel", channel::tally),
];

fn strategies(criterion: &mut Criterion) {
    let chunks = text(8 * MIB);
    let mut group = criterion.benchmark_group("tally of 8 MiB");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(8 * MIB as u64));
    for (name, tally) in STRATEGIES {
        for workers in [1, 2, 4, 8] {
            let id = BenchmarkId::new(name, workers);
            group.bench_with_input(id, &workers, |bencher, &workers| {
                bencher.iter(|| {
                    let texts = parts(&chunks, workers, Duration::ZERO);
                    black_box(tally(texts).expect("threads").total())
                });
            });
        }
    }
    group.finish();
}

fn slow_disks(criterion: &mut Criterion) {
    let chunks = text(MIB);
    let mut group = criterion.benchmark_group("tally of 1 MiB from slow disks, 4 threads");
    group.sample_size(10);
    for (name, tally) in [
        ("batched", batched::tally as Tally),
        ("guard-across-io", guard_across_io::tally),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let texts = parts(&chunks, 4, Duration::from_millis(1));
                black_box(tally(texts).expect("threads").total())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, strategies, slow_disks);
criterion_main!(benches);
