//! One execution of each trace: a depth-first search that runs what its wakeup trees plan.

use super::races::Race;
use super::vain::Vain;
use super::wakeup::{self, Branch, Step};
use crate::access::Object;
use crate::context::key;
use crate::end::End;
use crate::estimate::{Branching, Level, Share};
use crate::execution::{Closing, Execution};
use crate::runner::{Driver, Stop};
use std::rc::Rc;

/// A decision for a thread, with the answers that its step gives.
#[derive(Default)]
pub(super) struct Node {
    pub(super) chosen: usize,
    choices: Vec<u16>,
    /// How many answers there were to each choice.
    pub(super) answers: Vec<u16>,
    /// The step as it ran.
    pub(super) ran: Option<Rc<Step>>,
    pub(super) enabled: Vec<usize>,
    /// Of these.
    pub(super) keys: Vec<u64>,
    /// What was explored from here, or earlier and commutes with all that came since.
    pub(super) explored: Vec<Rc<Step>>,
    /// What else is to be explored from here.
    pub(super) wakeup: Vec<Branch>,
    /// What is to be explored after the chosen step.
    next: Vec<Branch>,
    /// How many branches of it are finished.
    finished: usize,
    /// What the execution looked like, to notice when it is another.
    state: u64,
    /// Looks that are in vain here, and at what.
    vain: Vec<(usize, Rc<[Object]>)>,
    /// The chosen step was one of them: another is to be chosen.
    open: bool,
    /// The chosen step comes before what is planned.
    hurries: bool,
}

pub(crate) struct Optimal {
    /// The first node is the beginning of main, for which there is no decision.
    pub(super) path: Vec<Node>,
    /// Decisions of this execution so far.
    position: usize,
    /// Answers that the running step was given.
    given: usize,
    /// Of this execution.
    pub(super) races: Vec<Race>,
    /// How many of them there were before the last step.
    raced: usize,
    pub(super) vain: Vain,
    branching: Branching,
}

impl Node {
    /// Branches that are planned count, though they may turn out to be needless; and so many that are
    /// being explored.
    fn level(&self, open: usize) -> Level {
        let asleep = self.explored.len().saturating_sub(self.finished);
        let known = self.finished + self.wakeup.len() + open;
        Level {
            finished: self.finished,
            known,
            most: self.enabled.len().saturating_sub(asleep).max(known),
        }
    }

    /// Takes what is planned first, and can run. What cannot was planned before that was known.
    fn take_planned(&mut self) -> bool {
        while !self.wakeup.is_empty() {
            let branch = self.wakeup.remove(0);
            let mut enabled = self.enabled.iter().zip(&self.keys);
            if let Some((thread, _)) = enabled.find(|(_, key)| **key == branch.step.thread) {
                self.chosen = *thread;
                self.choices.clone_from(&branch.step.choices);
                self.next = branch.next;
                self.answers.clear();
                self.open = false;
                return true;
            }
        }
        false
    }

    /// Takes a step that is not planned, and commutes with all that is or looks, before one that changes what is
    /// looked at: where the look is in vain, that is known then.
    fn take_before_planned(&mut self, execution: &Execution) -> bool {
        let is_late = |thread: &usize| execution.hurry(*thread) > 2;
        let planned = self.wakeup.first().map(|branch| branch.step.thread);
        let both = || self.enabled.iter().zip(&self.keys);
        let mut first = both()
            .filter(|both| planned == Some(*both.1))
            .map(|both| both.0);
        if !first.next().is_some_and(is_late) {
            return false;
        }
        let may = |(thread, key): &(&usize, &u64)| {
            let sleeps = self.explored.iter().any(|step| step.thread == **key);
            let hurry = execution.hurry(**thread);
            let known = execution.unrun(**thread);
            !sleeps
                && known.is_some_and(|step| match hurry {
                    0 => !wakeup::any(&self.wakeup, &|planned| planned.thread == step.thread),
                    1 | 2 => !wakeup::any(&self.wakeup, &|planned| {
                        planned.thread == step.thread
                            || planned.footprint.conflicts(&step.footprint)
                    }),
                    _ => false,
                })
        };
        let chosen = both()
            .filter(may)
            .min_by_key(|(thread, _)| execution.hurry(**thread));
        let Some((thread, _)) = chosen else {
            return false;
        };
        self.chosen = *thread;
        self.next.clone_from(&self.wakeup);
        self.open = false;
        self.hurries = true;
        true
    }

