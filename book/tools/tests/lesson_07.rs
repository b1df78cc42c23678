//! The models of lesson 07 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/07-channel-lock/tests/models/all.rs");
