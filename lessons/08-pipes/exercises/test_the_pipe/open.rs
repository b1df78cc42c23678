//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_pipe.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
