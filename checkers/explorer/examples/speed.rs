//! How fast the search is, and how much of it is wasted, on toy models:
//! `cargo run --release -p explorer --example speed`.

#[path = "../tests/support/mod.rs"]
mod support;

use explorer::{Config, Mode, explore};
use std::time::Duration;
use support::catalogue;

fn row(name: &str, config: &Config, model: impl Fn() + Clone + 'static) {
    let whole = explore(config, model.clone(), |_| ());
    // A small search is repeated until it takes long enough to be timed.
    let (mut runs, mut steps, mut time) = (0, 0, Duration::ZERO);
    while time < Duration::from_millis(300) {
        let report = explore(config, model.clone(), |_| ());
        runs += report.runs;
        steps += report.steps;
        time += report.time;
    }
    let rate = |count: u64| count as f64 / time.as_secs_f64();
    println!(
        "{name:<20} {:>7} {:>7} {:>7.2} {:>9.0} {:>10.0}  {:?}",
        whole.runs,
        whole.traces.len(),
        whole.runs as f64 / whole.traces.len() as f64,
        rate(runs),
        rate(steps),
        whole.finish,
    );
}

fn main() {
    explorer::quiet_panics();
    println!(
        "{:<20} {:>7} {:>7} {:>7} {:>9} {:>10}  search",
        "model", "runs", "traces", "runs/tr", "runs/s", "steps/s"
    );
    let random = Config {
        traces: true,
        ..Config::new(Mode::Random {
            seed: 1,
            runs: 10_000,
        })
    };
    row("lockers 3, random", &random, || catalogue::lockers(3));
    let reduced = Config {
        mode: Mode::Reduced,
        stop_at_failure: false,
        max_time: Duration::from_secs(5),
        ..random
    };
    for threads in 3..=6 {
        let name = format!("lockers {threads}");
        row(&name, &reduced, move || catalogue::lockers(threads));
    }
    row("pipe 4 messages", &reduced, || catalogue::pipe(4, 2));
    row("gather 5", &reduced, || catalogue::gather(5, 2));
    row("lost update 4", &reduced, || catalogue::lost_update(4));
    row("hand-over", &reduced, catalogue::hand_over);
    row("lock order", &reduced, catalogue::lock_order);
    row("spin", &reduced, catalogue::spin);
}
