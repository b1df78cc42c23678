//! The models of lesson 03 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/03-wait-groups/tests/models/all.rs");
