//! Channels with many senders and many receivers, as in [`crossbeam::channel`].

pub use crossbeam::channel::{
    Iter, Receiver, RecvError, RecvTimeoutError, SendError, SendTimeoutError, Sender, TryIter,
    TryRecvError, TrySendError, after, at, bounded, never, tick, unbounded,
};
