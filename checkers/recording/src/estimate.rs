//! How many executions a search would have, in words.

use crate::verdict::number;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An estimate of how many executions a search has, from the part of it that was explored.
///
/// # Examples
/// ```
/// use recording::Estimate;
///
/// let estimate = Estimate { low: 300_000, about: 1_234_567, high: 5_000_000 };
/// assert_eq!(estimate.to_string(), "about 1.2 million (300,000 to 5 million)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// The lower end of the spread.
    pub low: u64,
    /// The estimate.
    pub about: u64,
    /// The upper end of the spread.
    pub high: u64,
}

/// `about 1.2 million (300,000 to 5 million)`.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Estimate { low, about, high } = self;
        let (about, low, high) = (rough(*about), rough(*low), rough(*high));
        write!(f, "about {about} ({low} to {high})")
    }
}

/// A number from here on is written as so many of these.
const LARGE: [(u64, &str); 3] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
];

/// Its first two digits: `48`, `300,000`, `1.2 million`.
fn rough(n: u64) -> String {
    let digits = n.checked_ilog10().unwrap_or(0);
    let unit = 10u64.pow(digits.saturating_sub(1));
    let n = (n / unit).saturating_add(u64::from(n % unit * 2 >= unit && unit > 1)) as u128
        * u128::from(unit);
    let n = u64::try_from(n).unwrap_or(u64::MAX);
    let Some((unit, name)) = LARGE.into_iter().find(|(unit, _)| n >= *unit) else {
        return number(n);
    };
    let (whole, tenths) = (n / unit, n % unit * 10 / unit);
    match tenths {
        0 => format!("{} {name}", number(whole)),
        _ => format!("{}.{tenths} {name}", number(whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_enough() {
        for (n, words) in [
            (0, "0"),
            (7, "7"),
            (48, "48"),
            (454, "450"),
            (455, "460"),
            (1_004, "1,000"),
            (48_213, "48,000"),
            (299_999, "300,000"),
            (999_999, "1 million"),
            (1_234_567, "1.2 million"),
            (12_345_678, "12 million"),
            (5_000_000_000, "5 billion"),
            (123_456_789_012_345, "120 trillion"),
            (u64::MAX, "18,000,000 trillion"),
        ] {
            assert_eq!(rough(n), words, "{n}");
        }
    }
}
