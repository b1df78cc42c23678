//! Answers that are refused, by what is in them, and answers that are not.

use super::{Read, read};
use crate::compile::edited;
use crate::course::{Course, Kind};
use crate::verify::variants;
use std::fs;

const STARTER: &str = "//! The task.\n\nuse super::sync::{Arc, Mutex, thread};\n\n\
                       pub fn count(workers: usize) -> u32 {\n    0\n}\n";

/// What is said of an answer that has this at its end.
fn said(more: &str) -> Vec<String> {
    match read(Kind::Fix, &format!("{STARTER}{more}\n"), STARTER) {
        Read::Refused(found) => found
            .iter()
            .map(|one| format!("{}: {}", one.line, one.text))
            .collect(),
        Read::Fine(_) => vec![],
        Read::Unreadable => panic!("{more} is no Rust"),
    }
}

#[test]
fn what_the_checkers_cannot_see_is_refused_under_every_name() {
    for hidden in [
        "use std::sync::Mutex as M;",
        "use std::{collections::HashMap, sync::{atomic::AtomicU32, Mutex}};",
        "use core::sync::atomic::AtomicU32;",
        "use ::std::sync::Mutex;",
        "use r#std::sync::Mutex;",
        "use std as s;",
        "use std::{self as s};",
        "use std::*;",
        "use ::std as s;",
        "extern crate std as s;",
        "fn f() { std::thread::spawn(|| ()); }",
        "fn f() { r#std::thread::yield_now(); }",
        "fn f() { use std::thread as t; }",
        "fn f() { assert!(std::thread::panicking()); }",
        "fn f() { assert!({ use std::sync as s; true }); }",
        "fn f() { let x = vec![::std::sync::Mutex::new(0)]; }",
        "fn f() { select! { recv(r) -> _ => { std::process::exit(0) } } }",
        "fn f(x: &<std::sync::Arc<u8> as Clone>::T) {}",
        "type M = std::sync::Mutex<u32>;",
        "struct S { x: std::sync::atomic::AtomicBool }",
        "impl S { fn f() -> std::sync::mpsc::Sender<u8> { todo!() } }",
        "fn f() { std::process::exit(0) }",
        "fn f() { std::env::var(\"WORKBOOK_TELL\"); }",
        "fn f() { std::fs::write(\"told\", \"\"); }",
        "fn f() { std::panic::catch_unwind(|| ()); }",
        "fn f() { std::panic::set_hook(Box::new(|_| ())); }",
        "fn f() { std::panic::Location::caller(); }",
        "fn f() { std::any::type_name::<u8>(); }",
        "fn f() { std::time::Instant::now(); }",
        "fn f() { std::hint::spin_loop(); }",
        "fn f() { loom::thread::yield_now(); }",
        "fn f() { ::loom::thread::yield_now(); }",
        "use parking_lot::Mutex as M;",
        "use crossbeam::channel;",
        "use workbook::sync::Mutex as M;",
        "fn f() { checker::compiled(&[]); }",
        "use crate::answer;",
        "use super::super::other;",
        "use super::grade;",
        "use super::*;",
        "use super as s;",
        "use super::model::compiled;",
        "static mut VOTES: u32 = 0;",
        "fn f() { static VOTES: u32 = 0; }",
        "fn f() { unsafe { g() } }",
        "unsafe fn f() {}",
        "unsafe impl Send for S {}",
        "fn f() { vec![unsafe { g() }]; }",
        "extern \"C\" { fn exit(code: i32); }",
        "extern \"C\" fn f() {}",
        "mod std { pub mod sync {} }",
        "mod inner { use super::super::sync; }",
        "macro_rules! assert_eq { ($($t:tt)*) => {} }",
        "fn f() { macro_rules! m { () => {} } }",
        "thread_local! { static X: u32 = 0; }",
        "fn f() { include!(\"x.rs\") }",
        "fn f() { include_str!(\"x.rs\"); }",
        "fn f() { env!(\"HOME\"); option_env!(\"HOME\"); }",
        "fn f() { module_path!(); }",
        "fn f() { std::module_path!(); }",
        "fn f() { assert!(module_path!().contains(\"right\")); }",
        "fn f() { file!(); line!(); column!(); }",
        "fn f() { if cfg!(test) {} }",
        "fn f() { std::arch::asm!(\"\"); }",
        "#[cfg(test)] fn f() {}",
        "#[cfg_attr(all(), path = \"x.rs\")] fn f() {}",
        "#[test] fn f() {}",
        "#[ignore] fn f() {}",
        "#[should_panic] fn f() {}",
        "#[unsafe(no_mangle)] fn f() {}",
        "#[doc = include_str!(\"x.rs\")] fn f() {}",
        "fn f() { let x = vec![#[cfg(test)] 1]; }",
        "struct u32;",
        "type Vec<T> = T;",
        "use super::sync::Mutex as Option;",
        "pub struct V; impl PartialEq<u32> for V { fn eq(&self, _: &u32) -> bool { true } }",
        "use std::fmt::Debug as D; pub struct V; impl D for V {}",
        "pub struct V; impl std::fmt::Display for V {}",
        "impl PartialEq for super::sync::Mutex<V> {}",
        "union U { a: u8 }",
        "fn f() { assert_eq!(size_of::<u8>(), 1); }",
        "use std::mem; fn f() { mem::size_of_val(&1); }",
        "use std::mem::align_of as x;",
        "fn f() { use super::sync as loom; } fn g() { loom::thread::yield_now(); }",
        "fn f() { enum loom {} } fn g() { loom::thread::yield_now(); }",
        "fn f() { assert!(loom::thread::yield_now() == ()); }",
        // A function leaves the name of a crate to the crate.
        "use std::mem::take as workbook; fn f() { workbook::sync::Mutex::new(0); }",
        "use super::sync::channel::bounded as crossbeam; fn f() { crossbeam::channel::bounded::<u8>(1); }",
        "use super::sync::select as loom; fn f() { loom::thread::yield_now(); }",
        "use self::super::sync::thread::spawn as loom; fn f() { assert!(loom::thread::panicking()); }",
        // `super::sync::Arc` is the standard library's.
        "fn f(a: &Arc<u8>) -> usize { Arc::strong_count(a) }",
        "fn f(a: &Arc<u8>) -> usize { <Arc<u8>>::strong_count(a) }",
        "fn f(a: Arc<u8>) { Arc::try_unwrap(a).ok(); }",
        "fn f(a: &mut Arc<u8>) { Arc::<u8>::get_mut(a); }",
        "fn f(a: Arc<u8>) { Arc::into_inner(a); }",
        "use super::sync::Arc as A; fn f(a: A<u8>) { A::into_inner(a); }",
        "use super::sync::Arc as A; fn f(a: &A<u8>) { assert_eq!(A::weak_count(a), 0); }",
        "type A = Arc<u8>; fn f(a: &A) { A::downgrade(a); }",
        "use super::sync::counted; fn f(a: &Arc<u8>) -> usize { Arc::strong_count(a) }",
        "fn f(a: &u8) -> usize { a as *const u8 as usize }",
        "fn f() { <std::sync::Arc<u8>>::new(1); }",
        "fn f() { <Vec<std::sync::Once>>::new(); }",
        "fn f() { <u8>::from(std::process::id()); }",
    ] {
        assert!(!said(hidden).is_empty(), "{hidden}");
    }
}

