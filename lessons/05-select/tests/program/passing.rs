//! Every byte comes through, and at once.

use crate::{NEVER, lesson};
use lesson_testing::child::{finish, limited, piped, run, text};
use lesson_testing::files::random;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::Stdio;

#[test]
fn sixteen_mebibytes_come_through_a_pipe() {
    let sent = random(16 * 1024 * 1024);
    let output = piped(&mut lesson(&[NEVER]), &sent);
    assert!(output.status.success());
    assert!(output.stdout == sent, "{} bytes came", output.stdout.len());
    assert_eq!(text(&output.stderr), "");
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

#[test]
fn a_file_comes_through_to_a_file() {
    let sent = random(1_000_003);
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    std::fs::write(&from, &sent).unwrap();
    let mut to = tempfile::tempfile().unwrap();
    let mut command = lesson(&[NEVER]);
    command.stdin(File::open(from).unwrap());
    command.stdout(to.try_clone().unwrap());
    let output = run(&mut command);
    assert!(output.status.success());
    let mut came = vec![];
    to.rewind().unwrap();
    to.read_to_end(&mut came).unwrap();
    assert!(came == sent, "{} bytes came", came.len());
}

#[test]
fn each_piece_comes_back_while_the_input_stays_open() {
    let mut child = lesson(&[NEVER]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut echo = child.stdout.take().unwrap();
    limited(child.id(), move || {
        for piece in [&b"no end of line"[..], b"\n", b"\0\xFF\xFE", b"end"] {
            input.write_all(piece).unwrap();
            let mut came = vec![0; piece.len()];
            echo.read_exact(&mut came).unwrap();
            assert_eq!(came, piece);
        }
    });
    assert!(finish(child).status.success());
}
