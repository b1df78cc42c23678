//! Time: timers, tickers, sleeps, and points in time.

use super::sync::channel::{after, at, never, tick, unbounded};
use super::sync::time::{Duration, Instant};
use super::sync::{select, thread};
use super::{pause, scenario};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_timer_fires_once)
            .reaches(&["(true, Err(Empty), Err(Timeout))"])
            .real_runs(20),
        scenario!(a_timer_may_not_have_fired_yet)
            .reaches(&["false", "true"])
            .real_runs(50),
        scenario!(a_timer_that_is_full_or_empty)
            .reaches(&["(0, Some(1))", "(1, Some(1))"])
            .real_runs(50),
        scenario!(a_point_that_has_passed_fires_at_once)
            .reaches(&["((1, true), true, Err(Empty))"]),
        scenario!(a_timer_without_length_fires_at_once).reaches(&["(1, true)"]),
        scenario!(never_is_empty_and_full)
            .reaches(&["((0, true, true, Some(0)), [Err(Empty), Err(Empty)], Err(Timeout))"])
            .real_runs(20),
        scenario!(timers_of_the_same_channel).reaches(&["[true, false, true, true]"]),
        scenario!(one_of_two_receivers_hears_a_timer)
            .reaches(&["(false, false)", "(false, true)", "(true, false)"])
            .blocks(2)
            .real_runs(20),
        scenario!(a_ticker_fires_again_and_again)
            .reaches(&["(true, true, true)"])
            .real_runs(20),
        scenario!(a_ticker_does_not_pile_up)
            .reaches(&["(true, false, true)", "(true, true, true)"])
            .real_runs(20),
        scenario!(two_receivers_share_a_ticker)
            .reaches(&["(true, true)"])
            .blocks(2)
            .real_runs(20),
        scenario!(two_tickers)
            .reaches(&[
                "[1, 1, 1]",
                "[1, 1, 2]",
                "[1, 2, 1]",
                "[1, 2, 2]",
                "[2, 1, 1]",
                "[2, 1, 2]",
                "[2, 2, 1]",
                "[2, 2, 2]",
            ])
            .real_runs(20),
        scenario!(a_ticker_and_the_end_of_a_channel)
            .reaches(&["0", "1", "2", "3"])
            .real_runs(50),
        scenario!(a_sleep_takes_its_time)
            .reaches(&["(true, true)"])
            .real_runs(20),
        scenario!(a_wait_takes_its_time)
            .reaches(&["[true, true, true]"])
            .real_runs(20),
        scenario!(a_sleeping_thread_may_be_late)
            .reaches(&["Err(Timeout)", "Ok(1)"])
            .blocks(1)
            .real_runs(50),
        scenario!(two_sleep_in_any_order)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(1)
            .real_runs(50),
        scenario!(points_in_time).reaches(&["[true, true, true, true, true, true, true]"]),
        scenario!(a_time_too_far_away).reaches(&["(Err(Empty), true)"]),
        scenario!(a_point_in_the_past).reaches(&["(1, true)"]),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(300)
}

fn a_timer_fires_once() -> impl Debug {
    let start = Instant::now();
    let timer = after(soon());
    let fired = timer.recv().unwrap();
    let in_time = fired >= start + soon() && Instant::now() >= fired;
    (
        in_time,
        timer.try_recv().map(drop),
        timer.recv_timeout(soon()).map(drop),
    )
}

fn a_timer_may_not_have_fired_yet() -> impl Debug {
    let timer = after(Duration::from_micros(20));
    pause();
    timer.try_recv().is_ok()
}

fn a_timer_that_is_full_or_empty() -> impl Debug {
    let timer = after(Duration::from_micros(20));
    pause();
    (timer.len(), timer.capacity())
}

fn a_point_that_has_passed_fires_at_once() -> impl Debug {
    let when = Instant::now();
    let timer = at(when);
    let looks = (timer.len(), timer.is_full());
    (
        looks,
        timer.try_recv() == Ok(when),
        timer.try_recv().map(drop),
    )
}

fn a_timer_without_length_fires_at_once() -> impl Debug {
    let timer = after(Duration::ZERO);
    let len = timer.len();
    (len, timer.try_recv().is_ok())
}

fn never_is_empty_and_full() -> impl Debug {
    let never = never::<u32>();
    let looks = (
        never.len(),
        never.is_empty(),
        never.is_full(),
        never.capacity(),
    );
    let clone = never.clone();
    (
        looks,
        [never.try_recv(), clone.try_recv()],
        never.recv_timeout(soon()),
    )
}

