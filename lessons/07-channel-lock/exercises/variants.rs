//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "give_back_your_own"]
mod give_back_your_own {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(flag_and_guard = "right/flag_and_guard.rs", by explorer loom);
    checker::graded!(try_lock = "right/try_lock.rs", by explorer loom);
    checker::graded!(before_reading = "wrong/before_reading.rs", by explorer loom);
    checker::graded!(only_if_it_is_lent = "wrong/only_if_it_is_lent.rs", by explorer loom);
    checker::graded!(waits_for_it = "wrong/waits_for_it.rs", by explorer loom);
    checker::graded!(keeps_it = "wrong/keeps_it.rs", by explorer loom);
    checker::graded!(looks_first = "wrong/looks_first.rs", by explorer loom);
    checker::graded!(never_lends = "hostile/never_lends.rs", by explorer loom);
    checker::graded!(a_lock_of_its_own = "hostile/a_lock_of_its_own.rs", by explorer loom);
}

#[path = "hand_it_back"]
mod hand_it_back {
    checker::graded!(starter = "starter.rs", by explorer loom);
    checker::graded!(solution = "solution.rs", by explorer loom);
    checker::graded!(set_of_numbers = "right/set_of_numbers.rs", by explorer loom);
    checker::graded!(the_first_line = "wrong/the_first_line.rs", by explorer loom);
    checker::graded!(unless_it_panics = "wrong/unless_it_panics.rs", by explorer loom);
    checker::graded!(the_wrong_end = "wrong/the_wrong_end.rs", by explorer loom);
    checker::graded!(if_nobody_has_done_so = "wrong/if_nobody_has_done_so.rs", by explorer loom);
    checker::graded!(nothing = "wrong/nothing.rs", by explorer loom);
    checker::graded!(hands_it_back_at_once = "hostile/hands_it_back_at_once.rs", by explorer loom);
    checker::graded!(more_lines_than_there_are = "hostile/more_lines_than_there_are.rs", by explorer loom);
}

#[path = "a_lock_for_two"]
mod a_lock_for_two {
    checker::graded!(starter = "starter.rs", by explorer);
    checker::graded!(solution = "solution.rs", by explorer);
    checker::graded!(one_is_lost = "wrong/one_is_lost.rs", by explorer);
    checker::graded!(it_is_a_lock = "wrong/it_is_a_lock.rs", by explorer);
    checker::graded!(no_room = "wrong/no_room.rs", by explorer);
}

#[path = "test_the_semaphore"]
mod test_the_semaphore {
    checker::graded!(starter = "starter.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
    checker::graded!(solution = "solution.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
    checker::graded!(once_each = "wrong/once_each.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
    checker::graded!(one_try = "wrong/one_try.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
    checker::graded!(nobody_looks = "wrong/nobody_looks.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
    checker::graded!(a_try_succeeds = "wrong/a_try_succeeds.rs", by loom, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
    checker::graded!(plain = "plain.rs", by threads, right = "subject.rs", goes_in_anyway = "mutants/goes_in_anyway.rs", released_twice = "mutants/released_twice.rs", tried_in_vain = "mutants/tried_in_vain.rs");
}
