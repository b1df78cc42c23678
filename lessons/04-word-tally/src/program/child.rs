//! The trap that hangs, in a child: the program itself, which says how far it is, until it says
//! nothing any more.

use super::demos::Repeated;
use lesson_04::text::Text;
use lesson_04::traps::lock_order;
use lesson_program::child::{end_with_parent, watch};
use std::io::{self, Write};
use std::process::ExitCode;

/// Chunks for each worker: far more than it takes.
const CHUNKS: u32 = 100_000;

/// A text that says which chunk it hands out.
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
            // A parent that is gone has closed this child's input, which ends it.
            let _ = writeln!(io::stdout(), "{} {}", self.worker, self.chunk);
        }
        more
    }
}

/// What the child does: the trap, by two workers.
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

/// Runs the child: the chunk that each worker was at when it hung, if it did.
pub fn hung(trap: &str) -> anyhow::Result<Option<[String; 2]>> {
    let told = watch(&["--trap", trap, "--in-child"])?;
    let chunk = |worker| told.after(worker).unwrap_or("0").to_string();
    Ok(told.hung().then(|| [chunk("1 "), chunk("2 ")]))
}
