//! The bug that hangs, in a child process: the program itself, which prints its progress until it stops.

use super::demos::Repeated;
use lesson_04::text::Text;
use lesson_04::traps::lock_order;
use lesson_program::child::{end_with_parent, watch};
use std::io::{self, Write};
use std::process::ExitCode;

/// Chunks for each worker, far more than are needed to hang.
const CHUNKS: u32 = 100_000;

/// A text that prints the number of each chunk.
struct Told {
    worker: usize,
    text: Repeated,
    chunk: u32,
}

impl Text for Told {
    fn next(&mut self, chunk: &mut String) -> bool {
        let more = self.text.next(chunk);
        if more {
            self.chunk += 1;
            // If the parent is gone, this child's input is closed, which ends the child.
            let _ = writeln!(io::stdout(), "{} {}", self.worker, self.chunk);
        }
        more
    }
}

/// Runs the bug with two workers, in the child.
pub fn run() -> anyhow::Result<ExitCode> {
    end_with_parent()?;
    let texts = (1..=2).map(|worker| Told {
        worker,
        text: Repeated::sample(CHUNKS),
        chunk: 0,
    });
    lock_order::tally(texts.collect())?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the child, and returns the chunk of each worker if it hung.
pub fn hung(trap: &str) -> anyhow::Result<Option<[String; 2]>> {
    let told = watch(&["--trap", trap, "--in-child"])?;
    let chunk = |worker| told.after(worker).unwrap_or("0").to_string();
    Ok(told.hung().then(|| [chunk("1 "), chunk("2 ")]))
}
