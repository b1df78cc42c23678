// The protocols and their bugs.

#[allow(dead_code)]
#[path = "../../src/books.rs"]
mod books;
#[allow(dead_code)]
#[path = "../../src/done.rs"]
mod done;
#[allow(dead_code)]
#[path = "../../src/drop.rs"]
mod drop;
#[path = "../../src/hellos.rs"]
mod hellos;
#[allow(dead_code)]
#[path = "../../src/join.rs"]
mod join;
#[allow(dead_code)]
#[path = "../../src/senders.rs"]
mod senders;
#[allow(dead_code)]
#[path = "../../src/source.rs"]
mod source;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod always_ready;
    pub mod done_blocks;
    pub mod leaked_sender;
    pub mod receiver_closes;
    pub mod sleep_then_hope;
}

#[path = "diary.rs"]
mod diary;
#[path = "stopping.rs"]
mod stopping;
