//! A step that chooses sleeps by answer: each wakes by itself.

mod support;

use explorer::{Access, Config, Mode, Object, Report, explore};
use support::{compare, join_all, spawn};

fn reduced(model: impl Fn() + 'static) -> Report {
    let config: Config = compare::config(Mode::Reduced);
    explore(&config, model, |_| ())
}

fn objects<const N: usize>() -> [Object; N] {
    [(); N].map(|()| explorer::object())
}

/// A step that touches these.
fn touches(objects: &[Object]) -> explorer::Handle {
    let accesses: Vec<_> = objects.iter().map(|it| (*it, Access::EXCLUSIVE)).collect();
    spawn(move || {
        explorer::step("touches", &accesses, || true);
    })
}

/// A step that touches some of these: one for each answer.
fn chooses(answers: &[&[Object]]) -> explorer::Handle {
    let answers: Vec<_> = answers.iter().map(|answer| answer.to_vec()).collect();
    spawn(move || {
        explorer::step("chooses", &[], || true);
        for object in &answers[explorer::choose(answers.len())] {
            explorer::touch((*object, Access::EXCLUSIVE));
        }
    })
}

#[test]
fn an_answer_that_sleeps_is_not_given_again() {
    let model = || {
        let [x] = objects();
        join_all(vec![chooses(&[&[], &[x]]), touches(&[x])]);
    };
    compare::agree("two answers", model);
    let report = reduced(model);
    // The first answer, at any time; the other one, before or after.
    assert_eq!(report.traces.len(), 3, "{report:?}");
    assert_eq!(report.complete, 3, "{report:?}");
}

#[test]
fn of_very_many_answers_the_last_wake_too() {
    let model = || {
        let [x] = objects();
        let mut answers = vec![&[][..]; 69];
        let last = [x];
        answers.push(&last);
        join_all(vec![chooses(&answers), touches(&[x])]);
    };
    compare::agree("seventy answers", model);
}

#[test]
fn an_answer_sleeps_only_with_all_that_may_follow() {
    compare::agree("two choices", || {
        let [x] = objects();
        let twice = spawn(move || {
            explorer::step("chooses twice", &[], || true);
            if explorer::choose(2) == 1 || explorer::choose(2) == 1 {
                explorer::touch((x, Access::EXCLUSIVE));
            }
        });
        join_all(vec![twice, touches(&[x])]);
    });
}

/// Between the others, only the second answer makes a difference.
#[test]
fn who_sleeps_in_part_races() {
    compare::agree("between two", || {
        let [x] = objects();
        join_all(vec![chooses(&[&[], &[x]]), touches(&[x]), touches(&[x])]);
    });
}

/// After the third step the first answer of the first and the second of the second sleep. The
/// answer that sleeps conflicts with the other's that does not.
#[test]
fn where_some_answers_sleep_not_all_races_are_seen() {
    compare::agree("two who choose", || {
        let [s, t, u] = objects();
        join_all(vec![
            chooses(&[&[u], &[s]]),
            chooses(&[&[t, u], &[]]),
            touches(&[s, t]),
        ]);
    });
}

/// After the second step the first answer sleeps, and the last step wakes that one alone.
#[test]
fn answers_that_slept_before_the_others_wake_later() {
    compare::agree("one after the other", || {
        let [x, y, z] = objects();
        join_all(vec![
            chooses(&[&[y], &[x]]),
            touches(&[x, z]),
            touches(&[y]),
            touches(&[y, z]),
        ]);
    });
}
