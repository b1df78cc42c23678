//! Every byte comes through, and at once.

use crate::lesson;
use lesson_testing::same;

same! { echo:
    sixteen_mebibytes_come_through_a_pipe(lesson);
    a_file_comes_through_to_a_file(lesson);
    each_piece_comes_back_while_the_input_stays_open(lesson);
}
