//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../mend_the_model.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
