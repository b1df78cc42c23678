//! Threads that start others, and join them.

use super::super::sync::thread::{self, JoinHandle, Scope, ScopedJoinHandle, Thread};
use super::ops;
use super::world::{Mine, World};
use crate::language::{Op, Start};
use crate::outcome::{Note, is_wanted};
use std::sync::Arc;

/// Where a thread starts others.
pub enum Place<'scope, 'env> {
    Anywhere(Arc<World>),
    Scope(&'scope Scope<'scope, 'env>, &'scope World),
}

impl<'scope> Place<'scope, '_> {
    fn world(&self) -> &World {
        match self {
            Place::Anywhere(world) => world,
            Place::Scope(_, world) => world,
        }
    }

    fn start(&self, theirs: Mine) -> Handle<'scope> {
        match self {
            Place::Anywhere(world) => {
                let world = world.clone();
                Handle::Spawned(thread::spawn(move || {
                    run_child(&Place::Anywhere(world), theirs);
                }))
            }
            Place::Scope(scope, world) => {
                let (scope, world) = (*scope, *world);
                Handle::Scoped(scope.spawn(move || {
                    run_child(&Place::Scope(scope, world), theirs);
                }))
            }
        }
    }
}

/// Runs a thread that was started, in a scope of its own if it starts others and the program wants that.
fn run_child(place: &Place, mine: Mine) {
    match place {
        Place::Scope(_, world)
            if world.program.start == Start::Nested && !mine.children.is_empty() =>
        {
            thread::scope(|own| run(&Place::Scope(own, world), mine));
        }
        place => run(place, mine),
    }
}

/// Runs a thread: starts the others first; joins them at its end, unless it panics.
pub fn run(place: &Place, mut mine: Mine) {
    let (world, me) = (place.world(), mine.me);
    let mut others = Others::default();
    let children = std::mem::take(&mut mine.children);
    let known = |op: &Op| *op == Op::Unpark(me);
    if !children.is_empty() && world.program.ops().any(known) {
        mine.known[me] = Some(thread::current());
    }
    for mut theirs in children {
        theirs.known = mine.known.clone();
        let child = theirs.me;
        let handle = place.start(theirs);
        mine.known[child] = Some(handle.thread().clone());
        others.0.push((child, Some(handle)));
    }
    ops::run(world, mine, &mut others);
    if world.program.joins {
        others.join_all(world, me);
    }
}

enum Handle<'scope> {
    Spawned(JoinHandle<()>),
    Scoped(ScopedJoinHandle<'scope, ()>),
}

impl Handle<'_> {
    fn thread(&self) -> &Thread {
        match self {
            Handle::Spawned(handle) => handle.thread(),
            Handle::Scoped(handle) => handle.thread(),
        }
    }
}

/// The threads that one started, and has not joined.
#[derive(Default)]
pub struct Others<'scope>(Vec<(usize, Option<Handle<'scope>>)>);

impl<'scope> Others<'scope> {
    fn of(&mut self, other: usize) -> Option<&mut Option<Handle<'scope>>> {
        let mut others = self.0.iter_mut();
        others
            .find(|(thread, _)| *thread == other)
            .map(|(_, handle)| handle)
    }

    pub fn join(&mut self, other: usize) -> Option<Note> {
        let ended = match self.of(other)?.take()? {
            Handle::Spawned(handle) => handle.join(),
            Handle::Scoped(handle) => handle.join(),
        };
        if let Err(panic) = &ended
            && !panic.is::<&'static str>()
            && let message = panic.downcast_ref::<String>()
            && !message.is_some_and(|message| is_wanted(message))
        {
            panic!("a thread panics by itself: {message:?}");
        }
        Some(Note::Joined(ended.is_ok()))
    }

    pub fn is_finished(&mut self, other: usize) -> Option<Note> {
        Some(Note::Is(match self.of(other)?.as_ref()? {
            Handle::Spawned(handle) => handle.is_finished(),
            Handle::Scoped(handle) => handle.is_finished(),
        }))
    }

    fn join_all(&mut self, world: &World, me: usize) {
        for i in 0..self.0.len() {
            if let Some(note) = self.join(self.0[i].0) {
                world.note(me, &[note]);
            }
        }
    }
}

/// A thread to unpark.
pub fn handle_of(mine: &Mine, world: &World, other: usize) -> Option<Thread> {
    match (other == mine.me, world.program.knows(mine.me, other)) {
        (true, _) => Some(thread::current()),
        (false, true) => mine.known.get(other).cloned().flatten(),
        (false, false) => None,
    }
}
