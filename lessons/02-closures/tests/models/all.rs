// The models of lesson 02: correct code and its traps, in every interleaving.
//
// | module | what it models |
// |---|---|
// | `waiting` | one closure in the background, and four wrong ways to wait for it |
// | `borrowing` | a closure that borrows, beside another one |
// | `looping` | one closure per item, and the trap that shares the loop's variable |
// | `crew` | a pool, and a closure in it that panics |
// | `watching` | a count that is watched while the work continues |
// | `ways` | four ways of sharing |

use model::Named;
use sync::{Arc, Mutex};

#[allow(dead_code)]
#[path = "../../src/background.rs"]
mod background;
#[path = "../../src/beside.rs"]
mod beside;
#[path = "../../src/each.rs"]
mod each;
#[path = "../../src/pool.rs"]
mod pool;
#[path = "../../src/sharing.rs"]
mod sharing;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod captured_loop_variable;
    pub mod detached;
    pub mod sleep_is_not_wait;
    pub mod swallowed_panic;
    pub mod yield_is_not_wait;
}
#[path = "../../src/watched.rs"]
mod watched;

#[path = "borrowing.rs"]
mod borrowing;
#[path = "crew.rs"]
mod crew;
#[path = "looping.rs"]
mod looping;
#[path = "waiting.rs"]
mod waiting;
#[path = "watching.rs"]
mod watching;
#[path = "ways.rs"]
mod ways;

/// What the work writes to, in two steps, each under the lock of the model.
type Page = Arc<Mutex<String>>;

fn page() -> Page {
    Arc::new(Mutex::new(String::new()).named("page"))
}
