//! Texts for demonstrations: the sample, repeated, and a text that is slow to read.

use lesson_04::lower;
use lesson_04::sync::Arc;
use lesson_04::sync::thread::sleep;
use lesson_04::sync::time::Duration;
use lesson_04::text::Text;

const SAMPLE: &str = include_str!("../sample.txt");

/// The same chunk a number of times.
#[derive(Clone, Debug)]
pub struct Repeated {
    chunk: Arc<str>,
    left: u32,
}

impl Repeated {
    /// The program's own sample.
    pub fn sample(times: u32) -> Self {
        Repeated::of(SAMPLE, times)
    }

    pub fn of(text: &str, times: u32) -> Self {
        let mut chunk = String::new();
        lower::append(&mut chunk, text.as_bytes());
        Repeated {
            chunk: chunk.into(),
            left: times,
        }
    }
}

impl Text for Repeated {
    fn next(&mut self, chunk: &mut String) -> bool {
        chunk.clear();
        let more = self.left > 0;
        if more {
            self.left -= 1;
            chunk.push_str(&self.chunk);
        }
        more
    }
}

/// A text from a slow disk, each chunk of which takes a while.
#[derive(Clone, Debug)]
pub struct Slow(pub Repeated, pub Duration);

impl Text for Slow {
    fn next(&mut self, chunk: &mut String) -> bool {
        let more = self.0.next(chunk);
        if more {
            sleep(self.1);
        }
        more
    }
}
