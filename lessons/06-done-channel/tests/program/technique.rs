//! The protocols on real threads: many senders, sources that misbehave, books that do not lie.

use lesson_06::books::{Books, Event, Presence};
use lesson_06::ledger::{Account, Ledger};
use lesson_06::source::{Next, Source, Stop};
use lesson_06::sync::channel::{after, bounded, never};
use lesson_06::{done, drop as hang_up, join};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

type Receive<'a> = &'a mut dyn FnMut(u64);
type Run = fn(Vec<Counting>, &Stop, &Ledger, Receive<'_>) -> io::Result<()>;

const PROTOCOLS: [(&str, Run); 3] = [
    ("done", |s, stop, books, receive| {
        done::run(s, stop, books, receive)
    }),
    ("drop", |s, stop, books, receive| {
        hang_up::run(s, stop, books, receive)
    }),
    ("join", |s, stop, books, receive| {
        join::run(s, stop, books, receive)
    }),
];

/// Counts from 1 up to `most`, and then ends, or does what it should not.
#[derive(Clone)]
struct Counting {
    n: u64,
    most: u64,
    panics: bool,
}

impl Source for Counting {
    type Message = u64;

    fn next(&mut self) -> Next<u64> {
        if self.n == self.most {
            if self.panics {
                std::panic::resume_unwind(Box::new("broken"));
            }
            return Next::End;
        }
        self.n += 1;
        Next::Message(self.n)
    }
}

fn counting(most: u64) -> Counting {
    Counting {
        n: 0,
        most,
        panics: false,
    }
}

fn for_ever() -> Stop {
    Stop {
        until: never(),
        asked: never(),
    }
}

#[test]
fn sources_that_end_by_themselves_lose_nothing() {
    for (name, run) in PROTOCOLS {
        let ledger = Ledger::default();
        let mut sum = 0;
        let sources = vec![counting(20); 10];
        run(sources, &for_ever(), &ledger, &mut |n| sum += n).unwrap();
        assert_eq!(sum, 10 * 210, "{name}");
        let account = ledger.account();
        assert!(account.is_balanced(), "{name}: {account}");
        assert_eq!((account.received, account.dropped), (200, 0), "{name}");
    }
}

#[test]
fn without_any_source_it_returns_at_once() {
    for (name, run) in PROTOCOLS {
        let ledger = Ledger::default();
        run(vec![], &for_ever(), &ledger, &mut |_| {}).unwrap();
        let account = ledger.account();
        assert!(
            account.is_balanced() && account.started == 0,
            "{name}: {account}"
        );
    }
}

#[test]
fn many_busy_senders_are_stopped_by_time_and_by_hand_in_any_order() {
    for (name, run) in PROTOCOLS {
        for millis in [0, 1, 5] {
            let ledger = Ledger::default();
            let (ask, asked) = bounded::<()>(1);
            let until = after(Duration::from_millis(millis));
            let mut left = 200;
            let mut ask = Some(ask);
            run(
                vec![counting(u64::MAX); 20],
                &Stop { until, asked },
                &ledger,
                &mut |_| {
                    left -= 1;
                    if left == 0 {
                        // Twice: a message, and the end of those that may ask.
                        let _ = ask.take().map(|ask| ask.send(()));
                    }
                },
            )
            .unwrap();
            let account = ledger.account();
            assert!(account.is_balanced(), "{name}: {account}");
            assert_eq!(account.started, 20, "{name}");
        }
    }
}

#[test]
fn a_source_that_panics_is_heard_of_once_all_have_ended() {
    for (name, run) in PROTOCOLS {
        let ledger = Ledger::default();
        let mut broken = counting(3);
        broken.panics = true;
        let sources = vec![counting(10), broken, counting(10)];
        let ran = || run(sources, &for_ever(), &ledger, &mut |_| {});
        let panic = catch_unwind(AssertUnwindSafe(ran)).unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"broken"), "{name}");
        let account = ledger.account();
        assert!(account.is_balanced(), "{name}: {account}");
        assert_eq!((account.ended, account.received), (3, 23), "{name}");
    }
}

#[test]
fn a_thread_that_is_leaked_on_purpose_is_in_the_books() {
    let ledger = Ledger::default();
    let (hold, held) = bounded::<()>(0);
    let presence = Presence(ledger.clone());
    ledger.note(Event::ThreadStarted);
    let leaked = std::thread::spawn(move || {
        let _presence = presence;
        let _ = held.recv();
    });
    let account = ledger.account();
    assert!(!account.is_balanced());
    assert_eq!(
        account.to_string(),
        "threads: 1 started, 0 ended; messages: 0 sent, 0 received, 0 dropped; \
         channels: 0 of 0 left open"
    );
    drop(hold);
    leaked.join().unwrap();
    assert!(ledger.account().is_balanced());
}

#[test]
fn books_that_do_not_balance_say_so() {
    let balanced = Account {
        started: 2,
        ended: 2,
        sent: 5,
        received: 4,
        dropped: 1,
        opened: 2,
        closed: 2,
    };
    assert!(balanced.is_balanced());
    for wrong in [
        Account {
            ended: 1,
            ..balanced
        },
        Account {
            received: 5,
            ..balanced
        },
        Account {
            dropped: 0,
            ..balanced
        },
        Account {
            closed: 1,
            ..balanced
        },
    ] {
        assert!(!wrong.is_balanced(), "{wrong}");
    }
}
