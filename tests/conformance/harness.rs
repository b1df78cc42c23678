//! Runs a scenario on both sides and compares what came out.

use checker::explorer;
use checker::loom::{Check, Report};
use checker::recording::{Execution, StepKind, Verdict};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Once, mpsc};
use std::time::Duration;

/// How often the real side runs a scenario, unless the scenario says otherwise.
const REAL_RUNS: usize = 200;
/// A model that is larger than this is too large for the catalogue.
const MOST_EXECUTIONS: u64 = 20_000;
/// After this the real side hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// Something that the primitives are asked to do, and all that may come of it.
#[derive(Clone, Copy)]
pub struct Scenario {
    name: &'static str,
    run: fn() -> String,
    /// Sorted.
    reaches: &'static [&'static str],
    /// So many threads are blocked at once in one of the executions, besides those that join.
    pub blocks: usize,
    real_runs: usize,
    /// Outcomes that take weak memory: only loom shows them.
    weak: &'static [&'static str],
    /// What may happen for no reason is explored too.
    spurious: bool,
}

/// `scenario!(name)`, or `scenario!(name = expression)`; its value's `{:?}` is the outcome.
macro_rules! scenario {
    ($name:ident) => {
        scenario!($name = $name())
    };
    ($name:ident = $run:expr) => {
        super::Scenario::new(stringify!($name), || format!("{:?}", $run))
    };
}
pub(crate) use scenario;

impl Scenario {
    pub fn new(name: &'static str, run: fn() -> String) -> Self {
        Scenario {
            name,
            run,
            reaches: &[],
            blocks: 0,
            real_runs: REAL_RUNS,
            weak: &[],
            spurious: false,
        }
    }

    /// Explores what may happen for no reason too. On the real side it may not come up.
    pub fn spurious(mut self) -> Self {
        self.spurious = true;
        self
    }

    /// The check over loom.
    fn check(self, name: &str) -> Check {
        let check = Check::new(name);
        match self.spurious {
            true => check.spurious(),
            false => check,
        }
    }

    /// That of the explorer.
    fn check_schedules(self, name: &str) -> explorer::Check {
        let check = explorer::Check::new(name);
        match self.spurious {
            true => check.spurious(),
            false => check,
        }
    }

    /// Those of the outcomes that no sequentially consistent execution has: only loom shows them.
    pub fn weak(mut self, outcomes: &'static [&'static str]) -> Self {
        self.weak = outcomes;
        self
    }

    /// The exact set of outcomes; with one, both sides have to show just that.
    pub fn reaches(mut self, outcomes: &'static [&'static str]) -> Self {
        self.reaches = outcomes;
        self
    }

    /// In some execution so many threads are blocked at once.
    pub fn blocks(mut self, threads: usize) -> Self {
        self.blocks = threads;
        self
    }

    /// For a scenario whose real side waits for time to pass.
    pub fn real_runs(mut self, runs: usize) -> Self {
        self.real_runs = runs;
        self
    }
}

/// How the message of every panic begins that a scenario wants.
pub const ON_PURPOSE: &str = "on purpose";

/// An outcome, without quotes around it.
struct Shown(String);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Runs a file's scenarios on both sides.
pub fn compare(file: &str, real: Vec<Scenario>, twin: Vec<Scenario>) {
    quiet();
    let mut failures = vec![];
    for (real, twin) in real.into_iter().zip(twin) {
        if let Err(failure) = compare_one(file, real, twin) {
            println!("FAILED {file}::{}: {failure}", twin.name);
            enough_for_a_mutant();
            failures.push(format!("{}: {failure}", twin.name));
        }
    }
    assert!(failures.is_empty(), "{file}:\n{}", failures.join("\n"));
}

/// Whether the twins were broken on purpose: the real side is what it was.
fn judges_a_mutant() -> bool {
    std::env::var_os("CONFORMANCE_MUTANT").is_some()
}

