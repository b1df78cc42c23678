//! Checks a model and says what was found.

use super::explore::{self, Search};
use super::resolve;
use crate::recording::{FailureKind, Recording, Verdict, report};
use std::fmt::Debug;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// How to check a model. [`check`] is enough for most.
///
/// ```
/// use workbook::model::{Check, sync::{Arc, Mutex, thread}};
///
/// Check::new("04/two-additions").preemptions(2).run(|| {
///     let count = Arc::new(Mutex::new(0));
///     let theirs = count.clone();
///     let adder = thread::spawn(move || *theirs.lock() += 1);
///     *count.lock() += 1;
///     adder.join().unwrap();
///     let sum = *count.lock();
///     assert_eq!(sum, 2);
///     sum
/// })
/// .holds();
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is checked until `run`"]
pub struct Check {
    model: String,
    settings: Settings,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) preemptions: Option<u32>,
    pub(crate) limit: Duration,
    pub(crate) max_branches: usize,
    pub(crate) spurious: bool,
    pub(crate) early_ticks: u32,
    /// Tries first that timers fire, which makes shorter stories.
    pub(crate) impatient: bool,
    pub(crate) strict: bool,
}

/// Checks `model` in every execution, within 60 seconds.
///
/// `model` is called once for each execution. It must do the same thing every time but for what the
/// twins decide. What it returns is an outcome: every distinct one is counted.
pub fn check<T: Debug>(id: &str, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
    Check::new(id).run(model)
}

impl Check {
    /// A check of the model with this id, `NN/name`.
    pub fn new(id: &str) -> Self {
        Check {
            model: id.into(),
            settings: Settings {
                preemptions: None,
                limit: Duration::from_secs(60),
                max_branches: 5_000,
                spurious: false,
                early_ticks: 2,
                impatient: false,
                strict: true,
            },
        }
    }

    /// Explores only executions with at most `most` preemptions. The verdict says so.
    pub fn preemptions(mut self, most: u32) -> Self {
        self.settings.preemptions = Some(most);
        self
    }

    /// Stops after this time. The verdict then says that it is not finished.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Takes an execution of more than `most` scheduling steps for a livelock; 5,000 unless told.
    pub fn max_steps(mut self, most: usize) -> Self {
        self.settings.max_branches = most;
        self
    }

    /// Lets condition variables wake for no reason, once for each thread that waits.
    pub fn spurious_wakeups(mut self) -> Self {
        self.settings.spurious = true;
        self
    }

    /// Lets a ticker fire so many times before nothing else can run; 2 unless told.
    pub fn early_ticks(mut self, most: u32) -> Self {
        self.settings.early_ticks = most;
        self
    }

    /// Lets threads be at work when main returns. Without this, that is a failure.
    pub fn threads_may_outlive_main(mut self) -> Self {
        self.settings.strict = false;
        self
    }

    /// Explores `model`, with 0, 1, 2 … preemptions up to the bound.
    ///
    /// # Panics
    /// If an environment variable of loom's cannot be read by loom.
    pub fn run<T: Debug>(self, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
        refuse_broken_environment();
        let model = Arc::new(move || {
            let value = format!("{:?}", model());
            (value != "()").then_some(value)
        });
        let start = Instant::now();
        let mut search = self.search(self.settings, model.clone());
        if let Some(found) = &search
            && found.findings.failure.is_some()
        {
            let limit = self.settings.limit.saturating_sub(start.elapsed());
            let settings = explore::narrower(self.settings, found);
            let other = self.search(Settings { limit, ..settings }, model);
            if other.as_ref().is_some_and(|other| other.is_better(found)) {
                search = other;
            }
        }
        Report::new(self.model, search, start.elapsed())
    }

    /// `None`: a single execution did not end within the time.
    fn search(
        &self,
        settings: Settings,
        model: Arc<dyn Fn() -> Option<String> + Send + Sync>,
    ) -> Option<Search> {
        let (send, receive) = mpsc::channel();
        let searcher = std::thread::Builder::new()
            .name(format!("model {}", self.model))
            .spawn(move || explore::search(settings, model, send))
            .expect("a thread for the checker");
        // It stops by itself at its next execution, unless one never ends.
        let patience = settings.limit + Duration::from_secs(2);
        let search = receive.recv_timeout(patience).ok();
        // After a failure destructors run for a moment; one that waits for ever is left behind.
        let end = Instant::now() + Duration::from_secs(1);
        while search.is_some() && !searcher.is_finished() && Instant::now() < end {
            std::thread::yield_now();
        }
        if searcher.is_finished()
            && let (Err(payload), true) = (searcher.join(), search.is_none())
        {
            std::panic::resume_unwind(payload);
        }
        search
    }
}

