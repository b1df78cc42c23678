//! No test at all.

use super::subject::Locked;

fn nothing() -> Locked<u32> {
    Locked::new(0)
}
