//! The models of lesson 01 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/01-echo-timeout/tests/models/all.rs");
