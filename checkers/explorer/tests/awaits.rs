//! Loops that only look and yield are one step that waits, and nothing that comes of a model is lost.

mod support;

use explorer::{Awaits, Config, End, Mode, Report, explore};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use support::programs::Dice;
use support::{Atomic, compare, join_all, spawn};

/// Explores a model whose loops are not known, up to `most` executions, and then with what was learned.
fn twice(most: u64, model: impl Fn() + Clone + 'static) -> (Report, Report) {
    let explored = Config {
        awaits: Awaits::Learn,
        max_runs: most,
        ..compare::config(Mode::Reduced)
    };
    let first = explore(&explored, model.clone(), |_| ());
    let waits = Config {
        awaits: Awaits::At(first.loops.clone()),
        ..compare::config(Mode::Reduced)
    };
    let second = explore(&waits, model, |_| ());
    (first, second)
}

fn until(mut done: impl FnMut() -> bool) {
    while !done() {
        explorer::at(1);
        explorer::yield_now();
    }
}

fn threads(n: u32, body: impl Fn(u32) + Clone + 'static) {
    let threads = (0..n).map(|i| {
        let body = body.clone();
        spawn(move || body(i))
    });
    join_all(threads.collect());
}

fn zeros<const N: usize>() -> [Atomic; N] {
    std::array::from_fn(|_| Atomic::new(0))
}

/// Each thread arrives, and waits for the others.
fn barrier(n: u32) {
    let arrived = Atomic::new(0);
    threads(n, move |_| {
        arrived.fetch_add(1);
        until(|| arrived.load() == n);
    });
}

fn spin(n: u32) {
    let lock = Atomic::new(0);
    threads(n, move |_| {
        until(|| lock.exchange(0, 1));
        lock.store(0);
    });
}

/// It looks before it compares.
fn ttas(n: u32) {
    let lock = Atomic::new(0);
    threads(n, move |_| {
        until(|| lock.load() == 0 && lock.exchange(0, 1));
        lock.store(0);
    });
}

fn ticket(n: u32) {
    let [next, serves] = zeros();
    threads(n, move |_| {
        let mine = next.fetch_add(1);
        until(|| serves.load() == mine);
        serves.store(mine + 1);
    });
}

fn peterson() {
    let [zero, one, turn] = zeros();
    threads(2, move |i| {
        let flags = [&zero, &one];
        let other = 1 - i;
        flags[i as usize].store(1);
        turn.store(other);
        until(|| {
            explorer::at(2);
            let free = flags[other as usize].load() == 0;
            explorer::at(3);
            free || turn.load() == i
        });
        flags[i as usize].store(0);
    });
}

/// Lamport's fast mutual exclusion.
fn lamport(n: usize) {
    let [x, y] = zeros();
    let b: Rc<Vec<Atomic>> = Rc::new((0..n).map(|_| Atomic::new(0)).collect());
    threads(n as u32, move |i| {
        loop {
            b[i as usize].store(1);
            x.store(i + 1);
            if y.load() != 0 {
                b[i as usize].store(0);
                until(|| {
                    explorer::at(2);
                    y.load() == 0
                });
                continue;
            }
            y.store(i + 1);
            if x.load() != i + 1 {
                b[i as usize].store(0);
                for other in b.iter() {
                    until(|| {
                        explorer::at(3);
                        other.load() == 0
                    });
                }
                if y.load() != i + 1 {
                    until(|| {
                        explorer::at(4);
                        y.load() == 0
                    });
                    continue;
                }
            }
            break;
        }
        y.store(0);
        b[i as usize].store(0);
    });
}

