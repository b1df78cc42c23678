// The models of lesson 07: the semaphore, the lock, their steps, the crew, and the traps of each, in
// every interleaving.
//
// | module | what it models |
// |---|---|
// | `permits` | the semaphore, its mirror image and four traps: one model over all six |
// | `locking` | the steps before it, and the lock that guards its data |
// | `turns` | the crew, and the trap that sleeps in place of joining it |

#[allow(dead_code)]
#[path = "../../src/crew.rs"]
mod crew;
#[allow(dead_code)]
#[path = "../../src/lock.rs"]
mod lock;
#[allow(dead_code)]
#[path = "../../src/mirrored.rs"]
mod mirrored;
#[allow(dead_code)]
#[path = "../../src/semaphore.rs"]
mod semaphore;
#[allow(dead_code)]
#[path = "../../src/steps"]
mod steps {
    pub mod s1_send_and_receive;
    pub mod s2_guard;
}
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod foreign_release;
    pub mod forgotten_release;
    pub mod main_sleeps;
    pub mod receive_to_take;
    pub mod unbuffered;
}
#[allow(dead_code)]
#[path = "../../src/turn.rs"]
mod turn;

#[path = "locking.rs"]
mod locking;
#[path = "permits.rs"]
mod permits;
#[path = "room.rs"]
mod room;
#[path = "turns.rs"]
mod turns;
