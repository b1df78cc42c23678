//! From a step that ran to an event: what it conflicts with, its clock, its hash.

use super::{Execution, Past, Touch};
use crate::access::{Access, Footprint, Object, Reach};
use crate::clock::Clock;
use crate::context::{Event, Slice};
use crate::hash::{mix, text};
use crate::report::{End, Step};

/// A step that runs.
pub(crate) struct Opened {
    pub(crate) thread: usize,
    pub(crate) label: &'static str,
    pub(crate) footprint: Footprint,
    pub(crate) woken: Option<Event>,
    pub(crate) yields: bool,
    pub(crate) node: Option<usize>,
}

/// A step that ran, compared with all before it, and not yet among them.
pub(crate) struct Closing {
    pub(crate) opened: Opened,
    pub(crate) slice: Slice,
    /// The latest events that it conflicts with.
    pub(crate) conflicts: Vec<Event>,
    pub(crate) clock: Clock,
}

impl Opened {
    /// The beginning of main, which nobody decides for.
    pub(super) fn start() -> Self {
        Opened {
            thread: 0,
            label: "start",
            footprint: Footprint::default(),
            woken: None,
            yields: false,
            node: None,
        }
    }
}

impl Execution {
    /// The latest earlier events that a step of `thread` conflicts with: every other one that it
    /// conflicts with happened before one of these.
    pub(crate) fn conflicts(&self, thread: usize, footprint: &Footprint) -> Vec<Event> {
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
        if let Some(event) = self.far_reaching
            && (self.events[event.0].footprint.reach == Reach::Everybody || !footprint.daemon)
        {
            found.push(event);
        }
        if footprint.reach > Reach::Nobody {
            let everybody = footprint.reach == Reach::Everybody;
            let others = self
                .threads
                .iter()
                .filter(|other| everybody || !other.daemon);
            found.extend(others.filter_map(|other| other.last));
        }
        found.sort_unstable();
        found.dedup();
        let mine = |event: &Event| self.events[event.0].thread == thread;
        found.retain(|event| !mine(event));
        found
    }

    /// Whether `event` happened before whatever has this clock.
    pub(crate) fn is_before(&self, event: Event, clock: &Clock) -> bool {
        let past = &self.events[event.0];
        clock.of(past.thread) >= past.index
    }

    /// The clock of a step of `thread` after these events.
    pub(crate) fn clock_after<'a>(
        &self,
        thread: usize,
        events: impl IntoIterator<Item = &'a Event>,
    ) -> Clock {
        let mut clock = self.threads[thread].clock.clone();
        for event in events {
            clock.join(&self.events[event.0].clock);
        }
        clock.set(thread, self.threads[thread].events + 1);
        clock
    }

    /// Compares the step that ran with all before it.
    pub(crate) fn close(&mut self, mut slice: Slice) -> Closing {
        let mut opened = self.opened.take().expect("a step ran");
        for access in std::mem::take(&mut slice.touched) {
            opened.footprint.touch(access);
        }
        opened.footprint.reach = opened.footprint.reach.max(slice.reach);
        let conflicts = self.conflicts(opened.thread, &opened.footprint);
        let clock = self.clock_after(opened.thread, conflicts.iter().chain(&slice.causes));
        let closing = Closing {
            opened,
            slice,
            conflicts,
            clock,
        };
        let race = self.data_race(&closing);
        self.fault = self.fault.take().or(race);
        self.check_cause(&closing);
        closing
    }

    /// Any order of the steps shows it: it is looked for in the trace, not in the schedule.
    fn data_race(&self, closing: &Closing) -> Option<End> {
        closing.slice.cells.iter().find_map(|(object, access)| {
            let history = self.objects.get(object.0 as usize)?;
            let race = history.cells.iter().find(|(event, other)| {
                access.conflicts(*other) && !self.is_before(*event, &closing.clock)
            })?;
            Some(End::DataRace {
                object: *object,
                threads: (self.events[race.0.0].thread, closing.opened.thread),
            })
        })
    }

    /// Puts the step among the events.
    pub(crate) fn commit(&mut self, closing: Closing, spawned: &[usize]) {
        let Closing {
            opened,
            slice,
            conflicts,
            clock,
        } = closing;
        let (me, thread) = (slice.event, opened.thread);
        let hash = self.event_hash(&opened, &slice, &conflicts);
        self.touch(&opened, &slice);
        if opened.footprint.reach > Reach::Nobody {
            self.far_reaching = Some(me);
        }
        for concerned in spawned.iter().chain([&thread]) {
            let concerned = &mut self.threads[*concerned];
            self.state = self.state.wrapping_sub(mix(concerned.hash ^ concerned.key));
            self.state = self.state.wrapping_add(mix(hash ^ concerned.key));
            concerned.clock = clock.clone();
            concerned.hash = hash;
        }
        let mine = &mut self.threads[thread];
        mine.events += 1;
        mine.last = Some(me);
        self.steps.push(Step {
            thread,
            label: opened.label,
            choices: slice.choices,
        });
        self.events.push(Past {
            thread,
            index: mine.events,
            clock,
            hash,
            node: opened.node,
            footprint: opened.footprint,
        });
    }

    /// The same in every execution in which the same happened before.
    fn event_hash(&self, opened: &Opened, slice: &Slice, conflicts: &[Event]) -> u64 {
        let thread = &self.threads[opened.thread];
        let mut hash = mix(thread.key ^ mix(thread.hash ^ text(opened.label)));
        // Sums: the order of what commutes must not count.
        for event in conflicts {
            hash = hash.wrapping_add(mix(self.events[event.0].hash));
        }
        for event in &slice.causes {
            hash = hash.wrapping_add(mix(self.events[event.0].hash ^ 1));
        }
        let choices = slice.choices.iter();
        choices.fold(hash, |hash, choice| mix(hash ^ u64::from(*choice)))
    }

    fn touch(&mut self, opened: &Opened, slice: &Slice) {
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
        for (object, access) in &slice.cells {
            self.history(*object).cells.push((me, *access));
        }
        let thread = &mut self.threads[opened.thread];
        if thread.yielded && !opened.yields && !opened.footprint.accesses.is_empty() {
            thread.looks.clear();
            thread.yielded = false;
        }
        for (object, _) in &opened.footprint.accesses {
            match thread.looks.iter_mut().find(|look| look.0 == *object) {
                Some(look) => look.1 = me,
                None => thread.looks.push((*object, me)),
            }
        }
        thread.yielded |= opened.yields;
    }

    fn history(&mut self, object: Object) -> &mut super::History {
        let index = object.0 as usize;
        if self.objects.len() <= index {
            self.objects.resize_with(index + 1, Default::default);
        }
        &mut self.objects[index]
    }
}
