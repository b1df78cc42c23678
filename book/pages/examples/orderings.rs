//! Runs the pairs of the page "Atomics and memory ordering" on this machine, for
//! `book/measurements/orderings.json`:
//!
//! ```text
//! cargo run --release --package pages --example orderings >book/measurements/orderings.json
//! ```

use serde_json::{Value, json};
use std::process::Command;

/// Of each pair.
const RUNS: usize = 1_000_000;

fn main() {
    let pairs: Vec<Value> = pages::threads::count(RUNS)
        .into_iter()
        .map(|one| json!({ "name": one.name, "allowed": one.allowed, "seen": one.seen }))
        .collect();
    let measured = json!({ "machine": machine(), "runs": RUNS, "pairs": pairs });
    println!("{measured:#}");
}

fn machine() -> Value {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown", |(_, name)| name);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map_or("unknown".into(), |output| {
        String::from_utf8_lossy(&output.stdout).trim().to_string()
    });
    json!({
        "cpu": cpu,
        "cores": std::thread::available_parallelism().map_or(1, usize::from),
        "os": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        "rustc": rustc,
    })
}
