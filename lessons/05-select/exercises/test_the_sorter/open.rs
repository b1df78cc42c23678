//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_sorter.rs", by loom, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
