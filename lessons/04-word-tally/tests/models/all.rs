// The models of lesson 04: every strategy and every bug. `tally` is one model over all of them.

#[allow(dead_code)]
#[path = "../../src/batch.rs"]
mod batch;
#[allow(dead_code)]
#[path = "../../src/batched.rs"]
mod batched;
#[allow(dead_code)]
#[path = "../../src/channel.rs"]
mod channel;
#[allow(dead_code)]
#[path = "../../src/counts.rs"]
mod counts;
#[allow(dead_code)]
#[path = "../../src/memory.rs"]
mod memory;
#[allow(dead_code)]
#[path = "../../src/merge.rs"]
mod merge;
#[allow(dead_code)]
#[path = "../../src/mutex.rs"]
mod mutex;
#[allow(dead_code)]
#[path = "../../src/rwlock.rs"]
mod rwlock;
#[allow(dead_code)]
#[path = "../../src/sharded.rs"]
mod sharded;
#[allow(dead_code)]
#[path = "../../src/table.rs"]
mod table;
#[allow(dead_code)]
#[path = "../../src/text.rs"]
mod text;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod data_race;
    pub mod guard_across_io;
    pub mod half_locked;
    pub mod lock_order;
    pub mod lost_update;
}
#[allow(dead_code)]
#[path = "../../src/word.rs"]
mod word;
#[allow(dead_code)]
#[path = "../../src/workers.rs"]
mod workers;

#[path = "tally.rs"]
mod tally;
