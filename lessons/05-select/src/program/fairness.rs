//! `--fairness N`: which of two channels that are always ready is taken.

use lesson_05::fairness::{Turns, biased, in_order, random};
use lesson_program::screen::{BOLD, Screen};
use std::process::ExitCode;

type Way = fn(u64) -> Turns;

/// Receives `turns` times in each way, and shows how often each channel was chosen.
pub fn run(turns: u64, screen: &Screen) -> anyhow::Result<ExitCode> {
    let mut table = format!("{BOLD}{:<20}{:>10}{:>10}{BOLD:#}\n", "", "first", "second");
    let ways: [(_, Way); 3] = [
        ("select!", random),
        ("select_biased!", biased),
        ("try_recv, in order", in_order),
    ];
    for (way, take) in ways {
        let Turns { first, second } = take(turns);
        let percent = |n: u64| 100.0 * n as f64 / turns as f64;
        let (of_first, of_second) = (percent(first), percent(second));
        table.push_str(&format!(
            "{way:<20}{first:>10}{second:>10}   {of_first:.1} : {of_second:.1}\n"
        ));
    }
    screen.print(&table)?;
    screen.hint("cargo run --bin lesson-05 -- --after 5s");
    Ok(ExitCode::SUCCESS)
}
