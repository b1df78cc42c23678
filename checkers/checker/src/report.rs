//! What was found out about a model, and what a test asserts of it.

use crate::findings::{Effort, Search};
use crate::log::resolve;
use crate::tell::{self, tell};
use recording::protocol::GRAPH;
use recording::{
    Checked, End, Execution, Recording, ScheduleGraph, Style, Told, Verdict, report, swimlane,
};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The checker that a report comes from.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Its name, as the process that started this one knows it.
    pub(crate) name: &'static str,
    /// Whether it is the one whose numbers tests declare and whose recordings are kept; another one
    /// compares what it finds with those.
    pub(crate) is_reference: bool,
}

/// Said of a model whose verdict tells nothing, since all that it shares is out of sight.
const NEVER_MET: &str = "no two threads used the same object, so no interleaving was explored: build what they share from \
                         the types of `sync`";

/// The result of a check.
#[derive(Clone, Debug)]
pub struct Report {
    /// The verdict, the outcomes and the executions that show them.
    pub recording: Recording,
    /// Executions in which at least one thread was blocked.
    pub contended: u64,
    /// How long the search took.
    pub time: Duration,
    /// What else was not explored, in words.
    pub limits: Vec<&'static str>,
    /// The schedule that replays the counterexample, if the checker has one.
    pub replay: Option<String>,
    /// How a person does so.
    again: Option<Again>,
    /// The environment asked for some schedules, or for another model: nothing was checked.
    pub(super) unchecked: bool,
    /// Most threads that were blocked at once in an execution, besides those that join or sleep.
    pub crowd: usize,
    /// What the search took, if the checker can tell.
    pub effort: Option<Effort>,
    pub(super) side: Side,
    /// Why the outcomes may differ from those that are recorded, if they may: see [`Report::differs`].
    pub(super) differs: Option<&'static str>,
    /// Draws all schedules.
    pub(super) draw: Option<Draw>,
}

/// How a person runs a schedule of a model again.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    /// The command that runs the test.
    pub(crate) test: String,
    /// What is told in place of a schedule of this model.
    pub(crate) told: fn(&str, &str) -> String,
    /// The command that runs it, from the model, what is told, and `test`.
    pub(crate) command: fn(&str, &str, &str) -> String,
}

/// What draws the graph of all schedules, when it is asked for.
#[derive(Clone)]
pub(super) struct Draw(pub(super) Arc<dyn Fn() -> Option<ScheduleGraph> + Send + Sync>);

impl fmt::Debug for Draw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draw")
    }
}

impl Report {
    /// `again`: how to run a schedule of the model again, if the checker can.
    pub(crate) fn new(
        side: Side,
        model: String,
        search: Option<Search>,
        time: Duration,
        again: Option<Again>,
        draw: Option<Draw>,
    ) -> Self {
        let mut report = Report::silent(side, model, search, time);
        report.again = again;
        report.draw = draw;
        println!("{}", report.line());
        tell(|| report.told());
        report
    }

    fn silent(side: Side, model: String, search: Option<Search>, time: Duration) -> Self {
        let verdict = verdict(search.as_ref(), time);
        let contended = search.as_ref().map_or(0, |search| search.findings.blocked);
        let mut limits = search
            .as_ref()
            .map_or(vec![], |search| search.limits.clone());
        let never_met = |search: &Search| search.findings.never_met();
        if verdict.is_good() && search.as_ref().is_some_and(never_met) {
            limits.push(NEVER_MET);
        }
        let crowd = search.as_ref().map_or(0, |search| search.findings.crowd);
        let once = search.as_ref().and_then(|search| search.once.clone());
        let recording = resolve::recording(model, verdict, search.map(|search| search.findings));
        Report {
            recording,
            contended,
            time,
            limits,
            effort: once.as_ref().map(|once| once.effort),
            replay: once.and_then(|once| once.replay),
            again: None,
            unchecked: false,
            crowd,
            side,
            differs: None,
            draw: None,
        }
    }

    /// What a person is told in place of the schedule. It is kept in a file if it is too long for a line.
    fn told_replay(&self) -> Option<String> {
        let replay = self.replay.as_deref()?;
        let told = |again: &Again| (again.told)(&self.recording.model, replay);
        Some(self.again.as_ref().map_or_else(|| replay.into(), told))
    }

    /// The report of what the environment asked for: shows what this model did.
    pub(crate) fn asked(
        side: Side,
        model: String,
        search: Option<Search>,
        time: Duration,
        variable: &str,
        again: Again,
    ) -> Self {
        let mut report = Report::silent(side, model, search, time);
        report.again = Some(again);
        report.unchecked = true;
        let recording = &report.recording;
        let shown = match (&recording.executions[..], &report.replay) {
            ([Execution { end, .. }], None) => format!(
                "{}: this execution does not fail{}\n{}",
                recording.model,
                match end {
                    End::Returned {
                        outcome: Some(outcome),
                    } => format!(" and returns {outcome}"),
                    _ => String::new(),
                },
                swimlane(recording, 0, &Style::for_terminal())
            ),
            _ => report.screen(),
        };
        tell(|| report.told());
        println!(
            "\n{shown}\n{variable} is set: this was not a check, so the test asserted nothing\n"
        );
        report
    }

