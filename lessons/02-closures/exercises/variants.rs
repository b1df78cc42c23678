//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "share_the_page"]
mod share_the_page {
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(borrowed = "right/borrowed.rs", by explorer loom);
    checker::graded!(last_handle = "right/last_handle.rs", by explorer loom);
    checker::graded!(passed_round = "right/passed_round.rs", by explorer loom);
    checker::graded!(taken_out = "right/taken_out.rs", by explorer loom);
    checker::graded!(a_page_each = "wrong/a_page_each.rs", by explorer loom);
    checker::graded!(takes_it_home = "wrong/takes_it_home.rs", by explorer loom);
    checker::graded!(one_after_the_other = "wrong/one_after_the_other.rs", by explorer loom);
    checker::graded!(does_not_wait = "wrong/does_not_wait.rs", by explorer loom);
    checker::graded!(writes_in_front = "hostile/writes_in_front.rs", by explorer loom);
    checker::graded!(a_race_for_show = "hostile/a_race_for_show.rs", by explorer loom);
    checker::graded!(one_closure_for_both = "hostile/one_closure_for_both.rs", by explorer loom);
}

#[path = "finished_or_not"]
mod finished_or_not {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(all_or_nothing = "wrong/all_or_nothing.rs", by explorer);
    checker::graded!(the_answer_stays_true = "wrong/the_answer_stays_true.rs", by explorer);
    checker::graded!(nothing_is_certain = "wrong/nothing_is_certain.rs", by explorer);
}

#[path = "all_at_once"]
mod all_at_once {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(a_slot_for_each = "right/a_slot_for_each.rs", by explorer loom);
    checker::graded!(named_threads = "right/named_threads.rs", by explorer loom);
    checker::graded!(lazy = "wrong/lazy.rs", by explorer loom);
    checker::graded!(as_they_come = "wrong/as_they_come.rs", by explorer loom);
    checker::graded!(leaves_out_panics = "wrong/leaves_out_panics.rs", by explorer loom);
    checker::graded!(panics_on = "wrong/panics_on.rs", by explorer loom);
    checker::graded!(the_last_by_itself = "hostile/the_last_by_itself.rs", by explorer loom);
    checker::graded!(threads_for_show = "hostile/threads_for_show.rs", by explorer loom);
    checker::graded!(a_payload_of_its_own = "hostile/a_payload_of_its_own.rs", by explorer loom);
    checker::graded!(one_by_one_in_either_order = "hostile/one_by_one_in_either_order.rs", by explorer loom);
}

#[path = "test_the_report"]
mod test_the_report {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
    checker::graded!(joins_first = "wrong/joins_first.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
    checker::graded!(asserts_too_little = "wrong/asserts_too_little.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
    checker::graded!(nothing_to_see = "wrong/nothing_to_see.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
    checker::graded!(always_fails = "hostile/always_fails.rs", by loom, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", asks_relaxed = "mutants/asks_relaxed.rs", counts_first = "mutants/counts_first.rs", publishes_relaxed = "mutants/publishes_relaxed.rs");
}
