// The models of the book's pages: of each, the files of `src/` that it needs, and its own.

#[path = "../../src/coherence.rs"]
mod coherence;
#[path = "../../src/counter.rs"]
mod counter;
#[path = "../../src/load_buffering.rs"]
mod load_buffering;
#[path = "../../src/message.rs"]
mod message;
#[path = "../../src/pairs.rs"]
mod pairs;
#[path = "../../src/parcel.rs"]
mod parcel;
#[path = "../../src/seats.rs"]
mod seats;
#[path = "../../src/store_buffering.rs"]
mod store_buffering;

#[path = "first.rs"]
mod first;
#[path = "orderings.rs"]
mod orderings;
