//! A program from a seed.

use crate::language::{Leaf, Program, Stmt};
use crate::random::Random;

/// How large programs are.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub tasks: usize,
    pub stmts: usize,
}

pub const SMALL: Size = Size { tasks: 1, stmts: 2 };
pub const LARGE: Size = Size { tasks: 2, stmts: 3 };

struct Task {
    index: usize,
    receives: bool,
    receiver: bool,
    /// Timers and yields that are left to it: one that goes on in vain too often is held back.
    waits: usize,
}

pub fn program(seed: u64, size: Size) -> Program {
    let mut random = Random::new(seed);
    let tasks = 1 + random.below(size.tasks);
    let threads = random.once_in(5).then(|| {
        let sends = random.below(tasks + 1);
        let others: Vec<usize> = (0..=tasks).filter(|task| *task != sends).collect();
        (sends, random.pick(&others))
    });
    let mut program = Program {
        seed,
        capacity: 1 + random.below(2),
        permits: random.below(3),
        drops: u32::from(random.once_in(6)),
        hidden: random.once_in(4),
        receiver: random.below(tasks + 1),
        threads,
        tasks: vec![],
    };
    for index in 0..=tasks {
        let receives = index == program.receiver;
        let mut task = Task {
            index,
            receives,
            receiver: receives,
            waits: 2,
        };
        let count = 1 + random.below(size.stmts);
        let stmts = (0..count)
            .map(|_| stmt(&mut random, &program, &mut task))
            .collect();
        program.tasks.push(stmts);
    }
    spawns(&mut random, &mut program, tasks);
    program
}

/// Main spawns the others among what it does, and joins or aborts them.
fn spawns(random: &mut Random, program: &mut Program, tasks: usize) {
    let awaits_all = random.below(3) > 0;
    let main = &mut program.tasks[0];
    let mut spawned = 0;
    for task in (1..=tasks).rev() {
        let at = random.below(2).min(main.len());
        main.insert(at, Stmt::Spawn(task));
        spawned = spawned.max(at);
        if random.once_in(5) {
            let after = at + 1 + random.below(main.len() - at);
            main.insert(after, Stmt::Abort(task));
        }
        if random.once_in(6) {
            let place = main.iter().position(|stmt| *stmt == Stmt::Spawn(task));
            let after = place.expect("it is spawned") + 1;
            let at = after + random.below(main.len() - after + 1);
            let other = other(random, program.receiver == 0);
            let mut arms = [Leaf::Join(task), other];
            arms.rotate_left(random.below(2));
            let biased = random.once_in(2);
            main.insert(at, Stmt::Select { biased, arms });
        } else if awaits_all || random.once_in(3) {
            main.push(Stmt::Await(Leaf::Join(task)));
        }
    }
}

fn other(random: &mut Random, receives: bool) -> Leaf {
    match random.below(4) {
        0 if receives => Leaf::Recv,
        1 => Leaf::Sleep,
        2 => Leaf::Lock,
        _ => Leaf::Acquire(1),
    }
}

fn leaf(random: &mut Random, task: &mut Task) -> Leaf {
    loop {
        let leaf = match random.below(9) {
            0..=2 if task.receiver => Leaf::Recv,
            0..=2 => Leaf::Send(task.index as u8),
            3 => Leaf::Send(10 + task.index as u8),
            4 => Leaf::Lock,
            5 | 6 => Leaf::Acquire(1),
            7 => Leaf::Acquire(2),
            _ if task.waits == 0 => continue,
            _ => Leaf::Sleep,
        };
        task.waits -= usize::from(leaf == Leaf::Sleep);
        return leaf;
    }
}

fn stmt(random: &mut Random, program: &Program, task: &mut Task) -> Stmt {
    if let Some((sends, receives)) = program.threads
        && random.once_in(3)
    {
        if task.index == sends {
            return Stmt::ThreadSend;
        }
        if task.index == receives {
            return Stmt::ThreadRecv;
        }
    }
    let first = leaf(random, task);
    match random.below(18) {
        0..=3 => Stmt::Await(first),
        4 | 5 if task.waits > 0 => {
            task.waits -= 1;
            Stmt::Timeout(first)
        }
        6..=8 => loop {
            let second = leaf(random, task);
            if !matches!((first, second), (Leaf::Recv, Leaf::Recv)) {
                let biased = random.once_in(2);
                let arms = [first, second];
                return Stmt::Select { biased, arms };
            }
        },
        9 if task.waits > 0 => {
            task.waits -= 1;
            Stmt::Cancellable(first)
        }
        10 if task.waits > 0 => {
            task.waits -= 1;
            Stmt::Yield
        }
        11 if task.receiver => Stmt::TryRecv,
        11 => Stmt::TrySend(20 + task.index as u8),
        12 => Stmt::TryAcquire,
        13 if task.receives => match random.below(2) {
            0 => Stmt::Close,
            _ => {
                task.receiver = false;
                Stmt::DropReceiver
            }
        },
        13 => Stmt::DropSender,
        14 => Stmt::Unlock,
        15 => Stmt::Release,
        16 => match random.below(4) {
            0 => Stmt::Forget,
            1 => Stmt::CloseSemaphore,
            _ => Stmt::AddPermits(1),
        },
        17 => Stmt::LockedTrySend(30 + task.index as u8),
        _ => Stmt::Await(first),
    }
}
