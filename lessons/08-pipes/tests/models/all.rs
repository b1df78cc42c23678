// The models of lesson 08: the contract of the pipe over every carrier, in every interleaving.
//
// | module | what it models |
// |---|---|
// | `contract` | each clause of the pipe's contract that needs more than one thread |
// | `splits` | every way to write and to read three bytes |
// | `once` | one pass for three consumers, and its traps |

#[allow(dead_code)]
#[path = "../../src/carrier.rs"]
mod carrier;
#[allow(dead_code)]
#[path = "../../src/closing.rs"]
mod closing;
#[path = "../../src/collect.rs"]
mod collect;
#[allow(dead_code)]
#[path = "../../src/handover.rs"]
mod handover;
#[path = "../../src/pass_once.rs"]
mod pass_once;
#[allow(dead_code, unused_imports)]
#[path = "../../src/pipe.rs"]
mod pipe;
#[allow(dead_code)]
#[path = "../../src/ring.rs"]
mod ring;
#[allow(dead_code)]
#[path = "../../src/steps"]
mod steps {
    pub mod s1_copying;
}
#[allow(dead_code)]
#[path = "../../src/tee.rs"]
mod tee;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod buffer_everything;
    pub mod error_swallowed;
    pub mod forgotten_close;
    pub mod one_thread;
    pub mod reader_gone;
    pub mod same_pipe;
    pub mod shared_buffer;
    pub mod tee_order;
}
#[allow(dead_code)]
#[path = "../../src/waiting.rs"]
mod waiting;

/// A machine of one core: loom cannot check a wait that depends on a core's number, so no thread spins
/// before it sleeps.
mod machine {
    pub fn knows_several_cores() -> bool {
        false
    }

    pub fn core() -> Option<u32> {
        None
    }
}

#[path = "contract.rs"]
mod contract;
#[path = "once.rs"]
mod once;
#[path = "splits.rs"]
mod splits;
