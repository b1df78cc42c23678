//! What the compressed files hold and keep.

use crate::{lesson, unpacked};
use flate2::read::GzDecoder;
use lesson_testing::child::{run, text};
use lesson_testing::files::{folder, names, random};
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Runs the program in `folder`, which must succeed; what it says on standard output.
fn compressed(folder: &Path, args: &[&str]) -> String {
    let output = run(lesson(args).current_dir(folder));
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    text(&output.stdout).to_string()
}

#[test]
fn every_mode_compresses_every_file_and_keeps_it() {
    let large = random(300_000);
    let files = [
        ("empty", &b""[..]),
        ("one", b"1"),
        ("large", &large),
        ("below/deep/words.txt", b"words words words"),
        (".hidden", b"hidden"),
    ];
    for mode in ["serial", "thread-per-file", "thread_per_file", "pool"] {
        for jobs in ["1", "3"] {
            let folder = folder(&files);
            let said = compressed(folder.path(), &["--mode", mode, "--jobs", jobs, "."]);
            assert_eq!(said, "Compressed 5 files\n");
            for (name, content) in files {
                let path = folder.path().join(name);
                assert!(fs::read(&path).unwrap() == content, "{name} changed");
                let zipped = folder.path().join(format!("{name}.gz"));
                assert!(unpacked(&zipped) == content, "{name} came out wrong");
            }
            assert_eq!(names(folder.path()).len(), 10, "{mode}");
        }
    }
}

#[test]
fn the_modes_write_the_same_bytes() {
    let folder = folder(&[("a.txt", b"words words words"), ("b", &random(100_000))]);
    for mode in ["serial", "thread-per-file", "pool"] {
        compressed(
            folder.path(),
            &["--mode", mode, "--output-dir", mode, "a.txt", "b"],
        );
    }
    for name in ["a.txt.gz", "b.gz"] {
        let bytes = |mode: &str| fs::read(folder.path().join(mode).join(name)).unwrap();
        assert!(bytes("serial") == bytes("pool"));
        assert!(bytes("serial") == bytes("thread-per-file"));
    }
}

#[test]
fn levels_differ_and_all_unpack() {
    let words = "wait for the group, and the group waits for you; ".repeat(2_000);
    let folder = folder(&[("words", words.as_bytes())]);
    let mut sizes = vec![];
    for level in 1..=9 {
        let level = level.to_string();
        compressed(
            folder.path(),
            &["--level", &level, "--output-dir", &level, "words"],
        );
        let path = folder.path().join(level).join("words.gz");
        assert!(unpacked(&path) == words.as_bytes());
        sizes.push(fs::metadata(path).unwrap().len());
    }
    assert!(sizes[0] > sizes[8], "{sizes:?}");
}

#[test]
fn the_header_has_name_and_time_and_the_copy_keeps_times() {
    let folder = folder(&[("below/words.txt", b"words")]);
    let path = folder.path().join("below/words.txt");
    let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890);
    let accessed = modified + Duration::from_secs(60);
    let times = FileTimes::new()
        .set_modified(modified)
        .set_accessed(accessed);
    let file = File::options().write(true).open(&path).unwrap();
    file.set_times(times).unwrap();
    drop(file);
    compressed(folder.path(), &["below/words.txt"]);
    let zipped = File::open(folder.path().join("below/words.txt.gz")).unwrap();
    let kept = zipped.metadata().unwrap();
    assert_eq!(kept.modified().unwrap(), modified);
    let decoder = GzDecoder::new(zipped);
    let header = decoder.header().unwrap();
    assert_eq!(header.filename(), Some(&b"words.txt"[..]));
    assert_eq!(header.mtime(), 1_234_567_890);
}

#[cfg(unix)]
#[test]
fn the_copy_keeps_permissions_and_drops_what_is_not_for_data() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    for (mode, kept) in [(0o640, 0o640), (0o444, 0o444), (0o4755, 0o755)] {
        let folder = folder(&[("a", b"a")]);
        let path = folder.path().join("a");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        compressed(folder.path(), &["a"]);
        let copy = fs::metadata(folder.path().join("a.gz")).unwrap();
        assert_eq!(copy.mode() & 0o7777, kept, "of {mode:o}");
    }
}

