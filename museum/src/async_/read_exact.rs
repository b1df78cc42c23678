//! `read_exact` counts the bytes that it has read in its future, and the count is dropped with it.
//!
//! The buffer belongs to the caller, so it looks as if nothing could be lost. But how much of the buffer is filled is
//! known to the future alone. A loop that reads a record with `read_exact` in one arm of a `select!` and takes commands
//! in another starts from the beginning of the buffer after each command, while the first bytes of the record were
//! taken from the pipe already. tokio documents `read_exact` and `write_all` as not cancel safe, for this reason,
//! and `read` as cancel safe.
//!
//! The fix reads what is there with a cancel safe read, and keeps the count in the loop.

use super::sync::tasks::{block_on, mpsc, select, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "read-exact",
    title: "read_exact in a select! forgets how much it has read",
    source: "tokio, AsyncReadExt::read_exact, Cancel safety",
    fails: FailureKind::Assertion,
    preemptions: 1,
    dropped_by: Some("select!"),
    runtime: Runtime::Several,
    loom: Loom::Misses,
    broken,
    fixed,
};

/// Counts in the future.
pub fn broken() {
    block_on(async {
        let (mut pipe, mut commands) = peers();
        let mut record = [0; 2];
        let mut is_told = false;
        loop {
            select! {
                _ = read_exact(&mut pipe, &mut record) => break,
                _ = commands.recv(), if !is_told => is_told = true,
            }
        }
        assert_eq!(record, [1, 2], "a byte is missing");
    });

    async fn read_exact(pipe: &mut mpsc::Receiver<u8>, record: &mut [u8]) {
        // BUG: dropped at the await below, the future takes the count along.
        let mut filled = 0;
        while filled < record.len() {
            let Some(byte) = pipe.recv().await else {
                return;
            };
            record[filled] = byte;
            filled += 1;
        }
    }
}

/// Counts in the loop.
pub fn fixed() {
    block_on(async {
        let (mut pipe, mut commands) = peers();
        let mut record = [0; 2];
        let mut is_told = false;
        let mut filled = 0;
        while filled < record.len() {
            select! {
                byte = pipe.recv() => {
                    record[filled] = byte.expect("two bytes");
                    filled += 1;
                }
                _ = commands.recv(), if !is_told => is_told = true,
            }
        }
        assert_eq!(record, [1, 2], "a byte is missing");
    });
}

fn peers() -> (mpsc::Receiver<u8>, mpsc::Receiver<()>) {
    let (writer, pipe) = mpsc::channel(2);
    let (operator, commands) = mpsc::channel(1);
    let _pipe_writer = spawn(async move {
        for byte in [1, 2] {
            writer.send(byte).await.expect("the reader is alive");
        }
    });
    let _console = spawn(async move { operator.send(()).await });
    (pipe, commands)
}
