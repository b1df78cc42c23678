//! What every twin needs, of whichever checker: plain state, and where its caller stands.

pub(crate) use crate::loom::sync::wait::{here, plain};
