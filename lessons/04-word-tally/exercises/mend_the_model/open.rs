//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../mend_the_model.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