/// GenMC's counts: only the last look of a loop counts.
#[test]
fn looks_in_vain_do_not_count() {
    let cut = |name: &str, traces: u64, cut: u64, model: Rc<dyn Fn()>| {
        let (first, second) = twice(300, move || model());
        assert!(second.is_complete(), "{name}: {second:?}");
        println!(
            "{name}\t{traces}\tbefore {} of {}\tnow {} of {}",
            first.complete, first.runs, second.complete, second.runs
        );
        assert!(second.awaits, "{name}");
        assert_eq!(second.complete, traces, "{name}");
        assert_eq!(second.runs - second.complete, cut, "{name}");
    };
    let exact = |name: &str, traces, model| cut(name, traces, 0, model);
    exact("barrier(2)", 2, Rc::new(|| barrier(2)));
    exact("barrier(3)", 6, Rc::new(|| barrier(3)));
    exact("barrier(4)", 24, Rc::new(|| barrier(4)));
    exact("spin(2)", 2, Rc::new(|| spin(2)));
    exact("spin(3)", 6, Rc::new(|| spin(3)));
    exact("spin(5)", 120, Rc::new(|| spin(5)));
    exact("ticket(2)", 2, Rc::new(|| ticket(2)));
    exact("ticket(3)", 6, Rc::new(|| ticket(3)));
    exact("ticket(5)", 120, Rc::new(|| ticket(5)));
    // A look of two steps, and one whose thread comes too late: see the theorem.
    cut("ttas(2)", 4, 2, Rc::new(|| ttas(2)));
    cut("peterson(1)", 4, 6, Rc::new(peterson));
    cut("lamport(2)", 16, 3, Rc::new(|| lamport(2)));
}

/// A thread gives up after five tries. From a loop without an end it could not be known.
#[test]
fn a_loop_that_is_left_is_told() {
    let (first, _) = twice(300, || spin(2));
    let config = Config {
        awaits: Awaits::At(first.loops),
        ..compare::config(Mode::Reduced)
    };
    let gives_up = || {
        let [flag] = zeros();
        threads(1, move |_| {
            for _ in 0..5 {
                if flag.load() > 0 {
                    return;
                }
                explorer::at(1);
                explorer::yield_now();
            }
        });
    };
    let report = explore(&config, gives_up, |_| ());
    assert!(report.left && report.complete == 1, "{report:?}");
    let report = explore(&config, || spin(2), |_| ());
    assert!(!report.left && report.awaits, "{report:?}");
}

/// A thread tries once and does something else, whatever it knows, where another one waits.
#[test]
fn a_single_try_in_the_loop_of_another_thread_is_told() {
    let model = || {
        let [flag, gave_up] = zeros();
        threads(3, move |i| match i {
            2 => flag.store(1),
            once => {
                let mut tries = 0;
                until(|| {
                    tries += 1;
                    (once == 1 && tries == 2) || flag.load() > 0
                });
                gave_up.store(once);
            }
        });
    };
    let (first, second) = twice(u64::MAX, model);
    assert!(!first.loops.is_await(1), "{:?}", first.loops);
    assert_eq!(first.traces, second.traces);
}

/// That a thread had to wait is known only to one that sees what it stored.
#[test]
fn others_may_tell_a_look_in_vain() {
    let model = || {
        let [flag, note, end] = zeros();
        let body = move |i| match i {
            0 => {
                let mut waited = 1;
                until(|| {
                    let ready = flag.load() > 0;
                    waited = if ready { waited } else { 2 };
                    ready
                });
                note.store(waited);
            }
            1 => flag.store(1),
            _ => {
                // So that it is no stranger to looks in vain.
                for _ in 0..2 {
                    end.load();
                    explorer::at(2);
                    explorer::yield_now();
                }
                if note.load() == 2 {
                    end.store(1);
                }
            }
        };
        threads(3, body);
    };
    let (first, second) = twice(u64::MAX, model);
    assert!(
        !second.awaits && first.traces == second.traces,
        "{first:?} {second:?}"
    );
}

/// What a thread of a random program does. Loops look until their number has this value.
#[derive(Clone, Copy, Debug)]
enum Op {
    Load(usize),
    Store(usize, u32),
    Add(usize),
    /// Only waits.
    Spin(usize, u32),
    /// Takes a spin lock and gives it back.
    Lock(usize),
    /// Gives up after so many tries.
    Retry(usize, u32),
    /// Gives up after so many tries, and tries as often once more.
    RetryTwice(usize, u32),
    /// Tells how often it tried.
    Counted(usize),
    /// Tells whether it had to wait.
    Waited(usize),
    /// Stores something else if it had to wait.
    Stores(usize),
    /// Tells whether it saw the value before.
    Saw(usize, u32),
    /// Adds to the other number in each turn.
    Adds(usize),
    /// Tells for which of both it waited.
    Either,
    /// Looks at one, and then at the other, in each turn.
    Both,
}