#[test]
fn no_answer_that_comes_with_an_exercise_is_refused_unless_it_says_so() {
    let course = Course::find().expect("this clone");
    let mut read_ones = 0;
    for exercise in course.exercises() {
        let starter = fs::read_to_string(exercise.folder.join("starter.rs")).expect("a file");
        let answers = variants(exercise);
        for variant in answers.iter().filter(|one| !one.is_program()) {
            let text = edited::text(&variant.path(exercise)).expect("a text");
            let grade = read(exercise.about.kind, &text, &starter);
            let is_refused = variant.word == "refused";
            assert_eq!(
                matches!(grade, Read::Refused(_)),
                is_refused,
                "{} {}: {grade:?}",
                exercise.id,
                variant.file
            );
            read_ones += 1;
        }
    }
    assert!(read_ones > 3 * course.exercises().count(), "{read_ones}");
}

/// They are not graded, but stand beside an answer that must not see past `sync` either.
#[test]
fn a_wrong_implementation_hides_no_more_than_the_right_one() {
    let course = Course::find().expect("this clone");
    for exercise in course.exercises() {
        for mutant in exercise.about.mutants.keys() {
            let of = |name: &str| edited::text(&edited::path(&exercise.folder, name)).expect("it");
            let (right, wrong) = (of("subject"), of(&format!("mutants/{mutant}")));
            let found = read(Kind::Fix, &wrong, &right);
            assert!(matches!(found, Read::Fine(_)), "{mutant}: {found:?}");
        }
    }
}

