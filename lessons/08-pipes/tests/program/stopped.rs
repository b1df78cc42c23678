//! `exec` and `serve` in a process that was stopped for a while, as by Ctrl-Z.
#![cfg(unix)]

use crate::client::hear;
use crate::lesson;
use crate::server::serve;
use lesson_testing::child::{finish, limited, text};
use lesson_testing::signals::{go_on, stop};
use std::io::{Read, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A program that was stopped when time was up passes on what its command did in time.
#[test]
fn a_stop_past_the_time_does_not_fail_a_command_that_was_done() {
    const SCRIPT: &str = "printf x; until [ -e go ]; do sleep 0.01; done; printf y; touch done";
    // On a loaded machine the shortest time may be up too early.
    for seconds in [2, 8, 30] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_path_buf();
        let timeout = Duration::from_secs(seconds);
        let started = Instant::now();
        let mut command = lesson(&["exec", &format!("--timeout={seconds}s"), "sh", "-c", SCRIPT]);
        let mut child = command.current_dir(&path).spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        let (said, child) = limited(child.id(), move || {
            output.read_exact(&mut [0]).unwrap();
            stop(&child);
            let in_time = started.elapsed() < timeout / 2;
            std::fs::write(path.join("go"), "").unwrap();
            while in_time && !path.join("done").exists() {
                sleep(Duration::from_millis(5));
            }
            // What is tested is that time is up.
            sleep((timeout + Duration::from_millis(100)).saturating_sub(started.elapsed()));
            go_on(&child);
            let mut said = String::new();
            output.read_to_string(&mut said).unwrap();
            (in_time.then_some(said), child)
        });
        let output = finish(child);
        if let Some(said) = said {
            assert_eq!((&*said, text(&output.stderr)), ("y", ""));
            assert_eq!(output.status.code(), Some(0));
            return;
        }
    }
    panic!("the machine was too busy each time");
}

/// The time in which the server was stopped is not counted against a client whose bytes are there.
#[test]
fn a_server_that_was_stopped_answers_what_was_sent_meanwhile() {
    // On a loaded machine the shortest time may be up before the server is stopped.
    for seconds in [2, 8, 30] {
        let server = serve(&[&format!("--idle={seconds}s")]);
        let process = server.child.as_ref().unwrap();
        let idle = Duration::from_secs(seconds);
        let started = Instant::now();
        let mut streams: Vec<_> = (0..8)
            .map(|_| server.connect("GET /records?n=1 HTTP/1.1\r\n"))
            .collect();
        // It has accepted them: they were first.
        assert_eq!(server.ask("GET / HTTP/1.1").status(), 200);
        stop(process);
        let in_time = started.elapsed() < idle / 2;
        for stream in &mut streams {
            stream.write_all(b"host: x\r\n\r\n").unwrap();
        }
        if in_time {
            // What is tested is that a client may not be idle for so long.
            sleep((idle + Duration::from_millis(500)).saturating_sub(started.elapsed()));
            go_on(process);
            for stream in streams {
                let said = hear(stream);
                assert!(said.is_whole_stream() && said.records() == 1, "{said:?}");
            }
            return;
        }
        go_on(process);
    }
    panic!("the machine was too busy each time");
}
