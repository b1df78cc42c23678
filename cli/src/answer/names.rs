//! The paths, macros and attributes that an answer may use.
//!
//! They are listed, not what is refused: a part of `std` that is not here may hide a step of a thread
//! from the checkers, and one that is here does not.

use super::Finding;
use std::collections::BTreeSet;

/// Parts of `std` that let no thread see what another one does. `Cell` and `Rc` stay within a thread.
const STD: [&str; 26] = [
    "array",
    "ascii",
    "borrow",
    "boxed",
    "cell",
    "char",
    "clone",
    "cmp",
    "collections",
    "convert",
    "default",
    "error",
    "fmt",
    "hash",
    "iter",
    "marker",
    "mem",
    "num",
    "ops",
    "option",
    "rc",
    "result",
    "slice",
    "str",
    "string",
    "vec",
];

/// Types that have modules of the same name.
pub const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// Macros that are only what their arguments are.
pub const MACROS: [&str; 25] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "matches",
    "panic",
    "print",
    "println",
    "select",
    "select_biased",
    "stringify",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

const ATTRIBUTES: [&str; 12] = [
    "allow",
    "cold",
    "default",
    "deny",
    "derive",
    "doc",
    "expect",
    "inline",
    "must_use",
    "non_exhaustive",
    "track_caller",
    "warn",
];

const DERIVES: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// The modules of `super::sync`.
pub const SYNC: [&str; 7] = [
    "atomic", "cell", "channel", "counted", "mpsc", "thread", "time",
];

/// Whether a path leads to a module, whose name here is then no crate's. A function that is given the
/// name of a crate leaves the crate its own: they have different namespaces.
pub fn is_module(path: &[String]) -> bool {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts[..] {
        ["self", ..] => is_module(&path[1..]),
        ["super", "sync"] => true,
        ["super", "sync", module] => SYNC.contains(&module),
        ["std" | "core" | "alloc", module] => STD.contains(&module),
        _ => false,
    }
}

/// Functions that say how something was compiled, under whichever path.
const COMPILED: [&str; 7] = [
    "align_of",
    "align_of_val",
    "needs_drop",
    "size_of",
    "size_of_val",
    "type_name",
    "type_name_of_val",
];

/// What a model may use of `super::model`.
const MODEL: [&str; 4] = ["Check", "Report", "check", "model"];

/// Traits by which the model compares and prints what an answer returns.
pub const COMPARED_BY: [&str; 6] = ["Debug", "Display", "Eq", "Ord", "PartialEq", "PartialOrd"];

/// Names that every file has, and that an answer does not give to something else.
pub const PRELUDE: [&str; 30] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Some",
    "String",
    "Vec",
];

/// Whether a name is one of those, a primitive type or a macro.
pub fn is_everywhere(name: &str) -> bool {
    PRELUDE.contains(&name) || PRIMITIVES.contains(&name) || MACROS.contains(&name)
}

/// What is wrong with a path, if anything is. `declared` are the file's own names; a `use` may not
/// begin with anything else.
pub fn path(
    line: usize,
    path: &[String],
    leading: bool,
    is_use: bool,
    declared: &BTreeSet<String>,
) -> Option<Finding> {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let whole = parts.join("::");
    let refuse =
        |key: String, why: String| Some(Finding::new(line, key, format!("`{whole}` {why}")));
    match parts[..] {
        [.., last] if COMPILED.contains(&last) => refuse(
            format!("path {whole}"),
            "says how something was compiled, and not what it does. The answer has to do without it".into(),
        ),
        // A variable, or `pub(crate)`.
        [_] if !is_use && !leading => None,
        ["std" | "core" | "alloc", ..] => {
            std(&parts[1..]).and_then(|why| refuse(format!("path {whole}"), why))
        }
        // `::x` is a crate, whatever the file calls so.
        _ if leading => refuse(format!("path {whole}"), FOREIGN.into()),
        [] | ["self" | "Self"] => None,
        ["self", ..] => super::names::path(line, &path[1..], false, is_use, declared),
        ["super", "sync", ..] => None,
        ["super", "model", name, ..] if MODEL.contains(&name) => {
            refuse("what a model uses".into(), BESIDE.into())
        }
        ["super", "subject", ..] => refuse("the subject".into(), BESIDE.into()),
        ["super", ..] => refuse(format!("path {whole}"), BESIDE.into()),
        ["crate", ..] => refuse(format!("path {whole}"), BESIDE.into()),
        [first, ..] if declared.contains(first) || PRIMITIVES.contains(&first) => None,
        [first, ..] if PRELUDE.contains(&first) => None,
        [first, ..] if !is_use && first.starts_with(char::is_uppercase) => None,
        _ => refuse(format!("path {whole}"), FOREIGN.into()),
    }
}

const FOREIGN: &str = "begins with no name that this file imports or defines. The checkers cannot see what \
                       threads do in another crate: import what you need from `super::sync`, at the head";
const BESIDE: &str = "is not part of the answer. Use what the starter imports, and `super::sync`";

/// Why a path below `std` is refused.
fn std(parts: &[&str]) -> Option<String> {
    let unseen = |instead: &str| {
        Some(format!(
            "is hidden from the checkers, which cannot explore what threads do with it. Use `{instead}`"
        ))
    };
    match parts {
        ["sync", "atomic", ..] => unseen("super::sync::atomic"),
        ["sync", name, ..] => unseen(&format!("super::sync::{name}")),
        ["sync"] => unseen("super::sync"),
        ["thread", ..] => unseen("super::sync::thread"),
        ["time", "Duration", ..] => None,
        ["time", ..] => unseen("super::sync::time"),
        [part, ..] if STD.contains(part) => None,
        [part, ..] if PRIMITIVES.contains(part) => None,
        [] | ["*" | "self", ..] => Some(
            "is all of the standard library, and parts of it are hidden from the checkers. Name the \
             part that you use"
                .into(),
        ),
        _ => Some(
            "reaches outside of the model, where the checkers cannot see. The answer has to do \
             without it"
                .into(),
        ),
    }
}

/// What is wrong with a call of a macro.
pub fn call(line: usize, path: &[String]) -> Option<Finding> {
    let known = match path {
        [above, sync, name] if above == "super" && sync == "sync" => {
            MACROS.contains(&name.as_str())
        }
        [name] => MACROS.contains(&name.as_str()),
        [std, name] => ["std", "core"].contains(&std.as_str()) && MACROS.contains(&name.as_str()),
        _ => false,
    };
    let name = path.join("::");
    (!known).then(|| {
        let text = format!(
            "`{name}!` may hide what the answer does: it is expanded where the checkers cannot see. \
             Write what it stands for"
        );
        Finding::new(line, format!("macro {name}"), text)
    })
}

/// What is wrong with an attribute; `inner` is what stands in its parentheses.
pub fn attribute(line: usize, path: &[String], inner: &[String]) -> Option<Finding> {
    let name = path.join("::");
    let derives = name == "derive"
        && inner
            .iter()
            .any(|word| word != "," && !DERIVES.contains(&word.as_str()));
    if derives {
        let text = "`#[derive]` may derive what the standard library has, and no more";
        return Some(Finding::new(line, "derive", text));
    }
    if name == "test" {
        let text =
            "`#[test]` is for answers that are models. What grades this one is in its `model.rs`";
        return Some(Finding::new(line, "attribute test", text));
    }
    (!ATTRIBUTES.contains(&name.as_str())).then(|| {
        let text = format!(
            "`#[{name}]` changes what is compiled or run, so what is graded would not be what stands \
             here. Leave it out"
        );
        Finding::new(line, format!("attribute {name}"), text)
    })
}
