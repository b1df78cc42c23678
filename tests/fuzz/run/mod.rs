//! Runs a program on primitives. This module is compiled once for each side that there is: `super`
//! says on which `sync` it stands.

mod ops;
pub mod select;
mod world;

use super::sync::thread::{self, JoinHandle, ScopedJoinHandle, Thread};
use crate::language::{Op, Program, Start};
use crate::outcome::{End, Note, Outcome};
use std::sync::{Arc, Mutex, MutexGuard};
pub use world::TIME;
use world::{Mine, World};

/// How the message of every panic begins that a program wants.
pub const ON_PURPOSE: &str = "on purpose";

/// What the threads noted so far. It is outside the primitives: nobody ever waits for it.
pub type Notes = Arc<Mutex<Vec<Vec<Note>>>>;

pub fn no_notes(program: &Program) -> Notes {
    Arc::new(Mutex::new(vec![vec![]; program.threads.len()]))
}

fn plain(notes: &Notes) -> MutexGuard<'_, Vec<Vec<Note>>> {
    notes.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// Runs the program once; what the threads noted is in `notes` too, should it not come to an end.
pub fn run(program: &Arc<Program>, notes: &Notes) -> Outcome {
    plain(notes).iter_mut().for_each(Vec::clear);
    let (world, mut mine) = World::new(program, notes);
    match program.start {
        Start::Spawn => spawned(Arc::new(world), &mut mine),
        Start::Scope => scoped(&world, &mut mine),
    }
    Outcome::new(End::Ended, plain(notes).clone())
}

fn spawned(world: Arc<World>, mine: &mut Vec<Mine>) {
    let mut main = mine.remove(0);
    let mut others = Others::default();
    for mut theirs in mine.drain(..) {
        theirs.known = main.known.clone();
        let world = world.clone();
        let handle = thread::spawn(move || ops::run(&world, theirs, &mut Others::default()));
        main.known.push(Some(handle.thread().clone()));
        others.0.push(Some(Handle::Spawned(handle)));
    }
    ops::run(&world, main, &mut others);
    if world.program.joins {
        others.join_all(&world);
    }
}

fn scoped(world: &World, mine: &mut Vec<Mine>) {
    thread::scope(|scope| {
        let mut main = mine.remove(0);
        let mut others = Others::default();
        for mut theirs in mine.drain(..) {
            theirs.known = main.known.clone();
            let handle = scope.spawn(move || ops::run(world, theirs, &mut Others::default()));
            main.known.push(Some(handle.thread().clone()));
            others.0.push(Some(Handle::Scoped(handle)));
        }
        ops::run(world, main, &mut others);
        if world.program.joins {
            others.join_all(world);
        }
    });
}

/// A thread that main started.
enum Handle<'scope> {
    Spawned(JoinHandle<()>),
    Scoped(ScopedJoinHandle<'scope, ()>),
}

/// The threads that main started and has not joined; only main has any.
#[derive(Default)]
struct Others<'scope>(Vec<Option<Handle<'scope>>>);

impl Others<'_> {
    fn join(&mut self, other: usize) -> Option<Note> {
        let handle = self.0.get_mut(other.checked_sub(1)?)?.take()?;
        let ended = match handle {
            Handle::Spawned(handle) => handle.join(),
            Handle::Scoped(handle) => handle.join(),
        };
        if let Err(panic) = &ended
            && !panic.is::<&'static str>()
        {
            panic!(
                "a thread panics by itself: {:?}",
                panic.downcast_ref::<String>()
            );
        }
        Some(Note::Joined(ended.is_ok()))
    }

    fn is_finished(&self, other: usize) -> Option<Note> {
        let handle = self.0.get(other.checked_sub(1)?)?.as_ref()?;
        Some(Note::Is(match handle {
            Handle::Spawned(handle) => handle.is_finished(),
            Handle::Scoped(handle) => handle.is_finished(),
        }))
    }

    fn join_all(&mut self, world: &World) {
        for other in 1..=self.0.len() {
            if let Some(note) = self.join(other) {
                world.note(0, &[note]);
            }
        }
    }
}

/// A thread to unpark.
fn handle_of(mine: &Mine, world: &World, other: usize) -> Option<Thread> {
    match (other == mine.me, world.program.knows(mine.me, other)) {
        (true, _) => Some(thread::current()),
        (false, true) => mine.known.get(other).cloned().flatten(),
        (false, false) => None,
    }
}

fn panics(world: &World, op: &Op) -> bool {
    use super::sync::atomic::Ordering::SeqCst;
    match op {
        Op::Panic => true,
        // A read-modify-write: no checker takes it for less than sequentially consistent.
        Op::PanicIf(i) => world.atomics[*i].fetch_add(0, SeqCst) != 0,
        _ => false,
    }
}
