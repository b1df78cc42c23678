//! The player and the scheduler as parts of a page, and a server on loopback for such pages.
//!
//! The book's builder and `cargo workbook play` share it, so that the second needs no mdBook.
//!
//! | module | what it holds |
//! |---|---|
//! | `player` | recorded executions, step by step: tables for every reader, and the data that the script draws |
//! | `scheduler` | every interleaving of a small model: the reader decides |
//! | `words` | what executions and outcomes are called |
//! | `listing` | the lines of source around those that steps point to |
//! | `html` | text in HTML |
//! | `page` | the page of what a learner is working on |
//! | `server` | who may ask, news for pages, a port |

pub mod html;
pub mod listing;
pub mod page;
pub mod player;
pub mod scheduler;
pub mod server;
pub mod words;
