//! A search in parts, on several OS threads.
//!
//! Each takes the next part whenever it is done with one. What is reported depends on the parts alone: what they
//! found is put together in their order, up to the first that failed. So those that come before it go on to their
//! ends, and those behind it stop.

use super::pass::{self, Pass};
use super::search::Searcher;
use crate::failure::RawFailure;
use crate::findings::Findings;
use crate::log::recorder;
use crate::questions::{self, Said};
use crate::settings::Settings;
use crate::turn;
use crate::watch::{Helper, Watch};
use explorer::{Before, Config, Estimate, Finish, Mode, Part, Report};
use parking_lot::Mutex;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;
use std::time::{Duration, Instant};

/// The OS threads that search one model.
pub(super) struct Team<F> {
    settings: Settings,
    config: Config,
    deadline: Instant,
    model: F,
    shown: Arc<Watch>,
    parts: Vec<Searched>,
    /// The first part that no OS thread has taken.
    next: AtomicUsize,
}

/// A part, and how far it is.
struct Searched {
    part: Part,
    stop: Arc<AtomicBool>,
    state: Mutex<State>,
}

enum State {
    /// So many executions are expected, if that can be told.
    Open(Option<Estimate>),
    Done(Box<Found>),
}

/// What a part found.
struct Found {
    report: Report,
    findings: Findings,
    failure: Option<RawFailure>,
    said: Said,
}

/// How long an OS thread waits that finds no core idle.
const PAUSE: Duration = Duration::from_millis(10);

/// So much fewer executions or more than the others on average a part may have before an OS thread begins it.
const UNKNOWN: u64 = 2;

impl Team<()> {
    /// For the search of this OS thread.
    pub(super) fn new(
        searcher: &Searcher,
        parts: Vec<Part>,
        max_runs: u64,
    ) -> Team<impl Fn() + Send + Sync + Clone + 'static> {
        let parts = parts.into_iter().map(|part| Searched {
            part,
            stop: Arc::default(),
            state: Mutex::new(State::Open(None)),
        });
        Team {
            settings: Settings {
                points: questions::points(),
                ..searcher.settings
            },
            config: Config {
                max_runs,
                ..searcher.config(Mode::Reduced)
            },
            deadline: searcher.deadline,
            model: searcher.one_execution(),
            shown: recorder::watch(),
            parts: parts.collect(),
            next: AtomicUsize::new(0),
        }
    }
}

