//! Races: pairs of steps that could come in the other order, and what is planned for that.
//!
//! A step that conflicts with an earlier one, with nothing in between that orders them, could have
//! come first. Then the node before the earlier step has to begin with all that ran later in the
//! execution and does not depend on the earlier step, and then the late one: that is the sequence
//! which is planned there. A step that waits races too, with whatever took its chance; else a later
//! step that gives the chance back would hide it. And so do the other answers to a choice, which
//! the one that was given keeps from being given.

use super::optimal::{Node, Optimal};
use super::wakeup::{self, Sequence, Step};
use crate::access::Footprint;
use crate::clock::Clock;
use crate::end::End;
use crate::execution::{Closing, Execution};
use std::rc::Rc;

/// A step that could have come before an earlier one.
pub(super) struct Race {
    pub(super) early: usize,
    pub(super) late: usize,
    /// The event as which it ran; or the first one that came after it would have.
    pub(super) at: usize,
    /// What had happened before, as its thread knew it.
    pub(super) before: u64,
    /// The event at whose end it was announced.
    since: usize,
    /// What it announced, if it did not run here.
    waits: Option<Rc<Footprint>>,
}

/// Those of the latest conflicts of a step that nothing else orders.
fn direct(execution: &Execution, conflicts: &[usize], before: &Clock) -> Vec<usize> {
    let events = &execution.events;
    let orders = |early: usize, clock: &Clock| execution.is_before(early, clock);
    let hidden = |early: usize| {
        let mut others = conflicts.iter().filter(|other| **other != early);
        orders(early, before) || others.any(|other| orders(early, &events[*other].clock))
    };
    let direct = conflicts.iter().copied();
    direct
        .filter(|early| events[*early].node.is_some() && !hidden(*early))
        .collect()
}

impl Optimal {
    pub(super) fn step_races(&mut self, execution: &Execution, closing: &Closing) {
        let late = closing.opened.thread;
        let before = &execution.threads[late].clock;
        for early in direct(execution, &closing.conflicts, before) {
            self.races.push(Race {
                early,
                late,
                at: closing.slice.event,
                before: execution.threads[late].hash,
                since: closing.opened.since,
                waits: None,
            });
        }
    }

    /// Races of the steps that the last one made wait: the others were looked at before.
    pub(super) fn waiting_races(&mut self, execution: &Execution) {
        let last = execution.events.last().expect("the beginning of main");
        for (thread, state) in execution.threads.iter().enumerate() {
            if let Some(waits) = &state.pending
                && waits.enabled != Some(true)
                && (last.thread == thread || last.footprint.conflicts(&waits.footprint))
            {
                self.waits(execution, thread);
            }
        }
    }

    /// The execution has ended: also the steps that could run never will.
    pub(super) fn never_run(&mut self, execution: &Execution) {
        for thread in 0..execution.threads.len() {
            if execution.threads[thread].pending.is_some() {
                self.waits(execution, thread);
            }
        }
    }

    pub(super) fn waits(&mut self, execution: &Execution, late: usize) {
        let state = &execution.threads[late];
        let Some(waits) = &state.pending else { return };
        let mut conflicts = execution.conflicts(late, &waits.footprint);
        // What only looked took no chance, and hides no step that did.
        conflicts.retain(|early| {
            let past = &execution.events[*early].footprint;
            execution.ending == Some(*early) || past.changes_for(&waits.footprint)
        });
        let mut direct = direct(execution, &conflicts, &state.clock);
        if let Some(end) = execution.ending.filter(|_| !waits.footprint.daemon) {
            // It can only come before the end, whatever else keeps it from running.
            direct.retain(|early| *early == end);
        }
        if direct.is_empty() {
            return;
        }
        let footprint = Rc::new(waits.footprint.clone());
        self.races.extend(direct.into_iter().map(|early| Race {
            early,
            late,
            at: execution.events.len(),
            before: state.hash,
            since: waits.since,
            waits: Some(footprint.clone()),
        }));
    }