#[test]
fn what_hides_nothing_is_not_refused() {
    for fine in [
        "use std::collections::{BTreeMap, HashMap as M};",
        "use std::{cell::Cell, rc::Rc};",
        "use super::sync::atomic::{AtomicU32, Ordering::*};",
        "use super::sync::{self, channel::bounded};",
        "use super::sync::{Barrier, BarrierWaitResult}; fn f(b: &Barrier) { let r: BarrierWaitResult = b.wait(); r.is_leader(); }",
        "fn f() { let x: &'static str = \"a\"; assert_eq!(x, \"a\", \"{x}\"); }",
        "fn f<'a>(x: &'a [&'static str]) -> impl Iterator<Item = &'a &'static str> + use<'a> { x.iter() }",
        "fn f() { let y = std::mem::take(&mut vec![0]); y.into_iter().map(u32::from).collect::<Vec<_>>(); }",
        "fn f() { select! { recv(r) -> word => drop(word), default(Duration::from_millis(5)) => {} } }",
        "fn f() { select! { recv(r) -> _ => u32::MAX.max(usize::BITS), default => 0 }; }",
        "enum Word { A } use Word::A; fn f() { matches!(A, Word::A); }",
        "#[derive(Debug, Clone, PartialEq)] struct S(std::time::Duration);",
        "struct S; impl Drop for S { fn drop(&mut self) {} }",
        "#[allow(dead_code)] #[inline] fn union(mod_: u8) {}",
        "const LIMIT: usize = usize::MAX;",
        "pub(crate) fn f() { let core = 1; let _ = vec![core]; assert!(core > 0); }",
        "fn f() { enum Word { A } use Word::*; matches!(A, Word::A); }",
        "fn f() { super::sync::select! { default => 0 }; }",
        "use super::sync::*; fn f() { thread::yield_now(); time::Duration::ZERO; }",
        "use super::sync::mpsc::{self, Sender}; fn f(s: &Sender<u8>) { s.send(1); mpsc::channel::<u8>(); }",
        "use super::sync::{LazyLock, Once, OnceLock}; fn f(o: &OnceLock<u8>) { o.get_or_init(|| 1); Once::new().wait(); }",
        "use super::sync::{RecursiveRwLock, RwLock, RwLockUpgradableReadGuard as G}; fn f(l: &RwLock<u8>) { *G::upgrade(l.upgradable_read()) = 1; RecursiveRwLock::new(1); }",
        "use super::sync::{never_blocks, Mutex}; fn f(m: &Mutex<u8>) { never_blocks(\"look\", || m.try_lock().is_some()); }",
        "use super::sync::channel; fn f() { channel::bounded::<u8>(1); }",
        "fn f() { let m = i32::max_value(); println!(\"{}\", m != 0); }",
        "use super::sync::{channel as ch, thread as t}; fn f() { t::yield_now(); ch::bounded::<u8>(1); }",
        "use std::collections::hash_map::{self, Entry}; fn f(e: hash_map::Entry<u8, u8>) {}",
        "use std::mem as m; fn f() { m::take(&mut 1); }",
        "use std::cmp::Ordering as Order; fn f() { Order::Less; super::sync::atomic::Ordering::SeqCst; }",
        "fn f<T: Default>() -> T { <Vec<u8>>::new(); <[u8]>::len(&[]); <T>::default() }",
        "fn f(a: Arc<u8>) { drop(a); Mutex::into_inner(m); Arc::ptr_eq(&b, &b); }",
        "fn f(m: &mut Mutex<u8>) { m.get_mut(); }",
        "struct V; impl std::fmt::Display for V { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }",
        "enum V { A } impl Ord for V { fn cmp(&self, _: &V) -> std::cmp::Ordering { std::cmp::Ordering::Equal } }",
        "use std::rc::Rc; fn f(r: &Rc<u8>) { Rc::strong_count(r); }",
        "use super::sync::counted::Arc as Seen; fn f(a: &Seen<u8>) { Seen::strong_count(a); }",
        "use super::sync::counted::{Arc, Weak}; fn f(a: &Arc<u8>) { let w: Weak<u8> = Arc::downgrade(a); w.upgrade(); }",
        "use super::sync::atomic::{AtomicPtr, Ordering}; fn f(p: &AtomicPtr<u8>) { p.load(Ordering::Acquire).is_null(); }",
        "fn f(a: &super::sync::counted::Arc<u8>) { super::sync::counted::Arc::strong_count(a); }",
    ] {
        assert_eq!(said(fine), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn an_answer_that_is_nested_too_deep_is_refused_and_overflows_no_stack() {
    let nested = |open: &str, close: &str, times: usize| {
        let (open, close) = (open.repeat(times), close.repeat(times));
        said(&format!("fn f() {{ let _ = {open}{{1}}{close}; }}"))
    };
    let pairs = [
        ("(", ")"),
        ("||{", "}"),
        ("f(", ")"),
        ("match 1 { _ => ", "}"),
        ("vec![", "]"),
        ("-", ""),
        ("if true {1} else ", ""),
        ("1 + ", ""),
        ("", ".f()"),
    ];
    for (open, close) in pairs {
        assert_eq!(nested(open, close, 90), Vec::<String>::new(), "{open}");
        let said = nested(open, close, 30_000);
        assert!(said[0].contains("more than it can need"), "{said:?}");
    }
    // As large as it may be.
    for sign in ["-", "&", "*", "1 +"] {
        assert_eq!(nested(sign, "", 4_900), Vec::<String>::new(), "{sign}");
    }
    for (open, close) in &pairs[..5] {
        nested(open, close, 190);
    }
}

#[test]
fn a_sentence_names_the_line_and_what_to_use() {
    let lines = said("\nuse std::sync::Mutex as M;");
    assert_eq!(
        lines,
        [
            "9: `std::sync::Mutex` is hidden from the checkers, which cannot explore what threads do with \
          it. Use `super::sync::Mutex`"
        ]
    );
}

#[test]
fn an_answer_may_have_what_the_starter_has() {
    let starter = "use checker::recording::FailureKind;\nunsafe impl Sync for S {}\n";
    assert!(matches!(read(Kind::Fix, starter, starter), Read::Fine(_)));
    let more = format!("{starter}use workbook::sync::Mutex;");
    assert!(matches!(read(Kind::Fix, &more, starter), Read::Refused(found) if found.len() == 1));
}

#[test]
fn functions_that_the_model_calls_keep_their_types() {
    let other = STARTER.replace("-> u32", "-> u64");
    let Read::Refused(found) = read(Kind::Fix, &other, STARTER) else {
        panic!("it is not refused");
    };
    assert!(
        found[0].text.contains("`count` has other types"),
        "{found:?}"
    );
    let renamed = STARTER.replace("workers", "many");
    assert!(matches!(read(Kind::Fix, &renamed, STARTER), Read::Fine(_)));
}

#[test]
fn a_prediction_is_about_the_program_that_was_handed_out() {
    let starter = "//! Say.\nuse super::sync::thread;\npub const FAILS: Option<u8> = None;\n\
                   /// All.\npub const OUTCOMES: &[&str] = &[\"4\"];\n\npub fn program() -> u32 {\n    4\n}\n";
    let predicted = starter
        .replace("\"4\"", "\"2\", \"4\"")
        .replace("/// All.", "// Mine.");
    assert!(matches!(
        read(Kind::Predict, &predicted, starter),
        Read::Fine(_)
    ));
    let formatted = predicted
        .replace("    4\n", "4")
        .replace("use ", "\n\nuse ");
    assert!(matches!(
        read(Kind::Predict, &formatted, starter),
        Read::Fine(_)
    ));
    for (from, to, named) in [
        ("    4\n", "    2\n", "`program`"),
        ("-> u32", "-> u64", "`program`"),
        ("&[&str]", "&'static [&'static str]", "`OUTCOMES`"),
        (
            "use super::sync::thread;",
            "use super::sync::Arc;",
            "`use super::sync::Arc;`",
        ),
        ("pub fn", "fn more() {}\npub fn", "`more`"),
        ("use super::sync::thread;", "", "`use super::sync::thread;`"),
    ] {
        let Read::Refused(found) = read(Kind::Predict, &starter.replace(from, to), starter) else {
            panic!("{to} is not refused");
        };
        let mut texts = found.iter().map(|one| &one.text);
        assert!(texts.any(|text| text.starts_with(named)), "{to}: {found:?}");
    }
}
