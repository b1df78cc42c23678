//! Which threads can continue; and what it says of a checked type if one suddenly can, or cannot.

use super::{Closing, Execution};
use crate::context::{Ready, When};
use crate::end::{End, Waiting};
use crate::hash::mix;

/// How often all may wait but for those who yield, each time so often in vain. Each yield is a step in a
/// livelock's story.
const LAPS: u32 = 3;

impl Execution {
    /// The threads that can go on, in the order of their numbers.
    pub(crate) fn enabled(&mut self) -> Vec<usize> {
        let mut enabled = vec![];
        for thread in 0..self.threads.len() {
            self.hold_back(thread);
            if let Some(now) = self.is_enabled(thread) {
                self.notice(thread, now);
                if now {
                    enabled.push(thread);
                }
            }
        }
        enabled
    }

    fn is_enabled(&self, index: usize) -> Option<bool> {
        Some(self.is_ready(index)? && !self.is_held(index))
    }

    /// Whether what a thread waits for is there.
    pub(super) fn is_ready(&self, index: usize) -> Option<bool> {
        let thread = &self.threads[index];
        let waits = thread.pending.as_ref()?;
        let looked = waits.vain.as_ref();
        if waits.in_vain || looked.is_some_and(|looked| !self.changed_after(looked)) {
            return Some(false);
        }
        Some(match &waits.when {
            When::Guard(ready) | When::InTime(ready) => match ready() {
                Ready::Yes => true,
                Ready::InTime => !waits.held_back || self.has_changed(index),
                Ready::No => false,
            },
            When::Always | When::MainReturns => true,
            When::Yield => !waits.held_back || self.has_changed(index),
        })
    }

    /// Compares with what was so one event earlier.
    fn notice(&mut self, thread: usize, now: bool) {
        let last = self.events.len() - 1;
        let waits = self.threads[thread].pending.as_mut().expect("seen above");
        let before = waits.enabled.replace(now);
        match (before, now) {
            // What it looks at follows from what it finds.
            (Some(false), true) if waits.vain.is_none() => waits.woken = Some(last),
            (Some(true), false) => {
                waits.woken = None;
                let past = &self.events[last];
                if !past.footprint.conflicts(&waits.footprint) {
                    let text = format!(
                        "rule 2: `{}` of thread {thread} could run before `{}` of \
                         thread {} and could not run after it, but they share no object on which they conflict",
                        waits.label, self.steps[last].label, past.thread
                    );
                    self.fault.get_or_insert(End::WrongTwin(text));
                }
            }
            _ => {}
        }
    }

    /// A step that could not run just before an event, and then could, happens after it or after
    /// something later: else it could have run without.
    pub(super) fn check_cause(&mut self, closing: &Closing) {
        let Some(woken) = closing.opened.woken else {
            return;
        };
        let causes = closing.slice.causes.iter().map(|cause| cause.number);
        let mut before = closing.conflicts.iter().copied().chain(causes);
        if !before.any(|event| event >= woken) {
            let text = format!(
                "rule 3: `{}` of thread {} could run only after `{}` of thread {}, but it \
                 neither conflicts with it nor declares that it comes after it",
                closing.opened.label,
                closing.opened.thread,
                self.steps[woken].label,
                self.events[woken].thread
            );
            self.fault.get_or_insert(End::WrongTwin(text));
        }
    }

    /// Lets those who yield go round once more, if all others wait: one of them may be at work by
    /// itself. False if no thread yields, or it was of no use often enough.
    ///
    /// No thread can continue, so whatever happens next happens after all that has happened so far: no
    /// order of steps is left out.
    pub(crate) fn lap(&mut self) -> bool {
        let yields = |thread: &super::Thread| {
            let pending = thread.pending.as_ref();
            pending.is_some_and(|waits| waits.held_back || waits.looked_in_vain())
        };
        if self.laps == LAPS || !self.threads.iter().any(yields) {
            return false;
        }
        // Before those who were held back do, those go round whose part had ended.
        self.laps += u32::from(self.goes_round || !self.in_vain);
        self.goes_round = true;
        let last: Vec<usize> = self
            .threads
            .iter()
            .filter_map(|thread| thread.last)
            .collect();
        let past = mix(self.trace());
        for index in 0..self.threads.len() {
            if !yields(&self.threads[index]) {
                continue;
            }
            let mut clock = self.threads[index].clock.clone();
            for event in &last {
                clock.join(&self.events[*event].clock);
            }
            let hash = mix(self.threads[index].hash ^ past);
            self.follow(index, clock, hash);
            let events = self.events.len();
            let thread = &mut self.threads[index];
            thread.round.go_on();
            if let Some(waits) = &mut thread.pending {
                // As if it had only just come here.
                waits.enabled = None;
                waits.woken = None;
                waits.looks_again();
                if std::mem::take(&mut waits.in_vain) {
                    thread.core.goes_round(events);
                }
            }
        }
        true
    }

    /// How an execution ends in which no thread can continue.
    pub(crate) fn stuck(&self) -> End {
        let waiting = |daemon: bool| {
            let threads = self.threads.iter().enumerate();
            threads
                .filter(move |(_, thread)| thread.daemon == daemon)
                .filter_map(|(index, thread)| {
                    let label = thread.pending.as_ref()?.label;
                    Some(Waiting {
                        thread: index,
                        label,
                    })
                })
                .collect::<Vec<_>>()
        };
        let yields = |waits: &super::Waits| waits.held_back || waits.looked_in_vain();
        let mut pending = self
            .threads
            .iter()
            .filter_map(|thread| thread.pending.as_ref());
        match pending.any(yields) {
            true => End::NoProgress(waiting(false)),
            false => End::Deadlock(waiting(false)),
        }
    }
}
