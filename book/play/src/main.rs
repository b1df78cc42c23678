//! Serves the player and the scheduler for what a learner is working on. `cargo workbook play` starts it, and tells it
//! what to show: each line of its standard input is JSON.
//!
//! | line | what it says |
//! |---|---|
//! | `{"doing": "compiling …"}` | what is done meanwhile |
//! | `{"page": {…}}` | what was found, for `page::page` |
//!
//! It ends at the end of its standard input.

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use clap::{ColorChoice, Parser};
use lesson_program::screen::Screen;
use serde_json::Value;
use std::fs;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use tokio::sync::watch;
use workbook_play::page;
use workbook_play::server::reload::{self, News};
use workbook_play::server::{browse, guard, listen};

/// Serves on loopback what its standard input tells of an answer, or of a model.
#[derive(Clone, Debug, Parser)]
#[command(name = "play")]
struct Args {
    /// The exercise, or the model.
    what: String,
    /// The clone.
    #[arg(long)]
    root: PathBuf,
    /// The port; another one if it is taken.
    #[arg(long, default_value_t = 3001)]
    port: u16,
    /// Opens it in the browser.
    #[arg(long)]
    open: bool,
}

/// The page as it is now.
type Page = Arc<RwLock<String>>;

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
    let (root, made, told) = (args.root.clone(), page.clone(), screen.clone());
    thread::Builder::new()
        .spawn(move || follow(&root, &made, tell, &told))
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
        if args.open {
            browse(&at, screen);
        }
        let mut over = news.clone();
        let app = Router::new()
            .route("/", get(show).with_state(page))
            .route(reload::PATH, get(reload::ask).with_state(news.clone()))
            .layer(from_fn_with_state(news, reload::with_script))
            .layer(from_fn_with_state(address, guard::only_from_here))
            .layer(from_fn(guard::only_reads));
        let serving = tokio::spawn(async { axum::serve(listener, app).await });
        // Whoever told the news is gone: so is the command. What is still asked is not answered.
        while over.changed().await.is_ok() {}
        serving.abort();
        Ok(())
    })
}

async fn show(State(page): State<Page>) -> impl IntoResponse {
    let page = page.read().unwrap_or_else(PoisonError::into_inner).clone();
    ([(header::CACHE_CONTROL, "no-store")], Html(page))
}

/// Makes the page of what is told, up to the end.
fn follow(root: &Path, page: &Page, tell: watch::Sender<News>, screen: &Screen) {
    // A file that is not there is shown without its lines.
    let read = |name: &str| Ok(fs::read_to_string(root.join(name)).unwrap_or_default());
    for line in io::stdin().lock().split(b'\n').map_while(Result::ok) {
        let Ok(told) = serde_json::from_slice::<Value>(&line) else {
            screen.warn("this is no JSON, and was left out");
            continue;
        };
        if let Some(doing) = told["doing"].as_str() {
            tell.send_modify(|news| news.doing(doing));
        }
        if told["page"].is_object() {
            let id = told["page"]["id"].as_str().unwrap_or_default();
            let made = page::page(&told["page"], &read).unwrap_or_else(|error| {
                screen.report(&error);
                page::message(id, &format!("{error:#}"))
            });
            *page.write().unwrap_or_else(PoisonError::into_inner) = made;
            tell.send_modify(News::built);
        }
    }
}
