//! One model over every strategy and every bug: the tally equals the sequential one.
//!
//! Its texts are small and in memory, so that only the counting is explored.

use crate::counts::Counts;
use crate::model::{self, Check, Report};
use crate::{batched, channel, merge, mutex, rwlock, sharded, text, traps, word};
use checker::recording::FailureKind;
use std::collections::BTreeMap;
use std::io;

/// The chunks that one worker reads.
type Chunks = &'static [&'static str];

/// A strategy, or a bug in its place, which has the same names.
type Tally = fn(Vec<Said>) -> io::Result<Counts>;

/// A text that is in memory.
pub struct Said(std::slice::Iter<'static, &'static str>);

impl text::Text for Said {
    fn next(&mut self, chunk: &mut String) -> bool {
        chunk.clear();
        let next = self.0.next();
        next.is_some_and(|words| {
            chunk.push_str(words);
            true
        })
    }
}

/// Two workers with the same words, so that they contend for all of them.
const TWO: &[Chunks] = &[&["the fox"], &["the fox"]];
/// Two workers, a word each.
const ONE_WORD: &[Chunks] = &[&["the"], &["the"]];
/// Two workers with words of their own, one of which has a second chunk.
const TWICE: &[Chunks] = &[&["the fox", "the"], &["the dog"]];
/// Three workers with the same word.
const THREE: &[Chunks] = &[&["the"], &["the"], &["the"]];
/// Four workers with the same word.
const FOUR: &[Chunks] = &[&["the"], &["the"], &["the"], &["the"]];

/// The counts as recordings show them: `the: 2, fox: 1`.
fn shown(counts: &Counts) -> String {
    let all = ["the", "fox", "dog"].map(|text| (text, counts.get(word::Word::new(text))));
    let some = all.iter().filter(|(text, n)| *text == "the" || *n > 0);
    let shown: Vec<_> = some.map(|(text, n)| format!("{text}: {n}")).collect();
    shown.join(", ")
}

/// Runs `tally` over texts, one for each worker. The tally equals the sequential one, total
/// included.
fn tallies(how: Check, tally: Tally, texts: &'static [Chunks]) -> Report {
    checker::show_as(shown);
    how.run(move || {
        let said = texts.iter().map(|chunks| Said(chunks.iter())).collect();
        let counts = tally(said).unwrap();
        let mut expected = BTreeMap::<&str, u64>::new();
        for word in texts
            .iter()
            .copied()
            .flatten()
            .flat_map(|chunk| text::words(chunk))
        {
            *expected.entry(word.text()).or_default() += 1;
        }
        for (word, came) in &expected {
            let said = counts.get(word::Word::new(word));
            let wrong = format!("{word:?} occurs {came} times, and the tally counts {said}");
            assert!(said == *came, "{wrong}");
        }
        assert_eq!(
            counts.different(),
            expected.len(),
            "words that do not occur"
        );
        let (said, came) = (counts.total(), expected.values().sum::<u64>());
        let wrong = format!("{came} words were counted, and the total says {said}");
        assert!(said == came, "{wrong}");
        let counted = counts.ranked(1, None).into_iter();
        let counted: Vec<_> = counted.map(|(word, n)| format!("{word} {n}")).collect();
        counted.join(", ")
    })
}

/// A strategy's models: two workers, two with a second chunk, three.
fn strategy(name: &str, tally: Tally, how: fn(Check) -> Check) {
    for (suffix, texts, outcome) in [
        ("", TWO, r#""fox 2, the 2""#),
        ("-twice", TWICE, r#""the 3, dog 1, fox 1""#),
        ("-three", THREE, r#""the 3""#),
    ] {
        let check = Check::new(&format!("04/{name}{suffix}"));
        let check = if suffix.is_empty() { check } else { how(check) };
        tallies(check, tally, texts)
            .holds()
            .reaches([outcome])
            .is_contended()
            .is_recorded();
    }
}

/// Every execution.
fn unbounded(check: Check) -> Check {
    check
}

#[test]
fn mutex_equals_the_sequential_tally() {
    strategy("mutex", mutex::tally, unbounded);
}

#[test]
fn batched_equals_the_sequential_tally() {
    strategy("batched", batched::tally, unbounded);
}

#[test]
fn sharded_equals_the_sequential_tally() {
    strategy("sharded", sharded::tally, unbounded);
}

fn rwlock_equals_the_sequential_tally() {
    strategy("rwlock", rwlock::tally, unbounded);
}

#[test]
fn merge_equals_the_sequential_tally() {
    strategy("merge", merge::tally, unbounded);
}

/// Four threads and main, where there are three workers: too many for every execution.
fn channel_equals_the_sequential_tally() {
    strategy("channel", channel::tally, |check| check.preemptions(2));
}

model::slower!(
    rwlock_equals_the_sequential_tally,
    channel_equals_the_sequential_tally
);

/// Correct, but serial: the pitfall costs time, which a benchmark shows and no model can.
#[test]
fn guard_across_io_equals_the_sequential_tally() {
    strategy("guard-across-io", traps::guard_across_io::tally, unbounded);
}

/// Where a worker has one step of its own that meets the others' there are 24 schedules, 4!; where they
/// share nothing before they are joined there is one.
fn four_workers_equal_the_sequential_tally() {
    for (name, tally) in [
        ("mutex", mutex::tally as Tally),
        ("batched", batched::tally),
        ("sharded", sharded::tally),
        ("rwlock", rwlock::tally),
        ("merge", merge::tally),
        ("channel", channel::tally),
        ("guard-across-io", traps::guard_across_io::tally),
    ] {
        tallies(Check::new(&format!("04/{name}-four")), tally, FOUR)
            .holds()
            .reaches([r#""the 4""#])
            .is_contended()
            .is_recorded();
    }
}

model::larger!(four_workers_equal_the_sequential_tally);

/// A bug's model: the same as the strategies'.
fn trap(
    name: &str,
    tally: Tally,
    texts: &'static [Chunks],
    kind: FailureKind,
    fewest: u32,
) -> Report {
    trapped(
        Check::new(&format!("04/{name}")),
        tally,
        texts,
        kind,
        fewest,
    )
}

fn trapped(
    check: Check,
    tally: Tally,
    texts: &'static [Chunks],
    kind: FailureKind,
    fewest: u32,
) -> Report {
    let report = tallies(check, tally, texts);
    report.fails(kind, fewest).is_recorded();
    report
}

#[test]
fn data_race() {
    data_race_of_two();
}

pub fn data_race_of_two() -> Report {
    let tally = traps::data_race::tally;
    trap("data-race", tally, ONE_WORD, FailureKind::DataRace, 0)
}

#[test]
fn lost_update() {
    let tally = traps::lost_update::tally;
    trap("lost-update", tally, ONE_WORD, FailureKind::Assertion, 1);
}

#[test]
fn half_locked() {
    // In weak memory it needs no preemption: nothing orders the second worker's read of the total.
    let fewest = if model::WEAK_MEMORY { 0 } else { 1 };
    let tally = traps::half_locked::tally;
    // Without a bound loom would show the interleaving that the explorer shows too.
    let check = Check::new("04/half-locked").preemptions(0);
    trapped(check, tally, ONE_WORD, FailureKind::Assertion, fewest);
}

#[test]
fn lock_order() {
    let tally = traps::lock_order::tally;
    trap("lock-order", tally, TWO, FailureKind::Deadlock, 1);
}
