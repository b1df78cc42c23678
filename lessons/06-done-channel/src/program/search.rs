//! Searches for the beginning of the last lines of a file, from its end, a block at a time.
//!
//! A file of gigabytes may hold no newline at all. Between two blocks its sender checks whether it is to
//! stop, so each step is short.

use super::place::{BLOCK, Place};
use std::fs::File;
use std::io;

/// A search that has reached some block.
#[derive(Debug)]
pub struct Search {
    place: Place,
    /// Lines that are still to be found; the last one is 1.
    lines: u64,
    /// Where the file ended when the search began.
    end: u64,
    /// Everything from here to `end` has been searched.
    from: u64,
}

/// The result of a step.
#[derive(Debug)]
pub enum Searched {
    /// The place before the last lines.
    Found(Place),
    /// There are more blocks to search.
    Further(Search),
}

impl Search {
    /// Begins a search for the last `lines` lines of a file; one without newline counts.
    ///
    /// # Errors
    /// Returns an error if the file's metadata cannot be read.
    pub fn new(lines: u64, file: File) -> io::Result<Self> {
        let place = Place::beginning(file)?;
        let end = place.length()?;
        Ok(Search {
            place,
            lines,
            end,
            from: end,
        })
    }

    /// Looks through the block before.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub fn step(mut self) -> io::Result<Searched> {
        if self.lines == 0 {
            return found(self.place, self.end);
        }
        let start = self.from.saturating_sub(BLOCK as u64);
        let mut block = vec![0; (self.from - start) as usize];
        let n = self.place.fill(&mut block, start)?;
        block.truncate(n);
        while let Some(newline) = block.iter().rposition(|byte| *byte == b'\n') {
            block.truncate(newline);
            let after = start + newline as u64 + 1;
            // The newline at the very end ends the last line, and begins none.
            if after == self.end {
                continue;
            }
            self.lines -= 1;
            if self.lines == 0 {
                return found(self.place, after);
            }
        }
        self.from = start;
        match start {
            0 => found(self.place, 0),
            _ => Ok(Searched::Further(self)),
        }
    }
}

fn found(place: Place, position: u64) -> io::Result<Searched> {
    place.at(position).map(Searched::Found)
}

#[cfg(test)]
mod tests {
    use super::super::place::Read;
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn searched(lines: u64, file: File) -> (Place, u32) {
        let (mut search, mut steps) = (Search::new(lines, file).unwrap(), 0);
        loop {
            steps += 1;
            match search.step().unwrap() {
                Searched::Found(place) => return (place, steps),
                Searched::Further(further) => search = further,
            }
        }
    }

    proptest! {
        #[test]
        fn the_last_lines_are_those_that_counting_from_the_end_finds(
            text in "[ab\n]{0,40}",
            long in prop::option::of(0_usize..4),
            lines in 0_u64..8,
        ) {
            // Some are longer than a block.
            let text = long.map_or(text.clone(), |n| {
                let long = format!("{}\n", "x".repeat(BLOCK - 2 + n));
                format!("{text}{long}{text}{long}b")
            });
            let expected: Vec<_> = text.split_inclusive('\n').collect();
            let from = expected.len().saturating_sub(lines as usize);
            let expected = expected[from..].concat();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("log");
            fs::write(&path, &text).unwrap();
            let file = File::open(&path).unwrap();
            let (mut place, _) = searched(lines, file);
            let mut came = vec![];
            loop {
                match place.read().unwrap() {
                    Read::Bytes(bytes) => came.extend(bytes),
                    Read::Nothing => break,
                    Read::Truncated => prop_assert!(false, "it was not cut off"),
                }
            }
            prop_assert_eq!(String::from_utf8(came).unwrap(), expected);
        }
    }

    /// No step reads more than a block, so the search can be stopped between two steps.
    #[test]
    fn a_file_without_newline_is_searched_in_bounded_steps() {
        let file = tempfile::tempfile().unwrap();
        file.set_len(100 * BLOCK as u64).unwrap();
        let (_, steps) = searched(10, file);
        assert_eq!(steps, 100);
    }
}
