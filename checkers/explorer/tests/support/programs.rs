//! Random programs over the toy twins.

use super::{Atomic, Channel, Condvar, Mutex, Plain, join, spawn, timer};
use explorer::Access;
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone, Copy, Debug)]
pub enum Op {
    Lock(usize),
    Nested(usize),
    TryLock(usize),
    Load(usize),
    Store(usize, u32),
    FetchAdd(usize),
    Add(usize),
    Exchange(usize, u32),
    Send(usize, u32),
    Receive(usize),
    TrySend(usize, u32),
    TryReceive(usize),
    /// Receives from one channel while it holds a lock.
    LockReceive(usize, usize),
    Wait,
    Notify,
    Choose,
    /// Panics if the number is not below 2, while it holds a lock.
    Guarded(usize),
    /// Yields until the number is not 0.
    Spin(usize),
    Yield,
    /// Looks whether a timer that it starts has fired.
    Timer,
    Read,
    Write,
    /// Changes a number that it did not announce.
    Touch(usize),
    /// As one step: looks at a number and changes the other one.
    Together(usize),
    /// The same, with a choice between them.
    TogetherChoose(usize),
    /// As one step, if it need not wait: changes a number, takes a lock, and changes it again.
    TogetherLock(usize),
    /// The same with a message.
    TogetherReceive(usize),
    /// Main: panics if the number is not 0.
    Spawn(usize),
}

#[derive(Clone, Debug)]
pub struct Program {
    pub capacities: [usize; 2],
    pub threads: Vec<Vec<Op>>,
    pub joins: bool,
    /// Main itself panics if number 0 is 2 or more when all are spawned.
    pub main_looks: bool,
}

pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            dice.below(2);
        }
        dice
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }
}

fn op(dice: &mut Dice, style: usize, value: u32) -> Op {
    let (a, b) = (dice.below(2), dice.below(2));
    let kinds: &[usize] = match style {
        0 => &[0, 1, 2, 3, 4, 12],
        1 => &[3, 4, 5, 6, 7, 22],
        2 => &[8, 9, 10, 11, 12, 8, 9],
        3 => &[0, 13, 13, 14, 14, 2, 5],
        4 => &[3, 4, 17, 18, 7, 5],
        5 => &[0, 20, 21, 3, 4, 8, 9],
        6 => &[0, 16, 5, 16, 23, 2, 22],
        7 => &[15, 19, 9, 11, 8, 4],
        12 => &[24, 25, 3, 4, 5, 7],
        13 => &[24, 26, 26, 0, 2, 5],
        14 => &[25, 27, 8, 11, 9, 24],
        15 => &[24, 25, 26, 27, 0, 1, 4, 6, 8, 9, 15, 16, 22],
        _ => &[
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
        ],
    };
    match kinds[dice.below(kinds.len())] {
        0 => Op::Lock(a),
        1 => Op::Nested(a),
        2 => Op::TryLock(a),
        3 => Op::Load(a),
        4 => Op::Store(a, value),
        5 => Op::FetchAdd(a),
        6 => Op::Add(a),
        7 => Op::Exchange(a, b as u32),
        8 => Op::Send(a, value),
        9 => Op::Receive(a),
        10 => Op::TrySend(a, value),
        11 => Op::TryReceive(a),
        12 => Op::LockReceive(a, b),
        13 => Op::Wait,
        14 => Op::Notify,
        15 => Op::Choose,
        16 => Op::Guarded(a),
        17 => Op::Spin(a),
        18 => Op::Yield,
        19 => Op::Timer,
        20 => Op::Read,
        21 => Op::Write,
        22 => Op::Touch(a),
        23 => Op::Spawn(a),
        24 => Op::Together(a),
        25 => Op::TogetherChoose(a),
        26 => Op::TogetherLock(a),
        _ => Op::TogetherReceive(a),
    }
}

impl Program {
    pub fn random(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let capacities = [1 + dice.below(2), 1 + dice.below(2)];
        let style = dice.below(12);
        Program::in_style(&mut dice, capacities, style)
    }

    /// One in which several steps are one.
    pub fn with_sections(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let style = 12 + dice.below(4);
        Program::in_style(&mut dice, [1, 2], style)
    }

    fn in_style(dice: &mut Dice, capacities: [usize; 2], style: usize) -> Self {
        let threads = [2, 2, 2, 3, 3, 4][dice.below(6)];
        let most = [0, 0, 4, 2, 1][threads];
        let mut value = 0;
        let threads = (0..threads).map(|_| {
            let length = 1 + dice.below(most);
            let ops = (0..length).map(|_| {
                value += 1;
                op(dice, style, value)
            });
            ops.collect()
        });
        let threads = threads.collect();
        Program {
            capacities,
            threads,
            joins: dice.below(8) != 0,
            main_looks: dice.below(8) == 0,
        }
    }
}

/// Threads, main aside, and operations of each, at most.
const MOST: usize = 4;

/// What each thread saw, and behind the threads those that they spawned. It outlives the execution, so those that fail count as well.
pub type Notes = Rc<RefCell<Vec<Vec<u32>>>>;

#[derive(Clone)]
struct World {
    mutexes: [Mutex; 2],
    numbers: [Atomic; 2],
    channels: [Channel; 2],
    condvar: Condvar,
    plain: Plain,
    /// By the lock of the same number.
    guarded: [Plain; 2],
    notes: Notes,
}

