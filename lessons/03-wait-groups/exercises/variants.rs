//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "test_the_group"]
mod test_the_group {
    workbook::graded!(starter = "starter.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    workbook::graded!(solution = "solution.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    workbook::graded!(one_waiter = "wrong/one_waiter.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    workbook::graded!(one_worker = "wrong/one_worker.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    workbook::graded!(plain = "plain.rs", by threads, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
}
