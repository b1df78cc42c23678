//! Runs a program on primitives. This module is compiled once for each side that there is: `super`
//! says on which `sync` it stands.

mod channels;
mod counted;
mod go;
mod locks;
mod mpsc;
mod once;
mod ops;
mod retry;
mod rw_locks;
pub mod select;
mod threads;
mod world;

use super::sync::thread;
use crate::language::{Op, Program, Start};
use crate::outcome::{End, Note, Outcome};
use std::sync::{Arc, Mutex, MutexGuard};
use threads::Place;
use world::World;

pub use channels::Message;
pub use world::TIME;

/// What the threads noted so far. It is outside the primitives: nobody ever waits for it.
pub type Notes = Arc<Mutex<Vec<Vec<Note>>>>;

pub fn no_notes(program: &Program) -> Notes {
    Arc::new(Mutex::new(vec![vec![]; program.threads.len()]))
}

fn plain(notes: &Notes) -> MutexGuard<'_, Vec<Vec<Note>>> {
    notes.lock().unwrap_or_else(|poison| poison.into_inner())
}

/// What the threads noted.
pub fn noted(notes: &Notes) -> Vec<Vec<Note>> {
    plain(notes).clone()
}

/// Runs the program once; what the threads noted is in `notes` too, should it not come to an end.
pub fn run(program: &Arc<Program>, notes: &Notes) -> Outcome {
    plain(notes).iter_mut().for_each(Vec::clear);
    let (world, main) = World::new(program, notes);
    match program.start {
        Start::Spawn => threads::run(&Place::Anywhere(Arc::new(world)), main),
        Start::Scope | Start::Nested => {
            thread::scope(|scope| threads::run(&Place::Scope(scope, &world), main));
        }
    }
    Outcome::new(End::Ended, noted(notes))
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