fn op(dice: &mut Dice) -> Op {
    let (a, value) = (dice.below(2), 1 + dice.below(2) as u32);
    match dice.below(20) {
        0 | 1 => Op::Load(a),
        2..=4 => Op::Store(a, value),
        5 | 6 => Op::Add(a),
        7 | 8 => Op::Spin(a, value),
        9 => Op::Lock(a),
        10 => Op::Retry(a, 1 + dice.below(3) as u32),
        11 => Op::RetryTwice(a, 1 + dice.below(3) as u32),
        12 => Op::Counted(a),
        13 | 14 => Op::Waited(a),
        15 => Op::Stores(a),
        16 => Op::Saw(a, value),
        17 => Op::Adds(a),
        18 => Op::Either,
        _ => Op::Both,
    }
}

/// What one thread of a random program tells.
struct Teller {
    numbers: [Atomic; 2],
    told: Rc<RefCell<Vec<u32>>>,
    /// Where in the program its next loop yields.
    place: usize,
}

impl Teller {
    fn tell(&self, value: u32) {
        self.told.borrow_mut().push(value);
    }

    fn pause(&self, loops: usize) {
        explorer::at(self.place * 3 + loops);
        explorer::yield_now();
    }

    /// The number, of which the next step of a loop is at a place of its own.
    fn here<'a>(&self, place: usize, number: &'a Atomic) -> &'a Atomic {
        explorer::at(1_000 + self.place * 10 + place);
        number
    }

    fn look(&self, a: usize) -> u32 {
        self.here(a, &self.numbers[a]).load()
    }

    fn tries(&self, a: usize, tries: u32, loops: usize) -> bool {
        (0..tries).any(|_| {
            let found = self.look(a) > 0;
            if !found {
                self.pause(loops);
            }
            found
        })
    }

    fn run(&self, op: Op) {
        let numbers = &self.numbers;
        match op {
            Op::Load(a) => self.tell(numbers[a].load()),
            Op::Store(a, value) => numbers[a].store(value),
            Op::Add(a) => self.tell(numbers[a].fetch_add(1)),
            Op::Spin(a, value) => {
                while self.look(a) < value {
                    self.pause(1);
                }
            }
            Op::Lock(a) => {
                while !self.here(0, &numbers[a]).exchange(0, 1) {
                    self.pause(1);
                }
                numbers[a].store(0);
            }
            Op::Retry(a, tries) => self.tell(u32::from(self.tries(a, tries, 1))),
            Op::RetryTwice(a, tries) => {
                self.tell(u32::from(self.tries(a, tries, 1)));
                self.tell(u32::from(self.tries(a, tries, 2)));
            }
            Op::Counted(a) => {
                let mut tries = 0;
                while self.look(a) == 0 {
                    tries += 1;
                    self.pause(1);
                }
                self.tell(tries);
            }
            Op::Waited(a) => {
                let mut waited = 0;
                while self.look(a) == 0 {
                    waited = 1;
                    self.pause(1);
                }
                self.tell(waited);
            }
            Op::Stores(a) => {
                let mut waited = false;
                while self.look(a) == 0 {
                    waited = true;
                    self.pause(1);
                }
                numbers[1 - a].store(if waited { 3 } else { 1 });
            }
            Op::Saw(a, value) => {
                let mut saw = 0;
                loop {
                    match self.look(a) {
                        found if found > value => break,
                        found if found == value => saw = 1,
                        _ => {}
                    }
                    self.pause(1);
                }
                self.tell(saw);
            }
            Op::Adds(a) => {
                while self.look(a) == 0 {
                    numbers[1 - a].add(1);
                    self.pause(1);
                }
            }
            Op::Either => loop {
                if self.look(0) > 0 {
                    break self.tell(1);
                }
                if self.look(1) > 0 {
                    break self.tell(2);
                }
                self.pause(1);
            },
            Op::Both => {
                while self.look(0) == 0 || self.look(1) == 0 {
                    self.pause(1);
                }
            }
        }
    }
}

