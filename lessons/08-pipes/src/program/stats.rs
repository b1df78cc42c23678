//! `--stats`: the memory that it took at the most.

use lesson_program::screen::Screen;
use lesson_program::words::bytes;

/// Says so on standard error.
pub fn tell(screen: &Screen) {
    match peak() {
        Some(peak) => screen.tell(&format!("peak memory: {}", bytes(peak))),
        None => screen.tell("peak memory: not reported by this operating system"),
    }
}

/// The most that it took, in bytes, where the system tells it: on Linux, what was resident at the most.
pub fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
