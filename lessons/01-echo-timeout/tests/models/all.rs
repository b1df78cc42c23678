// The technique and its traps.

#[allow(dead_code)]
#[path = "../../src/echo.rs"]
mod echo;
#[allow(dead_code)]
#[path = "../../src/echoed.rs"]
mod echoed;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod abandoned;
    pub mod late_write;
    pub mod sleeps_past_eof;
}

#[path = "echoing.rs"]
mod echoing;
