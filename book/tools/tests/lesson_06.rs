//! The models of lesson 06 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/06-done-channel/tests/models/all.rs");
