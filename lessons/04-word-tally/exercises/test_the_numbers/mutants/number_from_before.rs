// Numbers for words, in the order in which they first come.

use super::sync::RwLock;

#[derive(Default)]
pub struct Numbers {
    /// A word's number is its place.
    known: RwLock<Vec<&'static str>>,
}

impl Numbers {
    /// The word's number: the same for everybody who asks, and no other word's.
    pub fn of(&self, word: &'static str) -> usize {
        // Most words are known: those who only look do not wait for one another.
        let known = self.known.read();
        if let Some(number) = place(&known, word) {
            return number;
        }
        let next = known.len();
        drop(known);
        // Somebody may be faster: that is why it looks again.
        let mut known = self.known.write();
        if let Some(number) = place(&known, word) {
            return number;
        }
        known.push(word);
        next
    }
}

fn place(known: &[&str], word: &str) -> Option<usize> {
    known.iter().position(|other| *other == word)
}
