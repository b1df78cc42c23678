//! A table of an SQLite database, row by row.
//!
//! The database is opened to be read only. One that writes ahead (`journal_mode = WAL`) gets its two
//! files `-wal` and `-shm` beside it from SQLite, as with any reader.

use super::super::refused::Refused;
use super::lines::{Keys, Lines, value};
use anyhow::{Context, anyhow, bail};
use lesson_08::sync::Arc;
use lesson_08::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use lesson_08::sync::time::Duration;
use lesson_program::words::{show, time};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Lines are written into the pipe so many bytes at a time: each write there is a hand-over.
const BLOCK: usize = 64 * 1024;

/// Steps of SQLite's machine from one look at `stop` to the next: well under a millisecond.
const STEPS: i32 = 10_000;

/// How long another program may keep it locked.
const PATIENCE: Duration = Duration::from_secs(5);

/// As many names are listed where none is near.
const LISTED: usize = 10;

/// Little of it stays in memory: each page is needed once.
const READING: &str = "PRAGMA cache_size = -512; BEGIN";

/// The columns that `SELECT *` has, in its order: 1 is a hidden one.
const COLUMNS: &str = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid";

/// A table that exists, in a transaction: nothing changes in it meanwhile.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    table: String,
    keys: Keys,
    /// Set by the thread that wants no more: a view may compute for long before its next row.
    pub stop: Arc<AtomicBool>,
}

impl Database {
    /// Opens it; a name of no table ends the process with the nearest one. If another program has locked
    /// it, this waits, but not beyond `timeout`.
    ///
    /// # Errors
    /// It could not be read, or is no database.
    pub fn open(path: &Path, table: &str, timeout: Option<Duration>) -> anyhow::Result<Self> {
        let name = show(path);
        openable(path).with_context(|| format!("cannot open {name}"))?;
        // `:memory:` and `file:` would mean something else.
        let path = Path::new(".").join(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags);
        let opened = connection.map_err(in_words);
        let mut connection = opened.with_context(|| format!("cannot open {name}"))?;
        let cannot = || format!("cannot read {name}");
        let patience = timeout.map_or(PATIENCE, |timeout| timeout.min(PATIENCE));
        let begun = connection.busy_timeout(patience);
        let begun = begun.and_then(|()| connection.execute_batch(READING));
        let unreadable = |why: rusqlite::Error| match why.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy) => locked(patience),
            _ => in_words(why),
        };
        begun.map_err(unreadable).with_context(cannot)?;
        let tables = names(
            &connection,
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name",
            [],
        );
        let tables = tables.map_err(unreadable).with_context(cannot)?;
        let found = find(table, &tables).with_context(|| {
            let none = format!("there is no table {} in {name}", show(table.as_ref()));
            Refused(format!("{none}{}", advice(table, &tables)))
        });
        let table = found?.to_string();
        let columns = names(&connection, COLUMNS, [&table]).map_err(in_words);
        let columns = columns.with_context(cannot)?;
        let stop = Arc::new(AtomicBool::new(false));
        let stops = stop.clone();
        // Relaxed: nothing is read after it.
        let look = move || stops.load(Ordering::Relaxed);
        let looks = connection.progress_handler(STEPS, Some(look));
        looks.map_err(in_words).with_context(cannot)?;
        Ok(Database {
            keys: Keys::new(&columns).with_context(cannot)?,
            connection,
            table,
            stop,
        })
    }

    /// Writes a line for each row, and counts the rows.
    ///
    /// # Errors
    /// Rows could not be read, or the reader is gone.
    pub fn write_rows(&self, out: &mut impl Write, rows: &AtomicU64) -> io::Result<()> {
        let select = format!("SELECT * FROM main.{}", quoted(&self.table));
        let mut select = self.connection.prepare(&select).map_err(io::Error::other)?;
        if select.column_count() != self.keys.iter().count() {
            let unclear = format!("the columns of {} are unclear", self.table);
            return Err(io::Error::other(unclear));
        }
        let mut found = select.query([]).map_err(io::Error::other)?;
        let mut lines = Lines::default();
        while let Some(row) = found.next().map_err(io::Error::other)? {
            for (i, key) in self.keys.iter().enumerate() {
                lines.write_all(key)?;
                value(row.get_ref(i).map_err(io::Error::other)?, &mut lines)?;
            }
            lines.write_all(b"}\n")?;
            // Relaxed: it is looked at once the thread is joined.
            rows.fetch_add(1, Ordering::Relaxed);
            if lines.bytes().len() >= BLOCK {
                flush(&mut lines, out)?;
            }
        }
        flush(&mut lines, out)?;
        Ok(())
    }
}

