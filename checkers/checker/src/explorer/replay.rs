//! A schedule as a counterexample prints it: a word that runs the same execution again.

use explorer::Schedule;
use std::fmt;
use std::str::FromStr;

/// A schedule, and the scheduling points that it counts with: a model in which a thread can tell one
/// step from two has more of them.
///
/// As text: what [`Schedule`] says, then a point and a letter for each kind of point: `m` before a select
/// waits where partners meet, `a` also between its arms, `d` between the drops of a channel's handles,
/// `g` before the drops of a wait group's members. `0D1H.a` is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    pub(super) schedule: Schedule,
    pub(super) meets: bool,
    pub(super) arms: bool,
    pub(super) drops: bool,
    pub(super) groups: bool,
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.schedule)?;
        let select = match (self.arms, self.meets) {
            (true, _) => "a",
            (false, true) => "m",
            (false, false) => "",
        };
        let drops = if self.drops { "d" } else { "" };
        let groups = if self.groups { "g" } else { "" };
        match (select, drops, groups) {
            ("", "", "") => Ok(()),
            _ => write!(f, ".{select}{drops}{groups}"),
        }
    }
}

impl FromStr for Replay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (schedule, points) = text.rsplit_once('.').unwrap_or((text, ""));
        let without = |points: &mut &str, letter: char| match points.strip_suffix(letter) {
            Some(others) => {
                *points = others;
                true
            }
            None => false,
        };
        let mut select = points;
        let groups = without(&mut select, 'g');
        let drops = without(&mut select, 'd');
        let (schedule, meets, arms) = match select {
            "" if !points.is_empty() || !text.contains('.') => (schedule, false, false),
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
            groups,
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
            "0D1H.mdg",
            "0D1H.g",
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
        begins("0-1", "`0-1` is not a schedule: wrong at byte 1: ");
        begins("A", "`A` is not a schedule: wrong at byte 0: ");
        begins("01.x", "`01.x` is not a schedule: wrong at byte 2: ");
    }
}
