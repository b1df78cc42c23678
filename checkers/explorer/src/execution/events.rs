//! From a step that ran to an event: what it conflicts with, its clock, its hash.

use super::order::Order;
use super::{Execution, Glance, Past, Touch};
use crate::access::{Access, Footprint, Object, Reach};
use crate::clock::{Clock, Moment};
use crate::context::{Event, Slice};
use crate::end::End;
use crate::hash::{mix, text};
use crate::report::Step;

/// A step that runs.
pub(crate) struct Opened {
    pub(crate) thread: usize,
    pub(crate) label: &'static str,
    pub(crate) footprint: Footprint,
    pub(super) order: Order,
    /// The event in which it was announced.
    pub(crate) since: usize,
    pub(crate) woken: Option<usize>,
    /// Which step it is, within this execution.
    pub(super) step: u64,
    pub(crate) yields: bool,
    pub(crate) place: usize,
    pub(crate) node: Option<usize>,
}

/// A step that ran, compared with all before it, and not yet among them.
pub(crate) struct Closing {
    pub(crate) opened: Opened,
    pub(crate) slice: Slice,
    /// The latest events that it conflicts with.
    pub(crate) conflicts: Vec<usize>,
    pub(crate) clock: Clock,
}

impl Opened {
    /// The beginning of main, for which there is no decision.
    pub(super) fn start() -> Self {
        Opened {
            thread: 0,
            label: "start",
            footprint: Footprint::default(),
            order: Order::default(),
            since: 0,
            woken: None,
            step: 0,
            yields: false,
            place: 0,
            node: None,
        }
    }

    /// Adds what the step touched besides what it announced.
    fn touch(&mut self, slice: &Slice) {
        let footprint = &mut self.footprint;
        self.order.announced = footprint.accesses.len();
        self.order.announced_reach = footprint.reach;
        self.order.reached = (footprint.accesses.len(), slice.reached.1);
        for (number, (object, access, choices)) in slice.touched.iter().enumerate() {
            footprint.touch((*object, *access));
            self.order
                .choices
                .resize(footprint.accesses.len() - self.order.announced, *choices);
            if number < slice.reached.0 {
                self.order.reached.0 = footprint.accesses.len();
            }
        }
        footprint.reach = footprint.reach.max(slice.reach);
    }
}

impl Execution {
    /// The latest earlier events that a step of `thread` conflicts with: every other one that it
    /// conflicts with happened before one of these.
    pub(crate) fn conflicts(&self, thread: usize, footprint: &Footprint) -> Vec<usize> {
        let mut found = vec![];
        for (object, access) in &footprint.accesses {
            let Some(history) = self.objects.get(object.0 as usize) else {
                continue;
            };
            for touch in history.steps.iter().rev() {
                if access.conflicts(touch.access) {
                    found.push(touch.event);
                }
                if touch.access == Access::Exclusive {
                    break;
                }
            }
        }
        found.extend(self.wild);
        found.extend(self.ending.filter(|_| !footprint.daemon));
        if footprint.reach > Reach::None {
            let everybody = footprint.reach == Reach::All;
            let others = self
                .threads
                .iter()
                .filter(|other| everybody || !other.daemon);
            found.extend(others.filter_map(|other| other.last));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|event| self.events[*event].thread != thread);
        found
    }

    /// Whether `event` happened before whatever has this clock.
    pub(crate) fn is_before(&self, event: usize, clock: &Clock) -> bool {
        let past = &self.events[event];
        clock.knows_event(past.thread, past.index)
    }

    /// The clock of a step of `thread` after these events.
    pub(crate) fn clock_after(&self, thread: usize, events: &[usize]) -> Clock {
        let mut clock = self.threads[thread].clock.clone();
        for event in events {
            clock.join(&self.events[*event].clock);
        }
        let next = self.threads[thread].events + 1;
        clock.learn(thread, Moment::new(next, 0));
        clock
    }

    fn learn_of(&self, clock: &mut Clock, cause: Event) {
        let past = &self.events[cause.number];
        clock.join(&past.clock);
        clock.learn(past.thread, Moment::new(past.index, cause.mark));
    }

    /// Compares the step that ran with all before it.
    pub(crate) fn close(&mut self, slice: Slice) -> Closing {
        let mut opened = self.opened.take().expect("a step ran");
        opened.touch(&slice);
        let conflicts = self.conflicts(opened.thread, &opened.footprint);
        let mut clock = self.clock_after(opened.thread, &conflicts);
        for cause in &slice.causes {
            self.learn_of(&mut clock, *cause);
        }
        let closing = Closing {
            opened,
            slice,
            conflicts,
            clock,
        };
        let race = self.data_race(&closing);
        self.fault = self.fault.take().or(race);
        self.check_part(&closing.opened);
        if self.overlap.is_none() {
            // Else it may have waited for a step with which it has no conflict.
            self.check_cause(&closing);
        }
        closing
    }

