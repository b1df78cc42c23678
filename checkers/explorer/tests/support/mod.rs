//! Toy twins, as small as they can be: what the engine is tried out with.
#![allow(dead_code, reason = "each test uses some of them")]

pub mod catalogue;
mod channel;
pub mod compare;
pub mod programs;

pub use channel::Channel;
use explorer::{Access, Event, Handle, Object};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::atomic::Ordering;

/// A lock. Only `try_lock` can tell an unlock from nothing, so both use an object of their own.
#[derive(Clone)]
pub struct Mutex(Rc<MutexState>);

struct MutexState {
    acquired: Object,
    released: Object,
    held: Cell<bool>,
    freed: Cell<Option<Event>>,
}

pub struct Guard(Mutex);

impl Mutex {
    pub fn new() -> Self {
        Mutex(Rc::new(MutexState {
            acquired: explorer::object(),
            released: explorer::object(),
            held: Cell::new(false),
            freed: Cell::new(None),
        }))
    }

    fn take(&self) -> Guard {
        self.0.held.set(true);
        if let Some(freed) = self.0.freed.get() {
            explorer::after(freed);
        }
        Guard(self.clone())
    }

    fn free(&self) {
        self.0.held.set(false);
        self.0.freed.set(Some(explorer::now()));
    }

    pub fn lock(&self) -> Guard {
        let me = self.clone();
        explorer::step("lock", &[(self.0.acquired, Access::EXCLUSIVE)], move || {
            !me.0.held.get()
        });
        self.take()
    }

    pub fn try_lock(&self) -> Option<Guard> {
        let touches = [
            (self.0.acquired, Access::EXCLUSIVE),
            (self.0.released, Access::EXCLUSIVE),
        ];
        explorer::step_at_once("try_lock", &touches);
        if self.0.held.get() {
            explorer::unchanged();
            return None;
        }
        Some(self.take())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mutex = &self.0;
        explorer::step_at_once("unlock", &[(mutex.0.released, Access::UPDATE)]);
        mutex.free();
    }
}

/// Waits without knowing for what.
#[derive(Clone)]
pub struct Condvar(Rc<(Object, Waiters)>);

type Woken = Rc<Cell<Option<Event>>>;
type Waiters = RefCell<VecDeque<Woken>>;

impl Condvar {
    pub fn new() -> Self {
        Condvar(Rc::new((explorer::object(), Waiters::default())))
    }

    pub fn wait(&self, guard: Guard) -> Guard {
        let mutex = guard.0.clone();
        std::mem::forget(guard);
        let touches = [
            (self.0.0, Access::EXCLUSIVE),
            (mutex.0.released, Access::UPDATE),
        ];
        explorer::step_at_once("wait", &touches);
        mutex.free();
        let woken = Woken::default();
        self.0.1.borrow_mut().push_back(woken.clone());
        let (ready, lock) = (woken.clone(), mutex.clone());
        explorer::step(
            "woken",
            &[(mutex.0.acquired, Access::EXCLUSIVE)],
            move || ready.get().is_some() && !lock.0.held.get(),
        );
        if let Some(event) = woken.get() {
            explorer::after(event);
        }
        mutex.take()
    }

    pub fn notify_one(&self) {
        explorer::step_at_once("notify", &[(self.0.0, Access::EXCLUSIVE)]);
        if let Some(woken) = self.0.1.borrow_mut().pop_front() {
            woken.set(Some(explorer::now()));
        }
    }
}

/// A number that threads share.
#[derive(Clone)]
pub struct Atomic(Rc<(Object, Cell<u32>)>);

impl Atomic {
    pub fn new(value: u32) -> Self {
        Atomic(Rc::new((explorer::object(), Cell::new(value))))
    }

    pub fn load(&self) -> u32 {
        explorer::step_at_once("load", &[(self.0.0, Access::READ)]);
        self.0.1.get()
    }

    pub fn store(&self, value: u32) {
        explorer::step_at_once("store", &[(self.0.0, Access::EXCLUSIVE)]);
        self.0.1.set(value);
    }

    pub fn fetch_add(&self, value: u32) -> u32 {
        explorer::step_at_once("fetch_add", &[(self.0.0, Access::EXCLUSIVE)]);
        self.0.1.replace(self.0.1.get() + value)
    }

    /// Adds without looking: additions commute.
    pub fn add(&self, value: u32) {
        explorer::step_at_once("add", &[(self.0.0, Access::UPDATE)]);
        self.0.1.set(self.0.1.get() + value);
    }

    /// One that fails only reads.
    pub fn exchange(&self, from: u32, to: u32) -> bool {
        explorer::step_at_once("exchange", &[(self.0.0, Access::READ)]);
        let same = self.0.1.get() == from;
        if same {
            explorer::touch((self.0.0, Access::EXCLUSIVE));
            self.0.1.set(to);
        }
        same
    }

    /// Adds one without a step, where something else guards it.
    pub fn bump(&self) {
        self.0.1.set(self.0.1.get() + 1);
    }

    /// Adds one in a step that announced nothing.
    pub fn touched(&self) {
        explorer::step_at_once("touches", &[]);
        explorer::touch((self.0.0, Access::EXCLUSIVE));
        self.bump();
    }

    pub fn object(&self) -> Object {
        self.0.0
    }

    /// What it is now, without a step: for the end of a model.
    pub fn peek(&self) -> u32 {
        self.0.1.get()
    }
}

/// Memory that nothing guards.
#[derive(Clone)]
pub struct Plain(Rc<(Object, Cell<u32>)>);

impl Plain {
    pub fn new(value: u32) -> Self {
        Plain(Rc::new((explorer::object(), Cell::new(value))))
    }

    pub fn get(&self) -> u32 {
        explorer::cell(self.0.0, Access::READ);
        self.0.1.get()
    }

    pub fn set(&self, value: u32) {
        explorer::cell(self.0.0, Access::EXCLUSIVE);
        self.0.1.set(value);
    }
}

/// Spawns a thread whose beginning is a step of its own.
pub fn spawn(body: impl FnOnce() + 'static) -> Handle {
    explorer::spawn(
        false,
        Box::new(move || {
            explorer::step_at_once("starts", &[]);
            body();
        }),
    )
}

/// What happens at some moment from now on, if at all.
pub fn timer(label: &'static str, touches: Vec<(Object, Access)>, fires: impl FnOnce() + 'static) {
    let body = move || {
        explorer::step(label, &touches, || true);
        fires();
    };
    explorer::spawn(true, Box::new(body));
}

pub fn join(handle: Handle) -> Result<(), String> {
    let done = handle.done.clone();
    explorer::step("join", &[], move || done.load(Ordering::SeqCst));
    explorer::joined(handle.thread).map_or(Ok(()), Err)
}

pub fn join_all(handles: Vec<Handle>) {
    for handle in handles {
        join(handle).expect("no panic in the thread");
    }
}
