//! What was generated, and what came of it: a comparison of programs in which nothing happens would
//! say nothing.

use crate::features;
use crate::language::{Op, Otherwise, Program};
use crate::outcome::End;
use crate::reference::Reference;
use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, Default)]
pub struct Statistics {
    pub programs: usize,
    /// What was seen, and in how many programs.
    seen: BTreeMap<String, usize>,
}

impl Statistics {
    /// Counts what a program has.
    pub fn generated(&mut self, program: &Program) {
        self.programs += 1;
        let mut seen: Vec<String> = program.ops().map(name).collect();
        for op in program.ops() {
            if let Op::Select {
                arms,
                otherwise,
                biased,
            } = op
            {
                seen.push(format!("select of {}", arms.len()));
                if *otherwise != Otherwise::Wait {
                    seen.push(format!("select {otherwise:?}"));
                }
                seen.extend(biased.then(|| "select biased".into()));
            }
        }
        let main_acts = !program.threads[0].is_empty();
        let threads = program.threads.len() - usize::from(!main_acts);
        seen.push(format!("{threads} threads"));
        seen.extend(features::of(program).into_iter().map(String::from));
        self.add_once(seen);
    }

    /// Counts what may come of a program.
    pub fn explored(&mut self, reference: &Reference) {
        let ends = reference.outcomes.iter();
        let mut seen: Vec<String> = ends.map(|o| format!("ends: {:?}", o.end)).collect();
        seen.extend(features::seen(reference).into_iter().map(String::from));
        self.add_once(seen);
    }

    fn add_once(&mut self, mut seen: Vec<String>) {
        seen.sort();
        seen.dedup();
        for what in seen {
            self.add(&what);
        }
    }

    pub fn add(&mut self, what: &str) {
        *self.seen.entry(what.into()).or_default() += 1;
    }

    /// Adds what somebody else counted.
    pub fn merge(&mut self, more: Statistics) {
        self.programs += more.programs;
        for (what, count) in more.seen {
            *self.seen.entry(what).or_default() += count;
        }
    }

    pub fn of(&self, what: &str) -> usize {
        self.seen.get(what).copied().unwrap_or(0)
    }

    /// What many programs should have had, and these did not have.
    pub fn missing_features(&self) -> Vec<&'static str> {
        self.missing(WANTED.split_whitespace().chain(FEATURES))
    }

    /// What many programs should have led to, and these did not lead to.
    pub fn missing_ends(&self) -> Vec<&'static str> {
        self.missing(ENDS.into_iter())
    }

    fn missing(&self, wanted: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
        wanted.filter(|what| self.of(what) == 0).collect()
    }
}

const ENDS: [&str; 8] = [
    "ends: Ended",
    "ends: Deadlock",
    "ends: LeftRunning",
    "ends: Panicked",
    "ends: Race",
    "a thread waits",
    "several outcomes",
    "three tries fail",
];

const FEATURES: [&str; 18] = [
    "2 threads",
    "3 threads",
    "4 threads",
    "5 threads",
    "nested scopes",
    "a select sends",
    "a handle goes beside a select",
    "two condition variables",
    "a panic under a lock",
    "main acts",
    "spurious wake-ups",
    "no joins",
    "deadlines",
    "a thread starts others",
    "select of 2",
    "select Default",
    "select Timeout",
    "select biased",
];

const WANTED: &str = "
    Lock TryLock TryLockFor IsLocked Unlock Forget ForceUnlock
    Read TryRead TryReadFor Upgradable TryUpgradable Write TryWrite TryWriteFor Release
    Upgrade TryUpgrade Downgrade DowngradeToUpgradable ForgetRw ForceRw IsHeld IsWritten
    Wait WaitFor WaitWhile WaitWhileFor NotifyOne NotifyAll
    Load Store Swap CompareExchange CompareExchangeWeak Fetch FetchUpdate
    FlagLoad FlagStore FlagAnd FlagOr FlagXor FlagNand Fence
    Send TrySend SendTimeout SendSender SendCounted Recv TryRecv RecvTimeout Iter TryIter Len IsEmpty IsFull
    CloneSender CloneReceiver DropSender DropReceiver RecvTimer TryRecvTimer LenTimer Select
    Retry Done WaitGroup Meet Park ParkTimeout Unpark ParkerPark ParkerTimeout ParkerUnpark
    Join IsFinished Panic PanicIf Yield Backoff Sleep Now Count DropCounted TryUnwrap IntoInner
    GetMut MakeWeak UpgradeWeak DropWeak CountWeak CellRead CellWrite Close SendNil RecvNil CloseNil
    CallOnce CallOnceForce PanicOnce IsOnceDone WaitOnce WaitOnceForce SetCell GetCell InitCell PanicCell WaitCell
";

/// The first word of an operation.
fn name(op: &Op) -> String {
    let all = format!("{op:?}");
    let end = all.find(|c: char| !c.is_alphabetic()).unwrap_or(all.len());
    all[..end].into()
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} programs; in how many of them:", self.programs)?;
        for (what, count) in &self.seen {
            writeln!(f, "{count:>8}  {what}")?;
        }
        Ok(())
    }
}

/// Whether every execution comes to its end.
pub fn always_ends(reference: &Reference) -> bool {
    let mut outcomes = reference.outcomes.iter();
    outcomes.all(|outcome| outcome.end == End::Ended)
}
