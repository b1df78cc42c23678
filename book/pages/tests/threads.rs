//! The pairs on real threads: nothing occurs that the memory model forbids.

use pages::threads::{Counted, count};
use serde_json::Value;
use std::collections::BTreeMap;

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

/// What the page shows was measured of these pairs.
#[test]
fn what_was_measured_are_these_pairs() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../measurements/orderings.json"
    );
    let measured: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut pairs = BTreeMap::new();
    for pair in measured["pairs"].as_array().unwrap() {
        let seen = pair["seen"].as_object().unwrap();
        let runs = seen.values().filter_map(Value::as_u64).sum::<u64>();
        assert_eq!(Some(runs), measured["runs"].as_u64());
        pairs.insert(pair["name"].as_str().unwrap().to_string(), pair.clone());
    }
    let now = count(1);
    assert_eq!(pairs.len(), now.len());
    for Counted { name, allowed, .. } in now {
        let pair = &pairs[name];
        assert_eq!(pair["allowed"], Value::from(allowed.to_vec()), "{name}");
        for outcome in pair["seen"].as_object().unwrap().keys() {
            assert!(allowed.contains(&outcome.as_str()), "{name}: {outcome}");
        }
    }
}
