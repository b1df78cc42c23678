//! `--follow FILE…`: one sender per file, and a receiver that prints.

use super::args::{Args, Variant};
use super::meter::Meter;
use super::printer::Printer;
use super::tail::{Piece, Tail, What};
use super::{interrupt, protocol, supervise};
use anyhow::Context;
use lesson_06::ledger::Ledger;
use lesson_06::sync::Arc;
use lesson_program::memory;
use lesson_program::screen::{BOLD, Screen, forgive};
use lesson_program::streams;
use lesson_program::words::show;
use std::io::{self, Write};
use std::process::ExitCode;

/// Follows files until the time is up or Ctrl-C. Everything read by then is written.
pub fn run(args: &Args, screen: &Arc<Screen>) -> anyhow::Result<ExitCode> {
    let refused = "cannot start a thread for each file";
    memory::for_threads(args.follow.len()).context(refused)?;
    let (ledger, meter) = (Ledger::default(), Meter::default());
    let names: Vec<_> = args.follow.iter().map(|path| show(path)).collect();
    let files = args.follow.iter().enumerate();
    let tails = files.map(|(i, path)| Tail::new(i, path.clone(), args.lines, meter.clone()));
    let tails: Vec<_> = tails.collect();
    let received = {
        let (ledger, printer_meter, screen) = (ledger.clone(), meter.clone(), screen.clone());
        let receiver_screen = screen.clone();
        supervise::run(args.time, &meter, &screen, move |stop| {
            let output = streams::output().context("cannot write to standard output")?;
            let mut receiver = Receiver {
                printer: Printer::new(output, names.clone(), printer_meter),
                names,
                screen: receiver_screen,
                written: Ok(()),
                unreadable: vec![],
            };
            // The protocol that loses no message: a sender sends everything it has read.
            protocol::run(Variant::Join, tails, &stop, &ledger, |piece| {
                receiver.receive(piece);
            })
            .context(refused)?;
            Ok(receiver.end())
        })?
    };
    let Some((written, failed)) = received else {
        return Ok(ExitCode::FAILURE);
    };
    if written.is_err() {
        forgive(written)?;
        return Ok(ExitCode::SUCCESS);
    }
    screen.tell(&format!("{BOLD}Done{BOLD:#}"));
    screen.tell(&ledger.account().to_string());
    if failed {
        return Ok(ExitCode::FAILURE);
    }
    screen.hint("cargo run --bin lesson-06 -- --trap done-blocks");
    Ok(ExitCode::SUCCESS)
}

struct Receiver<W> {
    printer: Printer<W>,
    names: Vec<String>,
    screen: Arc<Screen>,
    /// The result of writing to standard output. Once that has failed, nothing more is written.
    written: io::Result<()>,
    /// The files that cannot be read at the moment.
    unreadable: Vec<usize>,
}

impl<W: Write> Receiver<W> {
    fn receive(&mut self, Piece { file, what }: Piece) {
        match what {
            What::Grew(bytes) => self.write(|printer| printer.grew(file, bytes)),
            What::Truncated => {
                self.write(|printer| printer.begins_again(file));
                self.say(file, "was truncated");
            }
            What::Replaced => {
                self.write(|printer| printer.begins_again(file));
                self.say(file, "was replaced: following the new one");
            }
            What::Missing => {
                self.readable(file);
                self.say(file, "does not exist yet: waiting for it");
            }
            What::Readable => {
                self.readable(file);
                self.say(file, "can be read again");
            }
            What::Unreadable(why) => {
                self.readable(file);
                self.unreadable.push(file);
                let name = &self.names[file];
                let warning =
                    format!("cannot read {name}: {why}; trying again until it can be read");
                self.screen.warn(&warning);
            }
            What::Impossible(why) => {
                self.unreadable.push(file);
                let error = anyhow::Error::new(why);
                self.screen
                    .report(&error.context(format!("cannot read {}", self.names[file])));
            }
        }
    }

    fn readable(&mut self, file: usize) {
        self.unreadable.retain(|unreadable| *unreadable != file);
    }

    fn say(&self, file: usize, what: &str) {
        self.screen.tell(&format!("{} {what}", self.names[file]));
    }

    /// Writes, unless a write has failed before. If this one fails, it asks the senders to stop.
    fn write(&mut self, write: impl FnOnce(&mut Printer<W>) -> io::Result<()>) {
        if self.written.is_ok() {
            self.written = write(&mut self.printer);
            if self.written.is_err() {
                interrupt::ask_to_stop();
            }
        }
    }

    /// Returns the result of writing to standard output, and whether some file cannot be read at the end.
    fn end(mut self) -> (io::Result<()>, bool) {
        let written = self.written.and_then(|()| self.printer.end());
        (written, !self.unreadable.is_empty())
    }
}
