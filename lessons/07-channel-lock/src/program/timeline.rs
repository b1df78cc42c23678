//! The timeline: a row for each worker, a bar while it waits and another while it has the lock.

use super::diary::Entry;
use clap::builder::styling::{AnsiColor, Style as Colour};
use lesson_07::sync::time::Duration;
use lesson_07::turn::Step;

const WANTS: Colour = AnsiColor::Yellow.on_default();
const HAS: Colour = AnsiColor::Green.on_default();

/// How a timeline is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// No line has more, but if a row had no room for its bar.
    pub columns: usize,
    /// Blocks, where they can be shown; else letters.
    pub unicode: bool,
}

/// When a worker wanted the lock, had it, and released it.
#[derive(Clone, Copy, Debug)]
struct Turn {
    wants: Duration,
    has: Duration,
    releases: Duration,
}

/// The turns as bars, in colour, and the most that were inside at once.
pub fn draw(entries: &[Entry], permits: usize, style: Style) -> String {
    let turns = turns(entries);
    let whole = entries.last().map_or(Duration::ZERO, |last| last.at);
    let (wants, has) = match style.unicode {
        true => ("░", "█"),
        false => (".", "#"),
    };
    let digits = turns.len().to_string().len();
    // A space on either side of the number.
    let cells = style.columns.saturating_sub(digits + 2).max(1);
    let mut text = format!("\n{}\n", axis(digits + 2, cells, whole));
    for (i, turn) in turns.iter().enumerate() {
        let [from, at, to] = cells_of(turn, whole, cells);
        text.push_str(&format!(
            " {:>digits$} {}{WANTS}{}{WANTS:#}{HAS}{}{HAS:#}\n",
            i + 1,
            " ".repeat(from),
            wants.repeat(at - from),
            has.repeat(to - at),
        ));
    }
    let most = most_inside(entries);
    text.push_str(&format!(
        "\n{WANTS}{wants}{WANTS:#} wants the lock  {HAS}{has}{HAS:#} has it\n\
         Most at once: {most}, allowed: {permits}\n"
    ));
    text
}

/// `0 s` above the first cell, the whole time above the last.
fn axis(margin: usize, cells: usize, whole: Duration) -> String {
    let end = match whole.as_millis() {
        millis @ ..1000 => format!("{millis} ms"),
        _ => format!("{:.2} s", whole.as_secs_f64()),
    };
    let room = cells.saturating_sub(1);
    format!("{:margin$}0{end:>room$}", "")
}

/// The turns by worker. One that never had the lock has none.
fn turns(entries: &[Entry]) -> Vec<Turn> {
    let workers = entries.iter().map(|entry| entry.worker).max().unwrap_or(0);
    let at = |worker, step| {
        let mut entries = entries.iter();
        let found = entries.find(|entry| entry.worker == worker && entry.step == step);
        found.map(|entry| entry.at)
    };
    (1..=workers)
        .filter_map(|worker| {
            Some(Turn {
                wants: at(worker, Step::Wants)?,
                has: at(worker, Step::Has)?,
                releases: at(worker, Step::Releases)?,
            })
        })
        .collect()
}

/// The cells at which it wants, has and has released. It has it for a cell at least, so that every
/// worker that was inside is seen.
fn cells_of(turn: &Turn, whole: Duration, cells: usize) -> [usize; 3] {
    let whole = whole.as_nanos().max(1);
    let cell = |at: Duration| (at.as_nanos() * cells as u128 / whole) as usize;
    let has = cell(turn.has).min(cells - 1);
    let to = cell(turn.releases).clamp(has + 1, cells);
    [cell(turn.wants).min(has), has, to]
}

/// The most that had the lock at the same time.
fn most_inside(entries: &[Entry]) -> usize {
    let (mut inside, mut most) = (0, 0);
    for entry in entries {
        match entry.step {
            Step::Wants => {}
            Step::Has => inside += 1,
            Step::Releases => inside -= 1,
        }
        most = most.max(inside);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Workers that all want it at once, and have it one after the other for so many milliseconds.
    fn one_by_one(holds: &[u64]) -> Vec<Entry> {
        let entry = |worker, step, at| Entry {
            worker,
            step,
            at: Duration::from_millis(at),
        };
        let wants = (1..=holds.len()).map(|worker| entry(worker, Step::Wants, 0));
        let mut entries: Vec<_> = wants.collect();
        let mut now = 0;
        for (i, hold) in holds.iter().enumerate() {
            entries.push(entry(i + 1, Step::Has, now));
            now += hold;
            entries.push(entry(i + 1, Step::Releases, now));
        }
        entries
    }

    /// As it is without colour.
    fn plain(entries: &[Entry], style: Style) -> String {
        let drawn = draw(entries, 1, style);
        let mut plain = String::new();
        let mut rest = &*drawn;
        while let Some((before, escape)) = rest.split_once('\x1b') {
            plain.push_str(before);
            rest = escape.split_once('m').expect("a colour").1;
        }
        plain + rest
    }

    #[test]
    fn three_turns_are_three_bars() {
        let style = |unicode| Style {
            columns: 40,
            unicode,
        };
        let entries = one_by_one(&[500, 500, 1000]);
        assert_eq!(
            plain(&entries, style(true)),
            "
   0                              2.00 s
 1 █████████
 2 ░░░░░░░░░█████████
 3 ░░░░░░░░░░░░░░░░░░███████████████████

░ wants the lock  █ has it
Most at once: 1, allowed: 1
"
        );
        assert_eq!(
            plain(&entries, style(false)),
            "
   0                              2.00 s
 1 #########
 2 .........#########
 3 ..................###################

. wants the lock  # has it
Most at once: 1, allowed: 1
"
        );
    }

    #[test]
    fn two_inside_are_counted() {
        let mut entries = one_by_one(&[500, 500]);
        entries.swap(3, 4);
        assert_eq!(most_inside(&entries), 2);
    }

    #[test]
    fn nothing_to_draw_is_drawn() {
        let style = Style {
            columns: 0,
            unicode: false,
        };
        plain(&[], style);
        plain(&one_by_one(&[0, 0]), style);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal_and_everybody_is_seen(
            holds in prop::collection::vec(0_u64..2000, 1..120),
            columns in 40_usize..200,
        ) {
            let style = Style { columns, unicode: true };
            let drawn = plain(&one_by_one(&holds), style);
            for line in drawn.lines() {
                prop_assert!(line.chars().count() <= columns, "{line:?}");
            }
            let rows = drawn.lines().skip(2).take(holds.len());
            prop_assert!(rows.clone().all(|row| row.ends_with('█')), "{drawn}");
        }

        #[test]
        fn with_one_permit_no_two_bars_overlap(
            holds in prop::collection::vec(1000_u64..2000, 1..20),
        ) {
            // A hold is two cells at least.
            let style = Style { columns: 80, unicode: false };
            let drawn = plain(&one_by_one(&holds), style);
            let rows: Vec<&str> = drawn.lines().skip(2).take(holds.len()).collect();
            for column in 4..80 {
                let inside = rows.iter().filter(|row| row.as_bytes().get(column) == Some(&b'#'));
                prop_assert!(inside.count() <= 1, "{drawn}");
            }
        }
    }
}
