//! The two ends of a pipe, and the contract that they keep.
//!
//! `pipe` and `buffered` create a pipe, whose bytes are carried by a [`Carrier`]. Every carrier keeps
//! this contract, on real threads (`tests/program/contract.rs`) and in every execution that loom
//! explores (`tests/models/contract.rs`, `splits.rs`):
//!
//! | requirement | test | model |
//! |---|---|---|
//! | bytes arrive once and in order, however they are written and read | `bytes_arrive_once_and_in_order` | `bytes_arrive_once_and_in_order`, every test of `splits.rs` |
//! | an empty write and an empty buffer return 0 at once, and wake no thread | `an_empty_write_and_an_empty_buffer_never_wait` | |
//! | after the writer's close: the rest, then 0, again and again | `after_the_writers_close_reads_end_again_and_again` | `a_writer_closed_meanwhile_cuts_its_write_short` |
//! | after the writer's error: the rest, then a new error of its kind and message, again and again | `after_the_writers_error_reads_fail_again_and_again` | `the_first_error_stays` |
//! | after the reader's close: `BrokenPipe`, with the reader's error as its source | `after_the_readers_close_writes_fail`, `after_the_readers_error_writes_carry_it` | `a_reader_that_never_reads_ends_a_write` |
//! | the first close of an end stays | `the_first_close_stays` | `the_first_error_stays` |
//! | after one's own close: `NotConnected`, a [`ClosedPipe`] | `ones_own_close_is_named` | `a_reader_closed_meanwhile_ends_its_read` |
//! | errors that ask the caller to retry are stored as `Other` | `errors_that_ask_to_try_again_are_stored_as_other` | |
//! | a write that a close cuts short returns how much was taken; the next one fails | `a_close_cuts_a_write_short` | `a_reader_that_leaves_cuts_a_write_short` |
//! | a close wakes every blocked thread, also at the end that is closed | `a_close_of_ones_own_end_wakes_who_waits_there` | `a_reader_closed_meanwhile_ends_its_read`, `a_writer_closed_meanwhile_cuts_its_write_short` |
//! | dropping an end closes it | `dropping_an_end_wakes_the_other` | `a_reader_that_never_reads_ends_a_write` |
//! | an end whose thread panics is closed with an error | `an_end_that_panics_closes_with_an_error` | `a_writer_that_panics_is_no_end`, `a_reader_that_panics_ends_a_write` |
//! | parallel writes follow one another, whole | `parallel_writers_never_mix_their_bytes` | `parallel_writers_never_mix` |
//! | both ends work by reference | `both_ends_work_by_reference` | `parallel_writers_never_mix` |

use crate::carrier::Carrier;
use crate::handover::Handover;
use crate::ring::Ring;
use crate::sync::{Arc, thread};
use crate::waiting::CoreAware;
use std::io::{self, Read, Write};

pub use crate::closing::{ClosedPipe, Stored};
pub use crate::tee::TeeReader;

/// Carries the bytes of [`pipe`]. The other end answers within about 120 ns.
pub type Unbuffered = Handover<CoreAware<120>>;

/// Carries the bytes of [`buffered`]. A later poll finds more bytes, or more free capacity.
pub type Buffered = Ring<CoreAware<8_000>>;

/// Both ends of a pipe.
pub type Ends<C> = (PipeReader<C>, PipeWriter<C>);

/// Creates a pipe without a buffer: a write returns when reads have taken all of its bytes, or when an
/// end is closed.
pub fn pipe() -> (PipeReader, PipeWriter) {
    over(Handover::default())
}

/// Creates a pipe with a buffer of `capacity` bytes: a write returns when all of its bytes are in the
/// buffer.
///
/// # Panics
/// If `capacity` is 0. Use [`pipe`] for a pipe without a buffer.
pub fn buffered(capacity: usize) -> Ends<Buffered> {
    over(Ring::new(capacity))
}

/// Creates the ends of a pipe whose bytes `carrier` carries.
pub fn over<C: Carrier>(carrier: C) -> Ends<C> {
    let carrier = Arc::new(carrier);
    let reader = PipeReader {
        carrier: carrier.clone(),
    };
    (reader, PipeWriter { carrier })
}

/// The reading end. Dropping it closes it, with an error if its thread is panicking.
#[derive(Debug)]
pub struct PipeReader<C: Carrier = Unbuffered> {
    carrier: Arc<C>,
}

/// The writing end. Dropping it closes it, with an error if its thread is panicking, so that no reader
/// takes a part for the whole.
#[derive(Debug)]
pub struct PipeWriter<C: Carrier = Unbuffered> {
    carrier: Arc<C>,
}

impl<C: Carrier> PipeReader<C> {
    /// Closes this end: writes fail from now on, including those that are blocked.
    pub fn close(&self) {
        self.carrier.close_reader(None);
    }

    /// Closes this end: writes fail with `BrokenPipe` and `error` as its source. Only the first close
    /// has an effect.
    pub fn close_with_error(&self, error: io::Error) {
        self.carrier.close_reader(Some(error));
    }
}

impl<C: Carrier> PipeWriter<C> {
    /// Closes this end: the reader reaches the end of the bytes.
    pub fn close(&self) {
        self.carrier.close_writer(None);
    }

    /// Closes this end: reads fail with an error of the same kind and `error` as its source. Only the
    /// first close has an effect.
    pub fn close_with_error(&self, error: io::Error) {
        self.carrier.close_writer(Some(error));
    }
}

impl<C: Carrier> Read for &PipeReader<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match buffer {
            [] => Ok(0),
            buffer => self.carrier.read(buffer),
        }
    }
}

impl<C: Carrier> Read for PipeReader<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self).read(buffer)
    }
}

impl<C: Carrier> Write for &PipeWriter<C> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes {
            [] => self.carrier.write_nothing().map(|()| 0),
            bytes => self.carrier.write(bytes),
        }
    }

    /// Does nothing, because nothing is kept back.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<C: Carrier> Write for PipeWriter<C> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<C: Carrier> Drop for PipeReader<C> {
    fn drop(&mut self) {
        let panicked = thread::panicking();
        let why = panicked.then(|| io::Error::other("the thread that read has panicked"));
        self.carrier.close_reader(why);
    }
}

impl<C: Carrier> Drop for PipeWriter<C> {
    fn drop(&mut self) {
        let panicked = thread::panicking();
        let why = panicked.then(|| io::Error::other("the thread that wrote has panicked"));
        self.carrier.close_writer(why);
    }
}
