//! Checked types for tasks: what small models of each may return, in both runtimes and under both checkers, and what is
//! lost when a future is dropped.

#[path = "tasks/modes.rs"]
mod modes;

#[path = "tasks/broadcast.rs"]
mod broadcast;
#[path = "tasks/mpsc.rs"]
mod mpsc;
#[path = "tasks/oneshot.rs"]
mod oneshot;
#[path = "tasks/pipes.rs"]
mod pipes;
#[path = "tasks/rendezvous.rs"]
mod rendezvous;
#[path = "tasks/waking.rs"]
mod waking;
#[path = "tasks/watch.rs"]
mod watch;
