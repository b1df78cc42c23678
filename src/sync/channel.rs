//! Channels with many senders and many receivers, as in [`crossbeam::channel`].
//!
//! # Examples
//! ```
//! use workbook::sync::{channel::bounded, thread};
//!
//! let (sender, receiver) = bounded(1);
//! let worker = thread::spawn(move || sender.send("done"));
//! assert_eq!(receiver.recv(), Ok("done"));
//! worker.join().unwrap().unwrap();
//! // The last sender was dropped, so the channel is closed.
//! assert!(receiver.recv().is_err());
//! ```

pub use crossbeam::channel::{
    Iter, Receiver, RecvError, RecvTimeoutError, SendError, SendTimeoutError, Sender, TryIter,
    TryRecvError, TrySendError, after, at, bounded, never, tick, unbounded,
};
