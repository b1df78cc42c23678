//! The first schedule, and an execution that failed, run again to see whether they do the same thing.

use super::exploration::{Searcher, execute};
use crate::check::Model;
use crate::failure;
use crate::findings::{Again, Findings, Search};
use crate::log::Log;
use crate::log::recorder::{self, Stop};
use crate::log::resolve;
use crate::loom::choices;
use crate::loom::director;
use crate::loom::engine::{self, Explored};
use crate::loom::story::Path;
use crate::questions;
use crate::rerun::{self, Ran};
use crate::settings::Settings;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// Runs the first schedule at each call, on an OS thread that is left behind once a run has failed: there
/// loom runs nothing any more.
pub(super) fn first_schedule(settings: Settings, model: Model) -> impl FnMut() -> Option<Ran> {
    let mut runner: Option<Runner> = None;
    move || {
        let running = runner.get_or_insert_with(|| Runner::start(settings, model.clone()));
        let ran = running.run();
        if ran.as_ref().is_none_or(Ran::has_failed) {
            runner = None;
        }
        ran
    }
}

/// An OS thread that runs the first schedule whenever it is asked to.
struct Runner {
    ask: mpsc::Sender<()>,
    ran: mpsc::Receiver<Ran>,
}

impl Runner {
    fn start(settings: Settings, model: Model) -> Runner {
        let ((ask, asked), (tell, ran)) = (mpsc::channel(), mpsc::channel());
        let watch = recorder::watch();
        let name = std::thread::current().name().map(String::from);
        let runner = std::thread::Builder::new().name(name.unwrap_or_default());
        let body = move || {
            watch.attach();
            recorder::activate(director::step);
            let failed = tell.clone();
            failure::watch(engine::classify, move |failure| {
                let _ = failed.send(Ran::failed(&failure));
                let preemptions = resolve::preemptions(&failure.log);
                recorder::watch().found(failure, preemptions);
            });
            while asked.recv().is_ok() && !recorder::failed() {
                questions::begin(&settings);
                choices::begin_scripts();
                if run_first(settings, &model) {
                    let _ = tell.send(Ran::returned(recorder::with_log(Log::clone)));
                }
            }
        };
        runner.spawn(body).expect("a thread for the checker");
        Runner { ask, ran }
    }

    fn run(&self) -> Option<Ran> {
        self.ask.send(()).ok()?;
        self.ran.recv().ok()
    }
}

/// Runs one execution. False if it failed, which was told then.
fn run_first(settings: Settings, model: &Model) -> bool {
    let (model, strict) = (model.clone(), settings.strict);
    let began = AtomicBool::new(false);
    let explored = engine::explore(Some(0), settings.max_branches, move || {
        if began.swap(true, Ordering::Relaxed) {
            std::panic::panic_any(Stop);
        }
        execute(&model, strict);
    });
    match explored {
        _ if recorder::failed() || failure::report_intruder() => false,
        Explored::Unwound(payload) if !payload.is::<Stop>() => std::panic::resume_unwind(payload),
        _ => !failure::report_unseen_panic(),
    }
}

/// Runs a pass that failed again, up to the execution in which it did.
pub(super) fn pass(again: Again, model: Model, send: mpsc::Sender<Search>) {
    recorder::activate(director::step);
    questions::begin(&again.settings);
    let searcher = Searcher::new(again.settings, model);
    if let Some(search) = searcher.again(&again, &send) {
        let _ = send.send(search);
    }
}

/// Runs one execution that begins in a certain way, with loads that return the newest value.
pub(super) fn lead(path: Path, again: &Again, model: &Model, send: mpsc::Sender<Search>) {
    recorder::activate(director::step);
    questions::begin(&Settings {
        stale_reads: Some(0),
        ..again.settings
    });
    if again.yields {
        questions::yields();
    }
    questions::hurry(path.hurry);
    choices::follow(path.answers);
    director::ask_for(path.turns);
    let failed = send.clone();
    failure::watch(engine::classify, move |failure| {
        let findings = Findings::of_failure(1, Some(failure));
        let _ = failed.send(Search::of_findings(findings, None));
    });
    if run_first(again.settings, model) {
        let mut findings = Findings::of_failure(1, None);
        findings.last = director::is_done().then(|| recorder::with_log(Log::clone));
        let _ = send.send(Search::of_findings(findings, None));
    }
}

/// How an execution that failed differs from what came of it when its pass ran again, if it does.
pub(super) fn differs(failed: &Search, again: &Search) -> Option<Search> {
    let first = Ran::failed(failed.findings.failure.as_ref()?);
    // Without it the OS thread did not come back, which says nothing of the model.
    let executions = |search: &Search| Some(search.again.as_ref()?.executions);
    let same_schedule = executions(again)? == executions(failed)?;
    let ran = match (&again.findings.failure, &again.findings.last) {
        (Some(failure), _) => Some(Ran::failed(failure)),
        (None, Some(log)) => Some(Ran::returned(log.clone())),
        (None, None) if again.cut_short.is_some() => return None,
        (None, None) => None,
    };
    let differs = match &ran {
        Some(ran) if same_schedule => rerun::differ(&first, ran)?,
        ran => rerun::another_schedule(&first, ran.as_ref()),
    };
    Some(rerun::not_searched(differs))
}
