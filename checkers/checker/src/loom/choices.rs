//! Choices that are not loom's to make: does the timer fire now, which ready arm does select take.
//!
//! Loom has no operation "choose one of n". So an outer depth-first search runs loom once for each
//! script of answers. A choice's key is the thread and how many choices that thread has made, not
//! its place in the schedule: swapping two independent steps of different threads then changes
//! nothing of what either chooses, which loom's reduction relies on.

use crate::log::recorder;
use crate::questions;
use std::cell::RefCell;

thread_local! {
    static SCRIPT: RefCell<Script> = RefCell::default();
}

/// Begins a pass over all scripts.
pub(super) fn begin_scripts() {
    SCRIPT.with(|script| *script.borrow_mut() = Script::default());
}

/// Goes on to the next script; false when all were run.
pub(super) fn next_script() -> bool {
    SCRIPT.with(|script| script.borrow_mut().next())
}

/// Begins with a script of answers that were given before.
pub(super) fn follow(answers: Vec<Answer>) {
    SCRIPT.with(|script| *script.borrow_mut() = Script::of(&answers));
}

/// The answers that were given.
pub(super) fn answers() -> Vec<Answer> {
    SCRIPT.with(|script| script.borrow().given())
}

/// A number below `n`; every one is explored. 0 is what happens without anything special.
pub(crate) fn choose(n: usize) -> usize {
    if n <= 1 || recorder::failed() {
        return 0;
    }
    let key = recorder::thread(recorder::me(), |thread| {
        thread.choices += 1;
        (thread.path, thread.choices)
    });
    SCRIPT.with(|script| script.borrow_mut().answer(key, n))
}

/// Whether a timer that may fire now does; both are explored.
pub(crate) fn choose_to_fire() -> bool {
    (choose(2) == 1) != (questions::impatient() && !recorder::failed())
}

/// A choice: the thread's path of births, and the number of the choice within the thread.
type Key = (u64, u32);

/// An answer that was given to a choice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    key: Key,
    answer: usize,
    /// How many there were.
    of: usize,
}

impl Answer {
    /// Whether the thread with this path of births chose.
    pub(super) fn is_by(self, path: u64) -> bool {
        self.key.0 == path
    }

    /// What it could have chosen besides.
    pub(super) fn others(self) -> impl Iterator<Item = Answer> {
        let others = (0..self.of).filter(move |answer| *answer != self.answer);
        others.map(move |answer| Answer { answer, ..self })
    }
}

/// The depth-first search over scripts.
#[derive(Debug, Default)]
struct Script {
    /// In the order in which they were first asked.
    keys: Vec<Key>,
    /// The answers of this run; a key beyond the end is answered with 0.
    answers: Vec<usize>,
    /// How many answers each key had at most, counted since the last answer before it changed.
    /// 0: not asked, so that changing it would change nothing.
    arity: Vec<usize>,
}

impl Script {
    fn of(answers: &[Answer]) -> Self {
        Script {
            keys: answers.iter().map(|given| given.key).collect(),
            answers: answers.iter().map(|given| given.answer).collect(),
            arity: vec![0; answers.len()],
        }
    }

    fn given(&self) -> Vec<Answer> {
        let given = self.keys.iter().zip(&self.answers).zip(&self.arity);
        let given = given.map(|((key, answer), of)| Answer {
            key: *key,
            answer: *answer,
            of: *of,
        });
        given.collect()
    }

    /// The answer to the choice `key` among `n`.
    fn answer(&mut self, key: Key, n: usize) -> usize {
        let i = match self.keys.iter().position(|known| *known == key) {
            Some(i) => i,
            None => {
                self.keys.push(key);
                self.answers.push(0);
                self.arity.push(0);
                self.keys.len() - 1
            }
        };
        self.arity[i] = self.arity[i].max(n);
        // Under another schedule the same choice may have fewer answers.
        self.answers[i] % n
    }

    /// Goes on to the next script; false when all were run.
    fn next(&mut self) -> bool {
        for i in (0..self.keys.len()).rev() {
            if self.answers[i] + 1 < self.arity[i] {
                self.answers[i] += 1;
                return true;
            }
            self.answers[i] = 0;
            self.arity[i] = 0;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Runs `program` under every script and collects what it returns.
    fn all(mut program: impl FnMut(&mut dyn FnMut(u32, usize) -> usize) -> String) -> Vec<String> {
        let mut script = Script::default();
        let mut out = vec![];
        loop {
            out.push(program(&mut |key, n| script.answer((0, key), n)));
            if !script.next() {
                return out;
            }
        }
    }

    #[test]
    fn every_combination_of_independent_choices_is_run_once() {
        let out = all(|choose| format!("{}{}", choose(0, 2), choose(1, 3)));
        assert_eq!(out, ["00", "01", "02", "10", "11", "12"]);
    }

    #[test]
    fn a_choice_that_depends_on_a_later_key_is_not_missed() {
        // Key 1 is asked only if key 2 answers 0, and key 1 is the older key.
        let out = all(|choose| {
            let first = choose(0, 2);
            let (one, two) = if first == 0 {
                (choose(1, 2), choose(2, 2))
            } else {
                let two = choose(2, 2);
                (if two == 0 { choose(1, 2) } else { 9 }, two)
            };
            format!("{first}{one}{two}")
        });
        let reached: BTreeSet<_> = out.iter().map(String::as_str).collect();
        let expected = ["000", "001", "010", "011", "100", "110", "191"];
        assert_eq!(reached, expected.into());
    }

    #[test]
    fn no_choice_is_one_run() {
        assert_eq!(all(|_| String::new()).len(), 1);
    }
}