    /// The environment asked for another model: this one runs nothing.
    pub(crate) fn not_asked(side: Side, model: String, variable: &str) -> Self {
        println!("  {model}: not run, because {variable} names another model");
        let mut report = Report::silent(side, model, None, Duration::ZERO);
        report.unchecked = true;
        report
    }

    fn told(&self) -> Told {
        Told::Checked(Box::new(Checked {
            checker: self.side.name.into(),
            test: tell::test(),
            recording: self.recording.clone(),
            contended: self.contended,
            millis: self.time.as_millis() as u64,
            limits: self.limits.iter().map(ToString::to_string).collect(),
            replay: self.told_replay(),
            graph: std::env::var_os(GRAPH)
                .and_then(|_| self.graph())
                .map(Box::new),
        }))
    }

    /// Returns the graph of all executions, including failing ones. `None` if it is too large, or if the checker
    /// draws none.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::check;
    ///
    /// let graph = check("docs/graph", || 7).graph().unwrap();
    /// assert_eq!(graph.returned(), ["7"]);
    /// ```
    pub fn graph(&self) -> Option<ScheduleGraph> {
        self.draw.as_ref().and_then(|draw| draw.0())
    }

    /// Returns the verdict.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::check;
    ///
    /// let report = check("docs/verdict", || ());
    /// let words = "passes: holds in all 1 execution (sequentially consistent)";
    /// assert_eq!(report.verdict().to_string(), words);
    /// ```
    pub fn verdict(&self) -> Verdict {
        self.recording.verdict
    }

    /// Returns every distinct outcome, the most frequent first.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::check;
    ///
    /// assert_eq!(check("docs/outcomes", || 7).outcomes(), ["7"]);
    /// ```
    pub fn outcomes(&self) -> Vec<&str> {
        let outcomes = self.recording.outcomes.iter();
        outcomes.map(|outcome| outcome.value.as_str()).collect()
    }

    /// Returns the model, the verdict, and the seconds in one line, for a table.
    pub fn line(&self) -> String {
        let mark = match self.verdict() {
            Verdict::Holds { .. } | Verdict::HoldsInAll { .. } => '✓',
            Verdict::Fails { .. } => '✗',
            Verdict::NotFinished { .. } => '…',
        };
        let mut verdict = self.verdict().to_string();
        let holds = !matches!(self.verdict(), Verdict::Fails { .. });
        for limit in self.limits.iter().filter(|_| holds) {
            verdict.push_str(&format!(" ({limit})"));
        }
        let counterexample = self.recording.counterexample();
        if let Some(doubt) = counterexample.and_then(|(_, failure)| failure.doubt.as_ref()) {
            verdict.push_str(&format!(" ({doubt})"));
        }
        if let (Verdict::HoldsInAll { .. }, Some(effort)) = (self.verdict(), self.effort) {
            let Effort { runs, traces } = effort;
            verdict.push_str(&format!(", {runs} runs of {traces}"));
        }
        let seconds = self.time.as_secs_f64();
        format!(
            "{mark} {:<34} {verdict}  {seconds:.2} s",
            self.recording.model
        )
    }

    /// Returns the whole report as it is shown to a person.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Mutex};
    ///
    /// let screen = check("docs/screen", || {
    ///     let mutex = Mutex::new(0);
    ///     let _first = mutex.lock();
    ///     drop(mutex.lock());
    /// }).screen();
    /// assert!(screen.contains("deadlock after 2 steps: no thread can continue"));
    /// assert!(screen.contains("replay: "));
    /// ```
    pub fn screen(&self) -> String {
        let mut screen = report(&self.recording, &Style::for_terminal());
        let Some(told) = self.told_replay() else {
            return screen;
        };
        screen.push_str(&format!("\n  replay: {told}\n"));
        if let Some(Again { test, command, .. }) = &self.again {
            let command = command(&self.recording.model, &told, test);
            screen.push_str(&format!("  {command}\n"));
        }
        screen
    }
}

fn verdict(search: Option<&Search>, time: Duration) -> Verdict {
    let millis = time.as_millis() as u64;
    let Some(search) = search else {
        return Verdict::NotFinished {
            executions: 0,
            millis,
            preemptions: None,
            estimate: None,
        };
    };
    let executions = search.findings.executions;
    match (&search.findings.failure, search.cut_short) {
        (Some(failure), _) => {
            let in_log = || resolve::preemptions(&failure.log);
            let preemptions = search.preemptions.unwrap_or_else(in_log);
            Verdict::Fails {
                kind: failure.kind,
                preemptions,
                executions,
                before: search.before,
                below: (search.below < preemptions).then_some(search.below),
                stale_reads: search.stale_reads(),
                drops: failure.log.drops(),
                unless_stale: search.unless_stale,
            }
        }
        (None, Some(preemptions)) => Verdict::NotFinished {
            executions,
            millis,
            preemptions,
            estimate: search.estimate,
        },
        (None, None) if search.once.is_some() => Verdict::HoldsInAll {
            schedules: executions,
            preemptions: search.preemptions,
        },
        (None, None) => Verdict::Holds {
            executions,
            preemptions: search.preemptions,
        },
    }
}
