//! Pipes in memory. They implement tokio's own [`AsyncRead`](tokio::io::AsyncRead) and
//! [`AsyncWrite`](tokio::io::AsyncWrite), so tokio's own `read_exact` and `write_all` run on them.
//!
//! | module | what it holds |
//! |---|---|
//! | `pipe` | bytes that were written and not read |
//! | `simplex`, `duplex` | one pipe, and two for the two directions |

mod duplex;
mod pipe;
mod simplex;

pub use duplex::{DuplexStream, duplex};
pub use simplex::{ReadHalf, SimplexStream, WriteHalf, simplex};

use super::{leaf, machines};
