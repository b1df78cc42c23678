//! The three modes under one name: they differ in who calls the work, and the work cannot tell.

use super::args::Mode;
use super::job::Job;
use anyhow::Context;
use lesson_03::failure::Failure;
use lesson_03::pool::Pool;
use lesson_03::serial::Serial;
use lesson_03::traps::thread_per_file;

/// Who compresses.
#[derive(Debug)]
pub enum Crew {
    Serial(Serial<Job, anyhow::Error>),
    ThreadPerFile(thread_per_file::Pool<Job, anyhow::Error>),
    Pool(Pool<Job, anyhow::Error>),
}

impl Crew {
    pub fn start(
        mode: Mode,
        jobs: usize,
        work: impl Fn(&Job) -> anyhow::Result<()> + Send + Sync + 'static,
    ) -> anyhow::Result<Crew> {
        let refused = || format!("cannot start {jobs} threads: try fewer --jobs");
        Ok(match mode {
            Mode::Serial => Crew::Serial(Serial::start(work)),
            Mode::ThreadPerFile => {
                let threads = thread_per_file::Pool::start(jobs, work);
                Crew::ThreadPerFile(threads.with_context(refused)?)
            }
            Mode::Pool => Crew::Pool(Pool::start(jobs, work).with_context(refused)?),
        })
    }

    pub fn submit(&mut self, job: Job) {
        match self {
            Crew::Serial(crew) => crew.submit(job),
            Crew::ThreadPerFile(crew) => crew.submit(job),
            Crew::Pool(crew) => crew.submit(job),
        }
    }

    pub fn wait(&mut self) -> Vec<Failure<Job, anyhow::Error>> {
        match self {
            Crew::Serial(crew) => crew.wait(),
            Crew::ThreadPerFile(crew) => crew.wait(),
            Crew::Pool(crew) => crew.wait(),
        }
    }
}
