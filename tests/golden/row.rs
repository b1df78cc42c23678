//! A row of the table: a program, the count that it should have, and how it is compared.

use super::parts;
use checker::explorer::sync::thread;
use checker::explorer::{May, executions};
use explorer::{Awaits, Config, Mode, Report};
use std::sync::Arc;

/// Who published a count.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// GenMC 0.11, `tests/correct/*/expected.sc.mo.in`: sequentially consistent, with modification order.
    GenMc,
    /// Nidhugg, `tests/smoke/reference.results.txt`, with `--sc`.
    Nidhugg,
    /// Miri with GenMC: the comments of its own tests.
    Miri,
    /// TraceForge 0.2.1: the counts that its tests assert.
    TraceForge,
    /// A closed formula, given beside the row: no list publishes this program or this size.
    Formula,
    /// Our own count. The published one belongs to another client program, or counts only the last
    /// iteration of a spin loop, as [`Row::awaits`] does; the row is there to notice a change.
    Ours,
}

/// A program of some size.
type Model = Arc<dyn Fn(usize) + Send + Sync>;

/// A program of some size, and its count.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    source: Source,
    program: &'static str,
    size: usize,
    traces: usize,
    awaits: bool,
    /// Executions that are started and cut.
    cut: u64,
}

/// A program that has so many traces, each of which is run once.
pub fn row(source: Source, program: &'static str, size: usize, traces: usize) -> Row {
    Row {
        source,
        program,
        size,
        traces,
        awaits: false,
        cut: 0,
    }
}

impl Row {
    /// Loops that only look and yield are steps that wait, as the first executions have shown.
    pub fn awaits(mut self) -> Row {
        self.awaits = true;
        self
    }

    /// So many executions are run besides, and cut: [`explorer::theorem`] says why.
    pub fn cut(mut self, cut: u64) -> Row {
        self.cut = cut;
        self
    }

    /// Explores every trace of `model`, failing ones too, as a whole and in parts, and compares.
    #[track_caller]
    pub fn of(self, model: impl Fn(usize) + Send + Sync + 'static) {
        forget_peak();
        let model: Model = Arc::new(model);
        let (report, awaits) = self.explore(&model);
        self.print(&report);
        self.compare_parts(&model, awaits, &report);
        let Row {
            program,
            size,
            traces,
            awaits,
            cut,
            ..
        } = self;
        let (found, runs) = (report.traces.len(), report.runs);
        assert_eq!(found, traces, "{program}({size}): traces");
        assert_eq!(
            report.complete, traces as u64,
            "{program}({size}): a trace was run twice"
        );
        if awaits {
            assert!(
                report.awaits,
                "{program}({size}): no loop was taken to wait"
            );
        }
        assert_eq!(
            runs - traces as u64,
            cut,
            "{program}({size}): executions that were cut"
        );
    }

    /// As a row of a Markdown table: see `tests/golden/table`.
    fn print(&self, report: &Report) {
        let Row {
            source,
            program,
            size,
            traces,
            ..
        } = self;
        let (found, runs, time) = (report.traces.len(), report.runs, report.time);
        let ratio = runs as f64 / found as f64;
        let peak = peak().map_or(String::from("?"), |mib| format!("{mib:.1}"));
        println!(
            "| {program}({size}) | {source:?} | {traces} | {found} | {runs} | {ratio:.2} | {time:.2?} | {peak} |"
        );
    }

    fn run(self, model: &Model, config: Config) -> Report {
        let (model, size) = (model.clone(), self.size);
        explore_as(config, move || model(size))
    }

    fn explore(self, model: &Model) -> (Report, Awaits) {
        let explore = |config| self.run(model, config);
        let mut config = every_trace(u64::MAX);
        if self.awaits {
            let learns = Config {
                awaits: Awaits::Learn,
                ..every_trace(1_000)
            };
            config.awaits = Awaits::At(explore(learns).loops);
        }
        let awaits = config.awaits.clone();
        let report = explore(config);
        assert!(report.is_complete(), "{report:?}");
        (report, awaits)
    }

    /// The same in parts.
    fn compare_parts(self, model: &Model, awaits: Awaits, whole: &Report) {
        let config = Config {
            awaits,
            ..every_trace(u64::MAX)
        };
        let (number, parts) = parts::explore(config, |config| self.run(model, config));
        let Row { program, size, .. } = self;
        let cut = parts.runs - parts.complete;
        println!("{program}({size}) in {number} parts: {cut} cut");
        assert_eq!(parts.traces, whole.traces, "{program}({size})");
        assert_eq!(
            parts.complete, whole.complete,
            "{program}({size}): a trace is in two parts"
        );
        assert_eq!(
            cut,
            whole.runs - whole.complete,
            "{program}({size}): executions of parts that were cut"
        );
    }
}

/// At most so many executions.
pub fn explore(max_runs: u64, model: impl Fn() + Send + 'static) -> Report {
    explore_as(every_trace(max_runs), model)
}

fn every_trace(max_runs: u64) -> Config {
    Config {
        stop_at_failure: false,
        traces: true,
        max_runs,
        ..Config::new(Mode::Reduced)
    }
}

/// On an OS thread of its own, since what the engine keeps belongs to one.
pub fn explore_as(config: Config, model: impl Fn() + Send + 'static) -> Report {
    let explore = move || executions(&config, May::default(), model, |_, _| ());
    std::thread::spawn(explore).join().unwrap()
}

/// Runs `body(0)`, …, `body(n - 1)`, each in a thread.
pub fn threads(n: usize, body: impl Fn(usize) + Sync) {
    let body = &body;
    thread::scope(|scope| {
        for i in 0..n {
            scope.spawn(move || body(i));
        }
    });
}

/// Runs each of these in a thread.
pub fn together<const N: usize>(bodies: [&(dyn Fn() + Sync); N]) {
    threads(N, |i| bodies[i]());
}

/// So many atomics that hold 0.
pub fn zeros(n: usize) -> Vec<checker::explorer::sync::atomic::AtomicUsize> {
    (0..n).map(|_| Default::default()).collect()
}

/// From here on the process's peak memory is counted from scratch, where the system can do that.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that was resident since, in MiB.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024.0)
}
