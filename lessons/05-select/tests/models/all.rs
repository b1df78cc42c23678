// The models of lesson 05: the techniques and their traps, in every interleaving.
//
// | module | what it checks |
// |---|---|
// | `terminal` | what the echo reads from and writes to |
// | `echoing` | the echo and its traps: one model over all five |
// | `merging` | two channels until both have ended, and the trap |
// | `waiting` | work that may never end, and both ways to wait |
// | `choosing` | which of two ready channels is chosen; one channel in place of two |

#[allow(dead_code)]
#[path = "../../src/echo.rs"]
mod echo;
#[allow(dead_code)]
#[path = "../../src/echoed.rs"]
mod echoed;
#[path = "../../src/ends.rs"]
mod ends;
#[path = "../../src/fairness.rs"]
mod fairness;
#[path = "../../src/merge.rs"]
mod merge;
#[path = "../../src/one_channel.rs"]
mod one_channel;
#[path = "../../src/patient.rs"]
mod patient;
#[path = "../../src/taken.rs"]
mod taken;
#[path = "../../src/waits.rs"]
mod waits;
#[path = "../../src/within.rs"]
mod within;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod dead_arm;
    pub mod eof_spin;
    pub mod padded;
    pub mod rearmed_timer;
    pub mod starved;
}

#[path = "choosing.rs"]
mod choosing;
#[path = "echoing.rs"]
mod echoing;
#[path = "merging.rs"]
mod merging;
#[path = "terminal.rs"]
mod terminal;
#[path = "waiting.rs"]
mod waiting;
