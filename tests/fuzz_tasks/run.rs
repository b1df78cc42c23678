//! Runs a program on the checked types of a checker; compiled once for each.

use super::sync::{Mutex as ThreadLock, mpsc as thread_channel, tasks, time::Duration};
use crate::language::{Leaf, Note, Outcome, Program, Stmt};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex as Plain};
use std::task::{Context, Poll};
use tasks::mpsc::error::{TryRecvError, TrySendError};
use tasks::mpsc::{Receiver, Recv, Send as Sending, Sender};

/// What the tasks were told so far. It is outside the checked types.
pub type Notes = Arc<Plain<Vec<Vec<Note>>>>;

pub fn no_notes(program: &Program) -> Notes {
    Arc::new(Plain::new(vec![vec![]; program.tasks.len()]))
}

/// What they were told.
pub fn noted(notes: &Notes) -> Vec<Vec<Note>> {
    notes
        .lock()
        .unwrap_or_else(|poison| poison.into_inner())
        .clone()
}

struct World {
    program: Arc<Program>,
    lock: Arc<tasks::Mutex<u8>>,
    semaphore: Arc<tasks::Semaphore>,
    thread_lock: ThreadLock<u8>,
    notes: Notes,
}

/// What a task has, in the order in which it is dropped.
struct Me {
    guard: Option<tasks::OwnedMutexGuard<u8>>,
    permits: Vec<tasks::OwnedSemaphorePermit>,
    sender: Option<Sender<u8>>,
    receiver: Option<Receiver<u8>>,
    thread_sender: Option<thread_channel::Sender<()>>,
    thread_receiver: Option<thread_channel::Receiver<()>>,
    handles: Vec<Option<tasks::JoinHandle<()>>>,
    others: Vec<Option<Me>>,
    index: usize,
    world: Arc<World>,
}

/// One future of any kind.
enum Any<'a> {
    Recv(Recv<'a, u8>),
    Send(Sending<'a, u8>),
    Lock(tasks::LockOwned<u8>),
    Acquire(tasks::AcquireOwned),
    AcquireMany(tasks::AcquireManyOwned),
    Sleep(tasks::time::Sleep),
    Join(&'a mut Option<tasks::JoinHandle<()>>),
    Missing,
}

/// What came of it.
enum Got {
    Guard(tasks::OwnedMutexGuard<u8>),
    Permits(tasks::OwnedSemaphorePermit),
    Told(Note),
}

fn acquired(permits: Result<tasks::OwnedSemaphorePermit, tasks::AcquireError>) -> Got {
    match permits {
        Ok(permits) => Got::Permits(permits),
        Err(_) => Got::Told(Note::Closed),
    }
}

impl tasks::Leaf for Any<'_> {}

impl Future for Any<'_> {
    type Output = Got;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Got> {
        match &mut *self {
            Any::Recv(recv) => Pin::new(recv)
                .poll(context)
                .map(|value| Got::Told(value.map_or(Note::Disconnected, Note::Value))),
            Any::Send(send) => Pin::new(send)
                .poll(context)
                .map(|sent| Got::Told(sent.map_or(Note::Closed, |()| Note::Ok))),
            Any::Lock(lock) => Pin::new(lock).poll(context).map(Got::Guard),
            Any::Acquire(acquire) => Pin::new(acquire).poll(context).map(acquired),
            Any::AcquireMany(acquire) => Pin::new(acquire).poll(context).map(acquired),
            Any::Sleep(sleep) => Pin::new(sleep).poll(context).map(|()| Got::Told(Note::Ok)),
            Any::Join(handle) => {
                let polled = handle.as_mut().map(|handle| Pin::new(handle).poll(context));
                match polled {
                    Some(Poll::Pending) => Poll::Pending,
                    Some(Poll::Ready(ended)) => {
                        **handle = None;
                        let told = ended.map_or(Note::Cancelled, |()| Note::Joined);
                        Poll::Ready(Got::Told(told))
                    }
                    None => Poll::Ready(Got::Told(Note::Missing)),
                }
            }
            Any::Missing => Poll::Ready(Got::Told(Note::Missing)),
        }
    }
}

/// A future of a kind that a select does not know.
struct Hidden<'a>(Any<'a>);

impl Future for Hidden<'_> {
    type Output = Got;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Got> {
        Pin::new(&mut self.0).poll(context)
    }
}

/// Makes futures of what a task has: each borrows another part.
struct Parts<'a> {
    sender: Option<&'a Sender<u8>>,
    receiver: Option<&'a mut Receiver<u8>>,
    handles: Vec<Option<&'a mut Option<tasks::JoinHandle<()>>>>,
    world: &'a World,
}