/// Whether it can be opened: SQLite does not say why not, and a named pipe would keep it waiting.
fn openable(path: &Path) -> anyhow::Result<()> {
    let about = path.metadata()?;
    if about.is_dir() {
        bail!("it is a folder; name a database in it");
    }
    if !about.is_file() {
        bail!("it is no file, and so no database");
    }
    File::open(path)?;
    Ok(())
}

fn locked(patience: Duration) -> anyhow::Error {
    let patience = time(patience);
    anyhow!("it was locked for {patience}; try again when the program that writes to it is done")
}

/// SQLite's own words, without the number and the words for it that rusqlite has as their cause.
fn in_words(why: rusqlite::Error) -> anyhow::Error {
    anyhow!("{why}")
}

fn flush(lines: &mut Lines, out: &mut impl Write) -> io::Result<()> {
    out.write_all(lines.bytes())?;
    lines.clear(2 * BLOCK);
    Ok(())
}

/// A name as SQL has it, whatever is in it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What a query finds in its only column; what is not UTF-8 in it is replaced.
fn names(
    connection: &Connection,
    query: &str,
    with: impl rusqlite::Params,
) -> rusqlite::Result<Vec<String>> {
    let mut query = connection.prepare(query)?;
    let found = query.query_map(with, |row| {
        let name = row.get_ref(0)?;
        let name = name.as_bytes_or_null()?.unwrap_or_default();
        Ok(String::from_utf8_lossy(name).into_owned())
    })?;
    found.collect()
}

/// The table of this name, as SQLite compares them: upper and lower case of ASCII are the same.
fn find<'a>(name: &str, tables: &'a [String]) -> Option<&'a String> {
    tables.iter().find(|table| table.eq_ignore_ascii_case(name))
}

/// The nearest name, or some that there are.
fn advice(name: &str, tables: &[String]) -> String {
    let likeness = |table: &String| strsim::jaro(&table.to_lowercase(), &name.to_lowercase());
    let nearest = tables
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest {
        None => ": it has none".into(),
        Some(table) if likeness(table) > 0.7 => {
            format!("; a similar one exists: '{}'", show(table.as_ref()))
        }
        Some(_) => {
            let listed = tables.iter().take(LISTED);
            let listed: Vec<_> = listed.map(|table| show(table.as_ref())).collect();
            let mut list = listed.join(", ");
            if tables.len() > LISTED {
                list += &format!(", and {} more", tables.len() - LISTED);
            }
            format!("; it has {list}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{advice, quoted};

    #[test]
    fn quotes_in_names_are_doubled() {
        assert_eq!(
            quoted(r#"a"; DROP TABLE b; --"#),
            r#""a""; DROP TABLE b; --""#
        );
    }

    #[test]
    fn the_nearest_or_a_list_is_named() {
        let tables: Vec<_> = (1..=12).map(|n| format!("t{n}")).collect();
        assert_eq!(advice("x", &[]), ": it has none");
        let some = "; it has t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, and 2 more";
        assert_eq!(advice("x", &tables), some);
        let near = advice("Record", &["records".to_string(), "others".to_string()]);
        assert_eq!(near, "; a similar one exists: 'records'");
    }
}
