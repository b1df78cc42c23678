//! Reports what was checked to the process that started this one: see [`recording::Told`](recording::Told).

use recording::Told;
use recording::protocol::TELL;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::sync::Once;

/// Adds a line to the file that the environment names, if it names one.
pub(crate) fn tell(told: impl FnOnce() -> Told) {
    let Some(path) = std::env::var_os(TELL) else {
        return;
    };
    let line = told().to_line() + "\n";
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .and_then(|mut file| file.write_all(line.as_bytes()))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}

/// The test of this thread: the test runner names its threads after them.
pub(crate) fn test() -> Option<String> {
    std::thread::current().name().map(String::from)
}

/// Tells what this process was compiled from. For what `cargo workbook` generates only.
#[doc(hidden)]
pub fn compiled(sources: &[&str]) {
    let sources = sources.iter().map(ToString::to_string).collect();
    tell(|| Told::Compiled { sources });
}

/// A process that starts this one and wants a report holds its standard input open. When that ends,
/// no report is wanted any more. To be called before a check, because an answer may run forever.
pub(crate) fn end_with_parent() {
    static ONCE: Once = Once::new();
    if std::env::var_os(TELL).is_some() {
        ONCE.call_once(|| {
            std::thread::spawn(|| {
                let _ = std::io::stdin().read(&mut [0]);
                std::process::exit(1);
            });
        });
    }
}
