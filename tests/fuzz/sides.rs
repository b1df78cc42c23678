//! The sides that a program runs on, each compared with what the reference interpreter says.

use crate::language::{Op, Program};
use crate::outcome::{End, Outcome, is_wanted};
use crate::reference::{self, Reference, Rules};
use crate::statistics::always_ends;
use crate::{MOST_STATES, loom, real};
use checker::loom::Check;
use checker::recording::{FailureKind, Verdict};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Once, mpsc};
use std::time::Duration;

/// After this the real side hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a comparison ended.
#[derive(Debug)]
pub enum Compared {
    Agrees,
    /// As far as it went, it agrees.
    Cut,
    /// It misses outcomes, as it is known to.
    KnownGap,
    /// Nothing can be said.
    NotApplicable,
    Differs(String),
}

/// The same, and what was compared.
pub struct Judged {
    pub compared: Compared,
    /// In which mode, and how far.
    pub modes: Vec<String>,
}

impl From<Compared> for Judged {
    fn from(compared: Compared) -> Self {
        let modes = vec![];
        Judged { compared, modes }
    }
}

/// An outcome, without quotes around it.
struct Shown(String);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The checker over loom, which stops at the first failure.
pub fn loom(program: &Program, reference: &Reference, limit: Duration) -> Compared {
    quiet();
    let mut check = Check::new(&format!("fuzz/{}", program.seed)).time_limit(limit);
    if program.spurious {
        check = check.spurious_wakeups();
    }
    let (program, notes) = (Arc::new(program.clone()), loom::run::no_notes(program));
    let ran = program.clone();
    let report = check.run(move || Shown(loom::run::run(&ran, &notes).to_string()));
    let all: BTreeSet<String> = reference.outcomes.iter().map(Outcome::to_string).collect();
    let explored: BTreeSet<String> = report.outcomes().into_iter().map(String::from).collect();
    let surplus: Vec<_> = explored.difference(&all).collect();
    let missing: Vec<_> = all.difference(&explored).collect();
    // What loom does not take as sequentially consistent may show more.
    let weak = program.ops().any(|op| {
        matches!(
            op,
            Op::Load(_)
                | Op::Store(..)
                | Op::FlagLoad
                | Op::FlagStore(_)
                | Op::FetchUpdate(..)
                | Op::Retry { .. }
        )
    });
    // Loom lets all others go first where a thread yields, and a wait for time to pass is made of
    // yields; besides, threads meet at the clock without a point. So some orders are left out.
    let yields = program.yields() || program.waits_for_time() || program.looks_at_the_clock();
    let differs = |what: String| Compared::Differs(format!("loom's side {what}"));
    let invents = !surplus.is_empty() && !weak;
    match report.verdict() {
        _ if invents => differs(format!("invents {}", some(&surplus))),
        Verdict::Fails { kind, .. } => {
            match reference.outcomes.iter().any(|o| o.end == end(kind)) {
                true => Compared::Agrees,
                false if weak => Compared::NotApplicable,
                false => differs(format!("fails: {kind}")),
            }
        }
        Verdict::NotFinished { .. } => Compared::Cut,
        // That main was first is no race to loom.
        _ if missing == ["LeftRunning"] => Compared::KnownGap,
        _ if missing.is_empty() => Compared::Agrees,
        _ if yields => Compared::KnownGap,
        _ => differs(format!("misses {}", some(&missing))),
    }
}

pub fn some(outcomes: &[&String]) -> String {
    let (count, few) = (outcomes.len(), outcomes.iter().take(3));
    let few: Vec<&str> = few.map(|outcome| outcome.as_str()).collect();
    format!("{count} outcomes: {}", few.join(" | "))
}

pub fn end(kind: FailureKind) -> End {
    match kind {
        FailureKind::Assertion => End::Panicked,
        FailureKind::Deadlock | FailureKind::Livelock | FailureKind::Leak | FailureKind::Limit => {
            End::Deadlock
        }
        FailureKind::DataRace => End::Race,
        FailureKind::ThreadLeftRunning => End::LeftRunning,
        FailureKind::Unseen | FailureKind::NotDeterministic => {
            panic!("a random program is a model, and not {kind}")
        }
    }
}

/// The real primitives: whatever they show has to be among the reference's outcomes.
pub fn real(program: &Program, runs: usize) -> Compared {
    quiet();
    let rules = Rules {
        early_ticks: u8::MAX,
        weak_fails: true,
        ..Rules::default()
    };
    // Only what the checkers explore on request happens to nobody.
    let program = &Program {
        spurious: false,
        ..program.clone()
    };
    let Some(reference) = reference::explore(program, rules, MOST_STATES) else {
        return Compared::NotApplicable;
    };
    let unguarded = program
        .ops()
        .any(|op| matches!(op, Op::CellRead | Op::CellWrite));
    // std's park may return for no reason, and whatever else waits may take its permit.
    let parks = program
        .ops()
        .any(|op| matches!(op, Op::Park | Op::ParkTimeout));
    if unguarded || parks || program.is_for_checkers() || !always_ends(&reference) {
        return Compared::NotApplicable;
    }
    let (send, receive) = mpsc::channel();
    let shared = Arc::new(program.clone());
    std::thread::spawn(move || {
        let notes = real::run::no_notes(&shared);
        let runs = (0..runs).map(|_| {
            let end = real::run::run(&shared, &notes).end;
            // A thread that no other one joins may have done its step, and not noted it yet.
            while Arc::strong_count(&notes) > 1 {
                std::thread::yield_now();
            }
            Outcome::new(end, real::run::noted(&notes))
        });
        let _ = send.send(runs.collect::<BTreeSet<_>>());
    });
    let seen = match receive.recv_timeout(PATIENCE) {
        Ok(seen) => seen,
        Err(error) => return Compared::Differs(format!("the real side: {error}")),
    };
    match seen.difference(&reference.outcomes).next() {
        Some(strange) => Compared::Differs(format!("the real side shows {strange}")),
        None => Compared::Agrees,
    }
}

/// Keeps panics that programs want out of the output. To be called before any checker runs: they
/// have a panic hook too, which has to be asked first.
pub fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let wanted = info.payload_as_str().is_some_and(is_wanted);
            if !wanted {
                previous(info);
            }
        }));
    });
}
