//! The models of lesson 05 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/05-select/tests/models/all.rs");
