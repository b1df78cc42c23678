//! What the senders of this lesson's models send, and what the models record.

use crate::books::{Books, Event};
use crate::source::{Next, Source};
use crate::sync::time::Duration;
use crate::sync::{Arc, thread};
use std::sync::Mutex as Plain;

const EVERY: Duration = Duration::from_millis(500);

/// A source of `left` hellos, with or without a wait before each.
pub struct Hellos {
    pub left: u8,
    pub waits: bool,
    pub waited: bool,
}

pub fn hellos(left: u8) -> Hellos {
    Hellos {
        left,
        waits: false,
        waited: false,
    }
}

impl Source for Hellos {
    type Message = &'static str;

    fn next(&mut self) -> Next<&'static str> {
        if self.left == 0 {
            return Next::End;
        }
        if self.waits && !self.waited {
            self.waited = true;
            return Next::Wait(EVERY);
        }
        self.left -= 1;
        self.waited = false;
        Next::Message("hello")
    }
}

/// Every event, with the thread in which it happened.
#[derive(Clone, Default)]
pub struct Diary(Arc<Plain<Vec<(String, Event)>>>);

impl Books for Diary {
    fn note(&self, event: Event) {
        let here = thread::current();
        let name = here.name().unwrap_or("main").to_string();
        self.0.lock().unwrap().push((name, event));
    }
}

impl Diary {
    pub fn count(&self, event: Event) -> usize {
        let diary = self.0.lock().unwrap();
        diary.iter().filter(|(_, other)| *other == event).count()
    }

    /// Returns the threads in which it happened.
    pub fn who(&self, event: Event) -> Vec<String> {
        let diary = self.0.lock().unwrap();
        let there = diary.iter().filter(|(_, other)| *other == event);
        there.map(|(name, _)| name.clone()).collect()
    }
}
