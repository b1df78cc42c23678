//! `serve`: streams records and accepts uploads, over HTTP.

pub mod background;
mod body;
mod head;
mod house;
mod records;
mod routes;
mod seat;
mod server;
mod timer;
mod upload;

use clap::Parser;
use lesson_08::sync::Arc;
use lesson_08::sync::time::Duration;
use lesson_interrupt::on_interrupt;
use lesson_program::args::{duration, size};
use lesson_program::screen::Screen;
use server::{Limits, Server};
use std::process::ExitCode;
use tokio::sync::Notify;

/// Where, and how much.
#[derive(Debug, Parser)]
pub struct ServeArgs {
    /// Address to listen on; the default accepts no connections from other machines
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub addr: String,

    /// Largest upload that is accepted
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = size)]
    pub max_upload: u64,

    /// Most connections at once; above that, idle ones are closed first
    #[arg(long, value_name = "N", default_value_t = 512)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    pub connections: u16,

    /// Time limit for a client that sends or reads nothing
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    pub idle: Duration,
}

/// Serves until Ctrl-C.
pub fn run(
    serve: &ServeArgs,
    timeout: Option<Duration>,
    screen: &Screen,
) -> anyhow::Result<ExitCode> {
    let stop = Arc::new(Notify::new());
    let stops = stop.clone();
    on_interrupt(move || stops.notify_one())?;
    let limits = Limits {
        connections: serve.connections.into(),
        upload: serve.max_upload,
        idle: serve.idle,
        timeout,
    };
    let server = Server::bind(&serve.addr, limits)?;
    let url = server.url();
    screen.print(&format!("{url}\n"))?;
    screen.hint(&format!(
        "curl -N '{url}/records?n=5&every=1s'; Ctrl-C ends it"
    ));
    server.run(&stop);
    Ok(ExitCode::SUCCESS)
}
