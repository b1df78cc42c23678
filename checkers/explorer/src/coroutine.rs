//! A stackful coroutine for each thread of a model. The only unsafe code.

use crate::context::Pending;
use corosensei::{CoroutineResult, Yielder};
use stacks::Stack;
use std::cell::Cell;

/// What a thread waits for.
pub(crate) enum Request {
    /// To be scheduled.
    Step(Pending),
    /// One of so many answers, at once.
    Choice(usize),
}

/// What a thread is told.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    Go,
    Chosen(usize),
    /// The execution is over: unwind.
    Leave,
}

type Raw = corosensei::Coroutine<Answer, Request, (), Stack>;

thread_local! {
    static YIELDER: Cell<*const Yielder<Answer, Request>> = const { Cell::new(std::ptr::null()) };
}

pub(crate) struct Coroutine(Option<Raw>);

impl Coroutine {
    /// `body` must not panic.
    pub(crate) fn new(body: Box<dyn FnOnce()>) -> Self {
        Coroutine(Some(Raw::with_stack(stacks::take(), move |yielder, _| {
            YIELDER.set(yielder);
            body();
        })))
    }

    /// Runs to the next request; `None`: it has returned.
    pub(crate) fn resume(&mut self, answer: Answer) -> Option<Request> {
        let raw = self.0.as_mut().expect("not returned yet");
        match raw.resume(answer) {
            CoroutineResult::Yield(request) => Some(request),
            CoroutineResult::Return(()) => {
                let raw = self.0.take().expect("just seen");
                stacks::keep(raw.into_stack());
                None
            }
        }
    }

    pub(crate) fn has_returned(&self) -> bool {
        self.0.is_none()
    }

    /// Leaves stack and values as they are forever.
    pub(crate) fn abandon(mut self) {
        std::mem::forget(self.0.take());
    }
}

/// Hands a request to the code that resumed the running coroutine.
pub(crate) fn suspend(request: Request) -> Answer {
    let yielder = YIELDER.get();
    assert!(
        !yielder.is_null(),
        "a step was taken outside the threads of a model"
    );
    // SAFETY: the running coroutine set it when it started or was resumed last, and its yielder
    // lives on its stack until its body returns. Nothing suspends while no coroutine runs: the
    // runner calls nothing of a model's but guards, which take no steps, and destructors, whose
    // steps return before they come here.
    let answer = unsafe { (*yielder).suspend(request) };
    YIELDER.set(yielder);
    answer
}
