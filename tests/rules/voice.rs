//! How what a person reads is written: phrases that no page, hint, help text or public doc comment has.
//!
//! `voice/files.rs` has the files, `voice/prose.rs` what is read of each.
//!
//! A program can find phrases and count the words of a sentence. It cannot tell good prose from bad.

#[path = "voice/files.rs"]
mod files;
#[path = "voice/prose.rs"]
mod prose;

use super::root;
use files::{Kind, files, is_page};
use prose::{Prose, words_of};
use std::fs;

/// What is refused wherever it stands outside of code. Only phrases that have no honest other use.
const BANNED: [&str; 52] = [
    "nobody",
    "somebody",
    "whoever",
    "whomever",
    "who waits",
    "for ever",
    "anew",
    "afresh",
    "go on",
    "goes on",
    "gone on",
    "went on",
    "mend",
    "mends",
    "mended",
    "mending",
    "repair",
    "repairs",
    "repaired",
    "farewell",
    "farewells",
    "time-out",
    "time-outs",
    "time is up",
    "time was up",
    "dear",
    "dearer",
    "dearest",
    "at some time",
    "the system",
    "thread of the system",
    "threads of the system",
    "has no meaning",
    "give back",
    "gives back",
    "given back",
    "gave back",
    "is told",
    "are told",
    "was told",
    "switched here",
    "all is well",
    "no room",
    "back-pressure",
    "wake-up",
    "wake-ups",
    "simply",
    "obviously",
    "easy",
    "easily",
    "commonest",
    "the order of the alphabet",
];

/// In what a person reads beside the sources of the checkers, `twin` is a *checked type*.
const BANNED_IN_PROSE: [&str; 2] = ["twin", "twins"];

/// Phrases that begin like a refused one and mean something else.
const HONEST: [&str; 4] = [
    "the system call",
    "the system calls",
    "the system-wide",
    "the system's own",
];

/// What does not keep to this yet: files, and folders with all that is below them.
const NOT_YET: &[&str] = &[];

/// Pages with fewer words than this have no mean that says anything.
const FEW_WORDS: usize = 150;

/// Every refused phrase, with the line at which its paragraph begins.
fn refused(prose: &Prose, also: &[&str]) -> Vec<String> {
    let mut found = vec![];
    for (line, text) in &prose.paragraphs {
        let mut text = format!(" {} ", words_of(text).join(" "));
        for honest in HONEST {
            text = text.replace(&format!(" {honest} "), " ");
        }
        let phrases = BANNED.iter().chain(also);
        let has = |phrase: &&&str| text.contains(&format!(" {phrase} "));
        found.extend(
            phrases
                .filter(has)
                .map(|phrase| format!("line {line}: {phrase}")),
        );
    }
    found
}

#[test]
fn what_a_person_reads_has_no_refused_phrase() {
    let (mut wrong, mut keeps_to_it) = (vec![], vec![]);
    let files = files();
    assert!(files.len() > 200, "only {} files were found", files.len());
    for (name, kind) in &files {
        let text = fs::read_to_string(root().join(name)).expect("text");
        let prose = match kind {
            Kind::Page | Kind::Printed => Prose::markdown(&text),
            Kind::Shown => Prose::of_public_docs(&text, true, true),
            Kind::Library => Prose::of_public_docs(&text, is_page(name), false),
            Kind::Strings => Prose::of_strings(&text),
        };
        let also: &[&str] = match kind {
            Kind::Library => &[],
            _ => &BANNED_IN_PROSE,
        };
        let found = refused(&prose, also);
        let waits = NOT_YET.iter().any(|folder| name.starts_with(folder));
        match (found.is_empty(), waits) {
            (false, false) => wrong.push(format!("{name}: {}", found.join(", "))),
            (false, true) => println!("not yet: {name}: {}", found.join(", ")),
            (true, true) => keeps_to_it.push(name.as_str()),
            (true, false) => {}
        }
    }
    println!("listed, and has none: {keeps_to_it:#?}");
    assert!(wrong.is_empty(), "refused: {wrong:#?}");
}

#[test]
fn what_is_not_yet_written_so_exists() {
    let gone = NOT_YET.iter().filter(|name| !root().join(name).exists());
    let gone: Vec<_> = gone.collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}

/// Shown with `-- --nocapture`: 14 to 19 words are wanted.
#[test]
fn pages_have_sentences_to_measure() {
    for (name, _) in files()
        .iter()
        .filter(|(_, kind)| matches!(kind, Kind::Page))
    {
        let text = fs::read_to_string(root().join(name)).expect("text");
        let prose = Prose::markdown(&text);
        let mean = prose.words as f64 / prose.sentences.max(1) as f64;
        let mark = match mean {
            _ if prose.words < FEW_WORDS => "(short)",
            14.0..=19.0 => "",
            _ => "(14 to 19 wanted)",
        };
        println!(
            "{name:44} {:6} words, {mean:4.1} a sentence {mark}",
            prose.words
        );
        assert!(
            prose.sentences > 0 || name.ends_with("SUMMARY.md"),
            "{name}"
        );
    }
}

#[test]
fn phrases_are_found_outside_of_code_only() {
    let found = |text: &str| refused(&Prose::markdown(text), &[]);
    assert_eq!(found("Then nobody\nwaits."), ["line 1: nobody"]);
    assert_eq!(
        found("It waits for\never. Go on."),
        ["line 1: for ever", "line 1: go on"]
    );
    assert_eq!(
        found("a\n\n- Nobody's turn, `nobody` and recommend"),
        [""; 0]
    );
    assert_eq!(
        found("```\nnobody\n```\n[a](nobody.html) <b title=\"nobody\">"),
        [""; 0]
    );
    assert_eq!(found("# Mend it"), ["line 1: mend"]);
    assert_eq!(found("It makes the system call."), [""; 0]);
    let docs = "/// nobody\nfn a() {}\n/// afresh\n#[inline]\npub fn b() {}\n";
    let docs = refused(&Prose::of_public_docs(docs, false, false), &[]);
    assert_eq!(docs, ["line 3: afresh"]);
    let hint = refused(&Prose::of_strings("# nobody\nanew = \"who waits\""), &[]);
    assert_eq!(hint, ["line 2: who waits"]);
}
