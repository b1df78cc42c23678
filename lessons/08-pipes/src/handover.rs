//! The pipe without a buffer: the writer blocks inside `write`, so its bytes stay where they are until
//! the reader has copied them straight into its own buffer. Each byte is copied once.

use crate::carrier::Carrier;
use crate::closing::Closing;
use crate::sync::cell::UnsafeCell;
use crate::sync::{Condvar, Mutex, MutexGuard};
use crate::waiting::{End, Waiting};
use std::io;
use std::ptr;

/// Hands the writer's own slice over to the reader.
#[derive(Debug)]
pub struct Handover<W> {
    /// Held for a whole write, so parallel writers never mix their bytes.
    turn: Mutex<()>,
    state: Mutex<State>,
    /// The bytes still to be read. Accessed only while `state` is locked.
    offer: UnsafeCell<Offer>,
    changed: Condvar,
    waiting: W,
}

#[derive(Debug, Default)]
struct State {
    /// A writer is blocked inside `write`, and some of its bytes are still to be read.
    offered: bool,
    closing: Closing,
}

/// The rest of the slice that a writer lends.
#[derive(Debug)]
struct Offer {
    next: *const u8,
    left: usize,
}

impl<W: Waiting> Default for Handover<W> {
    fn default() -> Self {
        let nothing = Offer {
            next: ptr::null(),
            left: 0,
        };
        Handover {
            turn: Mutex::new(()),
            state: Mutex::new(State::default()),
            offer: UnsafeCell::new(nothing),
            changed: Condvar::new(),
            waiting: W::default(),
        }
    }
}

// SAFETY: the pointer in the offer is used only while `state` is locked, and only while `offered` is
// set, which is only while its writer is inside `write` and borrows the slice.
unsafe impl<W: Send> Send for Handover<W> {}
// SAFETY: as above.
unsafe impl<W: Sync> Sync for Handover<W> {}

impl<W: Waiting> Handover<W> {
    fn wait_while<'a>(
        &'a self,
        end: End,
        state: MutexGuard<'a, State>,
        waits: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        self.waiting
            .wait_while(end, &self.state, &self.changed, state, waits)
    }

    fn close(&self, close: impl FnOnce(&mut Closing)) {
        let mut state = self.state.lock();
        close(&mut state.closing);
        self.waiting.notify(End::Reader, &self.changed);
        self.waiting.notify(End::Writer, &self.changed);
    }
}

impl<W: Waiting> Carrier for Handover<W> {
    // ANCHOR: write
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let _turn = self.turn.lock();
        let mut state = self.state.lock();
        if let Some(error) = state.closing.write() {
            return Err(error);
        }
        let (next, left) = (bytes.as_ptr(), bytes.len());
        // SAFETY: the lock is held.
        self.offer
            .with_mut(|offer| unsafe { *offer = Offer { next, left } });
        state.offered = true;
        self.waiting.notify(End::Reader, &self.changed);

        let is_lent = |state: &State| state.offered && !state.closing.is_closed();
        let mut state = self.wait_while(End::Writer, state, is_lent);
        // From here on no reader uses the pointer, so the slice may be freed.
        state.offered = false;
        // SAFETY: the lock is held.
        let left = self.offer.with(|offer| unsafe { (*offer).left });
        match (bytes.len() - left, state.closing.write()) {
            (0, Some(error)) => Err(error),
            (taken, _) => Ok(taken),
        }
    }
    // ANCHOR_END: write

    fn write_nothing(&self) -> io::Result<()> {
        self.state.lock().closing.write().map_or(Ok(()), Err)
    }

    // ANCHOR: read
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let is_idle = |state: &State| !state.offered && !state.closing.is_closed();
        let mut state = self.wait_while(End::Reader, self.state.lock(), is_idle);
        if let Some(ended) = state.closing.read() {
            return ended;
        }
        let (taken, left) = self.offer.with_mut(|offer| {
            // SAFETY: the lock is held, and `offered` says that a writer lends `left` bytes at `next`
            // and cannot continue before it gets the lock. `buffer` does not overlap them, because
            // it is borrowed mutably.
            unsafe {
                let taken = buffer.len().min((*offer).left);
                ptr::copy_nonoverlapping((*offer).next, buffer.as_mut_ptr(), taken);
                (*offer).next = (*offer).next.add(taken);
                (*offer).left -= taken;
                (taken, (*offer).left)
            }
        });
        if left == 0 {
            state.offered = false;
            self.waiting.notify(End::Writer, &self.changed);
        }
        Ok(taken)
    }
    // ANCHOR_END: read

    fn close_reader(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_reader(why));
    }

    fn close_writer(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_writer(why));
    }
}
