//! Source sets: which other threads a node must begin with, so that every trace is run.
//!
//! A step that conflicts with an earlier one, with nothing in between that orders them, could have
//! come first: a race. Then some thread that can begin such an execution must be among the planned
//! ones of the node before the earlier step (Abdulla and others, POPL 2014). A step that
//! waits races too, with whatever took its chance; else a later step that gives the chance back
//! would hide it.

use super::sleep::Sleeper;
use super::tree::{Branch, Tree};
use crate::clock::Clock;
use crate::end::End;
use crate::execution::{Closing, Execution, Past};

/// Which steps that wait.
#[derive(Clone, Copy)]
pub(super) enum Waiting {
    /// Those that the last step made wait: the others were looked at before.
    Changed,
    /// All, where the execution is cut: something may have happened since that they wait for besides.
    All,
    /// Also those that could run, and never will: the execution has ended.
    ForEver,
}

/// A step that might have come earlier.
struct Late<'a> {
    thread: usize,
    /// Before the step: what its thread knew.
    before: &'a Clock,
    /// After it, if it touched all that it might touch where it comes earlier.
    clock: &'a Clock,
    conflicts: &'a [usize],
}

/// The first step of a thread in the execution that turns a race round.
struct First<'a> {
    thread: usize,
    index: u32,
    clock: &'a Clock,
    /// It did run after the earlier step; else it is the late step itself.
    ran: bool,
}

impl Tree {
    pub(super) fn step_races(&mut self, execution: &mut Execution, closing: &Closing) {
        let thread = closing.opened.thread;
        let late = Late {
            thread,
            before: &execution.threads[thread].clock,
            clock: &execution.clock_if(thread, &closing.clock, &closing.opened.might),
            conflicts: &closing.conflicts,
        };
        let mut fault = self.turn_round(execution, &late);
        for early in hidden(execution, closing) {
            let late = Late {
                thread,
                before: &closing.clock,
                clock: &closing.clock,
                conflicts: &[early],
            };
            fault = fault.or(self.turn_round(execution, &late));
        }
        execution.fault = execution.fault.take().or(fault);
    }

    /// The end of an execution and a timer commute, but what the timer would do conflicts with steps
    /// that the end kept others from. So it fires after the end, as far as races go.
    pub(super) fn daemons_go_on(&mut self, execution: &mut Execution) {
        let steps = execution.steps.len();
        for thread in execution.enabled() {
            // One that sleeps would repeat what was explored.
            if execution.threads[thread].daemon && !self.sleeps_now(thread) {
                let closing = execution.close_unrun(thread);
                self.step_races(execution, &closing);
                execution.commit(closing, &[]);
            }
        }
        // It did not happen.
        execution.steps.truncate(steps);
    }

    /// Races of steps that wait.
    pub(super) fn waiting_races(&mut self, execution: &mut Execution, which: Waiting) {
        let mut fault = None;
        let last = execution.events.last().expect("the beginning of main");
        for (thread, state) in execution.threads.iter().enumerate() {
            let Some(waits) = &state.pending else {
                continue;
            };
            let changed = || last.thread == thread || last.footprint.conflicts(&waits.footprint);
            let looks = match which {
                Waiting::Changed => waits.enabled != Some(true) && changed(),
                Waiting::All => waits.enabled != Some(true),
                Waiting::ForEver => true,
            };
            if !looks {
                continue;
            }
            let conflicts = execution.conflicts(thread, &waits.footprint);
            let clock = execution.clock_after(thread, &conflicts);
            let late = Late {
                thread,
                before: &state.clock,
                clock: &execution.clock_if(thread, &clock, &waits.might),
                conflicts: &conflicts,
            };
            fault = fault.or(self.turn_round(execution, &late));
        }
        execution.fault = execution.fault.take().or(fault);
    }

    /// Plans an execution for each race of the step, unless one is planned.
    fn turn_round(&mut self, execution: &Execution, late: &Late<'_>) -> Option<End> {
        for event in late.conflicts {
            let early = &execution.events[*event];
            let Some(index) = early.node else {
                continue;
            };
            let knows = |clock: &Clock| clock.knows_event(early.thread, early.index);
            let ordered = late
                .conflicts
                .iter()
                .any(|other| other != event && knows(&execution.events[*other].clock));
            if knows(late.before) || ordered {
                continue;
            }
            let Branch::Thread(node) = &mut self.path[index] else {
                unreachable!("a node decided for this event");
            };
            let starts = starts(execution, *event, late, &node.enabled);
            let planned = |thread: &usize| {
                let mut sleepers = node.sleepers.iter();
                let asleep = |sleeper: &Sleeper| sleeper.thread == *thread && sleeper.is_whole();
                node.planned.contains(thread) || sleepers.any(asleep)
            };
            if starts.is_empty() || starts.iter().any(planned) {
                continue;
            }
            let pick = match starts.contains(&late.thread) {
                true => late.thread,
                false => starts[0],
            };
            if !node.enabled.contains(&pick) {
                return Some(cannot_start(execution, *event, pick));
            }
            node.planned.push(pick);
        }
        None
    }
}

/// Races that another step hides: with what it conflicts with, for that keeps it from touching what
/// this step touches. Before all of them the order of the two would matter.
///
/// So, where `a` sends and `b` tries to receive: that `b` finds a message keeps it from looking
/// whether a sender is left, and the end of another sender from conflicting with it.
fn hidden(execution: &Execution, closing: &Closing) -> Vec<usize> {
    let touched = &closing.opened.footprint.accesses;
    let hides = |past: &&Past| past.might.meets(touched);
    let past = execution.events.iter().filter(hides);
    let mut early: Vec<usize> = past
        .flat_map(|past| past.conflicts.iter().copied())
        .collect();
    early.sort_unstable();
    early.dedup();
    early
}

/// Who can begin an execution in which the late step comes before `early`: all that ran after
/// `early` without depending on it, then the late step.
fn starts(execution: &Execution, early: usize, late: &Late<'_>, enabled: &[usize]) -> Vec<usize> {
    let past = &execution.events[early];
    let mut first: Vec<First<'_>> = vec![];
    for event in &execution.events[early + 1..] {
        let depends = event.clock.knows_event(past.thread, past.index);
        if !depends && !first.iter().any(|known| known.thread == event.thread) {
            first.push(First {
                thread: event.thread,
                index: event.index,
                clock: &event.clock,
                ran: true,
            });
        }
    }
    if !first.iter().any(|known| known.thread == late.thread) {
        first.push(First {
            thread: late.thread,
            index: u32::MAX,
            clock: late.clock,
            ran: false,
        });
    }
    let starts = first.iter().filter(|one| {
        let needs = |other: &First<'_>| {
            other.thread != one.thread && one.clock.knows_event(other.thread, other.index)
        };
        (one.ran || enabled.contains(&one.thread)) && !first.iter().any(needs)
    });
    starts.map(|one| one.thread).collect()
}

fn cannot_start(execution: &Execution, early: usize, thread: usize) -> End {
    End::WrongTwin(format!(
        "rule 3: a step of thread {thread} ran after `{}` of thread {} without depending on it, but \
         could not run before it",
        execution.steps[early].label, execution.events[early].thread
    ))
}
