//! The models of lesson 02, in every interleaving that loom explores.

use workbook::model::{self, sync};

include!("models/all.rs");
