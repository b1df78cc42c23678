//! The models of lesson 07, in every interleaving that loom explores.

use workbook::model::{self, sync};

include!("models/all.rs");
