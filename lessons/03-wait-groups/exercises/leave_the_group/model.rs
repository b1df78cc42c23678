//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::zip_all;
use super::model::{Check, note};
use super::sync::{Arc, Condvar, Mutex, thread};

/// The files that are zipped when `zip_all` returns, in the order in which that happened.
fn zipped(files: &[&'static str]) -> String {
    let zipped = Arc::new(Mutex::new(vec![]));
    let theirs = zipped.clone();
    zip_all(files, move |file| {
        theirs.lock().push((file, thread::current().id()));
    });
    let zipped = zipped.lock();
    let names: Vec<_> = zipped.iter().map(|(file, _)| *file).collect();
    assert_eq!(
        names.len(),
        files.len(),
        "`zip_all` returned too early: only {names:?} are done"
    );
    for (file, thread) in zipped.iter() {
        let main = thread::current().id();
        assert_ne!(*thread, main, "the calling thread zips {file} itself");
    }
    names.join(" ")
}

#[test]
fn all_files_are_zipped_when_it_returns() {
    Check::new("03/leave-the-group")
        .run(|| zipped(&["a", "b"]))
        .holds()
        .reaches([r#""a b""#, r#""b a""#])
        .is_contended();
}

#[test]
fn a_single_file_is_waited_for() {
    Check::new("03/leave-the-group-single")
        .run(|| zipped(&["long"]))
        .holds()
        .reaches([r#""long""#])
        .is_contended();
}

#[test]
fn files_are_zipped_side_by_side() {
    Check::new("03/leave-the-group-side-by-side")
        .preemptions(1)
        .run(|| {
            let zipping = Arc::new((Mutex::new(vec![]), Condvar::new()));
            let theirs = zipping.clone();
            // Each of the two waits until the other one is zipped as well.
            zip_all(&["x", "y"], move |file| {
                let (files, another) = &*theirs;
                let mut files = files.lock();
                files.push(file);
                another.notify_all();
                while files.len() < 2 {
                    note("waits until the other file is zipped too");
                    another.wait(&mut files);
                }
            });
            let mut files = zipping.0.lock();
            files.sort();
            assert_eq!(*files, ["x", "y"], "each file is zipped once");
        })
        .holds();
}
