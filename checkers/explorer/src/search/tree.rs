//! Depth-first search over decisions: a path of branches, of which the last open one moves on.

use super::merge::Merge;
use super::sleep::{Sleeper, Way};
use crate::end::End;
use crate::estimate::{Branching, Level, Share};
use crate::execution::{Closing, Execution};
use crate::graph::Graph;
use crate::runner::{Driver, Stop};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    SleepSets,
    Unreduced,
    /// Equivalent beginnings merged; at most so many preemptions.
    Merged(Option<u32>),
}

/// Whom to run.
pub(super) struct Node {
    pub(super) chosen: usize,
    pub(super) enabled: Vec<usize>,
    /// To be chosen, sooner or later: in time a source set.
    pub(super) planned: Vec<usize>,
    pub(super) sleepers: Vec<Sleeper>,
    explored: Vec<Sleeper>,
    /// In which the chosen thread's step ran.
    ways: Vec<Way>,
    /// What the execution looked like, to notice when it is another.
    state: u64,
}

pub(super) enum Branch {
    Thread(Node),
    Choice {
        taken: u16,
        of: u16,
        /// A bit for each answer after which all sleeps.
        asleep: u64,
    },
}

pub(crate) struct Tree {
    kind: Kind,
    pub(super) path: Vec<Branch>,
    /// Decisions of this execution so far.
    position: usize,
    /// Who sleeps at the next node.
    sleepers: Vec<Sleeper>,
    merge: Merge,
    branching: Branching,
}

impl Tree {
    pub(crate) fn new(kind: Kind) -> Self {
        Tree {
            kind,
            path: vec![],
            position: 0,
            sleepers: vec![],
            merge: Merge::default(),
            branching: Branching::default(),
        }
    }

    /// The graph, and whether the bound kept anything from being explored.
    pub(crate) fn finish(self) -> (Graph, bool) {
        self.merge.finish()
    }

    fn sleeps(&self) -> bool {
        self.kind == Kind::SleepSets
    }

    /// The answers to a choice of the running step after which all sleeps.
    fn asleep(&self, of: u16) -> u64 {
        let mut choices = vec![];
        let mut branches = self.path.iter().rev();
        let node = loop {
            match branches.next() {
                Some(Branch::Choice { taken, .. }) => choices.insert(0, *taken),
                Some(Branch::Thread(node)) => break node,
                None => return 0,
            }
        };
        let mut sleepers = node.sleepers.iter();
        let Some(sleeper) = sleepers.find(|sleeper| sleeper.thread == node.chosen) else {
            return 0;
        };
        let answers = (0..of.min(64)).filter(|answer| {
            let choices = [&choices[..], &[*answer]].concat();
            sleeper.sleeps_after(&choices)
        });
        answers.fold(0, |all, answer| all | 1 << answer)
    }

    /// A decision that was never reached before.
    fn grow(&mut self, execution: &Execution, enabled: &[usize]) -> Result<(), Stop> {
        let sleepers = std::mem::take(&mut self.sleepers);
        let sleeper = |thread: usize| sleepers.iter().find(|sleeper| sleeper.thread == thread);
        let mut planned = enabled.to_vec();
        planned.retain(|thread| !sleeper(*thread).is_some_and(Sleeper::is_whole));
        if let Kind::Merged(bound) = self.kind {
            planned = self.merge.visit(execution, enabled, bound)?;
        }
        let current = execution.current;
        let whole = |thread: &&usize| sleeper(**thread).is_none();
        let mut fresh = planned.iter().filter(whole);
        let chosen = match planned.contains(&current) && sleeper(current).is_none() {
            true => current,
            false => match fresh.next().or(planned.first()) {
                Some(thread) => *thread,
                None => return Err(Stop::Asleep),
            },
        };
        self.path.push(Branch::Thread(Node {
            chosen,
            enabled: enabled.to_vec(),
            planned,
            sleepers,
            explored: vec![],
            ways: vec![],
            state: execution.state,
        }));
        Ok(())
    }
}

impl Branch {
    fn level(&self) -> Level {
        match self {
            Branch::Thread(node) => {
                let whole = node.sleepers.iter().filter(|sleeper| sleeper.is_whole());
                Level {
                    finished: node.explored.len(),
                    known: node.planned.len(),
                    most: node.enabled.len().saturating_sub(whole.count()),
                }
            }
            Branch::Choice { taken, of, asleep } => {
                let awake = |answers: u16| (0..answers).filter(|answer| !sleeps(*answer, *asleep));
                let of = awake(*of).count();
                Level {
                    finished: awake(*taken).count(),
                    known: of,
                    most: of,
                }
            }
        }
    }
}

