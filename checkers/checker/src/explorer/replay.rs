//! A schedule as a counterexample prints it: a word that runs the same execution again.

use explorer::Schedule;
use std::fmt;
use std::str::FromStr;

/// A schedule, and the scheduling points that it counts with: a model in which somebody can tell one
/// step from two has more of them.
///
/// As text: what [`Schedule`] says, then a point and a letter for each kind of point: `m` before a select
/// waits where partners meet, `a` also between its arms, `d` between the drops of a channel's handles.
/// `0D1H.a` is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    pub(super) schedule: Schedule,
    pub(super) meets: bool,
    pub(super) arms: bool,
    pub(super) drops: bool,
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.schedule)?;
        let select = match (self.arms, self.meets) {
            (true, _) => "a",
            (false, true) => "m",
            (false, false) => "",
        };
        match (select, self.drops) {
            ("", false) => Ok(()),
            (_, false) => write!(f, ".{select}"),
            (_, true) => write!(f, ".{select}d"),
        }
    }
}

impl FromStr for Replay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (schedule, points) = text.rsplit_once('.').unwrap_or((text, ""));
        let (select, drops) = match points.strip_suffix('d') {
            Some(select) => (select, true),
            None => (points, false),
        };
        let (schedule, meets, arms) = match select {
            "" if drops || !text.contains('.') => (schedule, false, false),
            "m" => (schedule, true, false),
            "a" => (schedule, true, true),
            _ => (text, false, false),
        };
        let schedule = schedule.parse();
        Ok(Replay {
            schedule: schedule.map_err(|error| format!("`{text}` is {error}"))?,
            meets,
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
        for word in [
            "",
            "0D1H",
            "0D1H.a",
            "0D1H.d",
            "0D1H.ad",
            "0D1H.m",
            "0D1H.md",
            "0_40_B",
            "01-2x40-.a",
        ] {
            assert_eq!(word.parse::<Replay>().unwrap().to_string(), word);
        }
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        let wrong = |word: &str| word.parse::<Replay>().unwrap_err();
        let begins = |word: &str, with: &str| {
            let wrong = wrong(word);
            assert!(wrong.starts_with(with), "{wrong}");
        };
        begins("0-1", "`0-1` is no schedule: wrong at byte 1: ");
        begins("A", "`A` is no schedule: wrong at byte 0: ");
        begins("01.x", "`01.x` is no schedule: wrong at byte 2: ");
    }
}
