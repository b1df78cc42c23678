//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_report.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
