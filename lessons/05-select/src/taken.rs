//! What was received from one of two channels, shared by the technique and its trap.

/// What was received from one of two channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Taken<L, R> {
    /// A message from the left channel.
    Left(L),
    /// A message from the right channel.
    Right(R),
    /// The left channel's senders have all been dropped, and all their messages received.
    LeftEnded,
    /// The right channel's senders have all been dropped, and all their messages received.
    RightEnded,
}
