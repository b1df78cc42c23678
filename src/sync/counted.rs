//! A reference count whose every clone and drop the checker explores, and whose leaks it reports.
//!
//! On the real side this is [`std::sync::Arc`]. Techniques use plain [`super::Arc`] unless a leak
//! or the order of drops is what the lesson is about: each explored clone costs executions.

pub use std::sync::{Arc, Weak};
