//! Where one stands: an execution, and a step of it.

use recording::{End, Execution, Recording};

/// What somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Forward,
    Back,
    Begin,
    End,
    NextExecution,
    PreviousExecution,
    Quit,
}

/// Where one stands.
#[derive(Debug)]
pub struct Player<'a> {
    pub recording: &'a Recording,
    /// The execution's index.
    pub at: usize,
    /// Steps taken; one more than there are is the end.
    pub taken: usize,
}

impl<'a> Player<'a> {
    /// Before the first step of an execution; of the last one, if there are fewer.
    pub fn new(recording: &'a Recording, at: usize) -> Self {
        Player {
            recording,
            at: at.min(recording.executions.len() - 1),
            taken: 0,
        }
    }

    pub fn execution(&self) -> &'a Execution {
        &self.recording.executions[self.at]
    }

    /// Whether the end is shown too.
    pub fn is_over(&self) -> bool {
        self.taken > self.execution().steps.len()
    }

    pub fn act(&mut self, deed: Deed) {
        let end = self.execution().steps.len() + 1;
        match deed {
            Deed::Forward => self.taken = (self.taken + 1).min(end),
            Deed::Back => self.taken = self.taken.saturating_sub(1),
            Deed::Begin => self.taken = 0,
            Deed::End => self.taken = end,
            Deed::NextExecution if self.at + 1 < self.recording.executions.len() => {
                (self.at, self.taken) = (self.at + 1, 0);
            }
            Deed::PreviousExecution if self.at > 0 => (self.at, self.taken) = (self.at - 1, 0),
            Deed::NextExecution | Deed::PreviousExecution | Deed::Quit => {}
        }
    }

    /// The line of source to look at, as an index.
    pub fn source(&self) -> Option<usize> {
        if let (true, End::Failed(failure)) = (self.is_over(), &self.execution().end) {
            return failure.source;
        }
        let taken = self.taken.min(self.execution().steps.len());
        let mut steps = self.execution().steps[..taken].iter().rev();
        // A step without a line is shown beside the one before it.
        steps.find_map(|step| step.source)
    }

    /// Each object that has a state: its name, the state, and whether the last step changed it.
    pub fn states(&self) -> Vec<(&'a str, &'a str, bool)> {
        let execution = self.execution();
        let taken = self.taken.min(execution.steps.len());
        let mut states: Vec<Option<(usize, &str)>> = vec![None; execution.objects.len()];
        for (i, step) in execution.steps[..taken].iter().enumerate() {
            if let (Some(object), Some(state)) = (step.object, &step.state)
                && let Some(slot) = states.get_mut(object)
            {
                *slot = Some((i, state));
            }
        }
        let objects = execution.objects.iter().zip(states);
        let known = objects.filter_map(|(object, state)| Some((object, state?)));
        known
            .map(|(object, (i, state))| (object.name.as_str(), state, i + 1 == self.taken))
            .collect()
    }

    /// The thread that the last step was taken in place of, though it could have gone on.
    pub fn preempted(&self) -> Option<&'a str> {
        let execution = self.execution();
        let step = execution.steps.get(self.taken.checked_sub(1)?)?;
        Some(execution.threads.get(step.preempted?)?.as_str())
    }

    /// The threads that wait now, and for what.
    pub fn waiting(&self) -> Vec<(&'a str, &'a str)> {
        let execution = self.execution();
        let taken = self.taken.min(execution.steps.len());
        let threads = execution.threads.iter().enumerate();
        let waiting = threads.filter_map(|(thread, name)| {
            let mut steps = execution.steps[..taken].iter().rev();
            let last = steps.find(|step| step.thread == thread)?;
            last.blocks.then_some((name.as_str(), last.text.as_str()))
        });
        waiting.collect()
    }
}
