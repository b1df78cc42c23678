//! Every byte comes through, and at once.

use crate::lesson;
use lesson_testing::echo;

#[test]
fn sixteen_mebibytes_come_through_a_pipe() {
    echo::sixteen_mebibytes_come_through_a_pipe(lesson);
}

#[test]
fn a_file_comes_through_to_a_file() {
    echo::a_file_comes_through_to_a_file(lesson);
}

#[test]
fn each_piece_comes_back_while_the_input_stays_open() {
    echo::each_piece_comes_back_while_the_input_stays_open(lesson);
}
