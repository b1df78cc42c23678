//! Names for threads and objects, from the source: nobody should have to read `Id(0)`.

use crate::log::sources::Sources;
use crate::log::{Loc, Log};

/// Names of an execution's threads and objects, by their numbers.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) threads: Vec<String>,
    pub(crate) objects: Vec<String>,
}

impl Names {
    pub(crate) fn of(log: &Log, sources: &mut Sources) -> Names {
        let mut threads: Vec<String> = vec![];
        for (i, thread) in log.threads.iter().enumerate() {
            let given = thread.name.clone();
            let bound = || thread.loc.and_then(|loc| binding(loc, sources));
            let name = given
                .or_else(bound)
                .filter(|name| !name.contains('/'))
                .unwrap_or_else(|| format!("thread {i}"));
            threads.push(unique(name, &threads));
        }
        let mut objects: Vec<String> = vec![];
        for (i, object) in log.objects.iter().enumerate() {
            let given = object.name.clone();
            let mut made_here = log
                .objects
                .iter()
                .filter(|other| same_line(other.loc, object.loc));
            let alone = made_here.nth(1).is_none() || object.name.is_some();
            let before = log.objects[..i]
                .iter()
                .filter(|other| same_line(other.loc, object.loc));
            let name = match given.or_else(|| binding(object.loc, sources)) {
                // One line made several: `shard 1`, `shard 2`.
                Some(name) if !alone => format!("{name} {}", before.count() + 1),
                Some(name) if objects.contains(&name) => format!("{name} ({})", object.kind),
                Some(name) => name,
                None => object.kind.to_string(),
            };
            objects.push(unique(name, &objects));
        }
        Names { threads, objects }
    }
}

/// Whether both places are the same call.
fn same_line(one: Loc, other: Loc) -> bool {
    (one.file(), one.line(), one.column()) == (other.file(), other.line(), other.column())
}

fn unique(name: String, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    (2..)
        .map(|n| format!("{name} {n}"))
        .find(|name| !taken.contains(name))
        .expect("there are more numbers than names")
}

/// The variable, the field or the static that the call at `loc` is bound to.
pub(crate) fn called(loc: Loc) -> Option<String> {
    let mut sources = Sources::default();
    let line = sources.line(loc.file(), loc.line()).unwrap_or_default();
    in_a_static(line).or_else(|| binding(loc, &mut sources))
}

/// `COUNT` in `static COUNT: LazyLock<…> = …` and in `COUNT.get_or_init(…)`.
fn in_a_static(line: &str) -> Option<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let declared = line
        .split_once("static ")
        .map(|(_, rest)| rest.trim_start_matches("mut ").trim_start_matches("ref "));
    let declared = declared.and_then(|rest| rest.split(|c| !word(c)).next());
    let used = line.split_once(".get_or_init(").map(|(head, _)| head);
    let used = used.and_then(|head| head.rsplit(|c| !word(c)).next());
    let name = declared.or(used)?;
    (!name.is_empty()).then(|| name.to_string())
}

/// The variable or the field that the call at `loc` is bound to.
fn binding(loc: Loc, sources: &mut Sources) -> Option<String> {
    let line = sources.line(loc.file(), loc.line())?;
    let before = line.get(..(loc.column() as usize).checked_sub(1)?)?;
    let mut head = before.to_string();
    // A call that was broken over lines: its `let` or field may stand a little above.
    for above in 1..4 {
        if name_before(&head).is_some() || head.contains([';', '}']) {
            break;
        }
        let Some(line) = sources.line(loc.file(), loc.line().checked_sub(above)?) else {
            break;
        };
        if line.trim_end().ends_with([';', '}', '{']) {
            break;
        }
        head = format!("{}{}", line.trim_end(), head.trim_start());
    }
    name_before(&head)
}

/// The name in `let name = Arc::new(`, `let (sender, receiver) = `, `field: Mutex::new(`.
fn name_before(head: &str) -> Option<String> {
    if let Some(start) = head.rfind("let ") {
        let pattern = head[start + 4..].split('=').next()?;
        let pattern = pattern.split(':').next()?.trim();
        let names: Vec<&str> = pattern
            .trim_matches(['(', ')', ' '])
            .split(',')
            .map(|name| {
                name.trim()
                    .trim_start_matches("mut ")
                    .trim_start_matches('_')
            })
            .filter(|name| !name.is_empty())
            .collect();
        return Some(pair(&names)).filter(|name| !name.is_empty());
    }
    let mut head = head.trim_end();
    loop {
        let shorter = ["Arc::new(", "counted::Arc::new(", "Box::new(", "Some("]
            .iter()
            .find_map(|wrapper| head.strip_suffix(wrapper));
        match shorter {
            Some(shorter) => head = shorter.trim_end(),
            None => break,
        }
    }
    let head = head.strip_suffix(':').or_else(|| head.strip_suffix('='))?;
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let name = head.trim_end().rsplit(|c| !word(c)).next()?;
    (!name.is_empty()).then(|| name.to_string())
}

/// One name for the two ends of a channel: what both names share, or both.
fn pair(names: &[&str]) -> String {
    let stem = |name: &str| {
        ["_tx", "_rx", "_sender", "_receiver", "_in", "_out"]
            .iter()
            .find_map(|ending| name.strip_suffix(ending).map(String::from))
    };
    match names {
        [a, b] => match (stem(a), stem(b)) {
            (Some(a), Some(b)) if a == b => a,
            _ => format!("{a}/{b}"),
        },
        names => names.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_a_static, name_before};

    #[test]
    fn statics_are_called_as_they_are_declared() {
        let name = |line| in_a_static(line).unwrap_or_default();
        assert_eq!(name("static COUNT: LazyLock<Mutex<u32>> ="), "COUNT");
        assert_eq!(
            name("    *COUNT.get_or_init(|| Mutex::new(0)).lock()"),
            "COUNT"
        );
        assert_eq!(name("let count = Mutex::new(0);"), "");
    }

    #[test]
    fn names_come_from_the_source() {
        let name = |head| name_before(head).unwrap_or_default();
        assert_eq!(name("    let count = Arc::new("), "count");
        assert_eq!(name("let mut group: WaitGroup = "), "group");
        assert_eq!(name("let (line_tx, line_rx) = "), "line");
        assert_eq!(name("let (done, stop) = "), "done/stop");
        assert_eq!(name("    progress: "), "progress");
        assert_eq!(name("Shared { changed: "), "changed");
        assert_eq!(name("    state: Arc::new("), "state");
        assert_eq!(name("    foo("), "");
        assert_eq!(name("let reader = "), "reader");
    }
}
