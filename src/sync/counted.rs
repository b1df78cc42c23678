//! Reference-counted values whose every clone and drop the checker explores, and whose leaks it reports.
//!
//! On the real side this is [`std::sync::Arc`]. Use plain [`super::Arc`] unless a leak or the order of drops is what
//! the lesson is about, because each explored clone costs executions.
//!
//! # Examples
//! ```
//! use workbook::sync::counted::Arc;
//!
//! let value = Arc::new(1);
//! let other = Arc::clone(&value);
//! drop(other);
//! assert_eq!(Arc::into_inner(value), Some(1));
//! ```

pub use std::sync::{Arc, Weak};
