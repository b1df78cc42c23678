//! What every rendering keeps to, and what the renderings of the samples look like.

mod frames;
mod generate;
mod json;
mod properties;
mod screens;
