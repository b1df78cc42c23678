//! Hellos, until the time is up.

use super::args::Args;
use super::meter::Meter;
use super::printer::write;
use super::{interrupt, protocol, supervise};
use lesson_06::ledger::Ledger;
use lesson_06::source::{Next, Source};
use lesson_06::sync::time::{Duration, Instant};
use lesson_program::screen::{BOLD, Screen, forgive};
use lesson_program::streams;
use std::process::ExitCode;

/// How long to receive by default.
const FOR: Duration = Duration::from_secs(5);
/// The status by which a shell reports a process that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Sends a hello at once, and then one at each interval.
#[derive(Debug)]
struct Hellos {
    said: u64,
    every: Duration,
    /// When the next hello is due; `None` if that is later than the clock can represent.
    due: Option<Instant>,
    /// Whether it has waited since the last hello; a sender that is woken early sends the next one.
    waited: bool,
    meter: Meter,
}

impl Source for Hellos {
    type Message = String;

    fn next(&mut self) -> Next<String> {
        let Some(due) = self.due.or_else(|| self.waited.then(Instant::now)) else {
            self.waited = true;
            return Next::Wait(Duration::MAX);
        };
        let wait = due.saturating_duration_since(Instant::now());
        let waited = std::mem::replace(&mut self.waited, !wait.is_zero());
        if !waited && !wait.is_zero() {
            return Next::Wait(wait);
        }
        self.waited = false;
        self.due = due.checked_add(self.every);
        self.said += 1;
        let hello = format!("hello {}\n", self.said);
        self.meter.read(hello.len());
        Next::Message(hello)
    }
}

/// Receives hellos and prints them, until the time is up or Ctrl-C.
pub fn run(args: &Args, screen: &Screen) -> anyhow::Result<ExitCode> {
    let (ledger, meter) = (Ledger::default(), Meter::default());
    let hellos = Hellos {
        said: 0,
        every: args.every,
        due: Some(Instant::now()),
        waited: false,
        meter: meter.clone(),
    };
    let received = {
        let (ledger, meter, variant) = (ledger.clone(), meter.clone(), args.variant);
        supervise::run(Some(args.time.unwrap_or(FOR)), &meter.clone(), screen, {
            move |stop| {
                let mut output = streams::output();
                let mut written = Ok(());
                let receive = |hello: String| {
                    if written.is_ok() {
                        written = match &mut output {
                            Ok(output) => write(output, hello.as_bytes(), &meter),
                            Err(error) => Err(error.kind().into()),
                        };
                    }
                    if written.is_err() {
                        interrupt::ask_to_stop();
                    }
                };
                protocol::run(variant, vec![hellos], &stop, &ledger, receive)?;
                Ok(written)
            }
        })?
    };
    let Some(written) = received else {
        return Ok(ExitCode::FAILURE);
    };
    if let Err(error) = written {
        forgive(Err(error))?;
        return Ok(ExitCode::SUCCESS);
    }
    screen.tell(&format!("{BOLD}Done{BOLD:#}"));
    screen.tell(&ledger.account().to_string());
    if interrupt::by_a_person() {
        return Ok(ExitCode::from(INTERRUPTED));
    }
    screen.hint("cargo run --bin lesson-06 -- --follow FILE, or --trap done-blocks");
    Ok(ExitCode::SUCCESS)
}
