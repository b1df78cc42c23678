//! The models of lesson 08 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/08-pipes/tests/models/all.rs");
