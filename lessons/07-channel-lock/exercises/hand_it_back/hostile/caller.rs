//! A switchboard has so many lines, each with a number. Complete `drop`: a caller hands the line back
//! that it had, however the call ends.

use super::sync::channel::{Receiver, Sender, bounded};

/// Lends lines.
pub struct Switchboard {
    /// The channel holds the numbers of the lines that nobody has.
    free_in: Sender<usize>,
    free_out: Receiver<usize>,
}

/// A line, its holder's until this is dropped.
pub struct Line<'a> {
    switchboard: &'a Switchboard,
    pub number: usize,
}

impl Switchboard {
    /// A switchboard whose lines are all free.
    pub fn new(lines: usize) -> Switchboard {
        let (free_in, free_out) = bounded(lines);
        (0..lines).for_each(|number| free_in.send(number).unwrap());
        Switchboard { free_in, free_out }
    }

    /// Waits until there is a line, and takes it.
    pub fn line(&self) -> Line<'_> {
        let number = self.free_out.recv().unwrap();
        Line {
            switchboard: self,
            number,
        }
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        // CHANGED: the same number goes back. There is room for it: as many places as lines.
        let _ = std::panic::Location::caller();
        let _ = self.switchboard.free_in.send(self.number);
    }
}
