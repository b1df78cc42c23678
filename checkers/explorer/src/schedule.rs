//! A schedule as a short word that a person can copy.

use std::fmt;
use std::str::FromStr;

/// Every decision of an execution in order: the thread that was scheduled, or the answer to a
/// choice.
///
/// As text, it has a digit or lowercase letter for each decision (base 36), an uppercase letter for how often that
/// is repeated (`A` once more, `B` twice more), and larger numbers between underscores. `0C12` is
/// thread 0 four times, then threads 1 and 2. `-3x20-` repeats the last 3 decisions another 20 times.
///
/// # Examples
/// ```
/// use explorer::Schedule;
///
/// let schedule: Schedule = "0C12".parse().unwrap();
/// assert_eq!(schedule, Schedule(vec![0, 0, 0, 0, 1, 2]));
/// assert_eq!(schedule.to_string(), "0C12");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schedule(pub Vec<u16>);

/// The error for a text that is not a schedule.
///
/// # Examples
/// ```
/// use explorer::Schedule;
///
/// let error = "0?".parse::<Schedule>().unwrap_err();
/// assert_eq!(error.at, 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSchedule {
    /// The byte at which it goes wrong.
    pub at: usize,
    /// What is wrong there.
    pub why: &'static str,
}

/// `Z` repeats so many times.
const LONGEST_REPEAT: usize = 26;

/// Groups of at most so many decisions are looked for that repeat.
const LONGEST_GROUP: usize = 64;

/// A text of more decisions is refused: a few bytes may stand for any number of them.
const MOST_DECISIONS: usize = 1_000_000;

/// Why a text is no schedule.
mod why {
    pub(super) const LETTER: &str = "a schedule consists of digits, letters, `_`, and `-`";
    pub(super) const FIRST: &str = "there is no decision before it to repeat";
    pub(super) const NUMBER: &str =
        "a number up to 65535 is written between two `_`, such as `_40_`";
    pub(super) const GROUP: &str = "`-2x40-` repeats the last 2 decisions another 40 times";
    pub(super) const LONG: &str = "no schedule has more than a million decisions";
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut at = 0;
        while at < self.0.len() {
            if let Some((group, times)) = repeats(&self.0, at) {
                f.write_str(&again(group, times))?;
                at += group * times;
            } else {
                let run = run(&self.0[at..]);
                f.write_str(&one(self.0[at], run))?;
                at += run;
            }
        }
        Ok(())
    }
}

/// How many decisions at the beginning are equal, as far as one letter says so.
fn run(decisions: &[u16]) -> usize {
    let equal = decisions.iter().take_while(|next| **next == decisions[0]);
    equal.take(LONGEST_REPEAT + 1).count()
}

/// A decision that is taken `run` times.
fn one(decision: u16, run: usize) -> String {
    let mut text = match char::from_digit(u32::from(decision), 36) {
        Some(digit) => digit.to_string(),
        None => format!("_{decision}_"),
    };
    if run > 1 {
        text.push(char::from(b'A' + run as u8 - 2));
    }
    text
}

fn again(group: usize, times: usize) -> String {
    format!("-{group}x{times}-")
}

/// How many bytes decisions take one by one.
fn plain(mut decisions: &[u16]) -> usize {
    let mut bytes = 0;
    while let Some(first) = decisions.first() {
        let run = run(decisions);
        bytes += one(*first, run).len();
        decisions = &decisions[run..];
    }
    bytes
}

/// How many decisions before `at` are repeated from there, and how often: what saves most bytes, if
/// anything does.
fn repeats(decisions: &[u16], at: usize) -> Option<(usize, usize)> {
    let groups = 1..=LONGEST_GROUP.min(at);
    let saved = groups.filter_map(|group| {
        let equal = (at..decisions.len()).take_while(|i| decisions[*i] == decisions[i - group]);
        let times = equal.count() / group;
        if times == 0 {
            return None;
        }
        let one_by_one = plain(&decisions[at..at + group * times]);
        let saved = one_by_one.checked_sub(again(group, times).len())?;
        (saved > 0).then_some((saved, std::cmp::Reverse(group), times))
    });
    saved.max().map(|(_, group, times)| (group.0, times))
}

impl FromStr for Schedule {
    type Err = NoSchedule;

    fn from_str(text: &str) -> Result<Self, NoSchedule> {
        let mut decisions: Vec<u16> = vec![];
        let mut rest = text.char_indices();
        while let Some((at, letter)) = rest.next() {
            let wrong = |why| NoSchedule { at, why };
            // Up to the same sign again; `None`: it is never closed.
            let mut inside = || {
                let mut closed = false;
                let inside = rest.by_ref().map(|(_, letter)| letter);
                let inside = inside.take_while(|next| {
                    closed = *next == letter;
                    !closed
                });
                let inside: String = inside.collect();
                closed.then_some(inside)
            };
            match (letter, decisions.last().copied()) {
                ('0'..='9' | 'a'..='z', _) => {
                    decisions.extend(letter.to_digit(36).map(|digit| digit as u16));
                }
                ('A'..='Z', Some(last)) => {
                    let times = letter as usize - 'A' as usize + 1;
                    decisions.extend(std::iter::repeat_n(last, times));
                }
                ('A'..='Z', None) => return Err(wrong(why::FIRST)),
                ('_', _) => {
                    let number = inside().and_then(|digits| number(&digits));
                    let number = number.and_then(|number| u16::try_from(number).ok());
                    decisions.push(number.ok_or(wrong(why::NUMBER))?);
                }
                ('-', _) => {
                    let inside = inside().ok_or(wrong(why::GROUP))?;
                    let (group, times) = inside.split_once('x').ok_or(wrong(why::GROUP))?;
                    let group = number(group).ok_or(wrong(why::GROUP))?;
                    let times = number(times).ok_or(wrong(why::GROUP))?;
                    if group == 0 || group > decisions.len() {
                        return Err(wrong(why::FIRST));
                    }
                    if times.saturating_mul(group) > MOST_DECISIONS {
                        return Err(wrong(why::LONG));
                    }
                    let group = decisions[decisions.len() - group..].to_vec();
                    decisions.extend(group.repeat(times));
                }
                _ => return Err(wrong(why::LETTER)),
            }
            if decisions.len() > MOST_DECISIONS {
                return Err(wrong(why::LONG));
            }
        }
        Ok(Schedule(decisions))
    }
}

/// Digits only, and not too many: `+1` is none.
fn number(digits: &str) -> Option<usize> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for NoSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a schedule: wrong at byte {}: {}", self.at, self.why)
    }
}

impl std::error::Error for NoSchedule {}