impl<F: Fn() + Send + Sync + Clone + 'static> Team<F> {
    /// What all of them find; or steps that turned out not to divide the search.
    pub(super) fn search(self) -> Result<Pass, Before> {
        self.shown.begin_pass(false);
        let before = questions::take_said();
        self.work();
        questions::say(before);
        self.together()
    }

    /// Searches on this OS thread and on others, until no part is left.
    fn work(&self) {
        let helpers = self.settings.workers.map_or_else(turn::cores, NonZero::get) - 1;
        thread::scope(|scope| {
            let helpers = (0..helpers).map_while(|_| {
                let helper = Helper::of(&self.shown);
                let name = thread::current().name().unwrap_or("model").to_string();
                let helping = thread::Builder::new().name(name);
                // Without help it takes longer, and that is all.
                let helping = helping.spawn_scoped(scope, move || self.help(&helper));
                helping.ok()
            });
            let helpers: Vec<_> = helpers.collect();
            self.take_parts(|| Some(()));
            for helper in helpers {
                if let Err(panic) = helper.join() {
                    resume_unwind(panic);
                }
            }
        });
    }

    /// Helps on the calling OS thread, which is new.
    fn help(&self, helper: &Helper) {
        helper.attach();
        recorder::activate(explorer::steps);
        questions::begin(&self.settings);
        // Where the number of OS threads was given, no core has to be idle.
        match self.settings.workers {
            Some(_) => self.take_parts(|| Some(())),
            None => self.take_parts(turn::left_over),
        }
    }

    /// Searches one part after the other, each when it is this OS thread's turn.
    fn take_parts<T>(&self, turn: impl Fn() -> Option<T>) {
        let _others = StopIfPanicking(&self.parts);
        while self.next.load(Relaxed) < self.parts.len() {
            let Some(_turn) = turn() else {
                thread::sleep(PAUSE);
                continue;
            };
            let next = self.next.fetch_add(1, Relaxed);
            if next < self.parts.len() {
                self.one(next);
                recorder::watch().rests();
            }
        }
    }

    fn one(&self, number: usize) {
        let searched = &self.parts[number];
        let config = Config {
            part: searched.part.clone(),
            stop: Some(searched.stop.clone()),
            max_time: self.deadline.saturating_duration_since(Instant::now()),
            ..self.config.clone()
        };
        pass::watch();
        let (mut findings, mut last) = (Findings::default(), None);
        let report = explorer::explore(&config, self.model.clone(), |run| {
            pass::take(run, &mut findings);
            if run.estimate != last {
                last = run.estimate;
                *searched.state.lock() = State::Open(last);
                let all = self.estimate().map(pass::estimate);
                all.inspect(|all| self.shown.estimate(*all));
            }
        });
        if report.finish != Finish::Complete {
            stop(&self.parts[number + 1..]);
        }
        *searched.state.lock() = State::Done(Box::new(Found {
            report,
            findings,
            failure: pass::take_failure(),
            said: questions::take_said(),
        }));
    }

    /// How many executions all parts have.
    fn estimate(&self) -> Option<Estimate> {
        let (mut all, mut begun) = (Estimate::exactly(0), 0);
        for searched in &self.parts {
            let known = match &*searched.state.lock() {
                State::Done(found) => Some(found.estimate()),
                State::Open(estimate) => *estimate,
            };
            if let Some(known) = known {
                all = all.and(known);
                begun += 1;
            }
        }
        let others = self.parts.len() as u64 - begun;
        let on_average = all.about.checked_div(begun)?;
        Some(all.and(Estimate {
            low: others * on_average / UNKNOWN,
            about: others * on_average,
            high: others * on_average * UNKNOWN,
        }))
    }

    /// What the parts found, in their order.
    fn together(self) -> Result<Pass, Before> {
        let estimate = self.estimate();
        let (mut all, mut findings, mut failure) = (None::<Report>, Findings::default(), None);
        for searched in self.parts {
            let State::Done(found) = searched.state.into_inner() else {
                unreachable!("each part was taken by an OS thread, which finished it");
            };
            let before = all.as_ref().map_or(0, |all| all.runs);
            let too_many = before + found.report.runs > self.config.max_runs;
            let finish = found.report.finish;
            if let Finish::Overlap(pair) = finish {
                return Err(pair);
            }
            questions::say(found.said);
            findings.and(found.findings);
            failure = failure.or(found.failure);
            let mut report = match all {
                Some(all) => all.and(found.report),
                None => found.report,
            };
            if too_many {
                (report.finish, report.failure, failure) = (Finish::RunLimit, None, None);
            }
            all = Some(report);
            if too_many || matches!(finish, Finish::Failure | Finish::RunLimit) {
                break;
            }
        }
        let mut report = all.expect("several parts");
        if report.failure.is_some() {
            report.finish = Finish::Failure;
        }
        if report.finish == Finish::TimeLimit {
            report.estimate = estimate;
        }
        Ok(Pass::of(report, findings, failure))
    }
}

impl Found {
    /// How many executions the part has.
    fn estimate(&self) -> Estimate {
        let ran = Estimate::exactly(self.report.runs);
        self.report.estimate.unwrap_or(ran)
    }
}

fn stop(parts: &[Searched]) {
    for searched in parts {
        searched.stop.store(true, Relaxed);
    }
}

/// No other part is needed after a panic.
struct StopIfPanicking<'a>(&'a [Searched]);

impl Drop for StopIfPanicking<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            stop(self.0);
        }
    }
}
