//! Steps through the executions of a recording, in the whole terminal.
//!
//! A program of its own, which `cargo workbook explore --step` starts: no other command waits for ratatui to
//! be compiled.

mod player;
mod source;
mod view;

use anyhow::{Context, bail};
use clap::{ColorChoice, Parser};
use lesson_program::screen::{Screen, shows_unicode};
use lesson_program::words;
use player::{Deed, Player};
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use recording::Recording;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

/// Steps through the executions of a recording.
#[derive(Debug, Parser)]
struct Args {
    /// The recording, as JSON.
    recording: PathBuf,
    /// The folder that its sources are in.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// The execution to begin with.
    #[arg(long, default_value_t = 0)]
    execution: usize,
    /// No character above 0x7E.
    #[arg(long)]
    ascii: bool,
}

fn main() -> ExitCode {
    let args: Args = lesson_program::args::parse();
    let ended = run(&args).map(|()| ExitCode::SUCCESS);
    lesson_program::end(ended, &Screen::new(ColorChoice::Auto))
}

fn run(args: &Args) -> anyhow::Result<()> {
    let path = words::show(&args.recording);
    let text =
        fs::read_to_string(&args.recording).with_context(|| format!("cannot read {path}"))?;
    let recording = Recording::from_json(&text).with_context(|| format!("in {path}"))?;
    if recording.executions.is_empty() {
        bail!("{path} holds no execution");
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!("this needs a terminal; without one, `cargo workbook explore` prints the execution");
    }
    let mut player = Player::new(&recording, args.execution);
    let style = view::Style {
        ascii: args.ascii || !shows_unicode(),
        root: args.root.clone(),
    };
    // Puts the terminal back, also after a panic.
    let mut terminal = ratatui::try_init().context("the terminal cannot be used")?;
    let played = (|| -> io::Result<()> {
        loop {
            terminal.draw(|frame| view::draw(frame, &player, &style))?;
            match deed(&event::read()?) {
                Some(Deed::Quit) => return Ok(()),
                Some(deed) => player.act(deed),
                None => {}
            }
        }
    })();
    ratatui::restore();
    played.context("the terminal is gone")
}

fn deed(event: &Event) -> Option<Deed> {
    let key = event.as_key_event()?;
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c') if control => Some(Deed::Quit),
        KeyCode::Right | KeyCode::Down | KeyCode::Char(' ') => Some(Deed::Forward),
        KeyCode::Left | KeyCode::Up => Some(Deed::Back),
        KeyCode::Home => Some(Deed::Begin),
        KeyCode::End => Some(Deed::End),
        KeyCode::Tab | KeyCode::Char('n') => Some(Deed::NextExecution),
        KeyCode::BackTab | KeyCode::Char('p') => Some(Deed::PreviousExecution),
        KeyCode::Char('q') | KeyCode::Esc => Some(Deed::Quit),
        _ => None,
    }
}
