//! The models of lesson 05 in every schedule, none twice.

use checker::explorer::{self as model, sync};

include!("models/all.rs");
