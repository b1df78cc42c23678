//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_group.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
