//! The models of the book's pages in every schedule, none twice.

use checker::explorer::{self as model, sync};

/// Whether a load may return an older value, where its ordering allows that.
const WEAK: bool = false;

include!("models/all.rs");
