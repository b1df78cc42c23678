//! The three modes under one name: they differ in the thread that runs the work, which the work cannot tell.

use super::args::Mode;
use super::job::Job;
use anyhow::{Context, anyhow};
use lesson_03::failure::{Cause, Failure};
use lesson_03::pool::Pool;
use lesson_03::serial::Serial;
use lesson_03::traps::thread_per_file;
use lesson_program::args::MOST_SHORT_THREADS;
use lesson_program::memory;
use std::mem;

/// Memory that must be free before another thread is started for a file. A thread that cannot allocate when
/// it starts aborts the process, and the C library briefly reserves 128 MiB when a thread first allocates.
const SPARE: usize = 192 << 20;

/// The threads that compress.
#[derive(Debug)]
enum Crew {
    Serial(Serial<Job, anyhow::Error>),
    ThreadPerFile(Pool<Job, anyhow::Error>),
    Pool(Pool<Job, anyhow::Error>),
}

impl Crew {
    fn start(
        mode: Mode,
        jobs: usize,
        work: impl Fn(&Job) -> anyhow::Result<()> + Send + Sync + 'static,
    ) -> anyhow::Result<Crew> {
        let refused = || format!("cannot start {jobs} threads; try fewer --jobs");
        Ok(match mode {
            Mode::Serial => Crew::Serial(Serial::start(work)),
            Mode::ThreadPerFile => {
                let threads = thread_per_file::start(jobs, work);
                Crew::ThreadPerFile(threads.with_context(refused)?)
            }
            Mode::Pool => {
                memory::for_threads(jobs).with_context(refused)?;
                Crew::Pool(Pool::start(jobs, work).with_context(refused)?)
            }
        })
    }

    fn submit(&mut self, job: Job) {
        match self {
            Crew::Serial(crew) => crew.submit(job),
            Crew::ThreadPerFile(crew) => thread_per_file::submit(crew, job),
            Crew::Pool(crew) => crew.submit(job),
        }
    }

    fn wait(&mut self) -> Vec<Failure<Job, anyhow::Error>> {
        match self {
            Crew::Serial(crew) => crew.wait(),
            Crew::ThreadPerFile(crew) | Crew::Pool(crew) => crew.wait(),
        }
    }
}

/// Starts the crew once it is known how many threads have work to do.
#[derive(Debug)]
pub struct Muster<W> {
    mode: Mode,
    /// The maximum number of threads, or of files that wait for theirs.
    jobs: usize,
    /// What the crew runs; `None` once it has been started.
    work: Option<W>,
    /// Jobs that were submitted before the start.
    early: Vec<Job>,
    crew: anyhow::Result<Option<Crew>>,
    /// Jobs for which no thread could be started.
    refused: Vec<Failure<Job, anyhow::Error>>,
}

impl<W> Muster<W>
where
    W: Fn(&Job) -> anyhow::Result<()> + Send + Sync + 'static,
{
    pub fn new(mode: Mode, jobs: usize, work: W) -> Self {
        Muster {
            mode,
            jobs,
            work: Some(work),
            early: vec![],
            crew: Ok(None),
            refused: vec![],
        }
    }

    pub fn submit(&mut self, job: Job) {
        if self.work.is_none() {
            return self.hand_over(job);
        }
        self.early.push(job);
        let enough = match self.mode {
            Mode::Serial => 1,
            Mode::Pool => self.jobs,
            Mode::ThreadPerFile => MOST_SHORT_THREADS + 1,
        };
        if self.early.len() >= enough {
            self.start();
        }
    }

    /// Waits until every job is done or has failed, and returns the failures.
    ///
    /// # Errors
    /// The crew could not be started, so no job was run.
    pub fn wait(mut self) -> anyhow::Result<Vec<Failure<Job, anyhow::Error>>> {
        self.start();
        let mut failures = self.crew?.map_or(vec![], |mut crew| crew.wait());
        failures.append(&mut self.refused);
        Ok(failures)
    }

    /// Starts no more threads than there are jobs.
    fn start(&mut self) {
        let Some(work) = self.work.take() else { return };
        let early = mem::take(&mut self.early);
        self.crew = match (self.mode, early.len()) {
            (_, 0) => Ok(None),
            (Mode::ThreadPerFile, files) if files > MOST_SHORT_THREADS => Err(anyhow!(
                "--mode thread-per-file starts a thread for each file, and there are more than \
                     {MOST_SHORT_THREADS} files: use --mode pool"
            )),
            (mode, files) => Crew::start(mode, self.jobs.min(files), work).map(Some),
        };
        for job in early {
            self.hand_over(job);
        }
    }

    fn hand_over(&mut self, job: Job) {
        let Ok(Some(crew)) = &mut self.crew else {
            return;
        };
        match crew {
            Crew::ThreadPerFile(_) if let Err(why) = memory::is_left(SPARE) => {
                let cause = Cause::NotStarted(why);
                self.refused.push(Failure { task: job, cause });
            }
            _ => crew.submit(job),
        }
    }
}