    /// The end of an execution and a timer commute, but what the timer would do conflicts with steps
    /// that the end kept others from. So it fires after the end, as far as races go.
    pub(super) fn daemons_go_on(&mut self, execution: &mut Execution) {
        for thread in execution.enabled() {
            // One that sleeps would repeat what was explored.
            if execution.threads[thread].daemon && !self.sleeps_now(execution.threads[thread].key) {
                let closing = execution.close_unrun(thread);
                self.step_races(execution, &closing);
                execution.commit(closing, &[]);
            }
        }
    }

    /// Plans an execution for each race, and for each answer that was not given.
    pub(super) fn turn_round(&mut self, execution: &Execution) -> Option<End> {
        let mut fault = None;
        let steps = self.steps(execution);
        for race in std::mem::take(&mut self.races) {
            match self.vain.because_of(execution, &race) {
                Some(changes) => {
                    fault = fault.or(self.before_all(execution, &steps, race, changes))
                }
                None => fault = fault.or(self.turn(execution, &steps, &race)),
            }
        }
        for event in 0..execution.events.len() {
            self.answer_otherwise(execution, &steps, event);
        }
        fault
    }

    /// Before the early step the late one would look in vain. Then it may come before what makes it so.
    fn before_all(
        &mut self,
        execution: &Execution,
        steps: &[Rc<Step>],
        mut race: Race,
        mut changes: Vec<usize>,
    ) -> Option<End> {
        let (mut known, mut fault) = (vec![], None);
        let announced = &execution.events[race.since].clock;
        while let Some(early) = changes.pop() {
            let ordered = early == race.since || execution.is_before(early, announced);
            if ordered || known.contains(&early) || execution.events[early].node.is_none() {
                continue;
            }
            known.push(early);
            race.early = early;
            match self.vain.because_of(execution, &race) {
                Some(others) => changes.extend(others),
                None => fault = fault.or(self.turn(execution, steps, &race)),
            }
        }
        fault
    }

    fn steps(&self, execution: &Execution) -> Vec<Rc<Step>> {
        let events = execution.events.iter().enumerate();
        let steps = events.map(|(number, past)| {
            let node = self.node_of(execution, number);
            let ran = node.and_then(|node| self.path[node].ran.clone());
            let key = execution.threads[past.thread].key;
            ran.unwrap_or_else(|| Step::unrun(key, &past.footprint))
        });
        steps.collect()
    }

    fn node_of(&self, execution: &Execution, event: usize) -> Option<usize> {
        let node = execution.events[event].node;
        node.or((event == 0).then_some(0))
    }

    fn turn(&mut self, execution: &Execution, steps: &[Rc<Step>], race: &Race) -> Option<End> {
        let early = &execution.events[race.early];
        let node = &mut self.path[early.node?];
        let mut rest: Vec<usize> = independent(execution, race.early).collect();
        // A timer that did not fire says nothing of what it waits for.
        let could = |event: &usize| {
            let past = &execution.events[*event];
            past.node.is_some() || node.keys.contains(&execution.threads[past.thread].key)
        };
        rest.retain(could);
        let (footprint, choices) = match &race.waits {
            None => execution.events[race.at].until(&early.footprint),
            Some(footprint) => {
                without(execution, &mut rest, race, footprint);
                (Footprint::clone(footprint), 0)
            }
        };
        if !could_run(execution, node, race, &rest) {
            return None;
        }
        let choices = match choices {
            0 => vec![],
            _ => steps[race.at].choices[..choices].to_vec(),
        };
        let last = Step {
            thread: execution.threads[race.late].key,
            choices,
            footprint: footprint.named(),
            open: true,
        };
        if let Some(first) = rest.first()
            && !node.enabled.contains(&execution.events[*first].thread)
        {
            return Some(cannot_start(execution, race.early, *first));
        }
        let slow = looks_end(execution, race, &rest);
        let is_slow = |event: &usize| slow.contains(event);
        let step = |event: usize| steps[event].clone();
        let (slow, rest): (Vec<usize>, Vec<usize>) = rest.into_iter().partition(is_slow);
        let sequence = rest.into_iter().map(step).chain([Rc::new(last)]);
        node.plan(sequence.chain(slow.into_iter().map(step)).collect());
        None
    }