/// Loom reads its variables even where each setting is given, and panics at one it cannot read.
fn refuse_broken_environment() {
    for name in [
        "LOOM_CHECKPOINT_INTERVAL",
        "LOOM_MAX_BRANCHES",
        "LOOM_MAX_DURATION",
        "LOOM_MAX_PERMUTATIONS",
        "LOOM_MAX_PREEMPTIONS",
    ] {
        if let Ok(value) = std::env::var(name)
            && value.parse::<u64>().is_err()
        {
            panic!("{name}={value} is no number; unset it: this checker sets its own bounds");
        }
    }
}

/// What was found out about a model.
#[derive(Clone, Debug)]
pub struct Report {
    /// The verdict, the outcomes and the executions that show them.
    pub recording: Recording,
    /// Executions in which at least one thread had to wait.
    pub contended: u64,
    /// How long the search took.
    pub time: Duration,
    /// What was not explored besides, in words.
    pub limits: Vec<&'static str>,
}

impl Report {
    fn new(model: String, search: Option<Search>, time: Duration) -> Self {
        let verdict = verdict(search.as_ref(), time);
        let contended = search.as_ref().map_or(0, |search| search.findings.blocked);
        let limits = search
            .as_ref()
            .map_or(vec![], |search| search.limits.clone());
        let recording = resolve::recording(model, verdict, search.map(|search| search.findings));
        let report = Report {
            recording,
            contended,
            time,
            limits,
        };
        println!("{}", report.line());
        report
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.recording.verdict
    }

    /// Every distinct outcome, most frequent first.
    pub fn outcomes(&self) -> Vec<&str> {
        let outcomes = self.recording.outcomes.iter();
        outcomes.map(|outcome| outcome.value.as_str()).collect()
    }

    /// Model, verdict and seconds in one line, for a table.
    pub fn line(&self) -> String {
        let mark = match self.verdict() {
            Verdict::Holds { .. } => '✓',
            Verdict::Fails { .. } => '✗',
            Verdict::NotFinished { .. } => '…',
        };
        let mut verdict = self.verdict().to_string();
        let holds = !matches!(self.verdict(), Verdict::Fails { .. });
        for limit in self.limits.iter().filter(|_| holds) {
            verdict.push_str(&format!(" ({limit})"));
        }
        let seconds = self.time.as_secs_f64();
        format!(
            "{mark} {:<34} {verdict}  {seconds:.2} s",
            self.recording.model
        )
    }

    /// The screen for a person.
    pub fn screen(&self) -> String {
        report(&self.recording, &crate::recording::Style::for_terminal())
    }

    /// Asserts that the model holds.
    ///
    /// # Panics
    /// If it does not, with the counterexample.
    #[track_caller]
    pub fn holds(&self) -> &Self {
        let holds = matches!(self.verdict(), Verdict::Holds { .. });
        assert!(holds, "\n{}", self.screen());
        self
    }

    /// Asserts that the model returned exactly these values, in the order of the alphabet. It is
    /// what keeps a model from holding because it explores nothing.
    ///
    /// # Panics
    /// If other values came up, or some did not.
    #[track_caller]
    pub fn reaches<const N: usize>(&self, values: [&str; N]) -> &Self {
        let mut reached = self.outcomes();
        reached.sort_unstable();
        assert_eq!(reached, values, "outcomes of {}", self.recording.model);
        self
    }

    /// Asserts that in some execution a thread had to wait for another.
    ///
    /// # Panics
    /// If no thread ever waited: then the model does not test what happens when threads meet.
    #[track_caller]
    pub fn is_contended(&self) -> &Self {
        let model = &self.recording.model;
        assert!(self.contended > 0, "in {model} no thread ever waits");
        self
    }

    /// Asserts that the model fails as declared: how, and with how many preemptions at least. Prints
    /// the counterexample, which cargo shows with `-- --nocapture`.
    ///
    /// # Panics
    /// If it does anything else.
    #[track_caller]
    pub fn fails(&self, expected: FailureKind, fewest: u32) -> &Self {
        match self.verdict() {
            Verdict::Fails {
                kind, preemptions, ..
            } if kind == expected && preemptions == fewest => {
                println!("{}", self.screen());
                self
            }
            _ => panic!(
                "declared: a counterexample of the kind {expected} with {fewest} preemptions\n{}",
                self.screen()
            ),
        }
    }
}

fn verdict(search: Option<&Search>, time: Duration) -> Verdict {
    let millis = time.as_millis() as u64;
    let Some(search) = search else {
        return Verdict::NotFinished {
            executions: 0,
            millis,
            preemptions: None,
        };
    };
    let executions = search.findings.executions;
    match (&search.findings.failure, search.cut_short) {
        (Some(failure), _) => Verdict::Fails {
            kind: failure.kind,
            preemptions: search
                .preemptions
                .unwrap_or_else(|| resolve::preemptions(&failure.log)),
            executions,
            before: search.before,
        },
        (None, Some(preemptions)) => Verdict::NotFinished {
            executions,
            millis,
            preemptions,
        },
        (None, None) => Verdict::Holds {
            executions,
            preemptions: search.preemptions,
        },
    }
}
