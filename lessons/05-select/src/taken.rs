//! What came out of one of two channels: the technique and its trap share it.

/// What came out of one of two channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Taken<L, R> {
    /// A message.
    Left(L),
    /// A message.
    Right(R),
    /// All senders are gone, and all that they sent was taken.
    LeftEnded,
    /// All senders are gone, and all that they sent was taken.
    RightEnded,
}
