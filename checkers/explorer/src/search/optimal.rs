//! One execution of each trace: a depth-first search that runs what its wakeup trees plan.

use super::races::Race;
use super::wakeup::{self, Branch, Step};
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
}

pub(crate) struct Optimal {
    /// The first node is the beginning of main, which nobody decides for.
    pub(super) path: Vec<Node>,
    /// Decisions of this execution so far.
    position: usize,
    /// Answers that the running step was given.
    given: usize,
    /// Of this execution.
    pub(super) races: Vec<Race>,
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

    /// Takes what is planned first, and can run. What cannot was planned because nobody knew.
    fn take_planned(&mut self) -> bool {
        while !self.wakeup.is_empty() {
            let branch = self.wakeup.remove(0);
            let mut enabled = self.enabled.iter().zip(&self.keys);
            if let Some((thread, _)) = enabled.find(|(_, key)| **key == branch.step.thread) {
                self.chosen = *thread;
                self.choices.clone_from(&branch.step.choices);
                self.next = branch.next;
                self.answers.clear();
                return true;
            }
        }
        false
    }

    fn take_any(&mut self, current: usize) -> bool {
        let sleeps = |key: u64| self.explored.iter().any(|step| step.thread == key);
        let enabled = self.enabled.iter().zip(&self.keys);
        let mut awake = enabled.filter(|(_, key)| !sleeps(**key)).map(|both| both.0);
        let any = awake.clone().find(|thread| **thread == current);
        let Some(chosen) = any.or_else(|| awake.next()) else {
            return false;
        };
        self.chosen = *chosen;
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
        let mut node = Node {
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
        if node.take_planned() || node.take_any(execution.current) {
            self.path.push(node);
            return Ok(());
        }
        Err(Stop::Asleep)
    }
}

fn not_deterministic(what: &str) -> End {
    End::NotDeterministic(format!(
        "after the same decisions the model did something else: {what}"
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
            let end = not_deterministic("a step in place of a choice");
            return Err(Stop::Ended(end));
        }
        if self.position == self.path.len() {
            self.grow(execution, enabled)?;
        }
        let node = &self.path[self.position];
        if node.enabled != enabled || node.state != execution.state {
            let end = not_deterministic("other steps, or other threads that can go on");
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
            Some(known) if *known != of => "a choice among others",
            None if too_large => "a choice among others",
            None if node.ran.is_some() => "a choice in place of a step",
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
        self.step_races(execution, closing);
    }

    fn ended(&mut self, execution: &mut Execution, stop: &Stop) {
        match stop {
            Stop::Ended(end) if end.is_fatal() => {}
            Stop::Ended(_) => {
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
