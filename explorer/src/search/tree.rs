//! Depth-first search over decisions: a path of branches, of which the last open one moves on.

use super::merge::Merge;
use crate::access::Footprint;
use crate::execution::{Closing, Execution};
use crate::graph::Graph;
use crate::report::End;
use crate::runner::{Driver, Stop};
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Reduced,
    SleepSets,
    Unreduced,
    /// Equivalent beginnings merged; at most so many preemptions.
    Merged(Option<u32>),
}

/// A thread whose next step was explored and need not be again before something conflicts with it.
#[derive(Clone)]
pub(super) struct Sleeper {
    pub(super) thread: usize,
    pub(super) footprint: Rc<Footprint>,
}

/// Whom to run.
pub(super) struct Node {
    pub(super) chosen: usize,
    pub(super) enabled: Vec<usize>,
    /// To be chosen, sooner or later: in time a source set.
    pub(super) planned: Vec<usize>,
    pub(super) sleepers: Vec<Sleeper>,
    explored: Vec<Sleeper>,
    /// Of the chosen thread's step, whatever it chooses.
    footprint: Footprint,
    /// What the execution looked like, to notice when it is another.
    state: u64,
}

pub(super) enum Branch {
    Thread(Node),
    Choice { taken: u16, of: u16 },
}

pub(crate) struct Tree {
    kind: Kind,
    pub(super) path: Vec<Branch>,
    /// Decisions of this execution so far.
    position: usize,
    /// The first node whose step did not run like this before.
    fresh: usize,
    /// Who sleeps at the next node.
    sleepers: Vec<Sleeper>,
    merge: Merge,
}

impl Tree {
    pub(crate) fn new(kind: Kind) -> Self {
        Tree {
            kind,
            path: vec![],
            position: 0,
            fresh: 0,
            sleepers: vec![],
            merge: Merge::default(),
        }
    }

    /// The graph, and whether the bound kept anything from being explored.
    pub(crate) fn finish(self) -> (Graph, bool) {
        self.merge.finish()
    }

    fn sleeps(&self) -> bool {
        matches!(self.kind, Kind::Reduced | Kind::SleepSets)
    }

    /// Whether a thread sleeps after the last step.
    pub(super) fn sleeps_now(&self, thread: usize) -> bool {
        self.sleepers.iter().any(|sleeper| sleeper.thread == thread)
    }

    /// A decision that was never reached before.
    fn grow(&mut self, execution: &mut Execution, enabled: &[usize]) -> Result<(), Stop> {
        if self.kind == Kind::Reduced {
            self.waiting_races(execution, false);
        }
        let sleepers = std::mem::take(&mut self.sleepers);
        let sleeps = |thread: &usize| sleepers.iter().any(|sleeper| sleeper.thread == *thread);
        let mut planned = enabled.to_vec();
        planned.retain(|thread| !sleeps(thread));
        if let Kind::Merged(bound) = self.kind {
            planned = self.merge.visit(execution, enabled, bound)?;
        }
        let current = execution.current;
        let chosen = match planned.contains(&current) {
            true => current,
            false => *planned.first().ok_or(Stop::Asleep)?,
        };
        if self.kind == Kind::Reduced {
            planned = vec![chosen];
        }
        self.path.push(Branch::Thread(Node {
            chosen,
            enabled: enabled.to_vec(),
            planned,
            sleepers,
            explored: vec![],
            footprint: Footprint::default(),
            state: execution.state,
        }));
        Ok(())
    }
}

fn not_deterministic(what: &str) -> End {
    End::NotDeterministic(format!(
        "after the same decisions the model did something else: {what}"
    ))
}

impl Driver for Tree {
    fn begin(&mut self, _run: u64) {
        self.position = 0;
        self.sleepers.clear();
        self.merge.begin();
    }

    fn decide(
        &mut self,
        execution: &mut Execution,
        enabled: &[usize],
    ) -> Result<(usize, Option<usize>), Stop> {
        if self.position == self.path.len() {
            self.grow(execution, enabled)?;
            if let Some(fault) = execution.fault.take() {
                return Err(Stop::Ended(fault));
            }
        }
        let Branch::Thread(node) = &self.path[self.position] else {
            let end = not_deterministic("a step in place of a choice");
            return Err(Stop::Ended(end));
        };
        if node.enabled != enabled || node.state != execution.state {
            let end = not_deterministic("other steps, or other threads that can go on");
            return Err(Stop::Ended(end));
        }
        self.position += 1;
        self.merge.leave(node.state);
        Ok((node.chosen, Some(self.position - 1)))
    }

    fn choose(&mut self, execution: &mut Execution, of: u16) -> u16 {
        if self.position == self.path.len() {
            self.path.push(Branch::Choice { taken: 0, of });
        }
        let Branch::Choice { taken, of: known } = self.path[self.position] else {
            execution
                .fault
                .get_or_insert(not_deterministic("a choice in place of a step"));
            return 0;
        };
        if known != of {
            execution
                .fault
                .get_or_insert(not_deterministic("a choice among others"));
            return 0;
        }
        self.position += 1;
        taken
    }

    fn closing(&mut self, execution: &mut Execution, closing: &Closing) {
        let Some(index) = closing.opened.node else {
            return;
        };
        if self.kind == Kind::Reduced && index >= self.fresh {
            self.step_races(execution, closing);
        }
        let at_the_end = self.position == self.path.len();
        let sleeps = self.sleeps();
        let Branch::Thread(node) = &mut self.path[index] else {
            unreachable!("a node decided for this step");
        };
        let footprint = &closing.opened.footprint;
        node.footprint.absorb(footprint);
        if sleeps && at_the_end {
            let sleepers = node.sleepers.iter().chain(&node.explored);
            let still = sleepers.filter(|sleeper| {
                sleeper.thread != node.chosen && !sleeper.footprint.conflicts(footprint)
            });
            self.sleepers = still.cloned().collect();
        }
    }

    fn ended(&mut self, execution: &mut Execution, stop: &Stop) {
        match (self.kind, stop) {
            (Kind::Reduced, Stop::Ended(end)) if !end.is_fatal() => {
                self.daemons_go_on(execution);
                self.waiting_races(execution, true);
            }
            (Kind::Merged(None), Stop::Ended(end)) => self.merge.end(execution, end),
            _ => {}
        }
    }

    fn advance(&mut self) -> bool {
        while let Some(branch) = self.path.last_mut() {
            match branch {
                Branch::Choice { taken, of } if *taken + 1 < *of => {
                    *taken += 1;
                    // The step in which it is chosen runs as it never did.
                    let thread = |branch: &Branch| matches!(branch, Branch::Thread(_));
                    self.fresh = self.path.iter().rposition(thread).unwrap_or(0);
                    return true;
                }
                Branch::Choice { .. } => {}
                Branch::Thread(node) => {
                    node.explored.push(Sleeper {
                        thread: node.chosen,
                        footprint: Rc::new(std::mem::take(&mut node.footprint)),
                    });
                    let explored = |thread: &&usize| {
                        let mut known = node.explored.iter();
                        !known.any(|sleeper| sleeper.thread == **thread)
                    };
                    if let Some(next) = node.planned.iter().find(explored) {
                        node.chosen = *next;
                        self.fresh = self.path.len() - 1;
                        return true;
                    }
                }
            }
            self.path.pop();
        }
        false
    }
}
