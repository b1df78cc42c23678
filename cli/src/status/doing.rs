//! What cargo and checks say that they do, a line of their standard error at a time.

use recording::protocol::SEARCHING;

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing<'a> {
    /// A package is begun.
    Compiling(&'a str),
    /// So many of all units are built, those included that were built before; `names` are under way.
    Building {
        done: usize,
        total: usize,
        names: &'a str,
    },
    /// So many crates are still to be downloaded.
    Downloading(usize),
    /// Another cargo uses what it needs.
    Waiting,
    /// All is built.
    Finished,
    /// Of a check, as it stands: so many executions.
    Searching(&'a str),
}

/// Reads a line without colors; `None` if it is none of these.
pub fn read(line: &str) -> Option<Doing<'_>> {
    let (word, rest) = line.trim().split_once(' ')?;
    match word {
        "Compiling" => rest.split(' ').next().map(Doing::Compiling),
        "Building" => building(rest),
        // `3 crates, remaining bytes: 1.2MiB`
        "Downloading" => rest.split(' ').next()?.parse().ok().map(Doing::Downloading),
        "Blocking" => Some(Doing::Waiting),
        "Finished" => Some(Doing::Finished),
        SEARCHING => Some(Doing::Searching(rest)),
        _ => None,
    }
}

/// `[=====>      ] 23/99: loom, serde`, without a bar where there was no room for one.
fn building(text: &str) -> Option<Doing<'_>> {
    let counts = text.rsplit_once("] ").map_or(text, |(_, counts)| counts);
    let (counts, names) = counts.split_once(": ").unwrap_or((counts, ""));
    let (done, total) = counts.trim().split_once('/')?;
    let (done, total) = (done.parse().ok()?, total.parse().ok()?);
    (done <= total).then_some(Doing::Building { done, total, names })
}
