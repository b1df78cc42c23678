//! Stacks of the model's threads: as large under one checker as under the other, and named when they overflow.

use super::check;
use super::sync::{Arc, Mutex, thread};
use crate::{says, sentence};
use checker::recording::FailureKind;

/// A frame of so many KiB.
#[inline(never)]
fn frame<const KIB: usize>() -> u8 {
    let bytes = std::hint::black_box([[1_u8; 1024]; KIB]);
    bytes[KIB / 2][0]
}

#[test]
fn a_large_frame_fits() {
    let report = check("culprits/frame", || {
        let lock = Arc::new(Mutex::new(0_u32));
        let theirs = lock.clone();
        let deep = thread::spawn(move || {
            *theirs.lock() += u32::from(frame::<100>());
            frame::<600>()
        });
        *lock.lock() += u32::from(frame::<100>());
        frame::<600>() + deep.join().unwrap()
    });
    report.holds().reaches(["2"]);
}

/// Elsewhere std names the OS thread, which is named after the model, and ends the process.
#[cfg(unix)]
#[test]
fn an_overflow_names_the_model_and_the_thread() {
    /// It never comes to its end.
    fn sum(n: u64) -> u64 {
        match std::hint::black_box(n) {
            u64::MAX => 0,
            n => n + sum(n + 1),
        }
    }
    for in_main in [false, true] {
        let report = check("culprits/overflow", move || {
            let lock = Arc::new(Mutex::new(0));
            let body = move || {
                let before = *lock.lock();
                sum(before)
            };
            if in_main {
                body();
                return;
            }
            let deep = thread::Builder::new().name("deep".into()).spawn(body);
            deep.unwrap().join().unwrap();
        });
        let sentence = sentence(&report, FailureKind::Limit);
        let name = if in_main { "main" } else { "deep" };
        let begins = format!("{name} overflowed its stack after its step at ");
        says(
            &sentence,
            &[&begins, "stacks.rs:", "2 MiB", "recurses", "`Box`"],
        );
        assert_eq!(report.recording.model, "culprits/overflow");
        // Another search can follow.
        check("culprits/after", || ()).holds();
    }
}
