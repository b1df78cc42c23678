//! A schedule as a counterexample prints it: a word that runs the same execution again.

use crate::settings::Points;
use explorer::Schedule;
use std::fmt;
use std::str::FromStr;

/// A schedule, and the scheduling points that it counts with: a model in which a thread can tell one
/// step from two has more of them.
///
/// As text: what [`Schedule`] says, then a point and a letter for each kind of point: `m` before a select
/// waits where partners meet, `a` also between its arms, `d` between the drops of a channel's handles,
/// `g` before the drops of a wait group's members, `q` where a task begins to wait in a queue, `o` if tasks take turns
/// on one thread; `c2` if two tasks may be dropped. `0D1H.a` is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replay {
    pub(super) schedule: Schedule,
    pub(super) points: Points,
    /// So many tasks may be dropped.
    pub(super) drops: u32,
}

/// Where a set of points has one of them.
type Point = fn(&mut Points) -> &mut bool;

/// The letters, in order, each with the kind of point. `a` comes with `m`, and is written in its place.
const LETTERS: [(char, Point); 6] = [
    ('m', |points| &mut points.meets),
    ('a', |points| &mut points.arms),
    ('d', |points| &mut points.drops),
    ('g', |points| &mut points.groups),
    ('q', |points| &mut points.arrivals),
    ('o', |points| &mut points.one_thread),
];

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut points = self.points;
        points.meets &= !points.arms;
        let letters = LETTERS.iter().filter(|(_, point)| *point(&mut points));
        let letters: String = letters.map(|(letter, _)| letter).collect();
        let drops = match self.drops {
            0 => String::new(),
            most => format!("c{most}"),
        };
        let what = letters + &drops;
        let dot = if what.is_empty() { "" } else { "." };
        write!(f, "{}{dot}{what}", self.schedule)
    }
}

impl FromStr for Replay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = text.rsplit_once('.').and_then(|(schedule, letters)| {
            let mut rest = letters;
            let mut points = Points::default();
            for (letter, point) in LETTERS {
                if let Some(others) = rest.strip_prefix(letter) {
                    *point(&mut points) = true;
                    rest = others;
                }
            }
            points.meets |= points.arms;
            let drops = match rest.strip_prefix('c') {
                Some(most) => most.parse().ok()?,
                None if rest.is_empty() && !letters.is_empty() => 0,
                None => return None,
            };
            Some((schedule, points, drops))
        });
        let (schedule, points, drops) = known.unwrap_or((text, Points::default(), 0));
        let schedule = schedule.parse();
        Ok(Replay {
            schedule: schedule.map_err(|error| format!("`{text}` is {error}"))?,
            points,
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
            "0D1H.mdg",
            "0D1H.g",
            "0D1H.aq",
            "0D1H.o",
            "0D1H.qc1",
            "0D1H.c12",
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
