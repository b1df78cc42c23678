//! Names for threads and objects, from the source, so that no reader has to make sense of `Id(0)`.

use crate::log::bindings::{binding, derived};
use crate::log::sources::Sources;
use crate::log::{Loc, Log, ObjectInfo};

/// Names of an execution's threads and objects, by their numbers.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) threads: Vec<String>,
    pub(crate) objects: Vec<String>,
}

impl Names {
    pub(crate) fn of(log: &Log, sources: &mut Sources) -> Names {
        let mut threads: Vec<String> = vec![];
        for (i, thread) in log.threads.iter().enumerate() {
            let given = thread.name.clone();
            let bound = || thread.loc.and_then(|loc| binding(loc, sources));
            let name = given
                .or_else(bound)
                .filter(|name| !name.contains('/'))
                .unwrap_or_else(|| match thread.is_task {
                    true => format!("task {i}"),
                    false => format!("thread {i}"),
                });
            threads.push(unique(name, &threads));
        }
        let mut objects: Vec<String> = vec![];
        for (i, object) in log.objects.iter().enumerate() {
            let same = |other: &&ObjectInfo| same_line(other.loc, object.loc);
            let before = log.objects[..i].iter().filter(same).count();
            let alone = log.objects.iter().filter(same).count() == 1;
            let of_kind = |other: &&ObjectInfo| other.kind == object.kind;
            let like_it = log.objects[..i].iter().filter(same).filter(of_kind);
            let given = object.name.clone();
            let given =
                given.or_else(|| derived(object.loc, object.kind, like_it.count(), sources));
            let counted = given.is_none() && !alone;
            let name = match given.or_else(|| binding(object.loc, sources)) {
                // One line made several: `shard 1`, `shard 2`.
                Some(name) if counted => format!("{name} {}", before + 1),
                Some(name) if objects.contains(&name) => format!("{name} ({})", object.kind),
                Some(name) => name,
                None => object.kind.to_string(),
            };
            objects.push(unique(name, &objects));
        }
        Names { threads, objects }
    }
}

/// Whether both places are the same call.
fn same_line(one: Loc, other: Loc) -> bool {
    (one.file(), one.line(), one.column()) == (other.file(), other.line(), other.column())
}

fn unique(name: String, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    (2..)
        .map(|n| format!("{name} {n}"))
        .find(|name| !taken.contains(name))
        .expect("there are more numbers than names")
}
