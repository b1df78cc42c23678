//! Looks that are known to be in vain, so that none is planned.
//!
//! Whether a look is in vain follows from what its thread did before, and from what the objects hold that it
//! looks at: so it is known by what happened before both.

use super::races::Race;
use crate::access::Object;
use crate::context::Context;
use crate::execution::Execution;
use crate::hash::mix;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

#[derive(Default)]
pub(super) struct Vain {
    /// By the thread and what happened before: names of objects, and what they held.
    looks: HashMap<u64, Vec<Looks>>,
}

struct Looks {
    objects: Vec<u32>,
    held: HashSet<u64>,
}

fn numbers(names: &[u32]) -> Option<Vec<Object>> {
    let number = |known: &[u32], name: u32| {
        let number = known.iter().position(|known| *known == name)?;
        Some(Object(number as u32))
    };
    Context::with(|context| {
        names
            .iter()
            .map(|name| number(&context.objects, *name))
            .collect()
    })?
}

impl Vain {
    /// A thread looked in vain at what these objects hold now.
    pub(super) fn insert(&mut self, execution: &Execution, thread: usize, objects: &Rc<[Object]>) {
        let state = &execution.threads[thread];
        let Some((held, _)) = execution.held(objects, execution.events.len(), None) else {
            return;
        };
        let objects: Vec<u32> = objects.iter().map(|object| object.name()).collect();
        let known = self
            .looks
            .entry(mix(state.key ^ mix(state.hash)))
            .or_default();
        match known.iter_mut().find(|looks| looks.objects == objects) {
            Some(looks) => _ = looks.held.insert(held),
            None => known.push(Looks {
                objects,
                held: HashSet::from([held]),
            }),
        }
    }

    /// If the late step of a race would look in vain before the early one: the changes because of which it would.
    pub(super) fn because_of(&self, execution: &Execution, race: &Race) -> Option<Vec<usize>> {
        let key = execution.threads[race.late].key;
        let known = self.looks.get(&mix(key ^ mix(race.before)))?;
        known.iter().find_map(|looks| {
            let objects = numbers(&looks.objects)?;
            let (held, changes) = execution.held(&objects, race.at, Some(race.early))?;
            looks.held.contains(&held).then_some(changes)
        })
    }
}
