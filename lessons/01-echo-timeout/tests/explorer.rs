//! The models of lesson 01 in every schedule, none twice.

use checker::explorer::{self as model, sync};

include!("models/all.rs");
