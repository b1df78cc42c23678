//! Stacks of one size, kept until their OS thread ends.

use crate::{Stack, overflow};
use std::cell::RefCell;

/// Bytes of a stack, as many as threads of std have: reserved, and not used before they are touched.
pub const SIZE: usize = 2 << 20;

thread_local! {
    static KEPT: RefCell<Vec<Stack>> = const { RefCell::new(vec![]) };
}

/// A stack that is not in use.
///
/// # Panics
/// If there is no memory for one.
pub fn take() -> Stack {
    KEPT.with(|kept| kept.borrow_mut().pop())
        .unwrap_or_else(|| {
            let stack = Stack::new(SIZE).expect("memory for a stack");
            overflow::watch(&stack);
            stack
        })
}

/// Keeps a stack that is no longer in use.
pub fn keep(stack: Stack) {
    KEPT.with(|kept| kept.borrow_mut().push(stack));
}

/// Calls `f` on a stack of its own. It may switch to other coroutines, and never return.
///
/// # Panics
/// If `f` does, or if there is no memory for a stack.
pub fn run<R>(f: impl FnOnce() -> R) -> R {
    let mut lent = Lent(Some(take()));
    let stack = lent.0.as_mut().expect("taken just now");
    corosensei::on_stack(stack, f)
}

/// A stack that is kept again when it is no longer used.
struct Lent(Option<Stack>);

impl Drop for Lent {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(keep);
    }
}
