//! A schedule as a short word that a person can copy.

use std::fmt;
use std::str::FromStr;

/// Every decision of an execution in order: the thread that was scheduled, or the answer to a
/// choice.
///
/// As text: a digit or small letter for each decision (base 36), a capital letter for how often it
/// is repeated (`A` once more, `B` twice more), larger numbers between underscores. `0C12` is
/// thread 0 four times, then threads 1 and 2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schedule(pub Vec<u16>);

/// A text that is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSchedule {
    /// The byte at which it goes wrong.
    pub at: usize,
}

/// `Z` repeats so many times.
const LONGEST_REPEAT: usize = 26;

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for run in self.0.chunk_by(|one, next| one == next) {
            for part in run.chunks(LONGEST_REPEAT + 1) {
                match char::from_digit(u32::from(part[0]), 36) {
                    Some(digit) if part[0] < 36 => write!(f, "{digit}")?,
                    _ => write!(f, "_{}_", part[0])?,
                }
                if part.len() > 1 {
                    write!(f, "{}", char::from(b'A' + part.len() as u8 - 2))?;
                }
            }
        }
        Ok(())
    }
}

impl FromStr for Schedule {
    type Err = NoSchedule;

    fn from_str(text: &str) -> Result<Self, NoSchedule> {
        let mut decisions = vec![];
        let mut rest = text.char_indices();
        while let Some((at, letter)) = rest.next() {
            let wrong = NoSchedule { at };
            match (letter, decisions.last().copied()) {
                ('0'..='9' | 'a'..='z', _) => {
                    decisions.extend(letter.to_digit(36).map(|d| d as u16))
                }
                ('A'..='Z', Some(last)) => {
                    let times = letter as usize - 'A' as usize + 1;
                    decisions.extend(std::iter::repeat_n(last, times));
                }
                ('_', _) => {
                    let digits: String = rest
                        .by_ref()
                        .map(|r| r.1)
                        .take_while(|c| *c != '_')
                        .collect();
                    decisions.push(digits.parse().map_err(|_| wrong)?);
                }
                _ => return Err(wrong),
            }
        }
        Ok(Schedule(decisions))
    }
}

impl fmt::Display for NoSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no schedule: wrong at byte {}", self.at)
    }
}

impl std::error::Error for NoSchedule {}
