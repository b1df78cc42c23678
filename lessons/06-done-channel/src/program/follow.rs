//! `--follow FILE…`: a sender for each file, a receiver that prints.

use super::args::{Args, Variant};
use super::meter::Meter;
use super::printer::Printer;
use super::tail::{Piece, Tail, What};
use super::{interrupt, protocol, supervise};
use anyhow::Context;
use lesson_06::ledger::Ledger;
use lesson_06::sync::Arc;
use lesson_program::screen::{BOLD, Screen, forgive};
use lesson_program::streams;
use lesson_program::words::show;
use std::io::{self, Write};
use std::process::ExitCode;

/// Follows until the time is over or somebody asks. What was read by then is written.
pub fn run(args: &Args, screen: &Arc<Screen>) -> anyhow::Result<ExitCode> {
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
                failed: 0,
            };
            // Whatever a sender has read, this protocol lets it send.
            protocol::run(Variant::Join, tails, &stop, &ledger, |piece| {
                receiver.receive(piece);
            })
            .context("cannot start a thread for each file")?;
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
    if failed > 0 {
        return Ok(ExitCode::FAILURE);
    }
    screen.hint("cargo run --bin lesson-06 -- --trap done-blocks");
    Ok(ExitCode::SUCCESS)
}

struct Receiver<W> {
    printer: Printer<W>,
    names: Vec<String>,
    screen: Arc<Screen>,
    /// What became of standard output. Once it failed, nothing more is written.
    written: io::Result<()>,
    /// Files that could not be read.
    failed: usize,
}

impl<W: Write> Receiver<W> {
    fn receive(&mut self, Piece { file, what }: Piece) {
        let name = &self.names[file];
        let say = match &what {
            What::Grew(_) => None,
            What::Missing => Some(format!("{name} does not exist yet: waiting for it")),
            What::Truncated => Some(format!("{name} was truncated")),
            What::Replaced => Some(format!("{name} was replaced: following the new one")),
            What::Failed(_) => None,
        };
        if let What::Failed(error) = what {
            self.failed += 1;
            let error = anyhow::Error::new(error).context(format!("cannot read {name}"));
            return self.screen.report(&error);
        }
        if self.written.is_ok() {
            self.written = match what {
                What::Grew(bytes) => self.printer.grew(file, bytes),
                What::Truncated | What::Replaced => self.printer.begins_again(file),
                What::Missing | What::Failed(_) => Ok(()),
            };
            if self.written.is_err() {
                interrupt::ask_to_stop();
            }
        }
        if let Some(say) = say {
            self.screen.tell(&say);
        }
    }

    /// What became of standard output, and how many files could not be read.
    fn end(mut self) -> (io::Result<()>, usize) {
        let written = self.written.and_then(|()| self.printer.end());
        (written, self.failed)
    }
}
