//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::Group;
use super::model::Check;
use super::sync::atomic::{AtomicUsize, Ordering};
use super::sync::time::Duration;
use super::sync::{Arc, thread};

type How = Result<(), &'static str>;

/// Two members work and report how it went; main waits twice.
fn told(hows: [How; 2]) -> How {
    let group = Arc::new(Group::new(2));
    let worked = Arc::new(AtomicUsize::new(0));
    let members = hows.map(|how| {
        let (group, worked) = (group.clone(), worked.clone());
        thread::spawn(move || {
            worked.fetch_add(1, Ordering::Relaxed);
            group.done(how);
        })
    });
    let told = group.wait();
    assert_eq!(
        told.is_err(),
        hows.iter().any(How::is_err),
        "a failure was lost"
    );
    let worked = worked.load(Ordering::Relaxed);
    assert_eq!(worked, 2, "members that had worked when `wait` returned");
    assert_eq!(
        group.wait(),
        told,
        "a second `wait` returned something else"
    );
    for member in members {
        member.join().unwrap();
    }
    told
}

#[test]
fn a_failure_is_not_lost() {
    Check::new("03/first-failure")
        .run(|| told([Ok(()), Err("disk full")]))
        .holds()
        .reaches([r#"Err("disk full")"#])
        .is_contended();
}

#[test]
fn a_spurious_wakeup_ends_no_wait() {
    Check::new("03/first-failure-spurious")
        .spurious_wakeups()
        .run(|| {
            let group = Arc::new(Group::new(1));
            let theirs = group.clone();
            let member = thread::spawn(move || theirs.done(Err("disk full")));
            let told = group.wait();
            assert_eq!(
                told,
                Err("disk full"),
                "`wait` returned before the work was done"
            );
            member.join().unwrap();
        })
        .holds()
        .is_contended();
}

#[test]
fn either_of_two_may_fail_first() {
    Check::new("03/first-failure-either")
        .preemptions(2)
        .run(|| told([Err("not found"), Err("too large")]))
        .holds()
        .reaches([r#"Err("not found")"#, r#"Err("too large")"#])
        .is_contended();
}

#[test]
fn of_two_failures_the_first_is_returned() {
    Check::new("03/first-failure-of-two")
        .run(|| {
            // Whatever their names are, and however many members follow.
            for hows in [
                vec![Err("disk full"), Err("no such file")],
                vec![Err("no such file"), Err("disk full")],
                vec![Ok(()), Err("broken pipe"), Ok(()), Err("a second one")],
            ] {
                let group = Group::new(hows.len());
                hows.iter().for_each(|how| group.done(*how));
                let first = hows.into_iter().find(How::is_err).unwrap();
                assert_eq!(group.wait(), first, "the first failure");
            }
        })
        .holds();
}

#[test]
fn every_waiting_thread_resumes() {
    Check::new("03/first-failure-both-wait")
        .preemptions(2)
        // Some answers poll forever, which these limits find early.
        .max_steps(200)
        .time_limit(Duration::from_secs(2))
        .run(|| {
            let group = Arc::new(Group::new(1));
            let (theirs, members) = (group.clone(), group.clone());
            let waiter = thread::spawn(move || theirs.wait());
            let member = thread::spawn(move || members.done(Ok(())));
            let told = group.wait();
            assert_eq!(waiter.join().unwrap(), told);
            member.join().unwrap();
            told
        })
        .holds()
        .reaches(["Ok(())"])
        .is_contended();
}
