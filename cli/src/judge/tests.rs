//! Grades of what was told, and of what was not.

use super::{Grade, Subject, grade};
use crate::child::Ended;
use crate::course::{Course, Exercise};
use crate::grader::Ran;
use recording::Told;
use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// A check that one test told of.
fn told(test: &str, checker: &str, model: &str, verdict: &str) -> Told {
    let line = format!(
        r#"{{"checked":{{"checker":"{checker}","test":"answer::{checker}::exercise::{test}",
        "recording":{{"schema":1,"model":"{model}","verdict":{verdict},"distinct":2,"sources":[],
        "executions":[]}},"contended":1,"millis":1}}}}"#
    );
    Told::from_line(&line).expect("a line")
}

const HOLDS: &str = r#"{"holds":{"executions":3,"preemptions":null}}"#;
const FAILS: &str = r#"{"fails":{"kind":"assertion","preemptions":1,"executions":3,"before":1}}"#;

/// A run that told this, and what the test runner said at its end.
fn ran(told: Vec<Told>, status: i32, summary: &str) -> Ran {
    Ran {
        told,
        ended: Ended {
            status: Some(ExitStatus::from_raw(status << 8)),
            output: vec!["test answer::a ... ok".into(), summary.into()],
            errors: vec![],
        },
        differs: false,
    }
}

fn passed(tests: usize) -> String {
    format!(
        "test result: ok. {tests} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s"
    )
}

fn exercise<'a>(course: &'a Course, id: &str) -> &'a Exercise {
    course.exercises().find(|one| one.id == id).expect("it")
}

