//! The answer, and the model that grades it.

#![allow(dead_code, clippy::duplicate_mod)]

checker::graded!(answer = "../one_lane_at_a_time.rs", by explorer);
