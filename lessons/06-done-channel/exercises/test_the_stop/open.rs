//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_stop.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
