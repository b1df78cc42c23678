//! When two executions count as the same: they differ only in the order of independent steps.

use crate::log::Log;
use crate::log::value::Value;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Equal for two executions in which every thread did and saw the same, and every object was used
/// in the same order. Where a thread had to wait does not count.
pub(crate) fn hash(log: &Log) -> u64 {
    let mut threads = vec![DefaultHasher::new(); log.threads.len()];
    let mut objects = vec![DefaultHasher::new(); log.objects.len()];
    for event in log.events.iter().filter(|event| !event.blocks) {
        let line = event.loc.map(|loc| (loc.file(), loc.line(), loc.column()));
        let value = counted(&event.value);
        let own = (event.op, event.object, value, line, &event.note);
        own.hash(&mut threads[event.thread as usize]);
        if let Some(object) = event.object {
            let seen = (event.thread, event.op, value);
            seen.hash(&mut objects[object.index()]);
        }
    }
    let mut all = DefaultHasher::new();
    for part in threads.iter().chain(&objects) {
        part.finish().hash(&mut all);
    }
    log.outcome.hash(&mut all);
    all.finish()
}

/// What holds others is what the order in which its object was used made of it, so it does not count.
fn counted(value: &Value) -> &Value {
    match value {
        Value::Short(_) => &Value::Unknown,
        value => value,
    }
}
