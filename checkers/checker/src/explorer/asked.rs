//! What the environment asks a check to run in place of every schedule.
//!
//! | variable | asks for |
//! |---|---|
//! | `WORKBOOK_REPLAY=MODEL:SCHEDULE` | the one schedule that a counterexample printed |
//! | `WORKBOOK_RANDOM=MODEL:SEED:RUNS` | so many schedules at random |
//! | `WORKBOOK_PCT=MODEL:SEED:RUNS:DEPTH` | so many with random priorities, which change `DEPTH - 1` times |
//!
//! The model that is asked for shows what it did; all others run nothing. That is no check, so
//! whatever the test asserts of a [`Report`](super::Report) is skipped.

use super::kept;
use super::search::How;
use recording::protocol::{PCT, RANDOM, REPLAY};
use std::env;
use std::path::Path;
use std::str::FromStr;

/// What the environment asks of a model.
#[derive(Debug)]
pub(super) enum Asked {
    /// Nothing of anybody: every schedule is run.
    Nothing,
    /// Something of it, by this variable.
    This(&'static str, How),
    /// Something of another one, by this variable.
    Another(&'static str),
}

/// What is asked of `model`.
///
/// # Panics
/// If a variable cannot be understood.
pub(super) fn of(model: &str) -> Asked {
    let variables = [REPLAY, RANDOM, PCT];
    let set = variables.map(|name| Some((name, env::var(name).ok()?)));
    let mut set = set.into_iter().flatten();
    let Some((name, value)) = set.next() else {
        return Asked::Nothing;
    };
    if let Some((other, _)) = set.next() {
        panic!("{name} and {other} are both set: set only one of them");
    }
    match understood(name, &value) {
        Ok((asked, how)) if asked == model => Asked::This(name, how),
        Ok(_) => Asked::Another(name),
        Err(wrong) => panic!("{name}={value}: {wrong}"),
    }
}

/// The model that a variable names, and what it asks of it.
fn understood(name: &str, value: &str) -> Result<(String, How), String> {
    let (model, rest) = value.split_once(':').unwrap_or((value, ""));
    let parts: Vec<&str> = rest.split(':').collect();
    let how = match (name, &parts[..]) {
        // The path of a file may have a colon.
        (REPLAY, _) if !rest.is_empty() => How::Replay(kept::read(rest)?),
        (RANDOM, [seed, runs]) => How::Random {
            seed: number(seed)?,
            runs: number(runs)?,
        },
        (PCT, [seed, runs, depth]) => How::Pct {
            seed: number(seed)?,
            runs: number(runs)?,
            depth: number(depth)?,
        },
        _ => {
            let parts = match name {
                REPLAY => "MODEL:SCHEDULE",
                RANDOM => "MODEL:SEED:RUNS",
                _ => "MODEL:SEED:RUNS:DEPTH",
            };
            return Err(format!("expected {parts}, as in bank/transfer:…"));
        }
    };
    Ok((model.into(), how))
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number"))
}

/// What runs a schedule of a model again, as a shell reads it: sets the variable, and runs `test`.
pub(super) fn command(model: &str, schedule: &str, test: &str) -> String {
    let value = format!("{model}:{schedule}");
    let command = match cfg!(windows) {
        true => format!("$env:{REPLAY}={}; {test}", for_powershell(&value)),
        false => format!("{REPLAY}={} {test}", for_sh(&value)),
    };
    command.trim_end().into()
}

fn for_powershell(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn for_sh(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/_-.,:@%+=".contains(c);
    match value.chars().all(plain) {
        true => value.into(),
        false => format!("'{}'", value.replace('\'', r"'\''")),
    }
}

/// The command that runs the test that calls this; nothing if it is no test of cargo's.
pub(super) fn test() -> String {
    let exe = env::current_exe().ok();
    let target = exe.as_deref().and_then(target);
    let (Some(target), Ok(package)) = (target, env::var("CARGO_PKG_NAME")) else {
        return String::new();
    };
    // The test's thread has its name, unless there is only one thread for all tests.
    let thread = std::thread::current();
    let test = thread.name().filter(|name| *name != "main");
    let test = test.map(|test| format!(" --exact {test}"));
    let test = test.unwrap_or_default();
    format!("cargo test -p {package} --test {target} -- --nocapture{test}")
}

/// `explorer` of `…/explorer-577df5fb5425d599`.
fn target(exe: &Path) -> Option<&str> {
    let (target, hash) = exe.file_stem()?.to_str()?.rsplit_once('-')?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_is_understood() {
        let how = |name, value| {
            let (model, how) = understood(name, value).unwrap();
            format!("{model} {how:?}")
        };
        assert!(how(REPLAY, "05/dead-arm:0D1.a").starts_with("05/dead-arm Replay(Replay {"));
        let random = how(RANDOM, "05/dead-arm:7:1000");
        assert_eq!(random, "05/dead-arm Random { seed: 7, runs: 1000 }");
        let pct = how(PCT, "05/dead-arm:7:1000:3");
        assert_eq!(pct, "05/dead-arm Pct { seed: 7, runs: 1000, depth: 3 }");
    }

    #[test]
    fn what_cannot_be_understood_says_what_it_should_be() {
        let wrong = |name, value| understood(name, value).unwrap_err();
        let should_be = "expected MODEL:SCHEDULE, as in bank/transfer:…";
        assert_eq!(wrong(REPLAY, "05/dead-arm"), should_be);
        assert_eq!(wrong(RANDOM, "m:1:x"), "`x` is not a number");
        assert!(wrong(PCT, "m:1:2").contains("MODEL:SEED:RUNS:DEPTH"));
        assert!(wrong(REPLAY, "m:A").contains("not a schedule"));
        assert!(wrong(REPLAY, "m:C:\\no such\\m.replay").contains("no such"));
    }

    #[test]
    fn a_shell_reads_what_was_meant() {
        assert_eq!(for_sh("m/a:01-2x40-.a"), "m/a:01-2x40-.a");
        assert_eq!(for_sh("m:/my $x/it's.replay"), r"'m:/my $x/it'\''s.replay'");
        assert_eq!(for_powershell("m:C:\\it's.replay"), "'m:C:\\it''s.replay'");
    }

    #[test]
    fn a_test_of_cargo_is_known_by_its_file() {
        let of = |path| target(Path::new(path)).map(str::to_string);
        let known = of("/t/debug/deps/explorer-577df5fb5425d599");
        assert_eq!(known.as_deref(), Some("explorer"));
        assert_eq!(of("/t/rust_out"), None);
        assert_eq!(of("/t/lesson-05"), None);
    }
}
