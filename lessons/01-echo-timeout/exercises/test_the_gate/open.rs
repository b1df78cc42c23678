//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_gate.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
