//! A database to try it with: all kinds of values in one table.

use anyhow::{Context, bail};
use lesson_files::folder_of;
use lesson_files::temporary::Temporary;
use lesson_program::words::show;
use lesson_progress::Progress;
use rusqlite::Connection;
use std::path::Path;

/// Rows that are made at once, until Ctrl-C or the bar is looked at again.
const BATCH: u32 = 10_000;

/// It is read only once it is complete, and deleted if it is not, so nothing need be undone.
const TABLE: &str = "
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -512;
CREATE TABLE records (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL NOT NULL, note TEXT, image BLOB
);
BEGIN;";

/// Every seventh note is missing, every hundredth is Latin-1; every tenth row has a small blob.
const ROWS: &str = "
WITH RECURSIVE number(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM number WHERE n < ?2)
INSERT INTO records SELECT n, 'record ' || n, n * 0.25,
  CASE WHEN n % 7 = 0 THEN NULL WHEN n % 100 = 0 THEN CAST(x'636166E9' AS TEXT) ELSE 'café' END,
  CASE WHEN n % 10 = 0 THEN CAST('image ' || n AS BLOB) END
FROM number";

/// Makes a new database at `path`.
pub fn make(path: &Path, rows: u32) -> anyhow::Result<()> {
    let name = show(path);
    if path.symlink_metadata().is_ok() {
        bail!("{name} exists already: name another file, or leave out --demo");
    }
    let cannot = || format!("cannot make {name}");
    let (file, temporary) = Temporary::within(folder_of(path), false).with_context(cannot)?;
    fill(temporary.path(), rows).with_context(cannot)?;
    file.sync_all().with_context(cannot)?;
    temporary.publish(path, false).with_context(cannot)
}

fn fill(at: &Path, rows: u32) -> anyhow::Result<()> {
    let connection = Connection::open(at)?;
    connection.execute_batch(TABLE)?;
    let progress = Progress::of(rows.into(), "rows");
    let mut done = 0;
    while done < rows {
        let next = done.saturating_add(BATCH).min(rows);
        connection.execute(ROWS, [done + 1, next])?;
        progress.reach(next.into());
        done = next;
    }
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, why)| why)?;
    Ok(())
}
