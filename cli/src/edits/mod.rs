//! Every single edit of a solution: a statement left out, a bound changed, a lock dropped early.
//!
//! | module | what it holds |
//! |---|---|
//! | `make` | a walk over the solution that makes them |
//! | `relock` | the guard of a lock that is held no longer than each use |
//! | `select` | edits of the arms of `select!`, whose syntax is its own |

mod make;
mod relock;
mod select;
#[cfg(test)]
mod tests;

pub use make::edits;
use std::ops::Range;

/// Bytes of a solution, and what is there instead.
type Change = (Range<usize>, String);

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where and what, in words that stay the same when other lines change:
    /// ``vote: leave out `*votes += 1;` ``.
    pub name: String,
    /// The bytes of the solution that are replaced, and by what; in order.
    changes: Vec<Change>,
}

impl Edit {
    /// The solution with this edit.
    pub fn of(&self, solution: &str) -> String {
        let (mut text, mut from) = (String::new(), 0);
        for (range, by) in &self.changes {
            text += &solution[from..range.start];
            text += by;
            from = range.end;
        }
        text + &solution[from..]
    }
}