/// What is missing from a run of 04/keep-the-lock.
fn missing(told: Vec<Told>, summary: &str) -> Option<String> {
    let course = Course::find().expect("this clone");
    let lock = exercise(&course, "04/keep-the-lock");
    let ran = || Ok(ran(told.clone(), 0, summary));
    match grade(lock, &BTreeSet::new(), true, |_| ran()).expect("a grade") {
        Grade::Solved(_) => None,
        Grade::NothingChecked(missing) => Some(missing),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_checker_tells_of_each_model_and_the_runner_ends() {
    let course = Course::find().expect("this clone");
    let lock = exercise(&course, "04/keep-the-lock");
    let model = std::fs::read_to_string(lock.folder.join("model.rs")).expect("a model");
    let model = syn::parse_file(&model).expect("Rust");
    let (models, tests) = (
        crate::expected::models(&model),
        crate::answer::names_of_tests(&model),
    );
    let mut all = vec![];
    for checker in &lock.about.checkers {
        all.extend(models.iter().map(|model| told("a", checker, model, HOLDS)));
    }
    let tests = tests.len() * lock.about.checkers.len() + 1;
    assert_eq!(missing(all.clone(), &passed(tests)), None);
    let fewer = missing(all[1..].to_vec(), &passed(tests)).expect("one is missing");
    assert!(
        fewer.starts_with("No verdict of the explorer about 04/keep-the-lock"),
        "{fewer}"
    );
    let exited = missing(all.clone(), "").expect("the end is missing");
    assert!(
        exited.contains("before the test runner reported its result"),
        "{exited}"
    );
    for (summary, said) in [
        (passed(tests - 1), "tests ran, and not"),
        (
            passed(tests).replace("0 ignored", "1 ignored"),
            "before the test runner",
        ),
        (
            passed(tests).replace("0 failed", "1 failed"),
            "before the test runner",
        ),
        (
            passed(tests).replace("ok.", "FAILED."),
            "before the test runner",
        ),
    ] {
        let missing = missing(all.clone(), &summary).expect("something is missing");
        assert!(missing.contains(said), "{missing}");
    }
}

/// How many wrong implementations are found, if each run of one is this.
fn killed(of_a_mutant: &dyn Fn() -> Ran) -> usize {
    let course = Course::find().expect("this clone");
    let fix = exercise(&course, "04/fix-the-model");
    let tests = BTreeSet::from(["a".to_string()]);
    let grade = grade(fix, &tests, true, |subject| {
        Ok(match subject {
            Subject::Right => ran(
                vec![told("a", "loom", "04/fix-the-model", HOLDS)],
                0,
                &passed(2),
            ),
            _ => of_a_mutant(),
        })
    });
    match grade.expect("a grade") {
        Grade::Solved(_) => fix.about.mutants.len(),
        Grade::Survived { killed, .. } => killed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_a_model_that_held_finds_a_wrong_implementation() {
    let fails = |test, model| vec![told(test, "loom", model, FAILS)];
    let id = "04/fix-the-model";
    assert_eq!(killed(&|| ran(fails("a", id), 101, "")), 4);
    let unmet = || Told::Unmet {
        model: id.into(),
        test: Some("answer::loom::exercise::a".into()),
        why: "its outcomes differ".into(),
    };
    assert_eq!(killed(&|| ran(vec![unmet()], 101, "")), 4);
    // A panic, an exit, a check of another test, or of another model.
    assert_eq!(killed(&|| ran(vec![], 101, "")), 0);
    assert_eq!(
        killed(&|| ran(vec![told("a", "loom", id, HOLDS)], 7, "")),
        0
    );
    assert_eq!(killed(&|| ran(fails("b", id), 101, "")), 0);
    assert_eq!(killed(&|| ran(fails("a", "04/another"), 101, "")), 0);
}

/// One that tosses a coin, by the order of a `HashMap` or by addresses, is right in one of several checks.
#[test]
fn a_model_that_is_another_in_another_run_finds_nothing() {
    let course = Course::find().expect("this clone");
    let fix = exercise(&course, "04/fix-the-model");
    let id = "04/fix-the-model";
    let tests = BTreeSet::from(["a".to_string()]);
    for differing in [Subject::Right, Subject::Mutant("looks_first")] {
        let grade = grade(fix, &tests, true, |subject| {
            let mut ran = match subject {
                Subject::Right => ran(vec![told("a", "loom", id, HOLDS)], 0, &passed(2)),
                _ => ran(vec![told("a", "loom", id, FAILS)], 101, ""),
            };
            ran.differs = format!("{subject:?}") == format!("{differing:?}");
            Ok(ran)
        });
        let Grade::NothingChecked(why) = grade.expect("a grade") else {
            panic!("it is graded");
        };
        assert!(why.starts_with("Another run of the same tests"), "{why}");
    }
}

#[test]
fn a_model_that_predicts_its_own_failure_fails() {
    let course = Course::find().expect("this clone");
    let fix = exercise(&course, "04/fix-the-model");
    let id = "04/fix-the-model";
    let predicted = format!(
        r#"{{"predicted":{{"model":"{id}","said":"deadlock","fails":"deadlock","missed":[],"impossible":[]}}}}"#
    );
    let predicted = Told::from_line(&predicted).expect("a line");
    let told = vec![told("a", "loom", id, FAILS), predicted];
    let tests = BTreeSet::from(["a".to_string()]);
    let grade = grade(fix, &tests, true, |_| Ok(ran(told.clone(), 0, &passed(2))));
    assert!(matches!(grade.expect("a grade"), Grade::Fails(_)));
}

#[test]
fn a_capstone_is_solved_if_the_program_and_its_model_are_right() {
    let course = Course::find().expect("this clone");
    let shipper = exercise(&course, "08/log-shipper");
    let model = std::fs::read_to_string(shipper.folder.join("model.rs")).expect("a model");
    let model = syn::parse_file(&model).expect("Rust");
    let checkers = &shipper.about.checkers;
    let own = BTreeSet::from(["stops".to_string()]);
    let tests = (crate::answer::names_of_tests(&model).len() + own.len()) * checkers.len();
    let (id, all) = ("08/log-shipper-stop", crate::expected::models(&model));
    let of = |subject: Subject, verdict: &str| {
        let each = |checker: &String| match subject {
            Subject::Answer => all
                .iter()
                .map(|id| told("a", checker, id, verdict))
                .collect(),
            _ => vec![told("stops", checker, id, verdict)],
        };
        let told = checkers.iter().flat_map(each).collect();
        let passed = match subject {
            Subject::Answer => passed(tests),
            _ => passed(own.len() * checkers.len()),
        };
        Ok(ran(told, 0, &passed))
    };
    let graded = |answer: &str, right: &str, mutant: &str| {
        let grade = grade(shipper, &own, false, |subject| match subject {
            Subject::Answer => of(subject, answer),
            Subject::Right => of(subject, right),
            Subject::Mutant(_) => of(subject, mutant),
        });
        grade.expect("a grade")
    };
    assert!(matches!(graded(HOLDS, HOLDS, FAILS), Grade::Solved(_)));
    assert!(matches!(graded(FAILS, HOLDS, FAILS), Grade::Fails(_)));
    let Grade::OwnModel(found) = graded(HOLDS, FAILS, FAILS) else {
        panic!("the model is right");
    };
    assert!(matches!(*found, Grade::Fails(_)));
    let Grade::OwnModel(found) = graded(HOLDS, HOLDS, HOLDS) else {
        panic!("the model is right");
    };
    assert!(matches!(*found, Grade::Survived { killed: 0, .. }));
}
