//! The models of lesson 05, in every interleaving that loom explores.

use workbook::model::{self, sync};

include!("models/all.rs");
