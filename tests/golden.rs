//! Classical programs, and how many traces the explorer finds: the counts that optimal checkers publish.
//!
//! A reads-from and modification order of GenMC, or a trace of Nidhugg, is a trace of the explorer
//! wherever every access matters. So equal counts mean that no trace is missing and that the relation is
//! as fine as theirs. The programs are written for this test from what the benchmarks are known to do.
//!
//! Each row is printed as it is compared. `tests/golden/table` prints all of them as a table, larger sizes too.

#[path = "golden/accesses.rs"]
mod accesses;
#[path = "golden/arrays.rs"]
mod arrays;
#[path = "golden/channels.rs"]
mod channels;
#[path = "golden/counters.rs"]
mod counters;
#[path = "golden/estimates.rs"]
mod estimates;
#[path = "golden/exchanges.rs"]
mod exchanges;
#[path = "golden/litmus.rs"]
mod litmus;
#[path = "golden/locks.rs"]
mod locks;
#[path = "golden/parts.rs"]
mod parts;
#[path = "golden/programs.rs"]
mod programs;
#[path = "golden/row.rs"]
mod row;
#[path = "golden/spins.rs"]
mod spins;
#[path = "golden/structures.rs"]
mod structures;