fn random(seed: u64) -> Vec<Vec<Op>> {
    let mut dice = Dice::new(seed);
    let threads = 2 + dice.below(2);
    let ops = |dice: &mut Dice| (0..1 + dice.below(6 - threads)).map(|_| op(dice)).collect();
    (0..threads).map(|_| ops(&mut dice)).collect()
}

fn model(program: Vec<Vec<Op>>) -> impl Fn() + Clone + 'static {
    move || {
        let numbers = zeros();
        let told = program.iter().map(|_| Rc::default());
        let told: Vec<Rc<RefCell<Vec<u32>>>> = told.collect();
        let threads = program.iter().enumerate().map(|(thread, ops)| {
            let (ops, told, numbers) = (ops.clone(), Rc::clone(&told[thread]), numbers.clone());
            spawn(move || {
                for (index, op) in ops.into_iter().enumerate() {
                    let teller = Teller {
                        numbers: numbers.clone(),
                        told: told.clone(),
                        place: 1 + thread * 10 + index,
                    };
                    teller.run(op);
                }
            })
        });
        join_all(threads.collect());
        explorer::outcome(format!(
            "{told:?} {:?}",
            numbers.map(|number| number.peek())
        ));
    }
}

fn ends(config: &Config, model: impl Fn() + 'static) -> (BTreeSet<String>, Report) {
    let mut ends = BTreeSet::new();
    let report = explore(config, model, |run| {
        ends.insert(match run.end {
            End::NoProgress(_) => "no progress".into(),
            end => format!("{end:?} {}", run.outcome.unwrap_or_default()),
        });
    });
    (ends, report)
}

/// Most executions of a program, and of the search that learns.
const MOST_RUNS: u64 = 3_000;
const LEARNING: u64 = 1_000;

const PROGRAMS: std::ops::Range<u64> = 0..80;

/// Programs that CI runs; `AWAITS_PROGRAMS=FROM..TO` runs others.
fn programs() -> std::ops::Range<u64> {
    let wanted = std::env::var("AWAITS_PROGRAMS").ok();
    let range = wanted.as_deref().and_then(|range| range.split_once(".."));
    range.map_or(PROGRAMS, |(from, to)| {
        from.parse().expect("a number")..to.parse().expect("a number")
    })
}

/// As a check does: what was learned from the first executions and some at random is enough.
#[test]
fn no_outcome_is_lost() {
    let (mut compared, mut waits, mut large, mut before) = (0, 0, 0, 0);
    let (mut now, mut whole) = (0, 0);
    for seed in programs() {
        let program = random(seed);
        let learns = |mode, max_runs| Config {
            awaits: Awaits::Learn,
            max_runs,
            ..compare::config(mode)
        };
        let (all, report) = ends(&learns(Mode::Reduced, MOST_RUNS), model(program.clone()));
        if !report.is_complete() {
            continue;
        }
        compared += 1;
        let (_, first) = ends(&learns(Mode::Reduced, LEARNING), model(program.clone()));
        let random = Mode::Random { seed, runs: 400 };
        let (_, random) = ends(&learns(random, u64::MAX), model(program.clone()));
        for loops in [report.loops.clone(), first.loops.and(random.loops)] {
            let config = Config {
                awaits: Awaits::At(loops),
                ..compare::config(Mode::Reduced)
            };
            let (found, second) = ends(&config, model(program.clone()));
            assert!(second.is_complete(), "program {seed} {program:#?}");
            assert_eq!(found, all, "program {seed} {program:#?}");
            assert!(
                second.complete <= report.complete,
                "program {seed} {program:#?}"
            );
            if second.awaits {
                waits += 1;
                large += u32::from(report.runs > LEARNING);
                before += report.runs;
                now += second.runs;
                whole += second.complete;
            }
        }
    }
    println!(
        "{compared} compared; {waits} searches waited, {large} of large programs; {before} runs, now {now}, of which {whole} count"
    );
    assert!(
        waits > 20 || programs() != PROGRAMS,
        "too few loops wait: {waits}"
    );
}
