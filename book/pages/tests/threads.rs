//! The pairs on real threads: nothing occurs that the memory model forbids.

use pages::threads::{Counted, count};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// How often each pair is run for the book.
const RUNS: usize = 1_000_000;

fn measured() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../measurements/orderings.json")
}

#[test]
fn real_threads_do_only_what_the_memory_model_allows() {
    for Counted {
        name,
        allowed,
        seen,
    } in count(20_000)
    {
        assert_eq!(seen.values().sum::<usize>(), 20_000);
        for outcome in seen.keys() {
            assert!(allowed.contains(&outcome.as_str()), "{name}: {outcome}");
        }
    }
}

/// What the book shows was measured of these pairs.
#[test]
fn what_was_measured_are_these_pairs() {
    let measured = fs::read_to_string(measured()).unwrap();
    let measured: Value = serde_json::from_str(&measured).unwrap();
    let mut pairs = BTreeMap::new();
    for pair in measured["pairs"].as_array().unwrap() {
        let seen = pair["seen"].as_object().unwrap();
        let runs = seen.values().filter_map(Value::as_u64).sum::<u64>();
        assert_eq!(Some(runs), measured["runs"].as_u64());
        pairs.insert(pair["name"].as_str().unwrap().to_string(), pair);
    }
    let now = count(1);
    assert_eq!(pairs.len(), now.len());
    for Counted { name, allowed, .. } in now {
        let pair = pairs[name];
        assert_eq!(pair["allowed"], Value::from(allowed.to_vec()), "{name}");
        for outcome in pair["seen"].as_object().unwrap().keys() {
            assert!(allowed.contains(&outcome.as_str()), "{name}: {outcome}");
        }
    }
}

#[test]
#[ignore = "measures for the book: run it with --release on a machine that does nothing else"]
fn measure() {
    let pairs: Vec<Value> = count(RUNS)
        .into_iter()
        .map(|one| json!({ "name": one.name, "allowed": one.allowed, "seen": one.seen }))
        .collect();
    let all = json!({ "machine": machine(), "runs": RUNS, "pairs": pairs });
    fs::write(measured(), format!("{all:#}\n")).unwrap();
}

fn machine() -> Value {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
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
        "os": format!("{} {}", env::consts::OS, env::consts::ARCH),
        "rustc": rustc,
    })
}
