//! The command `workbook`: where you are, exercises, and what the checkers say of them.
//!
//! | module | what it holds |
//! |---|---|
//! | `args` | the command line |
//! | `command` | a file for each command |
//! | `course`, `about`, `id`, `progress` | what there is, what an exercise says of itself, what it is called, what was solved |
//! | `check` | reads an answer, has it compiled and run |
//! | `compile` | generates what is compiled |
//! | `cargo`, `grader`, `child` | start processes |
//! | `templates` | what is the same in each lesson, and skeletons |
//! | `answer`, `seal`, `digest` | what an answer may hold; whether what grades it is as it was handed out |
//! | `diagnose` | exercises that ask which line is to blame |
//! | `judge`, `expected` | from what ran to a grade; what has to be told for it |
//! | `show` | from a grade to a screen |
//! | `watch`, `play` | the same at each save, in the terminal and in the browser |
//! | `saves`, `latest` | that a file was saved; that only the newest is checked |
//! | `verify`, `edits` | whether the exercises are what they say; the edits of a solution that it grades |

mod about;
mod answer;
mod args;
mod cargo;
mod check;
mod child;
mod command;
mod compile;
mod course;
mod diagnose;
mod digest;
mod edits;
mod expected;
mod files;
mod grader;
mod id;
mod judge;
mod latest;
mod play;
mod progress;
mod saves;
mod seal;
mod show;
mod status;
mod templates;
mod verify;
mod watch;

use args::{Args, Command, New};
use course::{Course, Exercise};
use lesson_program::screen::{Screen, shows_unicode};
use progress::Progress;
use recording::Style;
use std::fmt;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

/// What every command needs.
struct Desk {
    /// Lives as long as the process.
    course: &'static Course,
    progress: Progress,
    screen: Screen,
    style: Style,
    /// For an answer to run.
    limit: Duration,
}

/// Something was asked for that there is not.
#[derive(Debug)]
struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// An exercise is not solved.
const NOT_YET: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;
/// Ctrl-C.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let args: Args = lesson_program::args::parse();
    let screen = Screen::new(args.color);
    let ended = run(args);
    // What was ended says nothing of an answer.
    if child::is_interrupted() {
        return ExitCode::from(INTERRUPTED);
    }
    match ended {
        Err(error) if error.is::<Usage>() => {
            screen.report(&error);
            ExitCode::from(USAGE)
        }
        ended => lesson_program::end(ended, &screen),
    }
}

fn run(args: Args) -> anyhow::Result<ExitCode> {
    lesson_interrupt::at_interrupt(|| {
        child::interrupt();
        play::end();
        verify::times::restore();
        watch::restore();
    })?;
    let course: &'static Course = Box::leak(Box::new(Course::find()?));
    let mut desk = Desk {
        progress: Progress::load(course),
        course,
        screen: Screen::new(args.color),
        limit: args.limit(),
        style: Style {
            // The screen takes colours out again where they are not wanted.
            colour: true,
            plain: args.plain,
            ascii: args.ascii || !shows_unicode(),
            width: width(),
        },
    };
    if let Some(why) = desk.progress.unusable() {
        desk.screen.warn(why);
    }
    match args.command {
        None => command::overview::run(&desk),
        Some(Command::List { json }) => command::list::run(&desk, json),
        Some(Command::Check { ids, all, .. }) => command::check::run(&mut desk, &ids, all),
        Some(Command::Hint { id }) => command::hint::run(&mut desk, id.as_deref()),
        Some(Command::Reset { id }) => command::reset::run(&mut desk, &id),
        Some(Command::Solution { id, spoil }) => command::solution::run(&desk, &id, spoil),
        Some(Command::Watch { id, poll, .. }) => watch::run(&mut desk, id.as_deref(), poll),
        Some(Command::Explore {
            model,
            checker,
            replay,
            json,
            step,
        }) => {
            let how = command::explore::How {
                checker,
                replay,
                json,
                step,
            };
            command::explore::run(&desk, &model, &how)
        }
        Some(Command::Play {
            what,
            no_open,
            port,
            poll,
            ..
        }) => {
            let how = play::How {
                open: !no_open,
                port,
                poll,
            };
            play::run(&mut desk, what.as_deref(), how)
        }
        Some(Command::Book { serve, port, open }) => {
            command::book::run(&desk, serve.then_some(port), open)
        }
        Some(Command::Verify { seal: true, .. }) => command::verify::seal(&desk),
        Some(Command::Verify {
            edits: true,
            sample,
            ids,
            ..
        }) => command::verify::edits(&desk, &ids, sample.get()),
        Some(Command::Verify {
            times,
            fresh,
            record,
            ..
        }) => command::verify::run(&desk, times, fresh, record),
        Some(Command::New { what }) => match what {
            New::Lesson { slug } => command::new::lesson(&desk, &slug),
            New::Exercise { id } => command::new::exercise(&desk, &id),
            New::Trap { id } => command::new::trap(&desk, &id),
        },
        Some(Command::Editor) => command::editor::run(&desk),
        Some(Command::Run { lesson, args }) => command::run::run(&desk, &lesson, &args),
    }
}

/// The columns to write in: what `COLUMNS` says, or a narrow terminal has.
fn width() -> usize {
    let usual = Style::for_terminal().width;
    if std::env::var_os("COLUMNS").is_some() || !io::stdout().is_terminal() {
        return usual;
    }
    match crossterm::terminal::size() {
        Ok((columns @ 1.., _)) => usual.min(columns.into()),
        _ => usual,
    }
}

impl Desk {
    /// The exercise that is named; the next one if none is. `None`: all are solved.
    fn exercise(&self, id: Option<&str>) -> anyhow::Result<Option<&'static Exercise>> {
        match id {
            Some(id) => id::exercise(self.course, id).map(Some),
            None => Ok(self.progress.next(self.course)),
        }
    }

    /// Notes what was done. Who cannot be told of it here is warned by [`Desk::warn`].
    fn note(&mut self, change: impl Fn(&mut Progress)) -> anyhow::Result<()> {
        self.progress.change(self.course, change)
    }

    /// Says that something was not noted: that is no reason to hold back what was found out.
    fn warn(&self, noted: anyhow::Result<()>) {
        if let Err(error) = noted {
            self.screen.warn(&format!("{error:#}"));
        }
    }

    /// A sign, or what stands for it in ASCII.
    fn sign<'a>(&self, sign: &'a str, ascii: &'a str) -> &'a str {
        if self.style.ascii { ascii } else { sign }
    }
}
