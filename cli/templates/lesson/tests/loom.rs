//! The models of lesson @number@, in every interleaving that loom explores.

use checker::loom::{self as model, sync};

include!("models/all.rs");