/// The first failure is all that there is to know of a mutant.
fn enough_for_a_mutant() {
    if judges_a_mutant() {
        std::process::exit(1);
    }
}

/// Runs a file's scenarios on loom's side alone.
pub fn compare_with_loom(file: &str, scenarios: Vec<Scenario>) {
    quiet();
    for scenario in scenarios {
        match explored(file, scenario) {
            Ok((explored, executions, crowd)) => println!(
                "{file}::{}: {} outcomes, {executions} executions, {crowd} blocked at once",
                scenario.name,
                explored.len(),
            ),
            Err(failure) => {
                println!("FAILED {file}::{}: {failure}", scenario.name);
                enough_for_a_mutant();
                panic!("{file}::{}: {failure}", scenario.name);
            }
        }
    }
}

/// What loom's side reaches, in how many executions, and how many threads are blocked at once in one of them.
fn explored(file: &str, twin: Scenario) -> Result<(BTreeSet<String>, u64, usize), String> {
    let (report, executions) = explore(file, twin)?;
    let explored: BTreeSet<String> = report.outcomes().into_iter().map(String::from).collect();
    let expected: BTreeSet<String> = twin.reaches.iter().map(|s| s.to_string()).collect();
    if explored != expected {
        let missing: Vec<_> = expected.difference(&explored).collect();
        let surplus: Vec<_> = explored.difference(&expected).collect();
        return Err(format!("the twin misses {missing:?}, invents {surplus:?}"));
    }
    let crowd = most_blocked(file, twin, &expected)?;
    if crowd < twin.blocks {
        return Err(format!("{crowd} threads blocked at once at most"));
    }
    Ok((explored, executions, crowd))
}

fn compare_one(file: &str, real: Scenario, twin: Scenario) -> Result<(), String> {
    let (explored, executions, crowd) = explored(file, twin)?;
    let seen = match judges_a_mutant() {
        true => BTreeSet::new(),
        false => run_for_real(real)?,
    };
    if let Some(strange) = seen.difference(&explored).next() {
        return Err(format!(
            "the real side shows {strange}, the twin never does"
        ));
    }
    println!(
        "{file}::{}: {} of {} outcomes seen, {executions} executions, {crowd} blocked at once, {} real runs",
        twin.name,
        seen.len(),
        explored.len(),
        real.real_runs,
    );
    Ok(())
}

/// Runs a file's scenarios on the explorer's side.
pub fn compare_with_explorer(file: &str, scenarios: Vec<Scenario>) {
    quiet();
    let mut failures = vec![];
    for scenario in scenarios {
        if let Err(failure) = compare_one_with_explorer(file, scenario) {
            println!("FAILED {file}::{}: {failure}", scenario.name);
            enough_for_a_mutant();
            failures.push(format!("{}: {failure}", scenario.name));
        }
    }
    assert!(failures.is_empty(), "{file}:\n{}", failures.join("\n"));
}

fn compare_one_with_explorer(file: &str, scenario: Scenario) -> Result<(), String> {
    let (report, schedules) = explore_all(file, scenario)?;
    let explored: BTreeSet<String> = report.outcomes().into_iter().map(String::from).collect();
    let mut expected: BTreeSet<&str> = scenario.reaches.iter().copied().collect();
    for weak in scenario.weak {
        if !expected.remove(weak) {
            return Err(format!("the outcome {weak} is weak, and not among all"));
        }
    }
    let expected: BTreeSet<String> = expected.into_iter().map(String::from).collect();
    if explored != expected {
        let missing: Vec<_> = expected.difference(&explored).collect();
        let surplus: Vec<_> = explored.difference(&expected).collect();
        return Err(format!(
            "the explorer's twin misses {missing:?}, invents {surplus:?}"
        ));
    }
    let settled = settle_at_random(file, scenario);
    let outcomes = settled.outcomes();
    if let Some(strange) = outcomes.iter().find(|value| !expected.contains(**value)) {
        return Err(format!("the explorer's twin, settled, shows {strange}"));
    }
    let crowd = report.crowd.max(settled.crowd);
    if crowd < scenario.blocks {
        return Err(format!("{crowd} threads blocked at once at most"));
    }
    println!(
        "{file}::{}: {} outcomes, {schedules} schedules, {crowd} blocked at once",
        scenario.name,
        explored.len(),
    );
    Ok(())
}

