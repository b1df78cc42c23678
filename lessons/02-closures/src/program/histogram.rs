//! `--runs N`: the three prints N times, each run in a child process, and how often each order occurred.

use super::args::How;
use super::ways::{AFTER, BEFORE, INSIDE, once, promise};
use clap::ValueEnum;
use lesson_02::each::each;
use lesson_02::sync::Mutex;
use lesson_program::args::name;
use lesson_program::screen::{BOLD, Screen};
use lesson_progress::Progress;
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Length of the longest bar, in cells.
const WIDTH: u64 = 40;

/// The orders that can occur, as [`order`] writes them. Any other order is shown as well.
const ORDERS: [&str; 4] = [
    "before, inside, after",
    "before, after, inside",
    "never ran",
    "cut off",
];

/// How often each order occurred.
type Orders = BTreeMap<String, u64>;

/// Runs one way, or all of them, and draws the result.
pub fn run(how: Option<How>, runs: u32, cores: usize, screen: &Screen) -> anyhow::Result<ExitCode> {
    let ways = how.map_or(How::value_variants().to_vec(), |how| vec![how]);
    for how in ways {
        let orders = collect(how, runs, cores)?;
        screen.print(&format!(
            "{BOLD}--how {}{BOLD:#} {}\n{}",
            name(&how),
            promise(how),
            draw(&orders)
        ))?;
    }
    screen.hint(match how {
        Some(How::Detach) => "cargo run --bin lesson-02 -- --trap detached",
        Some(_) => "cargo run --bin lesson-02 -- --how detach --runs 1000",
        None => "cargo run --bin lesson-02 -- --save COPY FILE",
    });
    Ok(ExitCode::SUCCESS)
}

/// What the runs share. The closures read and write all of it under its lock.
#[derive(Debug)]
struct Runs {
    left: u32,
    orders: Orders,
    /// The first failure. No run is started after it.
    failed: Option<anyhow::Error>,
}

/// Runs as many children at a time as there are cores.
fn collect(how: How, runs: u32, cores: usize) -> anyhow::Result<Orders> {
    let progress = Progress::of(runs.into(), "runs");
    let shared = Mutex::new(Runs {
        left: runs,
        orders: Orders::new(),
        failed: None,
    });
    let one_after_another = |_: &usize| {
        loop {
            let mut now = shared.lock();
            if now.left == 0 || now.failed.is_some() {
                return;
            }
            now.left -= 1;
            progress.reach((runs - now.left).into());
            drop(now);
            let printed = once(how);
            let mut now = shared.lock();
            match printed {
                Ok(printed) => *now.orders.entry(order(&printed)).or_default() += 1,
                Err(error) => now.failed = now.failed.take().or(Some(error)),
            }
        }
    };
    let at_a_time: Vec<usize> = (0..cores.min(runs as usize)).collect();
    each(&at_a_time, one_after_another)?;
    let runs = shared.into_inner();
    runs.failed.map_or(Ok(runs.orders), Err)
}

/// The order in which the prints appeared.
fn order(printed: &[String]) -> String {
    let word = |line: &String| match &**line {
        BEFORE => Some("before"),
        INSIDE => Some("inside"),
        AFTER => Some("after"),
        _ => None,
    };
    let words: Option<Vec<_>> = printed.iter().map(word).collect();
    match words.as_deref() {
        Some(["before", "after"]) => "never ran".into(),
        Some(words) => words.join(", "),
        None => "cut off".into(),
    }
}

/// A bar for each order that occurred, and an empty one for those whose absence is worth knowing.
fn draw(orders: &Orders) -> String {
    let count = |order: &str| orders.get(order).copied().unwrap_or(0);
    let others = orders.keys().map(String::as_str);
    let others = others.filter(|order| !ORDERS.contains(order));
    let rows = ORDERS.into_iter().chain(others);
    let rows = rows.filter(|order| *order != "cut off" || count(order) > 0);
    let most = orders.values().copied().max().unwrap_or(1).max(1);
    let mut text = String::new();
    for order in rows {
        let n = count(order);
        let cells = (n * WIDTH).div_ceil(most) as usize;
        let line = format!("  {order:<21} {n:>7} {}", "█".repeat(cells));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_order_is_told_by_the_prints() {
        let told =
            |prints: &[&str]| order(&prints.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(told(&[BEFORE, AFTER]), "never ran");
        assert_eq!(told(&[BEFORE, AFTER, INSIDE]), "before, after, inside");
        assert_eq!(told(&[BEFORE, INSIDE, AFTER]), "before, inside, after");
        assert_eq!(told(&[BEFORE, AFTER, "Inside the"]), "cut off");
        assert_eq!(told(&[BEFORE, INSIDE]), "before, inside");
    }

    proptest! {
        #[test]
        fn whatever_is_printed_is_some_order(printed in any::<Vec<String>>()) {
            let order = order(&printed);
            prop_assert!(!order.contains('\n'));
        }

        #[test]
        fn every_run_is_in_the_drawing(counts in proptest::collection::vec(0..10_000_u64, 4)) {
            let orders: Orders = ORDERS.map(String::from).into_iter().zip(counts.clone()).collect();
            let drawn = draw(&orders);
            let numbers = drawn.split_whitespace().filter_map(|word| word.parse::<u64>().ok());
            prop_assert_eq!(numbers.sum::<u64>(), counts.iter().sum::<u64>());
            let widest = drawn.lines().map(|line| line.matches('█').count()).max();
            prop_assert!(widest <= Some(WIDTH as usize));
        }
    }
}
