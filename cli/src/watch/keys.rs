//! The keyboard: one key, one deed.

use super::Event;
use anyhow::Context;
use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use std::io::{self, IsTerminal};
use std::sync::mpsc::Sender;
use std::thread;

/// What the user asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Next,
    Previous,
    Hint,
    List,
    Reset,
    Again,
    Quit,
    Interrupt,
}

/// The terminal gives keys as they are pressed; as before when this is dropped.
#[derive(Debug)]
pub struct Keyboard(());

impl Drop for Keyboard {
    fn drop(&mut self) {
        restore();
    }
}

/// The terminal as it was.
pub fn restore() {
    // It was not changed, or is gone.
    let _ = terminal::disable_raw_mode();
}

/// Sends keys, if there is a keyboard.
///
/// # Errors
/// The terminal does not give keys.
pub fn listen(to: Sender<Event>) -> anyhow::Result<Option<Keyboard>> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Ok(None);
    }
    terminal::enable_raw_mode().context("cannot read single keys from this terminal")?;
    let keyboard = Keyboard(());
    // It blocks in reading until the process ends.
    thread::Builder::new()
        .spawn(move || {
            while let Ok(event) = event::read() {
                if let Some(key) = key(&event)
                    && to.send(Event::Key(key)).is_err()
                {
                    return;
                }
            }
            let _ = to.send(Event::Key(Key::Quit));
        })
        .context("cannot start a thread")?;
    Ok(Some(keyboard))
}

fn key(event: &event::Event) -> Option<Key> {
    let event = event.as_key_event()?;
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    match event.code {
        KeyCode::Char('c') if control => Some(Key::Interrupt),
        KeyCode::Char('d') if control => Some(Key::Quit),
        KeyCode::Char('n') => Some(Key::Next),
        KeyCode::Char('p') => Some(Key::Previous),
        KeyCode::Char('h') => Some(Key::Hint),
        KeyCode::Char('l') => Some(Key::List),
        KeyCode::Char('x') => Some(Key::Reset),
        KeyCode::Char('r') | KeyCode::Enter => Some(Key::Again),
        KeyCode::Char('q') | KeyCode::Esc => Some(Key::Quit),
        _ => None,
    }
}