/// A file that is replaced keeps its permissions, but for what the original does not allow.
#[cfg(unix)]
#[test]
fn a_replaced_file_is_read_by_those_who_could_read_it_and_the_original() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    for (original, replaced, wanted) in [
        (0o644, 0o600, 0o600),
        (0o600, 0o644, 0o600),
        (0o664, 0o640, 0o640),
        (0o644, 0o755, 0o644),
    ] {
        let folder = folder(&[("a", b"new"), ("a.gz", b"old")]);
        let path = |name| folder.path().join(name);
        for (name, mode) in [("a", original), ("a.gz", replaced)] {
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        // Only root may: the owner is kept then.
        let given = chown(path("a.gz"), Some(65_534), None).is_ok();
        compressed(folder.path(), &["--force", "a"]);
        let now = fs::metadata(path("a.gz")).unwrap();
        assert_eq!(now.mode() & 0o777, wanted, "{original:o} {replaced:o}");
        assert_eq!(now.uid() == 65_534, given);
        assert_eq!(unpacked(&path("a.gz")), b"new");
    }
}

#[test]
fn a_second_run_over_everything_makes_no_gz_gz() {
    let folder = folder(&[("a", b"a"), ("b", b"b")]);
    compressed(folder.path(), &["a", "b"]);
    let output = run(lesson(&["--force", "a", "a.gz", "b", "b.gz"]).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stdout), "Compressed 2 files\n");
    let told = text(&output.stderr);
    assert!(
        told.contains("warning: skipped a.gz: it ends in .gz\n"),
        "{told}"
    );
    let output = run(lesson(&["--force", "."]).current_dir(folder.path()));
    let told = text(&output.stderr);
    assert!(
        told.contains("warning: skipped 2 files that end in .gz\n"),
        "{told}"
    );
    assert_eq!(names(folder.path()), ["a", "a.gz", "b", "b.gz"]);
}

#[test]
fn a_file_that_is_named_twice_is_compressed_once() {
    let folder = folder(&[("a", b"a"), ("below/b", b"b")]);
    let args = ["a", "./a", "below", "below/b", "below/../a"];
    let output = run(lesson(&args).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "Compressed 2 files\n");
    let told: Vec<_> = text(&output.stderr).lines().take(3).collect();
    assert_eq!(
        told,
        [
            "warning: skipped ./a: it was already named",
            "warning: skipped below/b: it was already named",
            "warning: skipped below/../a: it was already named",
        ]
    );
}

#[test]
fn an_output_folder_gets_the_tree_and_is_not_walked() {
    let folder = folder(&[("in/a", b"a"), ("in/below/b", b"b"), ("in/out/old", b"old")]);
    compressed(folder.path(), &["--output-dir", "in/out", "in"]);
    let below = names(&folder.path().join("in/out"));
    assert_eq!(below, ["a.gz", "below/b.gz", "old"]);
    assert_eq!(unpacked(&folder.path().join("in/out/below/b.gz")), b"b");
}

#[test]
fn temporary_files_of_another_run_are_left_alone() {
    let folder = folder(&[("a", b"a"), (".unfinished-x.tmp", b"theirs")]);
    assert_eq!(compressed(folder.path(), &["."]), "Compressed 1 file\n");
    assert_eq!(names(folder.path()), [".unfinished-x.tmp", "a", "a.gz"]);
}

#[test]
fn fsync_changes_nothing_that_can_be_seen() {
    let folder = folder(&[("a", b"a")]);
    compressed(folder.path(), &["--fsync", "a"]);
    assert_eq!(unpacked(&folder.path().join("a.gz")), b"a");
}

