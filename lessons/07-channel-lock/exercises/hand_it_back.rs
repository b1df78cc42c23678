//! A switchboard lends numbered telephone lines. Complete `drop`, so that a caller returns the line
//! that it had, however the call ends.

use super::sync::channel::{Receiver, Sender, bounded};

/// Lends lines.
pub struct Switchboard {
    /// The channel holds the numbers of the lines that are free.
    free_in: Sender<usize>,
    free_out: Receiver<usize>,
}

/// A line, in use until this is dropped.
pub struct Line<'a> {
    switchboard: &'a Switchboard,
    pub number: usize,
}

impl Switchboard {
    /// Creates a switchboard whose lines are all free.
    pub fn new(lines: usize) -> Switchboard {
        let (free_in, free_out) = bounded(lines);
        (0..lines).for_each(|number| free_in.send(number).unwrap());
        Switchboard { free_in, free_out }
    }

    /// Takes a free line, waiting until there is one.
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
        // TODO: return the line.
        todo!("return line {}", self.number)
    }
}
