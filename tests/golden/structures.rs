//! Lock-free data structures over indices: a Treiber stack, and Michael and Scott's queue.

use super::row::Source::{Miri, Ours};
use super::row::{row, threads, zeros};
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// 0 is null; a node's number is its index in `next`.
struct Stack {
    top: AtomicUsize,
    next: Vec<AtomicUsize>,
}

impl Stack {
    fn new(nodes: usize) -> Stack {
        Stack {
            top: AtomicUsize::new(0),
            next: zeros(nodes + 1),
        }
    }

    fn push(&self, node: usize) {
        loop {
            let top = self.top.load(SeqCst);
            self.next[node].store(top, SeqCst);
            if self.top.compare_exchange(top, node, SeqCst, SeqCst).is_ok() {
                return;
            }
        }
    }

    fn pop(&self) -> Option<usize> {
        loop {
            let top = self.top.load(SeqCst);
            if top == 0 {
                return None;
            }
            let next = self.next[top].load(SeqCst);
            if self.top.compare_exchange(top, next, SeqCst, SeqCst).is_ok() {
                return Some(top);
            }
        }
    }
}

/// One thread pushes, n pop.
fn treiber_reads(n: usize) {
    let stack = Stack::new(1);
    threads(n + 1, |i| match i {
        0 => stack.push(1),
        _ => drop(stack.pop()),
    });
}

/// n threads push a node each, one pops.
fn treiber_writes(n: usize) {
    let stack = Stack::new(n);
    threads(n + 1, |i| match i {
        0 => drop(stack.pop()),
        _ => stack.push(i),
    });
}

/// Each of n threads pushes a node, and pops one.
fn treiber(n: usize) {
    let stack = Stack::new(n);
    threads(n, |i| {
        stack.push(i + 1);
        stack.pop();
    });
}

/// n threads push a node each, n pop.
fn treiber_both(n: usize) {
    let stack = Stack::new(n);
    threads(2 * n, |i| match i % 2 {
        0 => stack.push(i / 2 + 1),
        _ => drop(stack.pop()),
    });
}

/// Node 1 is the first dummy.
struct Queue {
    head: AtomicUsize,
    tail: AtomicUsize,
    next: Vec<AtomicUsize>,
}

impl Queue {
    fn new(nodes: usize) -> Queue {
        Queue {
            head: AtomicUsize::new(1),
            tail: AtomicUsize::new(1),
            next: zeros(nodes + 2),
        }
    }

    fn push(&self, node: usize) {
        loop {
            let tail = self.tail.load(SeqCst);
            let next = self.next[tail].load(SeqCst);
            if next != 0 {
                let _ = self.tail.compare_exchange(tail, next, SeqCst, SeqCst);
            } else if self.next[tail]
                .compare_exchange(0, node, SeqCst, SeqCst)
                .is_ok()
            {
                let _ = self.tail.compare_exchange(tail, node, SeqCst, SeqCst);
                return;
            }
        }
    }

    fn pop(&self) -> Option<usize> {
        loop {
            let head = self.head.load(SeqCst);
            let tail = self.tail.load(SeqCst);
            let next = self.next[head].load(SeqCst);
            if next == 0 {
                return None;
            }
            if head == tail {
                let _ = self.tail.compare_exchange(tail, next, SeqCst, SeqCst);
            } else if self
                .head
                .compare_exchange(head, next, SeqCst, SeqCst)
                .is_ok()
            {
                return Some(next);
            }
        }
    }
}

/// n threads push a node each, one pops.
fn queue_writes(n: usize) {
    let queue = Queue::new(n);
    threads(n + 1, |i| match i {
        0 => drop(queue.pop()),
        _ => queue.push(i + 1),
    });
}

/// n threads push a node each, n pop.
fn queue_both(n: usize) {
    let queue = Queue::new(n);
    threads(2 * n, |i| match i % 2 {
        0 => queue.push(i / 2 + 2),
        _ => drop(queue.pop()),
    });
}

/// Each of n threads pushes a node.
fn pushes(n: usize) {
    let queue = Queue::new(n);
    threads(n, |i| queue.push(i + 2));
}

#[test]
fn stacks() {
    row(Miri, "treiber_reads", 1, 2).of(treiber_reads);
    row(Miri, "treiber_writes", 2, 22).of(treiber_writes);
    row(Ours, "treiber_both", 2, 220).of(treiber_both);
    row(Ours, "treiber", 2, 46).of(treiber);
}

#[test]
fn queues() {
    row(Ours, "queue_writes", 1, 4).of(queue_writes);
    row(Ours, "queue_writes", 2, 128).of(queue_writes);
    row(Ours, "queue_pushes", 2, 16).of(pushes);
}

#[test]
#[ignore = "takes seconds"]
fn larger_structures() {
    row(Miri, "treiber_writes", 3, 1_002).of(treiber_writes);
    row(Ours, "queue_both", 2, 4_048).of(queue_both);
}
