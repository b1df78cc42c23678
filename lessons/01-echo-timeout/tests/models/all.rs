// The correct echo, the first version, and the traps.

#[allow(dead_code)]
#[path = "../../src/echo.rs"]
mod echo;
#[allow(dead_code)]
#[path = "../../src/echoed.rs"]
mod echoed;
#[path = "../../src/first_try.rs"]
mod first_try;
#[allow(dead_code)]
#[path = "../../src/traps"]
mod traps {
    pub mod abandoned;
    pub mod late_write;
    pub mod sleeps_past_eof;
}

#[path = "echoing.rs"]
mod echoing;
