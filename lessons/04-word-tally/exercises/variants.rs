//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "keep_the_lock"]
mod keep_the_lock {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(a_scope = "right/a_scope.rs", by explorer loom);
    checker::graded!(joined_when_dropped = "right/joined_when_dropped.rs", by explorer loom);
    checker::graded!(operator_by_name = "right/operator_by_name.rs", by explorer loom);
    checker::graded!(lock_first = "wrong/lock_first.rs", by explorer loom);
    checker::graded!(look_again = "wrong/look_again.rs", by explorer loom);
    checker::graded!(in_turn = "wrong/in_turn.rs", by explorer loom);
    checker::graded!(the_number_of_workers = "hostile/the_number_of_workers.rs", by explorer loom);
    checker::graded!(one_votes_for_all = "hostile/one_votes_for_all.rs", by explorer loom);
    checker::graded!(counted_again_afterwards = "hostile/counted_again_afterwards.rs", by explorer loom);
    checker::graded!(a_lock_of_its_own = "hostile/a_lock_of_its_own.rs", by explorer loom);
    checker::graded!(a_thread_for_show = "hostile/a_thread_for_show.rs", by explorer loom);
}

#[path = "how_many_votes"]
mod how_many_votes {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(even_one = "wrong/even_one.rs", by explorer);
    checker::graded!(none_is_lost_twice = "wrong/none_is_lost_twice.rs", by explorer);
}

#[path = "two_boxes"]
mod two_boxes {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(array_of_guards = "right/array_of_guards.rs", by explorer loom);
    checker::graded!(compared = "right/compared.rs", by explorer loom);
    checker::graded!(own_box_first = "wrong/own_box_first.rs", by explorer loom);
    checker::graded!(one_at_a_time = "wrong/one_at_a_time.rs", by explorer loom);
    checker::graded!(looks_beforehand = "wrong/looks_beforehand.rs", by explorer loom);
    checker::graded!(gives_up = "wrong/gives_up.rs", by explorer loom);
    checker::graded!(tries_again = "wrong/tries_again.rs", by explorer loom);
    checker::graded!(tries_for_ever = "wrong/tries_for_ever.rs", by explorer loom);
    checker::graded!(says_it_has_moved = "hostile/says_it_has_moved.rs", by explorer loom);
    checker::graded!(a_constant = "hostile/a_constant.rs", by explorer loom);
}

#[path = "mend_the_model"]
mod mend_the_model {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(own_functions = "right/own_functions.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(more_of_the_same = "wrong/more_of_the_same.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(only_the_first = "wrong/only_the_first.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(tries_and_goes = "wrong/tries_and_goes.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(looks_before_the_join = "wrong/looks_before_the_join.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(no_model = "hostile/no_model.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(no_test = "hostile/no_test.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(one_that_ends_early = "hostile/one_that_ends_early.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(prints_a_result = "hostile/prints_a_result.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(panics_outside = "hostile/panics_outside.rs", by loom, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", frees_relaxed = "mutants/frees_relaxed.rs", looks_first = "mutants/looks_first.rs", takes_relaxed = "mutants/takes_relaxed.rs", try_frees = "mutants/try_frees.rs");
}

#[path = "test_the_numbers"]
mod test_the_numbers {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
    checker::graded!(the_same_word_only = "wrong/the_same_word_only.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
    checker::graded!(different_words_only = "wrong/different_words_only.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
    checker::graded!(one_word_each = "wrong/one_word_each.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
    checker::graded!(asks_after_the_join = "wrong/asks_after_the_join.rs", by loom, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", half_a_second_look = "mutants/half_a_second_look.rs", no_second_look = "mutants/no_second_look.rs", number_from_afterwards = "mutants/number_from_afterwards.rs", number_from_before = "mutants/number_from_before.rs");
}