fn timers_of_the_same_channel() -> impl Debug {
    let timer = after(soon());
    let ticker = tick(soon());
    [
        timer.same_channel(&timer.clone()),
        timer.same_channel(&ticker),
        ticker.same_channel(&ticker.clone()),
        never::<u32>().same_channel(&never()),
    ]
}

fn one_of_two_receivers_hears_a_timer() -> impl Debug {
    let timer = after(soon());
    let [first, second] = [timer.clone(), timer].map(|timer| {
        thread::spawn(move || {
            pause();
            timer.recv_timeout(2 * soon()).is_ok()
        })
    });
    (first.join().unwrap(), second.join().unwrap())
}

fn a_ticker_fires_again_and_again() -> impl Debug {
    let start = Instant::now();
    let ticker = tick(soon());
    let [one, two, three] = [(); 3].map(|()| ticker.recv().unwrap());
    (
        one >= start + soon(),
        two >= one + soon(),
        three >= two + soon(),
    )
}

fn a_ticker_does_not_pile_up() -> impl Debug {
    let ticker = tick(soon());
    thread::sleep(4 * soon());
    (
        ticker.recv().is_ok(),
        ticker.try_recv().is_ok(),
        ticker.len() < 2,
    )
}

fn two_receivers_share_a_ticker() -> impl Debug {
    let ticker = tick(soon());
    let [first, second] = [ticker.clone(), ticker].map(|ticker| {
        thread::spawn(move || {
            pause();
            ticker.recv().is_ok()
        })
    });
    (first.join().unwrap(), second.join().unwrap())
}

fn two_tickers() -> impl Debug {
    let (one, two) = (tick(soon()), tick(soon()));
    [(); 3].map(|()| {
        select! {
            recv(one) -> _ => 1,
            recv(two) -> _ => 2,
        }
    })
}

/// How often it ticks before the channel ends; after the third nobody listens.
fn a_ticker_and_the_end_of_a_channel() -> impl Debug {
    let (tx, rx) = unbounded::<u32>();
    let worker = thread::spawn(move || {
        thread::sleep(2 * soon());
        drop(tx);
    });
    let ticker = tick(soon());
    let mut ticks = 0;
    while ticks < 3 {
        select! {
            recv(ticker) -> _ => ticks += 1,
            recv(rx) -> _ => break,
        }
    }
    worker.join().unwrap();
    ticks
}

fn a_sleep_takes_its_time() -> impl Debug {
    let start = Instant::now();
    thread::sleep(soon());
    let one = start.elapsed() >= soon();
    thread::sleep(soon());
    (one, start.elapsed() >= 2 * soon())
}

fn a_wait_takes_its_time() -> impl Debug {
    let (tx, rx) = unbounded::<u32>();
    let start = Instant::now();
    let _ = rx.recv_timeout(soon());
    let one = start.elapsed() >= soon();
    let _ = rx.recv_deadline(start + 2 * soon());
    let two = start.elapsed() >= 2 * soon();
    select! { recv(rx) -> _ => {}, default(soon()) => {} }
    drop(tx);
    [one, two, start.elapsed() >= 3 * soon()]
}

fn a_sleeping_thread_may_be_late() -> impl Debug {
    let (tx, rx) = unbounded();
    let sleeper = thread::spawn(move || {
        thread::sleep(soon());
        let _ = tx.send(1);
        tx
    });
    let received = rx.recv_timeout(soon());
    sleeper.join().unwrap();
    received
}

fn two_sleep_in_any_order() -> impl Debug {
    let (tx, rx) = unbounded();
    let sleepers = [1, 2].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || {
            thread::sleep(i * soon());
            tx.send(i).unwrap();
            std::mem::forget(tx);
        })
    });
    let order: Vec<u32> = rx.iter().take(2).collect();
    sleepers
        .into_iter()
        .for_each(|sleeper| sleeper.join().unwrap());
    order
}

fn points_in_time() -> impl Debug {
    let start = Instant::now();
    let later = start + soon();
    let mut moved = start;
    moved += soon();
    [
        later > start,
        moved == later,
        later - start == soon(),
        start - later == Duration::ZERO,
        start.checked_duration_since(later).is_none(),
        start.saturating_duration_since(later) == Duration::ZERO,
        later.checked_sub(soon()) == Some(start) && later - soon() == start,
    ]
}

fn a_time_too_far_away() -> impl Debug {
    let timer = after(Duration::MAX);
    let start = Instant::now();
    (
        timer.try_recv().map(drop),
        start.checked_add(Duration::MAX).is_none(),
    )
}

fn a_point_in_the_past() -> impl Debug {
    let timer = at(Instant::now() - Duration::from_secs(1));
    let len = timer.len();
    (len, timer.recv().is_ok())
}
