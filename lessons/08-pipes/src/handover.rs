//! The pipe without a buffer: the writer waits inside `write`, so its bytes stay where they are
//! until the reader has copied them straight into its own buffer. One copy, and no more.

use crate::carrier::Carrier;
use crate::closing::Closing;
use crate::sync::cell::UnsafeCell;
use crate::sync::{Condvar, Mutex, MutexGuard};
use crate::waiting::{End, Waiting};
use std::io;
use std::ptr;

/// Hands the writer's own slice to the reader.
#[derive(Debug)]
pub struct Handover<W> {
    /// Held for a whole write: parallel writers never mix their bytes.
    turn: Mutex<()>,
    state: Mutex<State>,
    /// What is still to be taken. Only whoever holds the lock of `state` looks at it.
    offer: UnsafeCell<Offer>,
    told: Condvar,
    waiting: W,
}

#[derive(Debug, Default)]
struct State {
    /// A writer waits inside `write`, and some of its bytes are still to be taken.
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
            told: Condvar::new(),
            waiting: W::default(),
        }
    }
}

// SAFETY: the pointer in the offer is used under the lock of `state` only, and only while `offered`
// is set, which is while its writer is inside `write` and lends the slice.
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
            .wait_while(end, &self.state, &self.told, state, waits)
    }

    fn close(&self, close: impl FnOnce(&mut Closing)) {
        let mut state = self.state.lock();
        close(&mut state.closing);
        self.waiting.tell(End::Reader, &self.told);
        self.waiting.tell(End::Writer, &self.told);
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
        self.waiting.tell(End::Reader, &self.told);

        let is_lent = |state: &State| state.offered && !state.closing.is_closed();
        let mut state = self.wait_while(End::Writer, state, is_lent);
        // From here on nobody looks at `bytes` any more, and the slice may go.
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
            // and does not go on before it gets the lock. Nobody can have a `buffer` among them: it is
            // borrowed for writing.
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
            self.waiting.tell(End::Writer, &self.told);
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
