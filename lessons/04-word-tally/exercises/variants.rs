//! What `workbook verify` grades: starters, solutions, wrong answers.

#![allow(dead_code, clippy::duplicate_mod)]

#[path = "keep_the_lock"]
mod keep_the_lock {
    workbook::graded!(starter = "starter.rs", by explorer loom);
    workbook::graded!(solution = "solution.rs", by explorer loom);
    workbook::graded!(lock_first = "wrong/lock_first.rs", by explorer loom);
    workbook::graded!(look_again = "wrong/look_again.rs", by explorer loom);
    workbook::graded!(in_turn = "wrong/in_turn.rs", by explorer loom);
}

#[path = "how_many_votes"]
mod how_many_votes {
    workbook::graded!(starter = "starter.rs", by explorer);
    workbook::graded!(solution = "solution.rs", by explorer);
    workbook::graded!(even_one = "wrong/even_one.rs", by explorer);
    workbook::graded!(none_is_lost_twice = "wrong/none_is_lost_twice.rs", by explorer);
}
