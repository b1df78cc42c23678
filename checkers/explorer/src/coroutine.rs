//! A stackful coroutine for each thread of a model. The only unsafe code.
//!
//! Creating a stack is a system call, so stacks are kept for the next execution.

use crate::context::Pending;
use corosensei::stack::DefaultStack;
use corosensei::{CoroutineResult, Yielder};
use std::cell::{Cell, RefCell};

/// Bytes of a stack, reserved and not used before they are touched. Below it lies a guard page.
const STACK: usize = 1 << 20;

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

type Raw = corosensei::Coroutine<Answer, Request, (), DefaultStack>;

thread_local! {
    static STACKS: RefCell<Vec<DefaultStack>> = const { RefCell::new(vec![]) };
    static YIELDER: Cell<*const Yielder<Answer, Request>> = const { Cell::new(std::ptr::null()) };
}

pub(crate) struct Coroutine(Option<Raw>);

impl Coroutine {
    /// `body` must not panic.
    pub(crate) fn new(body: Box<dyn FnOnce()>) -> Self {
        let stack = STACKS.with(|stacks| stacks.borrow_mut().pop());
        let stack = stack.unwrap_or_else(|| DefaultStack::new(STACK).expect("memory for a stack"));
        Coroutine(Some(Raw::with_stack(stack, move |yielder, _| {
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
                STACKS.with(|stacks| stacks.borrow_mut().push(raw.into_stack()));
                None
            }
        }
    }

    pub(crate) fn has_returned(&self) -> bool {
        self.0.is_none()
    }

    /// Leaves stack and values as they are for ever.
    pub(crate) fn abandon(mut self) {
        std::mem::forget(self.0.take());
    }
}

/// Hands a request to whoever resumed the running coroutine.
pub(crate) fn suspend(request: Request) -> Answer {
    let yielder = YIELDER.get();
    assert!(!yielder.is_null(), "a step outside of a model's threads");
    // SAFETY: the running coroutine set it when it started or was resumed last, and its yielder
    // lives on its stack until its body returns. Nobody suspends while no coroutine runs: the
    // runner calls nothing of a model's but guards, which take no steps, and destructors, whose
    // steps return before they come here.
    let answer = unsafe { (*yielder).suspend(request) };
    YIELDER.set(yielder);
    answer
}
