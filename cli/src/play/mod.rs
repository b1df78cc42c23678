//! `play`: an answer, or a model, in the browser, checked again at each save.
//!
//! | module | what it holds |
//! |---|---|
//! | `what` | what is played, and a check of it |
//! | `page` | what the page shows |
//! | `server` | the program that serves the page |

mod page;
mod server;
mod what;

use crate::latest::Latest;
use crate::status::Status;
use crate::{Desk, grader, saves};
use anyhow::{Context, bail};
use serde_json::json;
use server::Server;
pub use server::end;
use std::process::{ExitCode, ExitStatus};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use what::{Found, What};

/// How it is served.
#[derive(Clone, Copy, Debug)]
pub struct How {
    pub open: bool,
    pub port: u16,
    pub poll: bool,
}

/// What happens while the page is served.
enum Event {
    /// A file may have been written.
    Saved,
    /// The check is over.
    Checked(anyhow::Result<Found>),
    /// The page is no longer served.
    Gone(ExitStatus),
}

/// Serves the page until it is ended.
///
/// # Errors
/// There is no such exercise or model, its files cannot be watched, or the page cannot be served.
pub fn run(desk: &mut Desk, typed: Option<&str>, how: How) -> anyhow::Result<ExitCode> {
    grader::draw();
    let what = What::of(desk, typed)?;
    let (events, happened) = channel();
    let saved = events.clone();
    let _watcher = saves::watch(desk.course, &what.folders()?, how.poll, move || {
        // No one listens once this is over.
        let _ = saved.send(Event::Saved);
    })?;
    let gone = events.clone();
    let server = Server::start(desk, what.id(), how, move |status| {
        // As above.
        let _ = gone.send(Event::Gone(status));
    })?;
    desk.screen.print(&format!("{}\n", server.address))?;
    desk.screen.tell(&format!(
        "Save your edits of {}, and the page shows them. Ctrl-C ends it.",
        what.shown(desk.course)
    ));
    let mut play = Play {
        desk,
        seen: what.state(),
        what,
        events,
        latest: Latest::default(),
    };
    play.check()?;
    play.follow(&happened)
}

struct Play<'a> {
    desk: &'a mut Desk,
    what: What,
    events: Sender<Event>,
    latest: Latest,
    /// What was, or is, checked: to be told of a file does not mean that it was changed.
    seen: u64,
}

impl Play<'_> {
    fn follow(&mut self, happened: &Receiver<Event>) -> anyhow::Result<ExitCode> {
        loop {
            match self.latest.next(happened)? {
                Event::Saved if self.what.state() == self.seen => {}
                Event::Saved => self.check()?,
                Event::Checked(found) => self.checked(found)?,
                Event::Gone(status) => {
                    self.latest
                        .end(happened, |event| matches!(event, Event::Checked(_)));
                    bail!("the page is not served any more: its server ended ({status})");
                }
            }
        }
    }

    /// Begins a check, after the one under way.
    fn check(&mut self) -> anyhow::Result<()> {
        self.seen = self.what.state();
        if !self.latest.begins() {
            return Ok(());
        }
        let (course, limit) = (self.desk.course, self.desk.limit);
        let (what, events) = (self.what, self.events.clone());
        thread::Builder::new()
            .spawn(move || {
                let status = Status::told(&format!("checking {}", what.id()), |line| {
                    server::tell(&json!({ "doing": line }));
                });
                let found = what.check(course, limit, &status);
                drop(status);
                let _ = events.send(Event::Checked(found));
            })
            .context("cannot start a thread")?;
        Ok(())
    }

    /// Shows what was found, unless something newer has been saved meanwhile.
    fn checked(&mut self, found: anyhow::Result<Found>) -> anyhow::Result<()> {
        if !self.latest.is_wanted() {
            return self.check();
        }
        let found = match found {
            Err(error) if error.is::<crate::child::Closed>() => return Err(error),
            found => found,
        };
        let page = match &found {
            Ok(found) => page::page(self.desk, self.what, found),
            // Some editors remove a file before they write it again.
            Err(error) => page::error(self.desk, self.what, error),
        };
        server::tell(&json!({ "page": page }));
        match found {
            Ok(found) => {
                self.desk.screen.print(&found.line(self.desk))?;
                let noted = found.note(self.desk);
                self.desk.warn(noted);
            }
            Err(error) => self.desk.screen.report(&error),
        }
        Ok(())
    }
}
