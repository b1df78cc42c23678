//! How what a person reads is written: phrases that no page, hint, help text or public doc comment has.
//!
//! A program can find phrases and count the words of a sentence. It cannot tell good prose from bad.

use super::{root, sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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

/// What a person reads of a file.
#[derive(Default)]
struct Prose {
    /// Paragraphs without code, markup and addresses; each begins at a line.
    paragraphs: Vec<(usize, String)>,
    /// How many sentences paragraphs of running text have, and how many words those have.
    sentences: usize,
    words: usize,
}

impl Prose {
    /// Adds a paragraph; `runs`: it is made of sentences, as a heading or a row of a table is not.
    fn add(&mut self, line: usize, text: &str, runs: bool) {
        let text = without_code(text);
        if runs {
            let (sentences, words) = sentences(&text);
            self.sentences += sentences;
            self.words += words;
        }
        self.paragraphs.push((line, text));
    }

    /// Reads Markdown, with directives of the book.
    fn markdown(text: &str) -> Prose {
        let mut prose = Prose::default();
        let mut fence: Option<&str> = None;
        let (mut begins, mut paragraph) = (0, String::new());
        let mut hidden = false;
        for (at, line) in text.lines().chain([""]).enumerate() {
            let trimmed = line.trim().trim_start_matches("> ");
            let mark = ["```", "~~~"]
                .into_iter()
                .find(|mark| trimmed.starts_with(mark));
            if let Some(open) = fence {
                fence = fence.filter(|_| !trimmed.starts_with(open));
                continue;
            }
            let is_tag = |tags: [&str; 2]| tags.iter().any(|tag| trimmed.starts_with(tag));
            hidden = (hidden || is_tag(["<script", "<style"])) && !trimmed.ends_with("</script>");
            let alone = trimmed.starts_with(['#', '|', '<']) || trimmed.starts_with("{{#");
            let is_item = trimmed.starts_with("- ")
                || trimmed.starts_with("* ")
                || trimmed.starts_with(": ")
                || trimmed.split_once(". ").is_some_and(|(number, _)| {
                    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
                });
            if trimmed.is_empty() || alone || is_item || mark.is_some() || hidden {
                if !paragraph.is_empty() {
                    prose.add(begins, &paragraph, true);
                    paragraph.clear();
                }
                if alone && !trimmed.starts_with("{{#") && !hidden {
                    prose.add(at + 1, trimmed, false);
                }
            }
            fence = mark;
            if trimmed.is_empty() || alone || mark.is_some() || hidden {
                continue;
            }
            if paragraph.is_empty() {
                begins = at + 1;
            }
            paragraph.push_str(trimmed);
            paragraph.push(' ');
        }
        prose
    }

    /// Reads the doc comments of what is public in a source, or of `all`; those of the file if it is a `page`.
    fn of_public_docs(text: &str, page: bool, all: bool) -> Prose {
        let (mut docs, mut block) = (vec![], vec![]);
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if let Some(doc) = line.strip_prefix("//!").filter(|_| page) {
                docs.push((at + 1, doc.to_string()));
            } else if let Some(doc) = line.strip_prefix("///") {
                block.push((at + 1, doc.to_string()));
            } else if !line.starts_with("#[") {
                let is_public = line.starts_with("pub ") || line.starts_with("macro_rules!");
                docs.extend(block.drain(..).filter(|_| all || is_public));
                docs.push((at + 1, String::new()));
            }
        }
        let last = docs.last().map_or(0, |(line, _)| *line);
        let mut lines = vec![""; last];
        for (line, doc) in &docs {
            lines[line - 1] = doc;
        }
        Prose::markdown(&lines.join("\n"))
    }

    /// Reads what stands between quotation marks: hints, titles and reasons.
    fn of_strings(text: &str) -> Prose {
        let mut prose = Prose::default();
        let lines = text.lines().enumerate();
        for (at, line) in lines.filter(|(_, line)| !line.trim().starts_with('#')) {
            let strings = line.split('"').skip(1).step_by(2);
            strings.for_each(|string| prose.add(at + 1, string, true));
        }
        prose
    }

    /// Every refused phrase, with the line at which its paragraph begins.
    fn refused(&self, also: &[&str]) -> Vec<String> {
        let mut found = vec![];
        for (line, text) in &self.paragraphs {
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
}

/// `text` without code, tags and addresses: a word stands for each code span.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<', '{', ']']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let skip = match tail.as_bytes()[0] {
            b'`' => {
                let ticks = tail.len() - tail.trim_start_matches('`').len();
                let close = tail[ticks..].find(&tail[..ticks]);
                if close.is_some() {
                    out.push_str("code");
                }
                close.map(|close| 2 * ticks + close)
            }
            b'<' => tail.find('>').map(|close| close + 1),
            b'{' if tail.starts_with("{{#") => tail.find("}}").map(|close| close + 2),
            b']' if tail.starts_with("](") => tail.find(')').map(|close| close + 1),
            _ => None,
        };
        let skip = skip.unwrap_or(1);
        rest = &tail[skip..];
    }
    out + rest
}

