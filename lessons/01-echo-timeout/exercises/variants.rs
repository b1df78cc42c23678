//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "after_the_farewell"]
mod after_the_farewell {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(takes_the_screen_away = "right/takes_the_screen_away.rs", by explorer loom);
    checker::graded!(looks_again = "wrong/looks_again.rs", by explorer loom);
    checker::graded!(farewell_under_the_lock = "wrong/farewell_under_the_lock.rs", by explorer loom);
    checker::graded!(waits_for_the_end = "wrong/waits_for_the_end.rs", by explorer loom);
    checker::graded!(cuts_late_words = "hostile/cuts_late_words.rs", by explorer loom);
    checker::graded!(prints_without_a_copier = "hostile/prints_without_a_copier.rs", by explorer loom);
    checker::graded!(all_or_nothing = "hostile/all_or_nothing.rs", by explorer loom);
    checker::graded!(prints_at_the_end = "hostile/prints_at_the_end.rs", by explorer loom);
    checker::graded!(closes_at_once = "hostile/closes_at_once.rs", by explorer loom);
}

#[path = "timed_out_or_ended"]
mod timed_out_or_ended {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(one_or_the_other = "wrong/one_or_the_other.rs", by explorer);
    checker::graded!(everything = "wrong/everything.rs", by explorer);
    checker::graded!(sleeps_for_ever = "wrong/sleeps_for_ever.rs", by explorer);
}

#[path = "whole_line"]
mod whole_line {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(keys_in_a_channel = "right/keys_in_a_channel.rs", by explorer loom);
    checker::graded!(wait_until = "right/wait_until.rs", by explorer loom);
    checker::graded!(first_key = "wrong/first_key.rs", by explorer loom);
    checker::graded!(waits_first = "wrong/waits_first.rs", by explorer loom);
    checker::graded!(sleeps_first = "wrong/sleeps_first.rs", by explorer loom);
    checker::graded!(asks_all_the_time = "wrong/asks_all_the_time.rs", by explorer loom);
    checker::graded!(a_constant = "hostile/a_constant.rs", by explorer loom);
    checker::graded!(guesses_the_rest = "hostile/guesses_the_rest.rs", by explorer loom);
    checker::graded!(looks_and_sleeps = "hostile/looks_and_sleeps.rs", by explorer loom);
    checker::graded!(the_typist_gives_it_away = "hostile/the_typist_gives_it_away.rs", by explorer loom);
}

#[path = "test_the_gate"]
mod test_the_gate {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
    checker::graded!(joins_first = "wrong/joins_first.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
    checker::graded!(one_copier = "wrong/one_copier.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
    checker::graded!(nothing_is_asserted = "wrong/nothing_is_asserted.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
    checker::graded!(checks_nothing = "hostile/checks_nothing.rs", by loom, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", abandons = "mutants/abandons.rs", counts_one = "mutants/counts_one.rs", looks_first = "mutants/looks_first.rs", tells_nobody = "mutants/tells_nobody.rs");
}
