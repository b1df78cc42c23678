//! What the waiting knows of the machine. The models have a machine of one core in its place.

/// Whether this process may use several cores, and the system tells which one it is on.
#[cfg(target_os = "linux")]
pub fn knows_several_cores() -> bool {
    rustix::thread::sched_getaffinity(None).is_ok_and(|cores| cores.count() > 1)
}

/// Whether this process may use several cores, and the system tells which one it is on.
#[cfg(not(target_os = "linux"))]
pub fn knows_several_cores() -> bool {
    false
}

/// The number of the core on which the caller runs, where the system tells it.
#[cfg(target_os = "linux")]
pub fn core() -> Option<u32> {
    u32::try_from(rustix::thread::sched_getcpu()).ok()
}

/// The number of the core on which the caller runs, where the system tells it.
#[cfg(not(target_os = "linux"))]
pub fn core() -> Option<u32> {
    None
}