/// A reduced search shows one execution of many that differ in who had to wait. So a few are run at
/// random in which [`settle_in_a_schedule`] lets the others go on.
fn settle_at_random(file: &str, scenario: Scenario) -> Report {
    scenario
        .check_schedules(&format!("{file}/{} settled", scenario.name))
        .random(1, 300)
        .run(move || {
            SETTLES.set(true);
            Shown((scenario.run)())
        })
}

fn explore_all(file: &str, scenario: Scenario) -> Result<(Report, u64), String> {
    let report = scenario
        .check_schedules(&format!("{file}/{} explored", scenario.name))
        .time_limit(Duration::from_secs(20))
        .run(move || {
            SETTLES.set(false);
            Shown((scenario.run)())
        });
    match report.verdict() {
        Verdict::HoldsInAll {
            schedules,
            preemptions: None,
        } if schedules <= MOST_EXECUTIONS => Ok((report, schedules)),
        verdict => Err(format!(
            "the explorer's twin: {verdict}\n{}",
            report.screen()
        )),
    }
}

/// Explores two models and compares what they reach; both must hold.
pub fn same_with_explorer(choice: Scenario, thread: Scenario) {
    quiet();
    let outcomes = |scenario| {
        let (report, schedules) =
            explore_all("timer_threads", scenario).unwrap_or_else(|failure| panic!("{failure}"));
        let outcomes = report.outcomes().into_iter().map(String::from);
        (outcomes.collect::<BTreeSet<_>>(), schedules)
    };
    let ((chosen, few), (threaded, many)) = (outcomes(choice), outcomes(thread));
    println!(
        "{}: {chosen:?}, {few} schedules, {many} with a thread",
        choice.name
    );
    assert_eq!(chosen, threaded, "{} and {}", choice.name, thread.name);
}

/// Explores a scenario completely; it has to hold.
fn explore(file: &str, scenario: Scenario) -> Result<(Report, u64), String> {
    let report = scenario
        .check(&format!("{file}/{}", scenario.name))
        .time_limit(Duration::from_secs(20))
        .run(move || Shown((scenario.run)()));
    match report.verdict() {
        Verdict::Holds {
            executions,
            preemptions: None,
        } if executions <= MOST_EXECUTIONS => Ok((report, executions)),
        verdict => Err(format!("the twin: {verdict}\n{}", report.screen())),
    }
}

/// The largest number of threads blocked at once, by looking at executions.
///
/// A recording keeps one execution of those that differ only in who had to wait. So these come from
/// a search of its own, without preemptions, in which [`settle_in_a_model`] really lets the others
/// go on until they cannot. It is one more look at the twin: between a lock and its release there may
/// be no step at all otherwise, so that nobody ever waits for it.
fn most_blocked(
    file: &str,
    scenario: Scenario,
    expected: &BTreeSet<String>,
) -> Result<usize, String> {
    let report = scenario
        .check(&format!("{file}/{} settled", scenario.name))
        .preemptions(0)
        .time_limit(Duration::from_secs(5))
        .run(move || {
            SETTLES.set(true);
            Shown((scenario.run)())
        });
    let verdict = report.verdict();
    if !matches!(verdict, Verdict::Holds { .. }) {
        return Err(format!("the twin, settled: {verdict}\n{}", report.screen()));
    }
    let outcomes = report.outcomes();
    if let Some(strange) = outcomes.iter().find(|value| !expected.contains(**value)) {
        return Err(format!("the twin, settled, shows {strange}"));
    }
    let executions = report.recording.executions.iter();
    Ok(executions.map(blocked_at_once).max().unwrap_or(0))
}

