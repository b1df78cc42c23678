//! What the feed calls its progress.

/// Counts bytes, and shows them after a while.
#[derive(Debug)]
pub struct Progress(lesson_progress::Progress);

impl Progress {
    /// `bytes` are how many there will be, if that is known.
    pub fn new(bytes: Option<u64>) -> Self {
        Progress(lesson_progress::Progress::of_bytes(bytes))
    }

    pub fn advance(&self, bytes: u64) {
        self.0.advance(bytes);
    }

    pub fn end(&self) {
        self.0.clear();
    }
}
