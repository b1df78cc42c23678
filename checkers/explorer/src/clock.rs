//! Vector clocks (Mattern; Fidge): what of each thread happened before.

/// A moment in a thread: in its event of this number (from 1), after so many marks in it. At mark 0
/// the step itself has happened, and nothing of what the thread did after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

impl Moment {
    pub(crate) fn new(event: u32, mark: u32) -> Self {
        Moment(u64::from(event) << 32 | u64::from(mark))
    }
}

/// For each thread the last moment that happened before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock(Vec<Moment>);

impl Clock {
    pub(crate) fn knows(&self, thread: usize, moment: Moment) -> bool {
        self.0.get(thread).is_some_and(|last| *last >= moment)
    }

    pub(crate) fn knows_event(&self, thread: usize, event: u32) -> bool {
        self.knows(thread, Moment::new(event, 0))
    }

    /// Learns of a moment; nothing is forgotten.
    pub(crate) fn learn(&mut self, thread: usize, moment: Moment) {
        if self.0.len() <= thread {
            self.0.resize(thread + 1, Moment::default());
        }
        self.0[thread] = self.0[thread].max(moment);
    }

    pub(crate) fn join(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), Moment::default());
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }
}
