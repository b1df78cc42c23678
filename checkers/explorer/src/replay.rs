//! One execution along a schedule, and on without a preemption where it is shorter.

use crate::end::End;
use crate::execution::Execution;
use crate::runner::{Driver, Stop};
use crate::schedule::Schedule;

/// How [`End::NotDeterministic`] says that a schedule answers a choice with a number that is no answer.
pub const NO_SUCH_ANSWER: &str = "a choice has no answer";

pub(crate) struct Replay {
    schedule: Schedule,
}

impl Replay {
    pub(crate) fn new(schedule: Schedule) -> Self {
        Replay { schedule }
    }

    fn decision(&self, execution: &Execution) -> Option<u16> {
        self.schedule.0.get(execution.schedule.0.len()).copied()
    }
}

fn does_not_fit(execution: &Execution, what: String) -> End {
    let decisions = execution.schedule.0.len();
    End::NotDeterministic(format!(
        "this is not a schedule of the model: after {decisions} decisions, {what}"
    ))
}

impl Driver for Replay {
    fn begin(&mut self, _run: u64) {}

    fn decide(
        &mut self,
        execution: &mut Execution,
        enabled: &[usize],
    ) -> Result<(usize, Option<usize>), Stop> {
        let thread = match self.decision(execution) {
            Some(thread) => usize::from(thread),
            None if enabled.contains(&execution.current) => execution.current,
            None => enabled[0],
        };
        if !enabled.contains(&thread) {
            let end = does_not_fit(execution, format!("thread {thread} cannot continue"));
            return Err(Stop::Ended(end));
        }
        Ok((thread, None))
    }

    fn choose(&mut self, execution: &mut Execution, of: u16) -> u16 {
        let answer = self.decision(execution).unwrap_or(0);
        if answer >= of {
            let end = does_not_fit(execution, format!("{NO_SUCH_ANSWER} {answer} of {of}"));
            execution.fault.get_or_insert(end);
            return 0;
        }
        answer
    }

    fn ended(&mut self, execution: &mut Execution, stop: &Stop) {
        let (taken, all) = (execution.schedule.0.len(), self.schedule.0.len());
        if let (Stop::Ended(end), true) = (stop, taken < all)
            && !end.is_fatal()
        {
            let end = does_not_fit(
                execution,
                format!("the execution is over, though the schedule has {all}"),
            );
            execution.fault.get_or_insert(end);
        }
    }

    fn advance(&mut self) -> bool {
        false
    }
}
