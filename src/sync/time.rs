//! Points in time and the distances between them, as in [`std::time`].
//!
//! # Examples
//! ```
//! use workbook::sync::time::{Duration, Instant};
//!
//! let start = Instant::now();
//! assert!(start + Duration::from_secs(1) > start);
//! ```

pub use std::time::{Duration, Instant};
