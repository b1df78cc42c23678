//! The models of lesson @number@ in every schedule, none twice.

use checker::explorer::{self as model, sync};

include!("models/all.rs");
