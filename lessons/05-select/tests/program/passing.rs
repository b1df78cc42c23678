//! Every byte comes through, and at once.

use crate::lesson;
use lesson_testing::child::piped;
use lesson_testing::echo::NEVER;
use lesson_testing::files::random;
use lesson_testing::same;

same! { echo:
    sixteen_mebibytes_come_through_a_pipe(lesson);
    a_file_comes_through_to_a_file(lesson);
    each_piece_comes_back_while_the_input_stays_open(lesson);
}

#[test]
fn any_sizes_pass_every_byte() {
    let sent = random(300_007);
    for sizes in [["--read=1", "--buffers=3"], ["--read=7KiB", "--buffers=1"]] {
        let sent = &sent[..if sizes[0] == "--read=1" {
            3_001
        } else {
            sent.len()
        }];
        let output = piped(lesson(&sizes).arg(NEVER), sent);
        assert!(output.status.success());
        assert!(output.stdout == sent, "{} bytes came", output.stdout.len());
    }
}
