//! Right: a lock is the book.

use super::sync::Mutex;
pub struct Desk {
    book: Mutex<()>,
}
impl Desk {
    pub fn new() -> Desk {
        Desk {
            book: Mutex::new(()),
        }
    }
    pub fn read<T>(&self, with_book: impl FnOnce() -> T) -> Option<T> {
        let _book = self.book.try_lock()?;
        Some(with_book())
    }
}