    /// The step that came before what is planned ran: that comes after it, unless they conflict.
    fn hurried(&mut self, ran: &Step) {
        if std::mem::take(&mut self.hurries) {
            match wakeup::any(&self.wakeup, &|planned| {
                planned.footprint.conflicts(&ran.footprint)
            }) {
                true => self.next.clear(),
                false => self.wakeup.clear(),
            }
        }
    }

    fn take_any(&mut self, execution: &Execution) -> bool {
        let sleeps = |key: u64| self.explored.iter().any(|step| step.thread == key);
        let enabled = self.enabled.iter().zip(&self.keys);
        let awake = enabled.filter(|(_, key)| !sleeps(**key)).map(|both| both.0);
        let order = |thread: &&usize| (execution.hurry(**thread), **thread != execution.current);
        let Some(chosen) = awake.min_by_key(order) else {
            return false;
        };
        self.chosen = *chosen;
        self.open = false;
        true
    }

    /// What sleeps after the chosen step.
    fn asleep(&self) -> Vec<Rc<Step>> {
        let Some(ran) = &self.ran else {
            return vec![];
        };
        let explored = self.explored.iter();
        let asleep = explored
            .filter(|step| step.thread != ran.thread && !step.footprint.conflicts(&ran.footprint));
        asleep.cloned().collect()
    }
}

impl Execution {
    /// The step that a thread announced, but for daemons.
    fn unrun(&self, thread: usize) -> Option<Rc<Step>> {
        let thread = &self.threads[thread];
        let waits = thread.pending.as_ref().filter(|_| !thread.daemon)?;
        Some(Step::unrun(thread.key, &waits.footprint))
    }
}

impl Optimal {
    pub(crate) fn new() -> Self {
        Optimal {
            path: vec![Node {
                enabled: vec![0],
                keys: vec![key(&[])],
                ..Node::default()
            }],
            position: 1,
            given: 0,
            races: vec![],
            raced: 0,
            vain: Vain::default(),
            branching: Branching::default(),
        }
    }

    /// Whether a thread sleeps after the last step.
    pub(super) fn sleeps_now(&self, thread: u64) -> bool {
        let last = &self.path[self.position - 1];
        last.asleep().iter().any(|step| step.thread == thread)
    }

    /// A decision that was never reached before.
    fn grow(&mut self, execution: &Execution, enabled: &[usize]) -> Result<(), Stop> {
        let last = self.path.last_mut().expect("the beginning of main");
        let node = Node {
            enabled: enabled.to_vec(),
            keys: enabled
                .iter()
                .map(|thread| execution.threads[*thread].key)
                .collect(),
            explored: last.asleep(),
            wakeup: std::mem::take(&mut last.next),
            state: execution.state,
            ..Node::default()
        };
        self.path.push(node);
        self.take(execution)
    }

    /// Chooses at the last node, which is new or whose chosen step was taken back.
    fn take(&mut self, execution: &Execution) -> Result<(), Stop> {
        let node = self.path.last_mut().expect("just reached");
        let is_new = node.finished == 0;
        if (is_new && node.take_before_planned(execution))
            || node.take_planned()
            || (is_new && node.take_any(execution))
        {
            return Ok(());
        }
        if node.finished == 0 {
            self.path.pop();
        }
        Err(Stop::Asleep)
    }
}

fn not_deterministic(what: &str) -> End {
    End::NotDeterministic(format!(
        "after the same decisions, the model did something different: {what}"
    ))
}

impl Driver for Optimal {
    fn begin(&mut self, _run: u64) {
        self.position = 1;
        self.given = 0;
        self.races.clear();
    }

