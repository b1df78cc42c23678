//! A look in vain that is taken back: as if its thread had waited in place of the look.
//!
//! A look changes nothing, and the loop does nothing else because of it: so when its thread has gone through the
//! yield and announces the look again, all is as it was before. Then the thread waits until something changes
//! that it looked at, and the search knows that the step cannot run before.

use super::awaits::head;
use super::yields::Round;
use super::{Clock, Execution, Waits};
use crate::access::{Access, Footprint, Object};
use crate::context::{Context, Pending};
use crate::hash::mix;
use std::rc::Rc;

/// What was before a step.
pub(super) struct Saved {
    thread: usize,
    clock: Clock,
    hash: u64,
    events: u32,
    last: Option<usize>,
    round: Round,
    since: usize,
    /// How many objects the thread had made.
    objects: u64,
    state: u64,
    decided: usize,
    preemptions: u32,
    current: usize,
}

impl Waits {
    pub(super) fn looked_in_vain(&self) -> bool {
        self.in_vain || self.vain.is_some()
    }

    /// It touches what it announced, and no longer what it found in vain.
    pub(super) fn looks_again(&mut self) {
        if self.vain.take().is_some() {
            self.footprint.accesses.truncate(self.announced);
        }
    }
}

/// How many objects a thread has made.
fn made_by(thread: usize) -> u64 {
    Context::with(|context| context.fates[thread].objects).unwrap_or_default()
}

impl Execution {
    pub(super) fn save(&self, index: usize) -> Saved {
        let thread = &self.threads[index];
        Saved {
            thread: index,
            clock: thread.clock.clone(),
            hash: thread.hash,
            events: thread.events,
            last: thread.last,
            round: thread.round.clone(),
            since: thread.pending.as_ref().map_or(0, |waits| waits.since),
            objects: made_by(index),
            state: self.state,
            decided: self.schedule.0.len(),
            preemptions: self.preemptions,
            current: self.current,
        }
    }

    /// Whether the last step was a look in vain of this thread, which yields now, and can be taken back.
    pub(crate) fn may_take_back(&self, index: usize) -> bool {
        let thread = &self.threads[index];
        let (Some(saved), [look]) = (&self.saved, thread.core.last_look(&self.loops)) else {
            return false;
        };
        let mut looks = look.at.iter();
        let is_last = looks.len() > 0 && looks.all(|look| look.1 + 1 == self.events.len());
        self.is_in_vain(index)
            && is_last
            && saved.thread == index
            && saved.objects == made_by(index)
            && !thread.daemon
    }

    /// Takes the last step back; its thread has gone through the yield and announced the next one. What it looked
    /// at, if that is the look.
    pub(crate) fn take_back(
        &mut self,
        index: usize,
        pending: Pending,
        outlive: bool,
    ) -> Option<Rc<[Object]>> {
        let saved = self
            .saved
            .take()
            .filter(|saved| saved.objects == made_by(index))?;
        let thread = &mut self.threads[index];
        let look = thread.core.looks.pop()?;
        thread.core.known = look.before;
        thread.clock = saved.clock;
        thread.hash = saved.hash;
        thread.events = saved.events;
        thread.last = saved.last;
        thread.round = saved.round;
        let past = self.events.pop()?;
        for (object, _) in &past.footprint.accesses {
            let touches = &mut self.objects[object.0 as usize].steps;
            touches.retain(|touch| touch.event < self.events.len());
        }
        self.steps.pop();
        self.known.pop();
        self.schedule.0.truncate(saved.decided);
        self.state = saved.state;
        self.preemptions = saved.preemptions;
        self.current = saved.current;
        self.announce(index, pending, outlive);
        let waits = self.threads[index].pending.as_mut()?;
        waits.since = saved.since;
        let objects = look.at.iter().map(|(object, _)| *object);
        let objects = objects.collect();
        let again = waits.step == look.step;
        self.looks_in_vain(index, &objects);
        again.then_some(objects)
    }

    /// The order in which to let threads run where any may: those that look in a loop that waits, before what they
    /// look at changes, so that it is known whether they look in vain; then those that come to such a loop sooner
    /// without a change; last what changes it.
    pub(crate) fn hurry(&self, thread: usize) -> u32 {
        let Some(waits) = self.threads[thread]
            .pending
            .as_ref()
            .filter(|_| self.takes_back)
        else {
            return 0;
        };
        let accesses = &waits.footprint.accesses;
        match self.loops.begin_with(head(waits.label, waits.place)) {
            true => 0,
            false if accesses.iter().all(|access| access.1 == Access::READ) => 1,
            false if !self.ends_looks(&waits.footprint) => 2,
            false => 3,
        }
    }

    /// Whether a step changes what is looked at in a loop that waits.
    pub(crate) fn ends_looks(&self, footprint: &Footprint) -> bool {
        let changes = footprint
            .accesses
            .iter()
            .filter(|access| access.1 != Access::READ);
        let mut objects = changes.map(|(object, _)| object.name());
        self.takes_back && objects.any(|object| self.loops.objects.contains(&object))
    }

    /// The look that a thread announced would be in vain, for what these objects hold now.
    pub(crate) fn looks_in_vain(&mut self, index: usize, objects: &Rc<[Object]>) {
        let since = self.events.len();
        let Some(waits) = &mut self.threads[index].pending else {
            return;
        };
        waits.enabled = Some(false);
        waits.woken = None;
        waits.vain = Some((since, objects.clone()));
        for object in objects.iter() {
            waits.footprint.touch((*object, Access::READ));
        }
        self.in_vain = true;
        self.ends_in_vain(index);
    }

    /// Whether one of these objects has changed since.
    pub(super) fn changed_after(&self, (since, objects): &(usize, Rc<[Object]>)) -> bool {
        let changed = |object: &Object| {
            let history = self.objects.get(object.0 as usize);
            let touches = history
                .into_iter()
                .flat_map(|history| history.steps.iter().rev());
            let mut recent = touches.take_while(|touch| touch.event >= *since);
            recent.any(|touch| touch.changes)
        };
        self.wild.is_some_and(|wild| wild >= *since) || objects.iter().any(changed)
    }

    /// What objects hold after so many events, without one of these and what depends on it: a hash, and the
    /// changes that made it so. Nothing if a step touched what it had not announced.
    pub(crate) fn held(
        &self,
        objects: &[Object],
        until: usize,
        without: Option<usize>,
    ) -> Option<(u64, Vec<usize>)> {
        if self.wild.is_some() {
            return None;
        }
        let is_out = |event: usize| {
            let depends = |without| self.is_before(without, &self.events[event].clock);
            event >= until || without.is_some_and(depends)
        };
        let (mut all, mut changes) = (0, vec![]);
        for object in objects {
            let mut hash = 0u64;
            let history = self.objects.get(object.0 as usize);
            let touches = history
                .into_iter()
                .flat_map(|history| history.steps.iter().rev());
            for touch in touches.filter(|touch| touch.changes && !is_out(touch.event)) {
                hash = hash.wrapping_add(mix(self.events[touch.event].hash));
                changes.push(touch.event);
                if touch.access == Access::Exclusive {
                    break;
                }
            }
            all = mix(all ^ hash);
        }
        Some((all, changes))
    }
}
