//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "one_end_too_many"]
mod one_end_too_many {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(a_block = "right/a_block.rs", by explorer loom);
    checker::graded!(dropped_by_name = "right/dropped_by_name.rs", by explorer loom);
    checker::graded!(sums = "right/sums.rs", by explorer loom);
    checker::graded!(closes_afterwards = "wrong/closes_afterwards.rs", by explorer loom);
    checker::graded!(joins_first = "wrong/joins_first.rs", by explorer loom);
    checker::graded!(what_is_there = "wrong/what_is_there.rs", by explorer loom);
    checker::graded!(patient = "wrong/patient.rs", by explorer loom);
    checker::graded!(in_turn = "wrong/in_turn.rs", by explorer loom);
    checker::graded!(adds_by_itself = "hostile/adds_by_itself.rs", by explorer loom);
    checker::graded!(one_thread_for_all = "hostile/one_thread_for_all.rs", by explorer loom);
    checker::graded!(a_constant = "hostile/a_constant.rs", by explorer loom);
    checker::graded!(a_thread_for_show = "hostile/a_thread_for_show.rs", by explorer loom);
}

#[path = "what_nobody_heard"]
mod what_nobody_heard {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(chained = "right/chained.rs", by explorer loom);
    checker::graded!(skip_while = "right/skip_while.rs", by explorer loom);
    checker::graded!(sure_of_it = "wrong/sure_of_it.rs", by explorer loom);
    checker::graded!(forgets_one = "wrong/forgets_one.rs", by explorer loom);
    checker::graded!(one_only = "wrong/one_only.rs", by explorer loom);
    checker::graded!(does_not_care = "wrong/does_not_care.rs", by explorer loom);
    checker::graded!(does_not_wait = "wrong/does_not_wait.rs", by explorer loom);
    checker::graded!(says_nothing = "wrong/says_nothing.rs", by explorer loom);
    checker::graded!(says_nothing_at_all = "hostile/says_nothing_at_all.rs", by explorer loom);
    checker::graded!(sends_for_a_while = "hostile/sends_for_a_while.rs", by explorer loom);
}

#[path = "after_done"]
mod after_done {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(one_was_looked_for = "wrong/one_was_looked_for.rs", by explorer);
    checker::graded!(all_of_them = "wrong/all_of_them.rs", by explorer);
    checker::graded!(nobody_receives = "wrong/nobody_receives.rs", by explorer);
}

#[path = "test_the_stop"]
mod test_the_stop {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
    checker::graded!(hears_all = "wrong/hears_all.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
    checker::graded!(one_number = "wrong/one_number.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
    checker::graded!(stops_without_a_look = "wrong/stops_without_a_look.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
    checker::graded!(nothing_more = "wrong/nothing_more.rs", by loom, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", asks = "mutants/asks.rs", deaf = "mutants/deaf.rs", joins_first = "mutants/joins_first.rs", looks_before_even_numbers = "mutants/looks_before_even_numbers.rs", looks_before_odd_numbers = "mutants/looks_before_odd_numbers.rs", takes_what_is_there = "mutants/takes_what_is_there.rs");
}

#[path = "mend_the_model"]
mod mend_the_model {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
    checker::graded!(the_reason_at_the_end = "wrong/the_reason_at_the_end.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
    checker::graded!(too_sure = "wrong/too_sure.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
    checker::graded!(looks_without_a_say = "wrong/looks_without_a_say.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
    checker::graded!(one_look = "wrong/one_look.rs", by loom, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", flag_first = "mutants/flag_first.rs", looked_at_once = "mutants/looked_at_once.rs", relaxed_load = "mutants/relaxed_load.rs", relaxed_store = "mutants/relaxed_store.rs");
}
