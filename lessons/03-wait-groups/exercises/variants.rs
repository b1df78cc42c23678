//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "leave_the_group"]
mod leave_the_group {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(a_scope = "right/a_scope.rs", by explorer loom);
    checker::graded!(closed_channel = "right/closed_channel.rs", by explorer loom);
    checker::graded!(own_latch = "right/own_latch.rs", by explorer loom);
    checker::graded!(leaves_after_the_wait = "wrong/leaves_after_the_wait.rs", by explorer loom);
    checker::graded!(done_before_the_work = "wrong/done_before_the_work.rs", by explorer loom);
    checker::graded!(member_not_moved = "wrong/member_not_moved.rs", by explorer loom);
    checker::graded!(a_group_for_each = "wrong/a_group_for_each.rs", by explorer loom);
    checker::graded!(zips_in_front = "hostile/zips_in_front.rs", by explorer loom);
    checker::graded!(one_thread_for_all = "hostile/one_thread_for_all.rs", by explorer loom);
    checker::graded!(waits_for_time = "hostile/waits_for_time.rs", by explorer loom);
    checker::graded!(one_by_one_in_either_order = "hostile/one_by_one_in_either_order.rs", by explorer loom);
}

#[path = "who_is_waited_for"]
mod who_is_waited_for {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(threads_are_waited_for = "wrong/threads_are_waited_for.rs", by explorer);
    checker::graded!(joined_too_late = "wrong/joined_too_late.rs", by explorer);
    checker::graded!(nobody_leaves = "wrong/nobody_leaves.rs", by explorer);
}

#[path = "first_failure"]
mod first_failure {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(always_notifies = "right/always_notifies.rs", by explorer loom);
    checker::graded!(channel_and_atomic = "right/channel_and_atomic.rs", by explorer loom);
    checker::graded!(gives_up_early = "wrong/gives_up_early.rs", by explorer loom);
    checker::graded!(last_word = "wrong/last_word.rs", by explorer loom);
    checker::graded!(takes_it_along = "wrong/takes_it_along.rs", by explorer loom);
    checker::graded!(failed_is_not_done = "wrong/failed_is_not_done.rs", by explorer loom);
    checker::graded!(wakes_one = "wrong/wakes_one.rs", by explorer loom);
    checker::graded!(a_constant = "hostile/a_constant.rs", by explorer loom);
    checker::graded!(the_first_of_the_alphabet = "hostile/the_first_of_the_alphabet.rs", by explorer loom);
    checker::graded!(the_last_until_it_is_read = "hostile/the_last_until_it_is_read.rs", by explorer loom);
}

#[path = "test_the_group"]
mod test_the_group {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    checker::graded!(joins_first = "wrong/joins_first.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    checker::graded!(one_waiter = "wrong/one_waiter.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    checker::graded!(one_worker = "wrong/one_worker.rs", by loom, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", first_done = "mutants/first_done.rs", tells_early = "mutants/tells_early.rs", tells_one = "mutants/tells_one.rs");
}
