//! Channels with many senders and one receiver, as in [`std::sync::mpsc`].
//!
//! # Examples
//! ```
//! use workbook::sync::mpsc::channel;
//!
//! let (sender, receiver) = channel();
//! sender.send(1).unwrap();
//! drop(sender);
//! assert_eq!(receiver.iter().collect::<Vec<_>>(), [1]);
//! ```

pub use std::sync::mpsc::{
    IntoIter, Iter, Receiver, RecvError, RecvTimeoutError, SendError, Sender, SyncSender, TryIter,
    TryRecvError, TrySendError, channel, sync_channel,
};
