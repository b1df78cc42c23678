//! The builder as those run it who write the book: on a small clone, with one thing wrong at a time.
//!
//! | module | what it looks at |
//! |---|---|
//! | `fixture` | copies of that clone |
//! | `good` | what is right is built |
//! | `sources` | code, snapshots and recordings that are not what a page says |
//! | `pages` | what is wrong with pages, and with what they lead to |
//! | `parts` | a lesson's page that lacks a part |
//! | `styles` | the style sheets define the colors that they use |
//! | `requests` | what the server answers, and whom |
//! | `reload` | edits while it is served |
//! | `ending` | Ctrl-C |
//! | `usage` | help, and places where there is no book to build |

#[cfg(unix)]
mod ending;
mod fixture;
mod good;
mod pages;
mod parts;
mod reload;
mod requests;
mod server;
mod sources;
mod styles;
mod usage;