impl Node {
    /// Of the chosen thread's step. Ways that slept already sleep on.
    fn all_was_explored(&mut self) {
        let mut ways = std::mem::take(&mut self.ways);
        let mut sleepers = self.sleepers.iter();
        if let Some(before) = sleepers.position(|sleeper| sleeper.thread == self.chosen) {
            ways.extend(self.sleepers.swap_remove(before).asleep().cloned());
        }
        self.explored.push(Sleeper::new(self.chosen, ways));
    }
}

/// The first answer from `answer` on after which not all sleeps.
fn next_awake(answer: u16, of: u16, asleep: u64) -> Option<u16> {
    (answer..of).find(|answer| !sleeps(*answer, asleep))
}

fn sleeps(answer: u16, asleep: u64) -> bool {
    answer < 64 && asleep & 1 << answer != 0
}

fn not_deterministic(what: &str) -> End {
    End::NotDeterministic(format!(
        "after the same decisions, the model did something different: {what}"
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
        }
        let Branch::Thread(node) = &self.path[self.position] else {
            let end = not_deterministic("a step instead of a choice");
            return Err(Stop::Ended(end));
        };
        if node.enabled != enabled || node.state != execution.state {
            let end = not_deterministic("different steps, or different threads that can continue");
            return Err(Stop::Ended(end));
        }
        self.position += 1;
        self.merge.leave(node.state);
        Ok((node.chosen, Some(self.position - 1)))
    }

    fn choose(&mut self, execution: &mut Execution, of: u16) -> u16 {
        if self.position == self.path.len() {
            let asleep = self.asleep(of);
            self.path.push(Branch::Choice {
                taken: next_awake(0, of, asleep).unwrap_or(0),
                of,
                asleep,
            });
        }
        let Branch::Choice {
            taken, of: known, ..
        } = self.path[self.position]
        else {
            execution
                .fault
                .get_or_insert(not_deterministic("a choice instead of a step"));
            return 0;
        };
        if known != of {
            execution
                .fault
                .get_or_insert(not_deterministic("a choice with other answers"));
            return 0;
        }
        self.position += 1;
        taken
    }

    fn closing(&mut self, _execution: &mut Execution, closing: &Closing) {
        let Some(index) = closing.opened.node else {
            return;
        };
        let at_the_end = self.position == self.path.len();
        let sleeps = self.sleeps();
        let Branch::Thread(node) = &mut self.path[index] else {
            unreachable!("a node decided for this step");
        };
        let footprint = &closing.opened.footprint;
        let choices = &closing.slice.choices;
        if node.ways.last().is_none_or(|way| way.choices != *choices) {
            node.ways.push(Way {
                choices: choices.clone(),
                footprint: footprint.clone(),
            });
        }
        if sleeps && at_the_end {
            let sleepers = node.sleepers.iter().chain(&node.explored);
            let others = sleepers.filter(|sleeper| sleeper.thread != node.chosen);
            self.sleepers = others
                .filter_map(|sleeper| sleeper.after(footprint))
                .collect();
        }
    }

    fn ended(&mut self, execution: &mut Execution, stop: &Stop) {
        if let (Kind::Merged(None), Stop::Ended(end)) = (self.kind, stop) {
            self.merge.end(execution, end);
        }
    }

    fn share(&self) -> Option<Share> {
        let levels = self.path.iter().map(Branch::level);
        Some(self.branching.share(levels))
    }

    fn advance(&mut self) -> bool {
        while let Some(branch) = self.path.last_mut() {
            match branch {
                Branch::Choice { taken, of, asleep }
                    if let Some(next) = next_awake(*taken + 1, *of, *asleep) =>
                {
                    *taken = next;
                    return true;
                }
                Branch::Choice { .. } => {}
                Branch::Thread(node) => {
                    node.all_was_explored();
                    let explored = |thread: &&usize| {
                        let mut known = node.explored.iter();
                        !known.any(|sleeper| sleeper.thread == **thread)
                    };
                    if let Some(next) = node.planned.iter().find(explored) {
                        node.chosen = *next;
                        return true;
                    }
                }
            }
            self.branching.finish(&branch.level());
            self.path.pop();
        }
        false
    }
}