/// The words of a text in small letters.
fn words_of(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let words = text.split(|c| !is_part(c));
    let words = words.map(|word| word.trim_matches('-').to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// How many sentences a paragraph has, and how many words.
fn sentences(text: &str) -> (usize, usize) {
    let text = text.replace("e.g.", "eg").replace("i.e.", "ie");
    let text = text.replace(['*', '_', '"', '”', '“', ')'], "");
    let ends = [". ", "? ", "! ", ".\n"];
    let mut marked = format!("{} ", text.trim());
    for end in ends {
        marked = marked.replace(end, "\u{1}");
    }
    let sentences = marked
        .split('\u{1}')
        .map(|sentence| words_of(sentence).len());
    let lengths: Vec<usize> = sentences.filter(|words| *words > 0).collect();
    (lengths.len(), lengths.iter().sum())
}

/// The sources whose own comment is a page of the documentation.
fn is_page(name: &str) -> bool {
    let pages = [
        "/lib.rs",
        "/sync/mod.rs",
        "/api/mod.rs",
        "/explorer/mod.rs",
        "/loom/mod.rs",
    ];
    name.starts_with("src/sync/") || pages.iter().any(|page| name.ends_with(page))
}

/// How a file is read.
#[derive(Clone, Copy)]
enum Kind {
    Page,
    /// A source, all of whose doc comments are shown: a task, or a help text.
    Shown,
    /// A source of a library.
    Library,
    Strings,
    /// What a program printed.
    Printed,
}

/// The files that are read, by their paths from the root.
fn files() -> BTreeMap<String, Kind> {
    let root = root();
    let mut all = BTreeMap::new();
    let mut add = |folder: &str, ending: &str, kind: Kind, keep: &dyn Fn(&Path) -> bool| {
        for path in below(&root.join(folder)) {
            let name = path.strip_prefix(&root).expect("below the root");
            let name = name.to_str().expect("a name in UTF-8").replace('\\', "/");
            if name.ends_with(ending) && keep(&path) {
                all.insert(name, kind);
            }
        }
    };
    let any = |_: &Path| true;
    let is_in = |folder: &'static str| {
        move |path: &Path| path.parent().is_some_and(|of| of.ends_with(folder))
    };
    add("book/src", ".md", Kind::Page, &any);
    add("lessons", "README.md", Kind::Page, &any);
    add("lessons", "exercise.toml", Kind::Strings, &any);
    add("lessons", ".rs", Kind::Shown, &is_in("exercises"));
    add("lessons", "args.rs", Kind::Shown, &is_in("src/program"));
    add("lessons", ".snap", Kind::Printed, &any);
    add("cli/src", "args.rs", Kind::Shown, &any);
    add("cli/tests", ".snap", Kind::Printed, &any);
    add("cli/step", ".snap", Kind::Printed, &any);
    add("tests/snapshots", ".snap", Kind::Printed, &any);
    add("checkers", ".snap", Kind::Printed, &any);
    // What `machines/` has is public within its crate.
    let is_library = |path: &Path| {
        let parts = path.iter().filter_map(|part| part.to_str());
        !parts
            .into_iter()
            .any(|part| ["tests", "machines"].contains(&part))
    };
    for library in [
        "src",
        "checkers/checker/src",
        "checkers/explorer/src",
        "checkers/recording/src",
    ] {
        add(library, ".rs", Kind::Library, &is_library);
    }
    all.insert("README.md".into(), Kind::Page);
    all
}

/// Every file below `folder`.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder that is read");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let all = paths.flat_map(|path| match path.is_dir() {
        true if path.ends_with("target") || path.ends_with("node_modules") => vec![],
        true => below(&path),
        false => vec![path],
    });
    all.collect()
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
        let refused = prose.refused(also);
        let waits = NOT_YET.iter().any(|folder| name.starts_with(folder));
        match (refused.is_empty(), waits) {
            (false, false) => wrong.push(format!("{name}: {}", refused.join(", "))),
            (false, true) => println!("not yet: {name}: {}", refused.join(", ")),
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
    let refused = |text: &str| Prose::markdown(text).refused(&[]);
    assert_eq!(refused("Then nobody\nwaits."), ["line 1: nobody"]);
    assert_eq!(
        refused("It waits for\never. Go on."),
        ["line 1: for ever", "line 1: go on"]
    );
    assert_eq!(
        refused("a\n\n- Nobody's turn, `nobody` and recommend"),
        [""; 0]
    );
    assert_eq!(
        refused("```\nnobody\n```\n[a](nobody.html) <b title=\"nobody\">"),
        [""; 0]
    );
    assert_eq!(refused("# Mend it"), ["line 1: mend"]);
    assert_eq!(refused("It makes the system call."), [""; 0]);
    let docs = "/// nobody\nfn a() {}\n/// afresh\n#[inline]\npub fn b() {}\n";
    let docs = Prose::of_public_docs(docs, false, false).refused(&[]);
    assert_eq!(docs, ["line 3: afresh"]);
    let hint = Prose::of_strings("# nobody\nanew = \"who waits\"").refused(&[]);
    assert_eq!(hint, ["line 2: who waits"]);
}

#[test]
fn sentences_are_counted_without_headings_and_code() {
    let prose = Prose::markdown(
        "# A title\n\nOne two three. Four `let a = 1;` *six*!\n\n- Seven, eight\n  nine.\n",
    );
    assert_eq!((prose.sentences, prose.words), (3, 9));
}

/// The sources that are read are those that there are.
#[test]
fn every_source_of_the_library_is_read() {
    let files = files();
    for path in sources(&root().join("src")) {
        let name = path.strip_prefix(root()).expect("below the root");
        let name = name.to_str().expect("a name in UTF-8").replace('\\', "/");
        assert!(files.contains_key(&name), "{name}");
    }
}