pub fn model(program: Program, notes: Notes) -> impl Fn() + 'static {
    move || {
        *notes.borrow_mut() = vec![vec![]; (program.threads.len() + 2) * MOST];
        let world = World {
            mutexes: [Mutex::new(), Mutex::new()],
            numbers: [Atomic::new(0), Atomic::new(0)],
            channels: program.capacities.map(Channel::new),
            condvar: Condvar::new(),
            plain: Plain::new(0),
            guarded: [Plain::new(0), Plain::new(0)],
            notes: notes.clone(),
        };
        let threads = program.threads.iter().enumerate().map(|(index, ops)| {
            let (world, ops) = (world.clone(), ops.clone());
            spawn(move || {
                for (place, op) in ops.into_iter().enumerate() {
                    world.run(index + 1, place, op);
                }
            })
        });
        let threads: Vec<_> = threads.collect();
        if program.main_looks {
            assert!(world.numbers[0].load() < 2, "main has seen enough");
        }
        if program.joins {
            for thread in threads {
                world.note(0, u32::from(join(thread).is_ok()));
            }
            for number in &world.numbers {
                world.note(0, number.load());
            }
        }
    }
}

impl World {
    fn together(&self, work: impl FnOnce()) {
        explorer::step_at_once("together", &[]);
        explorer::atomic(work);
    }

    fn note(&self, thread: usize, value: u32) {
        self.notes.borrow_mut()[thread].push(value);
    }

    fn run(&self, me: usize, place: usize, op: Op) {
        let World {
            mutexes,
            numbers,
            channels,
            condvar,
            plain,
            guarded,
            ..
        } = self;
        let flag = |yes: bool| u32::from(yes);
        match op {
            Op::Lock(a) => {
                let _guard = mutexes[a].lock();
                self.note(me, guarded[a].get());
                guarded[a].set(guarded[a].get() + 1);
            }
            Op::Nested(a) => {
                let _one = mutexes[a].lock();
                let _two = mutexes[1 - a].lock();
                self.note(me, 7);
            }
            Op::TryLock(a) => self.note(me, flag(mutexes[a].try_lock().is_some())),
            Op::Load(a) => self.note(me, numbers[a].load()),
            Op::Store(a, value) => numbers[a].store(value),
            Op::FetchAdd(a) => self.note(me, numbers[a].fetch_add(1)),
            Op::Add(a) => numbers[a].add(1),
            Op::Exchange(a, value) => self.note(me, flag(numbers[a].exchange(value, 9))),
            Op::Send(a, value) => channels[a].send(value),
            Op::Receive(a) => self.note(me, channels[a].receive()),
            Op::TrySend(a, value) => self.note(me, flag(channels[a].try_send(value))),
            Op::TryReceive(a) => self.note(me, channels[a].try_receive().unwrap_or(77)),
            Op::LockReceive(a, b) => {
                let _guard = mutexes[a].lock();
                self.note(me, channels[b].receive());
            }
            Op::Wait => drop(condvar.wait(mutexes[0].lock())),
            Op::Notify => {
                let guard = mutexes[0].lock();
                condvar.notify_one();
                drop(guard);
            }
            Op::Choose => self.note(me, explorer::choose(3) as u32),
            Op::Guarded(a) => {
                let _guard = mutexes[a].lock();
                if numbers[0].load() >= 2 {
                    // Another thread may wait in the midst of its panic, and std cannot tell then.
                    explorer::unwinding(true);
                    panic!("too many");
                }
            }
            Op::Spin(a) => {
                while numbers[a].load() == 0 {
                    explorer::yield_now();
                }
                self.note(me, 5);
            }
            Op::Yield => explorer::yield_now(),
            Op::Timer => {
                let fired = Atomic::new(0);
                let (object, theirs) = (fired.object(), fired.clone());
                timer("timer", vec![(object, Access::EXCLUSIVE)], move || {
                    theirs.bump();
                });
                self.note(me, fired.load());
                self.note(me, numbers[0].load());
                self.note(me, fired.load());
            }
            Op::Read => self.note(me, plain.get()),
            Op::Write => plain.set(me as u32),
            Op::Touch(a) => {
                numbers[a].touched();
                self.note(me, numbers[a].peek());
            }
            Op::Together(a) => self.together(|| {
                let seen = numbers[a].load();
                self.note(me, seen);
                match seen {
                    0 => numbers[1 - a].store(place as u32 + 1),
                    _ => self.note(me, flag(numbers[1 - a].exchange(0, 3))),
                }
            }),
            Op::TogetherChoose(a) => self.together(|| {
                self.note(me, numbers[a].fetch_add(1));
                match explorer::choose(2) {
                    0 => numbers[1 - a].add(1),
                    _ => self.note(me, numbers[1 - a].load()),
                }
            }),
            Op::TogetherLock(a) => self.together(|| {
                self.note(me, numbers[a].fetch_add(1));
                let _guard = mutexes[a].lock();
                self.note(me, numbers[a].fetch_add(1));
                guarded[a].set(guarded[a].get() + 1);
            }),
            Op::TogetherReceive(a) => self.together(|| {
                self.note(me, flag(channels[1 - a].try_send(8)));
                self.note(me, channels[a].receive());
                numbers[a].store(4);
            }),
            Op::Spawn(a) => {
                let (world, child) = (self.clone(), (me + 1) * MOST + place);
                spawn(move || world.note(child, world.numbers[a].fetch_add(1)));
                self.note(me, numbers[1 - a].load());
            }
        }
    }
}
