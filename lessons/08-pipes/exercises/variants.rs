//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "the_reader_left"]
mod the_reader_left {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(a_channel = "right/a_channel.rs", by explorer loom);
    checker::graded!(told_only = "wrong/told_only.rs", by explorer loom);
    checker::graded!(looked_at_only = "wrong/looked_at_only.rs", by explorer loom);
    checker::graded!(told_too_early = "wrong/told_too_early.rs", by explorer loom);
    checker::graded!(looks_before_it_waits = "wrong/looks_before_it_waits.rs", by explorer loom);
    checker::graded!(looks_once = "wrong/looks_once.rs", by explorer loom);
    checker::graded!(waits_for_nobody = "wrong/waits_for_nobody.rs", by explorer loom);
    checker::graded!(reads_what_it_expects = "hostile/reads_what_it_expects.rs", by explorer loom);
    checker::graded!(sleeps_and_gives_up = "hostile/sleeps_and_gives_up.rs", by explorer loom);
}

#[path = "the_first_error"]
mod the_first_error {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(get_or_insert = "right/get_or_insert.rs", by explorer loom);
    checker::graded!(the_last_one = "wrong/the_last_one.rs", by explorer loom);
    checker::graded!(looks_first = "wrong/looks_first.rs", by explorer loom);
    checker::graded!(one_is_told = "wrong/one_is_told.rs", by explorer loom);
    checker::graded!(nobody_is_told = "wrong/nobody_is_told.rs", by explorer loom);
    checker::graded!(the_second_tells = "wrong/the_second_tells.rs", by explorer loom);
    checker::graded!(locks_it_twice = "wrong/locks_it_twice.rs", by explorer loom);
    checker::graded!(the_last_until_it_is_read = "hostile/the_last_until_it_is_read.rs", by explorer loom);
    checker::graded!(the_first_of_the_alphabet = "hostile/the_first_of_the_alphabet.rs", by explorer loom);
    checker::graded!(a_constant = "hostile/a_constant.rs", by explorer loom);
}

#[path = "one_lane_at_a_time"]
mod one_lane_at_a_time {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(one_may_be_lost = "wrong/one_may_be_lost.rs", by explorer);
    checker::graded!(a_send_fails = "wrong/a_send_fails.rs", by explorer);
    checker::graded!(sometimes = "wrong/sometimes.rs", by explorer);
}

#[path = "test_the_pipe"]
mod test_the_pipe {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    checker::graded!(one_byte = "wrong/one_byte.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    checker::graded!(no_end = "wrong/no_end.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    checker::graded!(counts_nothing = "wrong/counts_nothing.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    checker::graded!(joins_first = "wrong/joins_first.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
}