impl<'a> Parts<'a> {
    fn future(&mut self, leaf: Leaf) -> Any<'a> {
        match leaf {
            Leaf::Recv => self
                .receiver
                .take()
                .map_or(Any::Missing, |receiver| Any::Recv(receiver.recv())),
            Leaf::Send(value) => self
                .sender
                .map_or(Any::Missing, |sender| Any::Send(sender.send(value))),
            Leaf::Lock => Any::Lock(self.world.lock.clone().lock_owned()),
            Leaf::Acquire(1) => Any::Acquire(self.world.semaphore.clone().acquire_owned()),
            Leaf::Acquire(n) => {
                Any::AcquireMany(self.world.semaphore.clone().acquire_many_owned(n as u32))
            }
            Leaf::Sleep => Any::Sleep(tasks::time::sleep(Duration::from_secs(1))),
            Leaf::Join(task) => {
                let handle = self.handles[task].take();
                handle
                    .filter(|handle| handle.is_some())
                    .map_or(Any::Missing, Any::Join)
            }
        }
    }
}

impl Me {
    fn parts(&mut self) -> Parts<'_> {
        Parts {
            sender: self.sender.as_ref(),
            receiver: self.receiver.as_mut(),
            handles: self.handles.iter_mut().map(Some).collect(),
            world: &self.world,
        }
    }

    fn note(&self, note: Note) {
        let mut notes = self
            .world
            .notes
            .lock()
            .unwrap_or_else(|poison| poison.into_inner());
        notes[self.index].push(note);
    }

    fn got(&mut self, got: Got) {
        let note = match got {
            Got::Guard(guard) => {
                self.guard = Some(guard);
                Note::Ok
            }
            Got::Permits(permits) => {
                self.permits.push(permits);
                Note::Ok
            }
            Got::Told(note) => note,
        };
        self.note(note);
    }

    async fn run(mut self) {
        self.note(Note::Began);
        let program = self.world.program.clone();
        for stmt in &program.tasks[self.index] {
            match *stmt {
                Stmt::Await(leaf) => {
                    let got = self.parts().future(leaf).await;
                    self.got(got);
                }
                Stmt::Timeout(leaf) => {
                    let future = self.parts().future(leaf);
                    match tasks::time::timeout(Duration::from_secs(1), future).await {
                        Ok(got) => self.got(got),
                        Err(_) => self.note(Note::Elapsed),
                    }
                }
                Stmt::Cancellable(leaf) => {
                    let future = self.parts().future(leaf);
                    match tasks::cancellable(future).await {
                        Ok(got) => self.got(got),
                        Err(_) => self.note(Note::Dropped),
                    }
                }
                Stmt::Select { biased, arms } => self.select(biased, arms, program.hidden).await,
                Stmt::Yield => tasks::yield_now().await,
                _ => self.does(*stmt),
            }
        }
    }

    async fn select(&mut self, biased: bool, arms: [Leaf; 2], hidden: bool) {
        let mut parts = self.parts();
        let [first, second] = arms.map(|leaf| parts.future(leaf));
        drop(parts);
        // What is missing is ready at once, and a future of no kind that a select knows.
        let missing = [&first, &second].map(|arm| matches!(arm, Any::Missing));
        // A poll for two permits keeps the one that is free, so it is no leaf.
        let keeps = arms.contains(&Leaf::Acquire(2));
        let hidden = hidden || keeps || missing.contains(&true);
        let (arm, got) = match (biased, hidden) {
            (false, false) => tasks::select! { got = first => (0, got), got = second => (1, got) },
            (true, false) => {
                tasks::select! { biased; got = first => (0, got), got = second => (1, got) }
            }
            (false, true) => {
                let (first, second) = (Hidden(first), Hidden(second));
                tasks::select! { got = first => (0, got), got = second => (1, got) }
            }
            (true, true) => {
                let (first, second) = (Hidden(first), Hidden(second));
                tasks::select! { biased; got = first => (0, got), got = second => (1, got) }
            }
        };
        self.note(Note::Arm(arm));
        self.got(got);
    }

    fn try_send(&self, value: u8) -> Note {
        match self.sender.as_ref().map(|sender| sender.try_send(value)) {
            None => Note::Missing,
            Some(Ok(())) => Note::Ok,
            Some(Err(TrySendError::Full(_))) => Note::Full,
            Some(Err(TrySendError::Closed(_))) => Note::Closed,
        }
    }

    /// What is no await.
    fn does(&mut self, stmt: Stmt) {
        match stmt {
            Stmt::Spawn(task) => {
                let other = self.others[task].take().expect("it is spawned once");
                self.handles[task] = Some(tasks::spawn(other.run()));
            }
            Stmt::Abort(task) => {
                if let Some(handle) = &self.handles[task] {
                    handle.abort();
                }
            }
            Stmt::TryRecv => {
                let got = self.receiver.as_mut().map(Receiver::try_recv);
                self.note(match got {
                    None => Note::Missing,
                    Some(Ok(value)) => Note::Value(value),
                    Some(Err(TryRecvError::Empty)) => Note::Empty,
                    Some(Err(TryRecvError::Disconnected)) => Note::Disconnected,
                });
            }
            Stmt::TrySend(value) => self.note(self.try_send(value)),
            Stmt::TryAcquire => {
                let got = self.world.semaphore.clone().try_acquire_owned();
                match got {
                    Ok(permits) => self.got(Got::Permits(permits)),
                    Err(tasks::TryAcquireError::Closed) => self.note(Note::Closed),
                    Err(tasks::TryAcquireError::NoPermits) => self.note(Note::NoPermits),
                }
            }
            Stmt::Close => {
                if let Some(receiver) = &mut self.receiver {
                    receiver.close();
                }
            }
            Stmt::DropSender => self.sender = None,
            Stmt::DropReceiver => self.receiver = None,
            Stmt::Unlock => self.guard = None,
            Stmt::Release => drop(self.permits.pop()),
            Stmt::Forget => {
                if let Some(permits) = self.permits.pop() {
                    permits.forget();
                }
            }
            Stmt::AddPermits(n) => self.world.semaphore.add_permits(n),
            Stmt::CloseSemaphore => self.world.semaphore.close(),
            Stmt::LockedTrySend(value) => {
                let world = self.world.clone();
                let mut count = world.thread_lock.lock();
                self.note(Note::Value(*count));
                *count += 1;
                self.note(self.try_send(value));
            }
            Stmt::ThreadSend => {
                if let Some(sender) = &self.thread_sender {
                    self.note(sender.send(()).map_or(Note::Closed, |()| Note::Ok));
                }
            }
            Stmt::ThreadRecv => {
                if let Some(receiver) = &self.thread_receiver {
                    self.note(receiver.recv().map_or(Note::Disconnected, |()| Note::Ok));
                }
            }
            Stmt::Await(_)
            | Stmt::Timeout(_)
            | Stmt::Cancellable(_)
            | Stmt::Select { .. }
            | Stmt::Yield => unreachable!("an await"),
        }
    }
}

