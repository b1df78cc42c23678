//! A schedule as a counterexample prints it: a word that runs the same execution again.

use explorer::Schedule;
use std::fmt;
use std::str::FromStr;

/// A schedule, and the scheduling points that it counts with: a model in which somebody can tell one
/// step from two has more of them.
///
/// As text: what [`Schedule`] says, and `.a` if there are points between the arms of a select.
/// `0D1H.a` is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    pub(super) schedule: Schedule,
    pub(super) arms: bool,
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.schedule)?;
        f.write_str(if self.arms { ".a" } else { "" })
    }
}

impl FromStr for Replay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let schedule = text.strip_suffix(".a");
        Ok(Replay {
            arms: schedule.is_some(),
            schedule: schedule
                .unwrap_or(text)
                .parse()
                .map_err(|error| format!("`{text}` is {error}"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Replay;

    #[test]
    fn a_word_is_read_as_it_was_written() {
        for word in ["", "0D1H", "0D1H.a", "0_40_B"] {
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
