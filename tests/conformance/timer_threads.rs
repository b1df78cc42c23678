//! The same models twice: with a timer that is a choice of the checker's, and with a timer that is
//! a thread, which comes at any time that the checker finds. What can come out has to be the same.

use super::sync::channel::{Receiver, Sender, after, bounded, unbounded};
use super::sync::time::Duration;
use super::sync::{Arc, Condvar, Mutex, select, thread};
use super::{Scenario, scenario};
use std::fmt::Debug;

/// A model, and the same one with a thread in the timer's place.
pub fn pairs() -> Vec<(Scenario, Scenario)> {
    vec![
        (
            scenario!(echo_until_a_timer = echo(after(SOON), None)),
            scenario!(echo_until_a_thread = with_thread(echo)),
        ),
        (
            scenario!(receive_until_time_is_up = received(|rx| rx.recv_timeout(SOON).ok())),
            scenario!(receive_until_a_thread = received(either_or)),
        ),
        (
            scenario!(
                select_until_time_is_up = received(|rx| select! {
                    recv(rx) -> message => message.ok(),
                    default(SOON) => None,
                })
            ),
            scenario!(select_until_a_thread = received(either_or)),
        ),
        (
            scenario!(send_until_time_is_up = sent(|tx| tx.send_timeout(1, SOON).is_ok())),
            scenario!(send_until_a_thread = sent(send_or_give_up)),
        ),
        (
            scenario!(meet_until_time_is_up = met(|tx| tx.send_timeout(1, SOON).is_ok())),
            scenario!(meet_until_a_thread = met(send_or_give_up)),
        ),
        (
            scenario!(
                wait_until_time_is_up = waited(
                    |flag, condition| {
                        condition.wait_for(flag, SOON);
                    },
                    |_| None
                )
            ),
            scenario!(
                wait_until_a_thread = waited(
                    |flag, condition| {
                        condition.wait(flag);
                    },
                    |shared| {
                        Some(thread::spawn(move || {
                            // Under the lock, so that it cannot come before the wait.
                            let _held = shared.0.lock();
                            shared.1.notify_all();
                        }))
                    }
                )
            ),
        ),
        (
            scenario!(sleep_then_look = slept(|| thread::sleep(SOON))),
            scenario!(
                a_thread_then_look = slept(|| {
                    let (timer, fires) = timer();
                    let _ = fires.recv();
                    timer.join().unwrap();
                })
            ),
        ),
    ]
}

const SOON: Duration = Duration::from_millis(1);

type Timer = thread::JoinHandle<()>;

/// A thread that sends once, whenever it comes to it.
fn timer() -> (Timer, Receiver<()>) {
    let (fire, fires) = bounded(1);
    let timer = thread::spawn(move || {
        let _ = fire.send(());
        // A timer is never disconnected.
        std::mem::forget(fire);
    });
    (timer, fires)
}

fn with_thread<T>(model: fn(Receiver<()>, Option<Timer>) -> T) -> T {
    let (timer, fires) = timer();
    model(fires, Some(timer))
}

/// How many of two lines are echoed before time is up, and how many were sent.
fn echo<T: Send + 'static>(timeout: Receiver<T>, timer: Option<Timer>) -> impl Debug + use<T> {
    let (tx, rx) = unbounded();
    let reader = thread::spawn(move || (0..2).take_while(|line| tx.send(*line).is_ok()).count());
    let mut echoed = 0;
    loop {
        select! {
            recv(rx) -> line => match line {
                Ok(_) => echoed += 1,
                Err(_) => break,
            },
            recv(timeout) -> _ => break,
        }
    }
    drop(rx);
    let sent = reader.join().unwrap();
    if let Some(timer) = timer {
        timer.join().unwrap();
    }
    (sent, echoed)
}

fn received(receive: fn(&Receiver<u32>) -> Option<u32>) -> impl Debug {
    let (tx, rx) = bounded(0);
    let sender = thread::spawn(move || [tx.send(1).is_ok(), tx.send(2).is_ok()]);
    let first = receive(&rx);
    let second = receive(&rx);
    drop(rx);
    (first, second, sender.join().unwrap())
}

fn either_or(rx: &Receiver<u32>) -> Option<u32> {
    let (timer, fires) = timer();
    let message = select! {
        recv(rx) -> message => message.ok(),
        recv(fires) -> _ => None,
    };
    timer.join().unwrap();
    message
}

fn send_or_give_up(tx: &Sender<u32>) -> bool {
    let (timer, fires) = timer();
    let sent = select! {
        send(tx, 1) -> sent => sent.is_ok(),
        recv(fires) -> _ => false,
    };
    timer.join().unwrap();
    sent
}

fn sent(send: fn(&Sender<u32>) -> bool) -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(0).unwrap();
    let receiver = thread::spawn(move || {
        let first = rx.recv();
        (first.is_ok(), rx.try_recv().is_ok())
    });
    let sent = send(&tx);
    (sent, receiver.join().unwrap())
}

fn met(send: fn(&Sender<u32>) -> bool) -> impl Debug {
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || rx.try_recv().is_ok());
    (send(&tx), receiver.join().unwrap())
}

type Shared = Arc<(Mutex<bool>, Condvar)>;

fn waited(
    wait: fn(&mut super::sync::MutexGuard<'_, bool>, &Condvar),
    timer: fn(Shared) -> Option<Timer>,
) -> impl Debug {
    let shared: Shared = Arc::default();
    let theirs = shared.clone();
    let mut flag = shared.0.lock();
    let timer = timer(shared.clone());
    let other = thread::spawn(move || {
        *theirs.0.lock() = true;
        theirs.1.notify_one()
    });
    wait(&mut flag, &shared.1);
    let seen = *flag;
    drop(flag);
    let woken = other.join().unwrap();
    if let Some(timer) = timer {
        timer.join().unwrap();
    }
    (seen, woken)
}

fn slept(sleep: fn()) -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        let _ = tx.send(1);
        let _ = tx.send(2);
    });
    sleep();
    let seen: Vec<u32> = rx.try_iter().collect();
    drop(rx);
    sender.join().unwrap();
    seen
}
