//! The answer, beside the right implementation and the wrong ones.

#![allow(dead_code, clippy::duplicate_mod)]

workbook::graded!(answer = "../test_the_semaphore.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