/// Compares every file below a folder that ends in `.gz` with the one that it was made from, by the
/// tools of the system; says so if they are not there.
#[cfg(target_os = "linux")]
fn the_tools_of_the_system_agree(folder: &Path) {
    use lesson_testing::child::program;

    if program("gzip", &["--version"]).output().is_err() {
        eprintln!("not compared with gzip, which is not installed");
        return;
    }
    let script = r#"find . -name '*.gz' -exec sh -c '
        for f; do
            gzip -t "$f" && gzip -dc < "$f" | cmp - "${f%.gz}" || exit 1
        done' sh {} +"#;
    let checked = run(program("sh", &["-c", script]).current_dir(folder));
    assert_eq!(String::from_utf8_lossy(&checked.stderr), "");
    assert_eq!(checked.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_work_and_the_tools_of_the_system_agree() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = folder(&[("plain", b"plain")]);
    let odd: [&[u8]; 5] = [b" a b ", b"new\nline", b"\xFF\xFE", b"-n", "é…".as_bytes()];
    for name in odd {
        fs::write(folder.path().join(OsStr::from_bytes(name)), name).unwrap();
    }
    let mut command = lesson(&["--"]);
    command.args(odd.map(OsStr::from_bytes)).arg("plain");
    let output = run(command.current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    the_tools_of_the_system_agree(folder.path());
    assert_eq!(names(folder.path()).len(), 12);
}

#[cfg(target_os = "linux")]
#[test]
fn a_tree_of_odd_files_is_compressed_as_far_as_it_can_be() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let mixed = [random(70_000), vec![0; 200_000], random(5)].concat();
    let folder = folder(&[
        ("empty", b""),
        ("mixed", &mixed),
        ("-below/- x/-d", b"deep"),
    ]);
    let path = |name: &[u8]| folder.path().join(OsStr::from_bytes(name));
    for name in [
        &b" a b "[..],
        b"new\nline",
        b"\xFF\xFE",
        b"-n",
        b"-below/\xFF",
    ] {
        fs::write(path(name), name).unwrap();
    }
    File::create(path(b"sparse"))
        .unwrap()
        .set_len(10_000_000)
        .unwrap();
    symlink("mixed", path(b"link")).unwrap();
    fs::write(path(b"shut"), b"shut").unwrap();
    fs::set_permissions(path(b"shut"), fs::Permissions::from_mode(0o0)).unwrap();
    // Some users may read everything.
    let unreadable = fs::read(path(b"shut")).is_err();

    let output = run(lesson(&["."]).current_dir(folder.path()));
    let told = text(&output.stderr);
    let skipped = "warning: skipped 1 link or special file\n";
    assert!(told.starts_with(skipped), "{told}");
    assert_eq!(output.status.code(), Some(i32::from(unreadable)), "{told}");
    let error = "error: cannot read ./shut: Permission denied";
    assert_eq!(told.contains(error), unreadable, "{told}");
    let files = 10 - u32::from(unreadable);
    assert_eq!(text(&output.stdout), format!("Compressed {files} files\n"));

    the_tools_of_the_system_agree(folder.path());
    let made = names(folder.path());
    let made: Vec<_> = made.iter().filter(|name| name.ends_with(".gz")).collect();
    assert_eq!(made.len(), files as usize, "{made:?}");
    assert!(unpacked(&path(b"mixed.gz")) == mixed);
}

/// Each of 5,000 needs two open files while it is compressed: with a limit of 64 that only works
/// if few are open at a time.
#[cfg(target_os = "linux")]
#[test]
fn five_thousand_files_need_few_open_files_and_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..5_000 {
        let below = folder.path().join(format!("{:02}", i % 20));
        if i < 20 {
            fs::create_dir(&below).unwrap();
        }
        fs::write(below.join(i.to_string()), i.to_string()).unwrap();
    }
    // 300 MB of addresses: stacks and the heap of two workers, and nothing for each file.
    let script = "ulimit -n 64; ulimit -v 300000; exec \"$0\" --jobs 2 --output-dir out .";
    let mut command = crate::shell(script);
    command.env("MALLOC_ARENA_MAX", "1");
    let output = run(command.current_dir(folder.path()));
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(text(&output.stdout), "Compressed 5000 files\n");
    assert!(told.contains(" files a second\n"), "{told}");
}