    /// Any order of the steps shows it: it is looked for in the trace, not in the schedule.
    fn data_race(&self, closing: &Closing) -> Option<End> {
        closing.slice.cells.iter().find_map(|(object, access, _)| {
            let history = self.objects.get(object.0 as usize)?;
            let race = history.cells.iter().find(|before| {
                let known = closing.clock.knows(before.thread, before.moment);
                before.thread != closing.opened.thread && access.conflicts(before.access) && !known
            })?;
            Some(End::DataRace {
                object: *object,
                threads: (race.thread, closing.opened.thread),
            })
        })
    }

    /// Puts the step among the events.
    pub(crate) fn commit(&mut self, closing: Closing, spawned: &[(usize, Event)]) {
        let Closing {
            opened,
            slice,
            conflicts,
            clock,
        } = closing;
        let (me, thread) = (slice.event, opened.thread);
        let hash = self.event_hash(&opened, &slice, &conflicts);
        let is_look = opened.changes_nothing(&slice);
        let effect = self.effect(&opened, &slice, !spawned.is_empty());
        self.touch(&opened, &slice, &clock);
        match opened.footprint.reach {
            Reach::All => self.wild = Some(me),
            Reach::Threads => self.ending = Some(me),
            Reach::None => {}
        }
        let index = self.threads[thread].events + 1;
        for (child, at) in spawned {
            let mut clock = clock.clone();
            clock.learn(thread, Moment::new(index, at.mark));
            self.follow(*child, clock, hash);
        }
        let mut published = clock.clone();
        published.learn(thread, Moment::new(index, slice.published));
        self.follow(thread, clock, hash);
        let mine = &mut self.threads[thread];
        mine.events = index;
        mine.last = Some(me);
        self.steps.push(Step {
            thread,
            label: opened.label,
            choices: slice.choices,
        });
        self.events.push(Past {
            thread,
            index,
            clock: published,
            hash,
            node: opened.node,
            footprint: opened.footprint,
            order: opened.order,
            yields: opened.yields,
            is_look,
            causes: slice.causes.iter().map(|cause| cause.number).collect(),
        });
        self.learn(effect, spawned);
    }

    /// The step that `thread` announced, as if it ran and did no more than it announced.
    pub(crate) fn close_unrun(&mut self, thread: usize) -> Closing {
        let waits = self.threads[thread].pending.take().expect("announced");
        self.opened = Some(Opened {
            thread,
            label: waits.label,
            footprint: waits.footprint,
            order: Order::default(),
            since: waits.since,
            woken: None,
            step: waits.step,
            yields: false,
            place: waits.place,
            node: None,
        });
        self.close(Slice::new(self.events.len()))
    }

    /// What happened before the next step of a thread.
    pub(super) fn follow(&mut self, thread: usize, clock: Clock, hash: u64) {
        let thread = &mut self.threads[thread];
        self.state = self.state.wrapping_sub(mix(thread.hash ^ thread.key));
        self.state = self.state.wrapping_add(mix(hash ^ thread.key));
        thread.clock = clock;
        thread.hash = hash;
    }

    /// The same in every execution in which the same happened before.
    fn event_hash(&self, opened: &Opened, slice: &Slice, conflicts: &[usize]) -> u64 {
        let thread = &self.threads[opened.thread];
        let mut hash = mix(thread.key ^ mix(thread.hash ^ text(opened.label)));
        // Sums: the order of what commutes must not count.
        for event in conflicts {
            hash = hash.wrapping_add(mix(self.events[*event].hash));
        }
        for event in &slice.causes {
            hash = hash.wrapping_add(mix(self.events[event.number].hash ^ 1));
        }
        let choices = slice.choices.iter();
        choices.fold(hash, |hash, choice| mix(hash ^ u64::from(*choice)))
    }

    fn touch(&mut self, opened: &Opened, slice: &Slice, clock: &Clock) {
        let me = slice.event;
        for (object, access) in &opened.footprint.accesses {
            let changes = *access != Access::READ && !slice.unchanged;
            let touch = Touch {
                event: me,
                access: *access,
                changes,
            };
            self.history(*object).steps.push(touch);
        }
        let index = self.threads[opened.thread].events + 1;
        for (object, access, mark) in &slice.cells {
            let access = Glance {
                thread: opened.thread,
                moment: Moment::new(index, *mark),
                access: *access,
            };
            self.history(*object).cells.push(access);
        }
        self.look(opened, slice, clock);
    }

    fn history(&mut self, object: Object) -> &mut super::History {
        let index = object.0 as usize;
        if self.objects.len() <= index {
            self.objects.resize_with(index + 1, Default::default);
        }
        &mut self.objects[index]
    }
}
