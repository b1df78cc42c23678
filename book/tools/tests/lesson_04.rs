//! The models of lesson 04 on real threads.

use workbook_tools::threads::{model, sync};

include!("../../../lessons/04-word-tally/tests/models/all.rs");
