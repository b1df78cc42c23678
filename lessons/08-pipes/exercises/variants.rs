//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "the_reader_left"]
mod the_reader_left {
    workbook::graded!(starter = "starter.rs", by explorer loom);
    workbook::graded!(solution = "solution.rs", by explorer loom);
    workbook::graded!(a_channel = "right/a_channel.rs", by explorer loom);
    workbook::graded!(told_only = "wrong/told_only.rs", by explorer loom);
    workbook::graded!(looked_at_only = "wrong/looked_at_only.rs", by explorer loom);
    workbook::graded!(told_too_early = "wrong/told_too_early.rs", by explorer loom);
    workbook::graded!(looks_before_it_waits = "wrong/looks_before_it_waits.rs", by explorer loom);
    workbook::graded!(looks_once = "wrong/looks_once.rs", by explorer loom);
    workbook::graded!(waits_for_nobody = "wrong/waits_for_nobody.rs", by explorer loom);
    workbook::graded!(reads_what_it_expects = "hostile/reads_what_it_expects.rs", by explorer loom);
    workbook::graded!(sleeps_and_gives_up = "hostile/sleeps_and_gives_up.rs", by explorer loom);
}

#[path = "the_first_error"]
mod the_first_error {
    workbook::graded!(starter = "starter.rs", by explorer loom);
    workbook::graded!(solution = "solution.rs", by explorer loom);
    workbook::graded!(get_or_insert = "right/get_or_insert.rs", by explorer loom);
    workbook::graded!(the_last_one = "wrong/the_last_one.rs", by explorer loom);
    workbook::graded!(looks_first = "wrong/looks_first.rs", by explorer loom);
    workbook::graded!(one_is_told = "wrong/one_is_told.rs", by explorer loom);
    workbook::graded!(nobody_is_told = "wrong/nobody_is_told.rs", by explorer loom);
    workbook::graded!(the_second_tells = "wrong/the_second_tells.rs", by explorer loom);
    workbook::graded!(locks_it_twice = "wrong/locks_it_twice.rs", by explorer loom);
    workbook::graded!(the_last_until_it_is_read = "hostile/the_last_until_it_is_read.rs", by explorer loom);
    workbook::graded!(the_first_of_the_alphabet = "hostile/the_first_of_the_alphabet.rs", by explorer loom);
    workbook::graded!(a_constant = "hostile/a_constant.rs", by explorer loom);
}

#[path = "one_lane_at_a_time"]
mod one_lane_at_a_time {
    workbook::graded!(starter = "starter.rs", by explorer);
    workbook::graded!(solution = "solution.rs", by explorer);
    workbook::graded!(one_may_be_lost = "wrong/one_may_be_lost.rs", by explorer);
    workbook::graded!(a_send_fails = "wrong/a_send_fails.rs", by explorer);
    workbook::graded!(sometimes = "wrong/sometimes.rs", by explorer);
}

#[path = "test_the_pipe"]
mod test_the_pipe {
    workbook::graded!(starter = "starter.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    workbook::graded!(solution = "solution.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    workbook::graded!(one_byte = "wrong/one_byte.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    workbook::graded!(no_end = "wrong/no_end.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    workbook::graded!(counts_nothing = "wrong/counts_nothing.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    workbook::graded!(joins_first = "wrong/joins_first.rs", by loom, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
    workbook::graded!(plain = "plain.rs", by threads, right = "subject.rs", early_end = "mutants/early_end.rs", overwrites = "mutants/overwrites.rs", silent_end = "mutants/silent_end.rs", silent_read = "mutants/silent_read.rs");
}