/// Runs the program once; what the tasks were told is in `notes` too, should it not come to an end.
pub fn run(program: &Arc<Program>, notes: &Notes) -> Outcome {
    notes
        .lock()
        .unwrap_or_else(|poison| poison.into_inner())
        .iter_mut()
        .for_each(Vec::clear);
    let world = Arc::new(World {
        program: program.clone(),
        lock: Arc::new(tasks::Mutex::new(0)),
        semaphore: Arc::new(tasks::Semaphore::new(program.permits)),
        thread_lock: ThreadLock::new(0),
        notes: notes.clone(),
    });
    let (sender, receiver) = tasks::mpsc::channel(program.capacity);
    let mut receiver = Some(receiver);
    let threads = program
        .threads
        .map(|ends| (ends, thread_channel::channel()));
    let (mut thread_sender, mut thread_receiver) = (None, None);
    if let Some((ends, (sender, receiver))) = threads {
        (thread_sender, thread_receiver) = (Some((ends.0, sender)), Some((ends.1, receiver)));
    }
    let count = program.tasks.len();
    let mut all: Vec<Option<Me>> = (0..count)
        .map(|index| {
            Some(Me {
                guard: None,
                permits: vec![],
                sender: Some(sender.clone()),
                receiver: receiver.take_if(|_| index == program.receiver),
                thread_sender: thread_sender
                    .take_if(|(of, _)| *of == index)
                    .map(|(_, end)| end),
                thread_receiver: thread_receiver
                    .take_if(|(of, _)| *of == index)
                    .map(|(_, end)| end),
                handles: (0..count).map(|_| None).collect(),
                others: vec![],
                index,
                world: world.clone(),
            })
        })
        .collect();
    // Before there are other tasks.
    drop(sender);
    let mut main = all[0].take().expect("there is a main");
    main.others = all;
    tasks::block_on(main.run());
    Outcome {
        ended: true,
        notes: noted(notes),
    }
}
