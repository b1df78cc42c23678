//! Names as they are typed: hyphens or underscores, with or without the lesson, nearly right.

use crate::Usage;
use crate::course::{Course, Exercise, Lesson};
use lesson_program::words::tame;

/// `04/lost_update` and `04/Lost-Update` are `04/lost-update`.
fn normal(typed: &str) -> String {
    let typed = typed.trim().to_lowercase().replace('_', "-");
    match typed.split_once('/') {
        Some((lesson, name)) if lesson.len() == 1 => format!("0{lesson}/{name}"),
        _ => typed,
    }
}

/// The lesson that is meant: by its number, or its name.
///
/// # Errors
/// There is none; all numbers are named, or the nearest name.
pub fn lesson<'a>(course: &'a Course, typed: &str) -> anyhow::Result<&'a Lesson> {
    let (wanted, typed) = (format!("{typed:0>2}"), &*tame(typed));
    let lessons = &course.lessons;
    let found = lessons
        .iter()
        .find(|lesson| lesson.number == wanted || lesson.slug == wanted);
    found.ok_or_else(|| {
        if !wanted.bytes().all(|byte| byte.is_ascii_digit()) {
            let slugs = lessons.iter().map(|one| one.slug.as_str());
            let text = unknown("lesson", typed, &wanted, slugs, "cargo workbook list");
            return Usage(text).into();
        }
        let numbers: Vec<&str> = lessons.iter().map(|one| one.number.as_str()).collect();
        let numbers = numbers.join(", ");
        Usage(format!("there is no lesson {typed}; there are {numbers}")).into()
    })
}

/// The exercise that is meant.
///
/// # Errors
/// There is none, or several; the nearest is named.
pub fn exercise<'a>(course: &'a Course, typed: &str) -> anyhow::Result<&'a Exercise> {
    let (wanted, typed) = (normal(typed), &*tame(typed));
    let found: Vec<&Exercise> = course.exercises().filter(|one| one.is(&wanted)).collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let ids = course.exercises().map(|exercise| exercise.id.as_str());
            let text = unknown("exercise", typed, &wanted, ids, "cargo workbook list");
            Err(Usage(text).into())
        }
        _ => {
            let ids: Vec<&str> = found.iter().map(|exercise| exercise.id.as_str()).collect();
            Err(Usage(format!("{typed} may be {}", ids.join(" or "))).into())
        }
    }
}

/// The model that is meant.
///
/// # Errors
/// There is none, or several; the nearest is named.
pub fn model<'a>(course: &'a Course, typed: &str) -> anyhow::Result<(&'a Lesson, &'a str)> {
    let (wanted, typed) = (normal(typed), &*tame(typed));
    let of = |lesson: &'a Lesson| {
        lesson
            .models
            .iter()
            .map(move |model| (lesson, model.as_str()))
    };
    let models = course.lessons.iter().flat_map(of);
    let fits = |id: &str| id == wanted || id.split('/').next_back() == Some(&wanted);
    let found: Vec<_> = models.filter(|(_, id)| fits(id)).collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let ids = course.lessons.iter().flat_map(of).map(|(_, id)| id);
            let list = "cargo workbook list";
            Err(Usage(unknown("model", typed, &wanted, ids, list)).into())
        }
        _ => {
            let ids: Vec<&str> = found.iter().map(|(_, id)| *id).collect();
            Err(Usage(format!("{typed} may be {}", ids.join(" or "))).into())
        }
    }
}

/// `there is no exercise x; did you mean y?`
pub fn unknown<'a>(
    what: &str,
    typed: &str,
    wanted: &str,
    known: impl Iterator<Item = &'a str>,
    list: &str,
) -> String {
    let name = |id: &str| id.split('/').next_back().unwrap_or_default().to_string();
    let near = |id: &str| {
        let whole = strsim::jaro_winkler(id, wanted);
        whole.max(strsim::jaro_winkler(&name(id), &name(wanted)))
    };
    let nearest = known.max_by(|a, b| near(a).total_cmp(&near(b)));
    match nearest.filter(|id| near(id) > 0.7) {
        Some(id) => format!("there is no {what} {typed}; did you mean {id}?"),
        None => format!("there is no {what} {typed}; `{list}` names all"),
    }
}
