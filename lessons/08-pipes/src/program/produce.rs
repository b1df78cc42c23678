//! Makes records and writes them, a batch at a time.

use super::feed::Pauses;
use super::record::record;
use lesson_08::sync::time::Duration;
use std::io::{self, Write};

/// Records in a batch, if nothing else is asked for: about 32 KiB.
pub const BATCH: u64 = 500;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// So many records.
    pub records: u64,
    /// So many of them with each write.
    pub batch: u64,
    /// The pause after each batch but the last.
    pub every: Option<Duration>,
    /// Write whatever the serialiser writes, as it comes.
    pub piecemeal: bool,
    /// Fail after so many records.
    pub fail: Option<u64>,
}

/// Makes the records as JSON lines. A batch is written before the next one is made.
///
/// # Errors
/// Writing failed, or the reader is gone, or the plan says so.
pub fn produce(out: &mut impl Write, plan: &Plan, pauses: &Pauses) -> io::Result<()> {
    let end = plan.fail.unwrap_or(u64::MAX).min(plan.records);
    let mut made = 0;
    // ANCHOR: once
    let mut buffer = vec![];
    while made < end {
        if made > 0
            && let Some(every) = plan.every
        {
            pauses.pause(every)?;
        }
        let batch = made..made.saturating_add(plan.batch).min(end);
        made = batch.end;
        if plan.piecemeal {
            write_piecemeal(out, batch)?;
            continue;
        }
        buffer.clear();
        for id in batch {
            serde_json::to_writer(&mut buffer, &record(id))?;
            buffer.push(b'\n');
        }
        out.write_all(&buffer)?;
    }
    // ANCHOR_END: once
    match plan.fail {
        Some(fail) if fail <= plan.records => Err(failed(fail)),
        _ => Ok(()),
    }
}

/// Ten writes and more for each record, each of which waits for the reader.
// ANCHOR: piecemeal
fn write_piecemeal(out: &mut impl Write, batch: std::ops::Range<u64>) -> io::Result<()> {
    for id in batch {
        serde_json::to_writer(&mut *out, &record(id))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
// ANCHOR_END: piecemeal

fn failed(fail: u64) -> io::Error {
    let made = lesson_program::words::count(fail, "record");
    io::Error::other(format!(
        "the producer failed after {made}, as it was told to"
    ))
}
