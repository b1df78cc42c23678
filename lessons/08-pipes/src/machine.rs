//! What `waiting` knows about the machine. The models replace it with a machine of one core.

/// Whether this process may use several cores and can find out which one it runs on.
#[cfg(target_os = "linux")]
pub fn knows_several_cores() -> bool {
    rustix::thread::sched_getaffinity(None).is_ok_and(|cores| cores.count() > 1)
}

/// Whether this process may use several cores and can find out which one it runs on.
#[cfg(not(target_os = "linux"))]
pub fn knows_several_cores() -> bool {
    false
}

/// The number of the core on which the caller runs, if the operating system reports it.
#[cfg(target_os = "linux")]
pub fn core() -> Option<u32> {
    u32::try_from(rustix::thread::sched_getcpu()).ok()
}

/// The number of the core on which the caller runs, if the operating system reports it.
#[cfg(not(target_os = "linux"))]
pub fn core() -> Option<u32> {
    None
}
