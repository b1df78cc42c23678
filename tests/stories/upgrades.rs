// Who waits for whom where readers may upgrade, or read recursively.

use super::{deadlock, named};
use model::check;
use sync::channel::bounded;
use sync::{Arc, RwLock, RwLockUpgradableReadGuard, RwLockWriteGuard};

#[test]
fn an_upgrade_waits_for_the_reader_that_it_is() {
    let found = check("stories/upgrade-own", || {
        let table = RwLock::new(0);
        let read = table.read();
        *RwLockUpgradableReadGuard::upgrade(table.upgradable_read()) += *read;
    });
    assert_eq!(
        deadlock(&found),
        ["main: upgrade the lock on table to writing, until main itself unlocks it → main"]
    );
}

/// Main reads, and waits for the thread whose upgrade waits for it.
#[test]
fn an_upgrade_waits_for_readers_and_readers_wait_behind_it() {
    let found = check("stories/upgrade", || {
        let table = Arc::new(RwLock::new(0));
        let theirs = table.clone();
        let read = table.read();
        let upgrades = named("upgrades", move || {
            *RwLockUpgradableReadGuard::upgrade(theirs.upgradable_read()) += 1;
        });
        let theirs = table.clone();
        let reads = named("reads", move || *theirs.read());
        upgrades.join().unwrap();
        drop(read);
        reads.join().unwrap();
    });
    let waits = deadlock(&found);
    let upgrade = "upgrades: upgrade the lock on table to writing, until main";
    assert!(
        waits.iter().any(|wait| wait.starts_with(upgrade)),
        "{waits:?}"
    );
    let behind = "reads: lock table for reading, until upgrades has written: new readers queue behind \
                  a waiting writer → upgrades";
    assert!(
        waits.iter().all(|wait| !wait.starts_with("reads:") || wait == behind),
        "{waits:?}"
    );
}

#[test]
fn an_upgradable_reader_waits_for_another_one_only() {
    let found = check("stories/upgradable-twice", || {
        let table = Arc::new(RwLock::new(0));
        let theirs = table.clone();
        let may = table.upgradable_read();
        let other = named("other", move || *theirs.upgradable_read());
        let read = table.read();
        other.join().unwrap();
        drop((may, read));
    });
    assert_eq!(
        deadlock(&found),
        [
            "main: join other, until other finishes → other",
            "other: lock table for upgradable reading, until main unlocks it → main",
        ]
    );
}

/// It has given up to write: what it still holds keeps writers out.
#[test]
fn a_guard_that_was_downgraded_still_reads() {
    let found = check("stories/downgraded", || {
        let table = Arc::new(RwLock::new(0));
        let read = RwLockWriteGuard::downgrade(table.write());
        *table.write() += *read;
    });
    assert_eq!(
        deadlock(&found),
        ["main: lock table for writing, until main itself unlocks it → main"]
    );
}

#[test]
fn a_recursive_reader_waits_for_the_writer() {
    let found = check("stories/recursive", || {
        let table = RwLock::new(0);
        let written = table.write();
        assert_eq!(*written, *table.read_recursive());
    });
    assert_eq!(
        deadlock(&found),
        ["main: lock table for reading, recursively, until main itself unlocks it → main"]
    );
}

/// It waits for the upgradable reader, then for the reader that this becomes.
#[test]
fn a_writer_that_waits_for_one_after_another_is_told_once() {
    let found = check("stories/claims", || {
        let table = Arc::new(RwLock::new(0));
        let theirs = table.clone();
        let (begins, begun) = bounded(1);
        let may = table.upgradable_read();
        let writes = named("writes", move || {
            begins.send(()).unwrap();
            *theirs.write() += 1;
        });
        begun.recv().unwrap();
        let read = RwLockUpgradableReadGuard::downgrade(may);
        writes.join().unwrap();
        drop(read);
    });
    let (execution, _) = super::super::story(&found.recording);
    let texts: Vec<_> = execution.steps.iter().map(|step| &*step.text).collect();
    let wishes = execution.steps.iter();
    let wishes = wishes.filter(|step| step.blocks && step.text.contains("writing"));
    assert_eq!(wishes.count(), 1, "{texts:#?}");
}
