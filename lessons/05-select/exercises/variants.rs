//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "time_is_up"]
mod time_is_up {
    checker::graded!(starter = "starter.rs", by loom);
    checker::graded!(solution = "solution.rs", by loom);
    checker::graded!(deadline = "right/deadline.rs", by loom);
    checker::graded!(made_once = "wrong/made_once.rs", by loom);
    checker::graded!(words_first = "wrong/words_first.rs", by loom);
    checker::graded!(time_first = "wrong/time_first.rs", by loom);
    checker::graded!(each_word_in_time = "wrong/each_word_in_time.rs", by loom);
    checker::graded!(looks_at_the_clock = "wrong/looks_at_the_clock.rs", by loom);
    checker::graded!(cuts_late_words = "hostile/cuts_late_words.rs", by loom);
    checker::graded!(one_word_and_no_time = "hostile/one_word_and_no_time.rs", by loom);
    checker::graded!(one_look_each = "hostile/one_look_each.rs", by loom);
}

#[path = "nobody_can_quit"]
mod nobody_can_quit {
    checker::graded!(starter = "starter.rs", by loom);
    checker::graded!(solution = "solution.rs", by loom);
    checker::graded!(never = "right/never.rs", by loom);
    checker::graded!(the_rest = "right/the_rest.rs", by loom);
    checker::graded!(gone_is_quit = "wrong/gone_is_quit.rs", by loom);
    checker::graded!(looks_away = "wrong/looks_away.rs", by loom);
    checker::graded!(spins_politely = "wrong/spins_politely.rs", by loom);
    checker::graded!(takes_what_is_there = "wrong/takes_what_is_there.rs", by loom);
    checker::graded!(never_quits = "wrong/never_quits.rs", by loom);
    checker::graded!(a_constant = "hostile/a_constant.rs", by loom);
    checker::graded!(drops_the_last = "hostile/drops_the_last.rs", by loom);
    checker::graded!(polls_between_words = "hostile/polls_between_words.rs", by loom);
}

#[path = "heard_before_quit"]
mod heard_before_quit {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(in_the_order_of_sending = "wrong/in_the_order_of_sending.rs", by explorer);
    checker::graded!(quit_wins_in_the_end = "wrong/quit_wins_in_the_end.rs", by explorer);
    checker::graded!(it_cannot_send = "wrong/it_cannot_send.rs", by explorer);
}

#[path = "test_the_sorter"]
mod test_the_sorter {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", late_urgent_mail_lost = "mutants/late_urgent_mail_lost.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", late_urgent_mail_lost = "mutants/late_urgent_mail_lost.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
    checker::graded!(order_only = "wrong/order_only.rs", by loom, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", late_urgent_mail_lost = "mutants/late_urgent_mail_lost.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
    checker::graded!(one_end_only = "wrong/one_end_only.rs", by loom, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", late_urgent_mail_lost = "mutants/late_urgent_mail_lost.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
    checker::graded!(order_that_nobody_promised = "wrong/order_that_nobody_promised.rs", by loom, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", late_urgent_mail_lost = "mutants/late_urgent_mail_lost.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", any_order = "mutants/any_order.rs", first_end = "mutants/first_end.rs", late_urgent_mail_lost = "mutants/late_urgent_mail_lost.rs", letters_end_twice = "mutants/letters_end_twice.rs", urgent_ends_twice = "mutants/urgent_ends_twice.rs");
}
