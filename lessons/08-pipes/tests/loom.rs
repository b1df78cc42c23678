//! The models of lesson 08, in every interleaving that loom explores.

use checker::loom::{self as model, sync};

include!("models/all.rs");
