//! Where one stands: an execution, and a frame of it.

use recording::{Execution, Frame, Recording, frames};

/// What the user asks for.
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
    /// The frames at which a reader stops: the first is before all steps, and the last is the end.
    frames: Vec<Frame>,
    /// The index of the one that is shown.
    shown: usize,
}

impl<'a> Player<'a> {
    /// Before the first step of an execution; of the last one, if there are fewer.
    pub fn new(recording: &'a Recording, at: usize) -> Self {
        let mut player = Player {
            recording,
            at: 0,
            frames: vec![],
            shown: 0,
        };
        player.choose(at.min(recording.executions.len() - 1));
        player
    }

    fn choose(&mut self, at: usize) {
        let frames = frames(self.recording, &self.recording.executions[at]);
        self.frames = frames.into_iter().filter(|frame| frame.stop).collect();
        (self.at, self.shown) = (at, 0);
    }

    pub fn execution(&self) -> &'a Execution {
        &self.recording.executions[self.at]
    }

    /// Whether the end is shown too.
    pub fn is_over(&self) -> bool {
        self.shown + 1 == self.frames.len()
    }

    pub fn act(&mut self, deed: Deed) {
        let end = self.frames.len() - 1;
        match deed {
            Deed::Forward => self.shown = (self.shown + 1).min(end),
            Deed::Back => self.shown = self.shown.saturating_sub(1),
            Deed::Begin => self.shown = 0,
            Deed::End => self.shown = end,
            Deed::NextExecution if self.at + 1 < self.recording.executions.len() => {
                self.choose(self.at + 1);
            }
            Deed::PreviousExecution if self.at > 0 => self.choose(self.at - 1),
            Deed::NextExecution | Deed::PreviousExecution | Deed::Quit => {}
        }
    }

    /// What the terminal shows.
    pub fn frame(&self) -> &Frame {
        &self.frames[self.shown]
    }

    /// The frames so far, without the one before all steps and the one at the end.
    pub fn rows(&self) -> impl Iterator<Item = &Frame> {
        let rows = &self.frames[1..self.frames.len() - 1];
        rows.iter().take(self.shown)
    }
}
