//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_numbers.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