    /// Plans the other answers to the choices of a step.
    fn answer_otherwise(&mut self, execution: &Execution, steps: &[Rc<Step>], event: usize) {
        let Some(index) = self.node_of(execution, event) else {
            return;
        };
        let node = &mut self.path[index];
        let ran = &steps[event];
        for (place, answers) in node.answers.clone().into_iter().enumerate() {
            let footprint = execution.events[event].before_choice(place);
            for answer in (0..answers).filter(|answer| *answer != ran.choices[place]) {
                let last = Step {
                    thread: ran.thread,
                    choices: [&ran.choices[..place], &[answer]].concat(),
                    footprint: footprint.named(),
                    open: true,
                };
                let rest = independent(execution, event).map(|event| steps[event].clone());
                node.plan(rest.chain([Rc::new(last)]).collect());
            }
        }
    }
}

impl Node {
    fn plan(&mut self, sequence: Sequence) {
        if !wakeup::is_covered(&sequence, &self.explored) {
            wakeup::insert(&mut self.wakeup, sequence);
        }
    }
}

/// What ran after an event and does not depend on it.
fn independent(execution: &Execution, early: usize) -> impl Iterator<Item = usize> {
    let events = early + 1..execution.events.len();
    events.filter(move |event| !execution.is_before(early, &execution.events[*event].clock))
}

/// Those of a sequence that change what is looked at in loops that wait, and what depends on them, unless the late
/// step does: they are planned after it, so that threads that come there may look before.
fn looks_end(execution: &Execution, race: &Race, rest: &[usize]) -> Vec<usize> {
    let mut slow: Vec<usize> = vec![];
    if race.waits.is_some() {
        return slow;
    }
    for event in rest {
        let past = &execution.events[*event];
        let depends = slow
            .iter()
            .any(|slow| execution.is_before(*slow, &past.clock));
        if depends || execution.ends_looks(&past.footprint) {
            slow.push(*event);
        }
    }
    let late = &execution.events[race.at];
    let depends = |slow: &usize| execution.is_before(*slow, &late.clock);
    match slow.iter().any(depends) || execution.ends_looks(&late.footprint) {
        true => vec![],
        false => slow,
    }
}

/// Takes out what would depend on the late step, which waits, if it ran where it is.
fn without(execution: &Execution, rest: &mut Vec<usize>, race: &Race, footprint: &Footprint) {
    let mut out: Vec<usize> = vec![];
    rest.retain(|event| {
        let past = &execution.events[*event];
        let conflicts = past.thread == race.late || past.footprint.conflicts(footprint);
        let mut before = out.iter();
        let depends = *event >= race.at
            && (conflicts || before.any(|before| execution.is_before(*before, &past.clock)));
        if depends {
            out.push(*event);
        }
        !depends
    });
}

/// Whether the late step could run after the rest of the sequence, as far as that can be told.
fn could_run(execution: &Execution, node: &Node, race: &Race, rest: &[usize]) -> bool {
    let mut firsts = execution.firsts(race.late, race.since);
    let comes = |first| match execution.event_of(first) {
        Some(first) => first < race.early || rest.contains(&first),
        None => false,
    };
    if !firsts.all(comes) {
        return false;
    }
    if race.since >= race.early || node.enabled.contains(&race.late) {
        return true;
    }
    // It waits there: something in the sequence has to let it run.
    let mut later = execution.events.iter().enumerate().skip(race.at);
    let ran = later.find(|(_, past)| past.thread == race.late);
    match ran {
        Some((_, ran)) => rest.iter().any(|event| {
            let past = &execution.events[*event];
            ran.causes.contains(event) || past.footprint.conflicts(&ran.footprint)
        }),
        None => !rest.is_empty(),
    }
}

fn cannot_start(execution: &Execution, early: usize, late: usize) -> End {
    let (early, late) = (&execution.steps[early], &execution.events[late]);
    End::WrongTwin(format!(
        "rule 3: a step of thread {} ran after `{}` of thread {} without depending on it, but could \
         not run before it",
        late.thread, early.label, early.thread
    ))
}
