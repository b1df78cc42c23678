//! The models of lesson 02 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/02-closures/tests/models/all.rs");
