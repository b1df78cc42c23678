//! The models of lesson 05, in every interleaving that loom explores.

use checker::loom::{self as model, sync};

include!("models/all.rs");
