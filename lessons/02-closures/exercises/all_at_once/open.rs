//! The answer, and the model that grades it.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../all_at_once.rs", by explorer loom);
