//! Serves the player and the scheduler for what a learner is working on. `cargo workbook play` starts it.

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use clap::{ColorChoice, Parser};
use lesson_program::screen::Screen;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;
use tokio::sync::watch;
use workbook_play::page;
use workbook_play::server::reload::{self, News};
use workbook_play::server::{browse, guard, listen};

/// Serves an answer, or a model, on loopback, and checks it again at each save.
#[derive(Clone, Debug, Parser)]
#[command(name = "play")]
struct Args {
    /// The exercise, or the model.
    what: String,
    /// The clone.
    #[arg(long)]
    root: PathBuf,
    /// The command `workbook`, which checks it.
    #[arg(long)]
    command: PathBuf,
    /// A file or a folder whose edits change it.
    #[arg(long)]
    watch: Vec<PathBuf>,
    /// The port; another one if it is taken.
    #[arg(long, default_value_t = 3001)]
    port: u16,
    /// Opens it in the browser.
    #[arg(long)]
    open: bool,
}

/// The page as it is now.
type Page = Arc<RwLock<String>>;

/// How often to look for edits.
const LOOK: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    let args: Args = lesson_program::args::parse();
    let screen = Arc::new(Screen::new(ColorChoice::Auto));
    let ended = run(&args, &screen).map(|()| ExitCode::SUCCESS);
    lesson_program::end(ended, &screen)
}

fn run(args: &Args, screen: &Arc<Screen>) -> anyhow::Result<()> {
    lesson_interrupt::at_interrupt(|| ())?;
    let page: Page = Arc::new(RwLock::new(page::message(&args.what, "Checking …")));
    let (tell, news) = watch::channel(News::first());
    let (asked, made, told) = (args.clone(), page.clone(), screen.clone());
    thread::Builder::new()
        .spawn(move || follow(&asked, &made, &tell, &told))
        .context("cannot start a thread")?;
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }
        .enable_all()
        .build()
        .context("cannot wait for requests")?;
    runtime.block_on(async {
        let listener = listen(args.port, screen).await?;
        let address = listener.local_addr()?;
        let at = format!("http://{address}");
        screen.print(&format!("{at}\n"))?;
        screen.tell(&format!(
            "Save your edits of {}, and the page shows them. Ctrl-C ends it.",
            args.what
        ));
        if args.open {
            browse(&at, screen);
        }
        let app = Router::new()
            .route("/", get(show).with_state(page))
            .route(reload::PATH, get(reload::ask).with_state(news.clone()))
            .layer(from_fn_with_state(news, reload::with_script))
            .layer(from_fn_with_state(address, guard::only_from_here))
            .layer(from_fn(guard::only_reads));
        axum::serve(listener, app).await.context("cannot serve")
    })
}

async fn show(State(page): State<Page>) -> impl IntoResponse {
    let page = page.read().unwrap_or_else(PoisonError::into_inner).clone();
    ([(header::CACHE_CONTROL, "no-store")], Html(page))
}

/// Checks it at first and at each edit, and makes the page of what came of that.
fn follow(args: &Args, page: &Page, tell: &watch::Sender<News>, screen: &Screen) {
    let mut seen = None;
    loop {
        let now = state(&args.watch);
        if seen == Some(now) {
            thread::sleep(LOOK);
            continue;
        }
        seen = Some(now);
        let made = checked(args).unwrap_or_else(|error| {
            screen.report(&error);
            page::message(&args.what, &format!("{error:#}"))
        });
        *page.write().unwrap_or_else(PoisonError::into_inner) = made;
        screen.tell(&format!("checked {}", args.what));
        tell.send_modify(News::built);
    }
}

/// Another number after each edit.
fn state(paths: &[PathBuf]) -> u64 {
    fn look(path: &Path, hasher: &mut DefaultHasher) {
        let mut entries: Vec<PathBuf> = match fs::read_dir(path) {
            Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
            Err(_) => return fs::read(path).ok().hash(hasher),
        };
        entries.sort();
        entries.iter().for_each(|entry| look(entry, hasher));
    }
    let mut hasher = DefaultHasher::new();
    paths.iter().for_each(|path| look(path, &mut hasher));
    hasher.finish()
}

/// Runs the command that checks it, and makes the page.
fn checked(args: &Args) -> anyhow::Result<String> {
    let file = args
        .root
        .join(format!("target/workbook/play-{}.json", std::process::id()));
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let ran = Command::new(&args.command)
        .args(["play", &args.what, "--data"])
        .arg(&file)
        .current_dir(&args.root)
        .stdin(Stdio::null())
        .output();
    let ran = ran.context("cannot run the command that checks")?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        anyhow::bail!("{} cannot be checked:\n{}", args.what, said.trim());
    }
    let data = fs::read_to_string(&file).context("cannot read what was checked");
    let _ = fs::remove_file(&file);
    // A file that is not there is shown without its lines.
    let read = |name: &str| Ok(fs::read_to_string(args.root.join(name)).unwrap_or_default());
    page::page(&data?, &read)
}
