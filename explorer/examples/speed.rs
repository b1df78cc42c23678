//! How fast the search is, and how much of it is wasted, on toy models:
//! `cargo run --release -p explorer --example speed`.

#[path = "../tests/support/mod.rs"]
mod support;

use explorer::{Config, explore};
use std::time::Duration;
use support::catalogue;

fn row(name: &str, model: impl Fn() + 'static) {
    let config = Config {
        traces: true,
        stop_at_failure: false,
        max_time: Duration::from_secs(5),
        ..Config::default()
    };
    let report = explore(&config, model, |_| ());
    let traces = report.traces.len() as f64;
    let seconds = report.time.as_secs_f64();
    println!(
        "{name:<22} {:>8} {:>8} {:>8.2} {:>10.0} {:>12.0}  {:?}",
        report.runs,
        report.traces.len(),
        report.runs as f64 / traces,
        report.runs as f64 / seconds,
        report.steps as f64 / seconds,
        report.finish,
    );
}

fn main() {
    explorer::quiet_panics();
    println!(
        "{:<22} {:>8} {:>8} {:>8} {:>10} {:>12}  search",
        "model", "runs", "traces", "runs/tr.", "runs/s", "steps/s"
    );
    // A model that is run again and again, for a rate that can be measured.
    let config = Config::new(explorer::Mode::Random {
        seed: 1,
        runs: 200_000,
    });
    let report = explore(&config, || catalogue::lockers(3), |_| ());
    let rate = report.runs as f64 / report.time.as_secs_f64();
    println!(
        "{:<22} {:>8} {:>28.0}",
        "lockers 3, random", report.runs, rate
    );
    for threads in 3..=6 {
        row(&format!("lockers {threads}"), move || {
            catalogue::lockers(threads);
        });
    }
    row("pipe 4 messages", || catalogue::pipe(4, 2));
    row("gather 5", || catalogue::gather(5, 2));
    row("lost update 4", || catalogue::lost_update(4));
    row("hand-over", catalogue::hand_over);
    row("lock order", catalogue::lock_order);
    row("spin", catalogue::spin);
}
