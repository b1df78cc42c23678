//! Names from the source: what a call is bound to.

use crate::log::Loc;
use crate::log::sources::Sources;

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
pub(super) fn binding(loc: Loc, sources: &mut Sources) -> Option<String> {
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
        let value = head[start..].split_once('=').map_or("", |(_, value)| value);
        let parts = parts(value);
        let name = match (&names[..], parts.split_first()) {
            ([_, _, ..], Some((Part::Tuple(at), inner))) if *at < names.len() => {
                said(names[*at].to_string(), inner)
            }
            _ => said(pair(&names), &parts),
        };
        return Some(name).filter(|name| !name.is_empty());
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
            (Some(stem), None) if stem == *b => stem,
            (None, Some(stem)) if stem == *a => stem,
            _ => format!("{a}/{b}"),
        },
        names => names.join("/"),
    }
}

/// Where in a tuple or an array something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Tuple(usize),
    Array(usize),
}

type Place = fn(usize) -> Part;

/// The tuples and arrays that are still open at the end of `value`, the outermost first. None of them if a block is.
fn parts(value: &str) -> Vec<Part> {
    // For each open bracket whether it belongs to a tuple, an array or neither, and the commas in it.
    let mut open: Vec<(Option<Place>, usize)> = vec![];
    let mut last = ' ';
    for c in value.chars() {
        let is_call = last.is_alphanumeric() || "_>!)".contains(last);
        match c {
            '(' if is_call => open.push((None, 0)),
            '(' => open.push((Some(Part::Tuple), 0)),
            '[' => open.push((Some(Part::Array), 0)),
            '{' | '|' => return vec![],
            ')' | ']' | '}' => drop(open.pop()),
            ',' => open
                .last_mut()
                .into_iter()
                .for_each(|(_, commas)| *commas += 1),
            _ => {}
        }
        if c != ' ' {
            last = c;
        }
    }
    let parts = open.into_iter();
    parts
        .filter_map(|(part, commas)| Some(part?(commas)))
        .collect()
}

/// `shared.1`, `shard 2`.
fn said(name: String, parts: &[Part]) -> String {
    parts.iter().fold(name, |name, part| match part {
        Part::Tuple(at) => format!("{name}.{at}"),
        Part::Array(at) => format!("{name} {}", at + 1),
    })
}

/// The field of a struct that derives `Default`, for the object of this kind that was made there after
/// `before` others of its kind: every field is made at the place of the word in the attribute.
pub(super) fn derived(
    loc: Loc,
    kind: &str,
    before: usize,
    sources: &mut Sources,
) -> Option<String> {
    let line = sources.line(loc.file(), loc.line())?;
    let at = line.get((loc.column() as usize).checked_sub(1)?..)?;
    if !at.starts_with("Default") || !line.contains("derive(") {
        return None;
    }
    let lines = (1..=LONGEST_STRUCT)
        .map_while(|below| Some(sources.line(loc.file(), loc.line() + below)?.to_string()));
    let fields = fields(&lines.collect::<Vec<_>>(), kind);
    let name = fields.get(before.checked_rem(fields.len())?)?;
    Some(match before / fields.len() {
        0 => name.clone(),
        more => format!("{name} {}", more + 1),
    })
}

/// A struct whose fields begin further below its attribute keeps the names of kinds.
const LONGEST_STRUCT: u32 = 60;

/// The fields of the struct in `lines` whose type is what makes an object of this kind.
fn fields(lines: &[impl AsRef<str>], kind: &str) -> Vec<String> {
    let makes = |of: &str| match kind {
        "mutex" => of.contains("Mutex<"),
        "rwlock" => of.contains("RwLock<"),
        "condvar" => of.contains("Condvar"),
        "atomic" => of.contains("Atomic"),
        "wait group" => of.contains("WaitGroup"),
        _ => false,
    };
    let lines = lines.iter().map(|line| line.as_ref().trim());
    let body = lines.skip_while(|line| !line.ends_with('{')).skip(1);
    let fields = body.take_while(|line| !line.starts_with('}'));
    let fields =
        fields.filter_map(|line| line.split_once(": ").filter(|_| !line.starts_with("//")));
    let made = fields.filter(|(_, of)| makes(of));
    made.filter_map(|(name, _)| Some(name.rsplit(' ').next()?.to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{fields, in_a_static, name_before};

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
        assert_eq!(name("let (stop_tx, stop) = "), "stop");
        assert_eq!(name("let (jobs, jobs_rx) = "), "jobs");
        assert_eq!(name("let (jobs_tx, stop_rx) = "), "jobs_tx/stop_rx");
        assert_eq!(name("let (jobs_tx, stop) = "), "jobs_tx/stop");
        assert_eq!(name("    progress: "), "progress");
        assert_eq!(name("Shared { changed: "), "changed");
        assert_eq!(name("    state: Arc::new("), "state");
        assert_eq!(name("    foo("), "");
        assert_eq!(name("let reader = "), "reader");
    }

    #[test]
    fn what_stands_in_a_tuple_or_an_array_has_its_place() {
        let name = |head| name_before(head).unwrap_or_default();
        assert_eq!(name("let shared = Arc::new(("), "shared.0");
        assert_eq!(
            name("let shared = Arc::new((Mutex::new(false), "),
            "shared.1"
        );
        assert_eq!(name("let (ready, changed) = (Mutex::new(0), "), "changed");
        assert_eq!(name("let forks = [Mutex::new(f(1, 2)), "), "forks 2");
        assert_eq!(name("let pairs = [(Mutex::new(()), "), "pairs 1.1");
        assert_eq!(name("let (tx, rx) = bounded("), "tx/rx");
        assert_eq!(
            name("let forks: Vec<_> = (0..6).map(|_| Arc::new("),
            "forks"
        );
    }

    #[test]
    fn a_field_that_is_derived_has_its_name() {
        let lines = [
            "struct Queue {",
            "    /// Mutex<()>",
            "    count: u32,",
            "    pub(crate) items: Mutex<Vec<u8>>,",
            "    changed: Condvar,",
            "    // old: Condvar,",
            "    done: sync::Condvar,",
            "}",
            "    other: Condvar,",
        ];
        assert_eq!(fields(&lines, "mutex"), ["items"]);
        assert_eq!(fields(&lines, "condvar"), ["changed", "done"]);
        assert_eq!(fields(&lines, "channel"), [""; 0]);
    }
}
