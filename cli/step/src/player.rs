//! Where one stands: an execution, and a step of it.

use recording::{End, Execution, Frame, Recording};

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
        match &self.execution().end {
            End::Failed(failure) if self.is_over() => failure.source,
            _ => self.frame().source(),
        }
    }

    /// What the terminal shows.
    pub fn frame(&self) -> Frame<'a> {
        Frame::at(self.execution(), self.taken)
    }
}
