//! Where an execution stands after some of its steps: what the terminal, the player and the book show.

use super::{End, Execution, Step};

/// An execution after some of its steps.
///
/// ```
/// # let json = r#"{"threads":["main"],"objects":[{"name":"count","kind":"atomic"}],
/// #   "steps":[{"thread":0,"text":"write 1 to count","object":0,"state":"1"}],
/// #   "end":{"returned":{"outcome":null}}}"#;
/// # let execution: recording::Execution = serde_json::from_str(json).unwrap();
/// let mut frame = recording::Frame::new(&execution);
/// assert_eq!(frame.states().count(), 0);
/// frame.advance();
/// let (object, state, changed) = frame.states().next().unwrap();
/// assert_eq!((object.name.as_str(), state, changed), ("count", "1", true));
/// ```
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    execution: &'a Execution,
    /// One more than there are is the end, in which no step was the last one.
    taken: usize,
    /// For each thread the last step that it took.
    last: Vec<Option<usize>>,
    /// For each object the last step that told its state.
    told: Vec<Option<usize>>,
}

impl<'a> Frame<'a> {
    /// Before the first step.
    pub fn new(execution: &'a Execution) -> Self {
        Frame {
            execution,
            taken: 0,
            last: vec![None; execution.threads.len()],
            told: vec![None; execution.objects.len()],
        }
    }

    /// After so many steps; at the end if there are fewer.
    pub fn at(execution: &'a Execution, taken: usize) -> Self {
        let mut frame = Frame::new(execution);
        (0..taken.min(execution.steps.len() + 1)).for_each(|_| frame.advance());
        frame
    }

    /// Takes the next step, or goes on to the end if there is none.
    pub fn advance(&mut self) {
        let Some(step) = self.execution.steps.get(self.taken) else {
            self.taken = self.execution.steps.len() + 1;
            return;
        };
        if let Some(last) = self.last.get_mut(step.thread) {
            *last = Some(self.taken);
        }
        if let (Some(object), Some(_)) = (step.object, &step.state)
            && let Some(told) = self.told.get_mut(object)
        {
            *told = Some(self.taken);
        }
        self.taken += 1;
    }

    /// The step that was taken last.
    pub fn step(&self) -> Option<&'a Step> {
        self.execution.steps.get(self.taken.checked_sub(1)?)
    }

    /// Each object whose state is known: the object, its state, and whether the last step told it.
    pub fn states(&self) -> impl Iterator<Item = (&'a super::Object, &'a str, bool)> {
        let objects = self.execution.objects.iter().zip(&self.told);
        objects.filter_map(|(object, told)| {
            let told = (*told)?;
            let state = self.execution.steps[told].state.as_deref()?;
            Some((object, state, told + 1 == self.taken))
        })
    }

    /// The step in which a thread waits, if it does.
    pub fn wait(&self, thread: usize) -> Option<&'a Step> {
        let step = &self.execution.steps[(*self.last.get(thread)?)?];
        step.blocks.then_some(step)
    }

    /// The threads that wait, by name, and the steps in which they do.
    pub fn waiting(&self) -> impl Iterator<Item = (&'a str, &'a Step)> {
        let threads = self.execution.threads.iter().enumerate();
        threads.filter_map(|(thread, name)| Some((name.as_str(), self.wait(thread)?)))
    }

    /// The thread that the last step was taken in place of, though it could have gone on.
    pub fn preempted(&self) -> Option<&'a str> {
        let thread = self.step()?.preempted?;
        Some(self.execution.threads.get(thread)?.as_str())
    }

    /// The line of source to look at, as an index. A step without a line is shown beside the one
    /// before it.
    pub fn source(&self) -> Option<usize> {
        let steps = self.execution.steps.iter().take(self.taken);
        steps.rev().find_map(|step| step.source)
    }
}

impl End {
    /// `fails: deadlock`, `returns 3` or `returns`.
    pub fn title(&self) -> String {
        match self {
            End::Failed(failure) => format!("fails: {}", failure.kind),
            End::Returned { outcome: None } => "returns".into(),
            End::Returned {
                outcome: Some(value),
            } => format!("returns {value}"),
        }
    }
}
