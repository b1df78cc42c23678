# Recipes for those who work on the workbook; readers need only cargo.

# Lists the recipes.
default:
    @just --list

# Runs lesson NN: `just run 01 --help`.
run NN *ARGS:
    cargo run --bin lesson-{{NN}} -- {{ARGS}}

# What the README promises.
test:
    cargo test

# All that CI runs, on this machine.
ci:
    bash .ci/run

# Every model with its verdict, executions and seconds.
models:
    @tests/schedules/verdicts loom

# The same with the explorer.
schedules:
    @tests/schedules/verdicts explorer

# Formats everything; `include!` and macros hide models and exercises from cargo.
fmt:
    cargo fmt --all
    rustfmt --edition 2024 lessons/*/tests/models/all.rs book/pages/tests/models/all.rs
    find lessons/*/exercises -name '*.rs' -print0 | xargs -0 rustfmt --edition 2024

# Both checkers on the same models, without bounds, for SECONDS each: executions, schedules, time.
checkers SECONDS='25':
    @tests/schedules/checkers {{SECONDS}}

# Takes snapshots and recordings as they are now; look at the diff before you commit.
snapshots:
    INSTA_UPDATE=always cargo test
    INSTA_UPDATE=always cargo test --test loom -- --ignored slower::
    INSTA_UPDATE=always cargo test -p workbook-step

# Breaks the twins one line at a time: the conformance catalogue must notice. `just mutations --shard 2/8`.
mutations *ARGS:
    bash tests/mutations/run {{ARGS}}

# Runs every tool on every bug, half an hour, or on those named: `just tools 04/lost-update`.
tools *ARGS:
    cargo run --release --quiet --package workbook-tools -- {{ARGS}}

# Builds the book, strictly: `just book`, `just book serve`.
book *ARGS="build":
    cargo run --quiet --package workbook-book -- {{ARGS}}

# Takes the README's picture again, with Chromium.
screenshot: (book "build")
    cd book/browser && npm ci --silent && npm run screenshot

# Spelling, workflows, dependencies, and what a first hour compiles: `just lint spelling`.
lint *WHAT:
    .ci/lint {{WHAT}}

# Every exercise is what it says it is.
verify *ARGS:
    cargo run --quiet -- verify {{ARGS}}

# Every single edit of these exercises' solutions, or of all, is graded: `just edits 04/keep-the-lock`.
edits *IDS:
    cargo run --quiet -- verify --edits --limit 5s {{IDS}}

# Benchmarks inside the process: `just bench`, `just bench --bench tally`.
bench *ARGS:
    cargo bench --package benches {{ARGS}}

# Random programs of tasks, optimised: `just fuzz-tasks 20000`.
fuzz-tasks PROGRAMS='20000':
    FUZZ_PROGRAMS={{PROGRAMS}} cargo test --release --locked -p tests --features tasks --test fuzz_tasks -- --nocapture

# Runs that take long: once for a release, not in CI.
soak:
    bash .ci/soak

# Times the lessons' programs beside Go and other tools: `just compare 01`.
compare *ARGS:
    cargo run --release --quiet -p compare -- {{ARGS}}
