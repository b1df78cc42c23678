//! A schedule as a counterexample prints it: a word that runs the same execution again.

use explorer::Schedule;
use std::fmt;
use std::str::FromStr;

/// A schedule, and the scheduling points that it counts with: a model in which somebody can tell one
/// step from two has more of them.
///
/// As text: what [`Schedule`] says, then a point and a letter for each kind of point: `a` between the
/// arms of a select, `d` between the drops of a channel's handles. `0D1H.a` is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    pub(super) schedule: Schedule,
    pub(super) arms: bool,
    pub(super) drops: bool,
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.schedule)?;
        match (self.arms, self.drops) {
            (false, false) => Ok(()),
            (true, false) => f.write_str(".a"),
            (false, true) => f.write_str(".d"),
            (true, true) => f.write_str(".ad"),
        }
    }
}

impl FromStr for Replay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let without = |points| text.strip_suffix(points);
        let (schedule, arms, drops) = None
            .or(without(".ad").map(|schedule| (schedule, true, true)))
            .or(without(".a").map(|schedule| (schedule, true, false)))
            .or(without(".d").map(|schedule| (schedule, false, true)))
            .unwrap_or((text, false, false));
        let schedule = schedule.parse();
        Ok(Replay {
            schedule: schedule.map_err(|error| format!("`{text}` is {error}"))?,
            arms,
            drops,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Replay;

    #[test]
    fn a_word_is_read_as_it_was_written() {
        for word in ["", "0D1H", "0D1H.a", "0D1H.d", "0D1H.ad", "0_40_B"] {
            assert_eq!(word.parse::<Replay>().unwrap().to_string(), word);
        }
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        let wrong = |word: &str| word.parse::<Replay>().unwrap_err();
        assert_eq!(wrong("0-1"), "`0-1` is no schedule: wrong at byte 1");
        assert_eq!(wrong("A"), "`A` is no schedule: wrong at byte 0");
        assert_eq!(wrong("01.x"), "`01.x` is no schedule: wrong at byte 2");
    }
}
