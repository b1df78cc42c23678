//! Executions near one that failed: looks for one that fails in the same way with fewer preemptions.
//!
//! A failing execution is a row of blocks, each of them steps of one thread. A candidate has one to
//! three of them moved, most often beside another block of its thread, which may save a switch. It is followed as far
//! as it fits: a step whose thread has to wait is taken as soon as the thread can run. What fails with as few
//! preemptions takes the place of the best, so the search may walk over equally good ones. The same
//! failure gives the same walk.

use crate::execution::Execution;
use crate::hash::Random;
use crate::report::{Failure, Step};
use crate::runner::{Driver, Stop};
use std::mem::discriminant;

/// Blocks that a candidate moves at most.
const MOST_MOVES: usize = 3;

pub(crate) struct Near {
    best: Failure,
    left: u64,
    random: Random,
    /// Steps of the candidate that were not taken yet.
    planned: Vec<Step>,
    /// Answers that the running step gets.
    answers: std::vec::IntoIter<u16>,
}

impl Near {
    pub(crate) fn new(failure: Failure, runs: u64) -> Self {
        Near {
            best: failure,
            left: runs,
            random: Random(0),
            planned: vec![],
            answers: vec![].into_iter(),
        }
    }

    /// Whether anything could be better.
    pub(crate) fn is_open(&self) -> bool {
        self.best.preemptions > 0
    }

    pub(crate) fn best(self) -> Failure {
        self.best
    }

    /// The steps of the best one after the start of main, with some blocks moved.
    fn candidate(&mut self) -> Vec<Step> {
        let steps = self.best.steps.get(1..).unwrap_or_default();
        let blocks = steps.chunk_by(|one, next| one.thread == next.thread);
        let mut blocks: Vec<&[Step]> = blocks.collect();
        let mut below = |n: usize| self.random.below(n as u64) as usize;
        let moves = if blocks.len() > 1 {
            1 + below(MOST_MOVES)
        } else {
            0
        };
        for _ in 0..moves {
            let from = below(blocks.len());
            let block = blocks.remove(from);
            let same = |other: &&[Step]| other[0].thread == block[0].thread;
            let to = match below(3) {
                0 => blocks[from..].iter().position(same).map(|at| from + at),
                1 => blocks[..from].iter().rposition(same).map(|at| at + 1),
                _ => None,
            };
            let to = to.unwrap_or_else(|| below(blocks.len() + 1));
            blocks.insert(to, block);
        }
        blocks.concat()
    }
}

impl Driver for Near {
    fn begin(&mut self, _run: u64) {
        self.planned = self.candidate();
        let start = self.best.steps.first();
        let answers = start.map_or(vec![], |start| start.choices.clone());
        self.answers = answers.into_iter();
    }

    fn decide(
        &mut self,
        execution: &mut Execution,
        enabled: &[usize],
    ) -> Result<(usize, Option<usize>), Stop> {
        let mut planned = self.planned.iter();
        let next = planned.position(|step| enabled.contains(&step.thread));
        let step = next.map(|next| self.planned.remove(next));
        let thread = match &step {
            Some(step) => step.thread,
            None if enabled.contains(&execution.current) => execution.current,
            None => enabled[0],
        };
        let answers = step.map_or(vec![], |step| step.choices);
        self.answers = answers.into_iter();
        Ok((thread, None))
    }

    fn choose(&mut self, _execution: &mut Execution, of: u16) -> u16 {
        let answer = self.answers.next();
        answer.filter(|answer| *answer < of).unwrap_or(0)
    }

    fn ended(&mut self, execution: &mut Execution, stop: &Stop) {
        let Stop::Ended(end) = stop else { return };
        let same = discriminant(end) == discriminant(&self.best.end);
        if same && execution.preemptions <= self.best.preemptions {
            self.best = Failure {
                end: end.clone(),
                schedule: execution.schedule.clone(),
                preemptions: execution.preemptions,
                steps: execution.steps.clone(),
                run: self.best.run,
            };
        }
    }

    fn advance(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0 && self.is_open()
    }
}
