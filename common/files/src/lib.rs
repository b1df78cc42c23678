//! Files that appear under their names whole or not at all.
//!
//! A file is written under a temporary name in the folder that it will be in, and renamed when it is
//! complete. What happens to the destination:
//!
//! | destination | what happens |
//! |---|---|
//! | nothing | a new file is created, and the process's umask decides its mode |
//! | a file | it is replaced; the new one has its mode and owner ([`attributes::keep`]) |
//! | a symbolic link | it stays, and the file that it points to is replaced or created |
//! | a folder, or links that lead in a circle | refused |
//! | a pipe, a device, one of `/dev/fd` | written to as it is: nothing could take its place |
//!
//! Access control lists and extended attributes are not kept. If the file that is replaced has other
//! hard links, those keep the old contents. Ctrl-C and what else [`lesson_interrupt`] listens for
//! remove temporary files if the program calls [`temporary::remove_all`] then; a limit on the size of
//! files (`ulimit -f`) is an error of the write. SIGQUIT, SIGKILL and the end of CPU time
//! (`ulimit -t`) end the process at once and leave the temporary file, `.unfinished-….tmp`, behind.

#![warn(missing_docs)]

pub mod attributes;
mod destination;
mod explained;
mod output;
pub mod temporary;

pub use destination::folder_of;
pub use output::{Output, replace};