/// The largest number of threads that are blocked at one point of an execution. A thread that
/// waits for another's end does not count: almost every scenario ends like that.
fn blocked_at_once(execution: &Execution) -> usize {
    let mut blocked = BTreeSet::new();
    let mut most = 0;
    for step in &execution.steps {
        if step.blocks && !matches!(step.kind, StepKind::Join | StepKind::Sleep) {
            blocked.insert(step.thread);
        } else {
            blocked.remove(&step.thread);
        }
        most = most.max(blocked.len());
    }
    most
}

/// Runs a scenario on real threads again and again. A hang is a failure.
fn run_for_real(scenario: Scenario) -> Result<BTreeSet<String>, String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let runs = (0..scenario.real_runs).map(|_| (scenario.run)());
        let _ = send.send(runs.collect::<BTreeSet<_>>());
    });
    receive.recv_timeout(PATIENCE).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => "the real side hangs".into(),
        mpsc::RecvTimeoutError::Disconnected => "the real side panicked".into(),
    })
}

/// Checks two models and compares what they reach; both must hold.
pub fn same_outcomes(choice: Scenario, thread: Scenario) {
    quiet();
    let outcomes = |scenario| {
        let (report, executions) =
            explore("timer_threads", scenario).unwrap_or_else(|failure| panic!("{failure}"));
        let outcomes = report.outcomes().into_iter().map(String::from);
        (outcomes.collect::<BTreeSet<_>>(), executions)
    };
    let ((chosen, few), (threaded, many)) = (outcomes(choice), outcomes(thread));
    println!(
        "{}: {chosen:?}, {few} executions, {many} with a thread",
        choice.name
    );
    assert!(chosen.len() > 1, "{}: time changes nothing", choice.name);
    assert_eq!(chosen, threaded, "{} and {}", choice.name, thread.name);
}

/// Waits for a moment of random length, or does not: it brings up orders that are rare.
pub fn pause() {
    static SEED: AtomicU64 = AtomicU64::new(0x9e37_79b9_7f4a_7c15);
    thread_local! {
        static RANDOM: Cell<u64> = Cell::new(SEED.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed));
    }
    let mut random = RANDOM.get();
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    RANDOM.set(random);
    match random >> 32 & 7 {
        0 => std::thread::sleep(Duration::from_micros(random & 63)),
        1 | 2 => std::thread::yield_now(),
        3 | 4 => (0..random & 1023).for_each(|_| std::hint::spin_loop()),
        _ => {}
    }
}

/// Waits until the other threads have probably gone as far as they can, or does not.
pub fn settle() {
    static TURN: AtomicU64 = AtomicU64::new(0);
    match TURN.fetch_add(1, Ordering::Relaxed) % 4 {
        0 => std::thread::sleep(Duration::from_micros(150)),
        _ => pause(),
    }
}

thread_local! {
    /// Models run on one OS thread each.
    static SETTLES: Cell<bool> = const { Cell::new(false) };
}

/// In loom every order comes up anyway; only [`most_blocked`] wants a certain one.
pub fn settle_in_a_model() {
    if SETTLES.get() {
        checker::loom::sync::thread::sleep(Duration::from_millis(1));
    }
}

/// As [`settle_in_a_model`], for the explorer.
pub fn settle_in_a_schedule() {
    if SETTLES.get() {
        explorer::sync::thread::sleep(Duration::from_millis(1));
    }
}

/// Keeps panics that scenarios want out of the output.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let wanted = info.payload_as_str().is_some_and(|message| {
                message.starts_with(ON_PURPOSE)
                    || message == "a scoped thread panicked"
                    || message.ends_with("closed channel")
                    || message.ends_with("instance has previously been poisoned")
            });
            if !wanted {
                previous(info);
            }
        }));
    });
}