    fn decide(
        &mut self,
        execution: &mut Execution,
        enabled: &[usize],
    ) -> Result<(usize, Option<usize>), Stop> {
        self.waiting_races(execution);
        if self.given < self.path[self.position - 1].choices.len() {
            let end = not_deterministic("a step instead of a choice");
            return Err(Stop::Ended(end));
        }
        if self.position == self.path.len() {
            self.grow(execution, enabled)?;
        } else if self.path[self.position].open {
            // All that look in vain may go round.
            let node = &mut self.path[self.position];
            let keys = enabled.iter().map(|thread| execution.threads[*thread].key);
            node.keys = keys.collect();
            node.enabled = enabled.to_vec();
            node.state = execution.state;
            self.take(execution)?;
        }
        let node = &self.path[self.position];
        if node.enabled != enabled || node.state != execution.state {
            let end = not_deterministic("different steps, or different threads that can continue");
            return Err(Stop::Ended(end));
        }
        self.position += 1;
        self.given = 0;
        Ok((node.chosen, Some(self.position - 1)))
    }

    fn choose(&mut self, execution: &mut Execution, of: u16) -> u16 {
        let node = &mut self.path[self.position - 1];
        let too_large = node
            .choices
            .get(self.given)
            .is_some_and(|answer| *answer >= of);
        let fault = match node.answers.get(self.given) {
            Some(known) if *known != of => "a choice with other answers",
            None if too_large => "a choice with other answers",
            None if node.ran.is_some() => "a choice instead of a step",
            known => {
                if known.is_none() {
                    node.answers.push(of);
                }
                if self.given == node.choices.len() {
                    node.choices.push(0);
                }
                self.given += 1;
                return node.choices[self.given - 1];
            }
        };
        execution.fault.get_or_insert(not_deterministic(fault));
        0
    }

    fn closing(&mut self, execution: &mut Execution, closing: &Closing) {
        // What never ran has no node.
        if closing.opened.node.is_none() && closing.slice.event > 0 {
            return;
        }
        let node = &mut self.path[closing.opened.node.unwrap_or(0)];
        if node.ran.is_none() {
            node.ran = Some(Rc::new(Step {
                thread: execution.threads[closing.opened.thread].key,
                choices: closing.slice.choices.clone(),
                footprint: closing.opened.footprint.named(),
                open: false,
            }));
        }
        if let Some(ran) = node.ran.clone() {
            node.hurried(&ran);
        }
        self.raced = self.races.len();
        self.step_races(execution, closing);
    }

    fn takes_back(&self) -> bool {
        true
    }

    fn look(&mut self, execution: &mut Execution) {
        let Some(node) = self.path.get(self.position) else {
            return;
        };
        for (thread, objects) in &node.vain {
            execution.looks_in_vain(*thread, objects);
        }
    }

    fn taken_back(&mut self, execution: &Execution, thread: usize, objects: Rc<[Object]>) {
        self.position -= 1;
        self.given = self.path[self.position - 1].choices.len();
        self.races.truncate(self.raced);
        self.path.truncate(self.position + 1);
        let node = &mut self.path[self.position];
        node.ran = None;
        node.open = true;
        node.choices.clear();
        let next = std::mem::take(&mut node.next);
        if !std::mem::take(&mut node.hurries) {
            // What was planned after the look can do without.
            node.wakeup.splice(0..0, next);
            wakeup::prune(&mut node.wakeup, &node.explored);
        }
        self.vain.insert(execution, thread, &objects);
        node.vain.push((thread, objects));
        self.waits(execution, thread);
    }

    fn ended(&mut self, execution: &mut Execution, stop: &Stop) {
        match stop {
            Stop::Ended(end) if end.is_fatal() => {}
            Stop::Ended(_) | Stop::Held => {
                let steps = execution.steps.len();
                // As if no timer fired any more, and as if all did.
                self.never_run(execution);
                self.daemons_go_on(execution);
                self.never_run(execution);
                let fault = self.turn_round(execution);
                // What daemons would do did not happen.
                execution.steps.truncate(steps);
                execution.fault = execution.fault.take().or(fault);
            }
            _ => {
                let fault = self.turn_round(execution);
                execution.fault = execution.fault.take().or(fault);
            }
        }
    }

    fn share(&self) -> Option<Share> {
        let levels = self.path.iter().map(|node| node.level(1));
        Some(self.branching.share(levels))
    }

    fn advance(&mut self) -> bool {
        while let Some(node) = self.path.last_mut() {
            node.finished += usize::from(node.ran.is_some());
            node.explored.extend(node.ran.take());
            wakeup::prune(&mut node.wakeup, &node.explored);
            if node.take_planned() {
                return true;
            }
            self.branching.finish(&node.level(0));
            self.path.pop();
        }
        false
    }
}
