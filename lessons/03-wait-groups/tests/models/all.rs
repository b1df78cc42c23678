// The models of lesson 03: the wait group, the pool, the atomic save, and the bugs of each, in every
// interleaving.
//
// | module | what it models |
// |---|---|
// | `group` | the wait group, the steps that lead to it, and the checked type of crossbeam's |
// | `crew` | the pool and its four bugs: one model over all five |
// | `saving` | a file that appears whole or not at all, and the bug that publishes it first |

#[allow(dead_code)]
#[path = "../../src/failure.rs"]
mod failure;
#[allow(dead_code)]
#[path = "../../src/pool.rs"]
mod pool;
#[allow(dead_code)]
#[path = "../../src/save.rs"]
mod save;
#[allow(dead_code)]
#[path = "../../src/steps"]
mod steps {
    pub mod s0_scoped;
    pub mod s1_counting;
    pub mod s2_sleeping;
}
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod add_inside;
    pub mod forgotten_done;
    pub mod half_written;
    pub mod ignored_errors;
    pub mod thread_per_file;
}
#[allow(dead_code)]
#[path = "../../src/wait_group.rs"]
mod wait_group;
#[path = "../../src/workers.rs"]
mod workers;

#[path = "crew.rs"]
mod crew;
#[path = "group.rs"]
mod group;
#[path = "saving.rs"]
mod saving;
