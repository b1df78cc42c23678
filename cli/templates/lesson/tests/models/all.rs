// The technique and its traps.

#[allow(dead_code)]
#[path = "../../src/@name@.rs"]
mod @name@;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {}

#[path = "holding.rs"]
mod holding;
