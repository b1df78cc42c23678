// Numbers for words, in the order in which they first occur.

use super::sync::RwLock;

#[derive(Default)]
pub struct Numbers {
    /// A word's number is its index.
    known: RwLock<Vec<&'static str>>,
}

impl Numbers {
    /// Returns the word's number, which is the same for every caller and differs from every other word's.
    pub fn of(&self, word: &'static str) -> usize {
        // Most words are known, and threads that only read do not block one another.
        let known = self.known.read();
        if let Some(number) = place(&known, word) {
            return number;
        }
        drop(known);
        // Another thread may have added the word in the meantime, so this searches again.
        let mut known = self.known.write();
        if let Some(number) = place(&known, word) {
            return number;
        }
        known.push(word);
        known.len() - 1
    }
}

fn place(known: &[&str], word: &str) -> Option<usize> {
    known.iter().position(|other| *other == word)
}
