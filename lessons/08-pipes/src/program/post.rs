//! `post`: streams a file or standard input of any length to a server.

use super::client::{self, Target};
use super::feed;
use super::pump::{BLOCK, pass_on};
use anyhow::Context;
use clap::Parser;
use lesson_08::pipe::{ClosedPipe, PipeWriter};
use lesson_08::sync::time::Duration;
use lesson_program::screen::Screen;
use lesson_program::streams;
use lesson_program::words::show;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to send, and where to.
#[derive(Debug, Parser)]
pub struct PostArgs {
    /// Address to send it to; own starts a server for it
    #[arg(long, value_name = "URL", default_value = "own")]
    pub url: Target,

    /// The file; - means standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Sends it.
pub fn run(
    post: &PostArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let is_standard_input = post.file == Path::new("-");
    let (input, name): (Box<dyn Read + Send>, _) = if is_standard_input {
        let input = streams::input().context("cannot read standard input")?;
        (Box::new(input), "standard input".to_string())
    } else {
        let name = show(&post.file);
        let file = File::open(&post.file).with_context(|| format!("cannot open {name}"))?;
        (Box::new(file), name)
    };
    let work = move |out: &mut &PipeWriter, _: &_| pass_on(BLOCK, input, out);
    let (reader, feed) = feed::start(timeout, work).context("cannot start a thread")?;
    let ended = client::send(
        &post.url,
        reader,
        "application/octet-stream",
        timeout,
        screen,
    );
    let fed = if is_standard_input {
        feed.leave()
    } else {
        feed.join()
    };
    match fed {
        // Its reader has gone, or time is up: that has been told.
        Err(why) if why.get_ref().is_some_and(|why| why.is::<ClosedPipe>()) => ended,
        Err(why) => Err(why).with_context(|| format!("cannot read {name}")),
        Ok(()) => ended,
    }
}
