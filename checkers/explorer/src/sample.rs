//! Executions by the die: each decision at random, or random priorities.

use crate::context::When;
use crate::execution::Execution;
use crate::hash::{Random, mix};
use crate::runner::{Driver, Stop};

pub(crate) struct Sample {
    seed: u64,
    left: u64,
    random: Random,
    priorities: Option<Priorities>,
}

/// Of Burckhardt and others: the enabled thread with the highest runs.
struct Priorities {
    depth: u32,
    of: Vec<u64>,
    /// Steps at which the running thread falls below all others, the first to the lowest place.
    changes: Vec<u64>,
    /// The most steps of an execution so far.
    length: u64,
}

/// Priorities of threads that nothing lowered.
const HIGH: u64 = 1 << 63;
/// The length that the first execution is taken to have.
const FIRST_LENGTH: u64 = 20;

impl Sample {
    /// `depth`: `None` for decisions at random.
    pub(crate) fn new(seed: u64, runs: u64, depth: Option<u32>) -> Self {
        Sample {
            seed,
            left: runs,
            random: Random(seed),
            priorities: depth.map(|depth| Priorities {
                depth,
                of: vec![],
                changes: vec![],
                length: FIRST_LENGTH,
            }),
        }
    }
}

impl Priorities {
    fn pick(&mut self, random: &mut Random, execution: &Execution, enabled: &[usize]) -> usize {
        while self.of.len() < execution.threads.len() {
            self.of.push(random.number() | HIGH);
        }
        let step = execution.events.len() as u64;
        if let Some(place) = self.changes.iter().position(|change| *change == step) {
            let running = execution.steps.last().map_or(0, |step| step.thread);
            self.of[running] = place as u64;
        }
        let highest = enabled.iter().max_by_key(|thread| self.of[**thread]);
        let thread = *highest.expect("a thread can continue");
        let waits = execution.threads[thread].pending.as_ref();
        if waits.is_some_and(|waits| matches!(waits.when, When::Yield)) {
            // Or a thread that waits by yielding would keep those from running whom it waits for.
            self.of[thread] = random.number() & !HIGH;
        }
        thread
    }
}

impl Driver for Sample {
    fn begin(&mut self, run: u64) {
        self.random = Random(mix(self.seed ^ mix(run)));
        if let Some(priorities) = &mut self.priorities {
            priorities.of.clear();
            let changes = 1..priorities.depth;
            let length = priorities.length;
            priorities.changes = changes.map(|_| 1 + self.random.below(length)).collect();
        }
    }

    fn decide(
        &mut self,
        execution: &mut Execution,
        enabled: &[usize],
    ) -> Result<(usize, Option<usize>), Stop> {
        let thread = match &mut self.priorities {
            Some(priorities) => priorities.pick(&mut self.random, execution, enabled),
            None => enabled[self.random.below(enabled.len() as u64) as usize],
        };
        Ok((thread, None))
    }

    fn choose(&mut self, _execution: &mut Execution, of: u16) -> u16 {
        self.random.below(u64::from(of)) as u16
    }

    fn ended(&mut self, execution: &mut Execution, _stop: &Stop) {
        if let Some(priorities) = &mut self.priorities {
            priorities.length = priorities.length.max(execution.events.len() as u64);
        }
    }

    fn advance(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }
}
