//! The answer, and the model that grades it.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../keep_the_lock.rs", by explorer loom);
