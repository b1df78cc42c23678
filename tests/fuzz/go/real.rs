//! Nothing in place of Go's channel: no program that uses one is for the real side.

use super::sync::channel::{Receiver, Sender};
use std::marker::PhantomData;

pub struct Chan<T>(PhantomData<fn() -> T>);

const NONE: &str = "only the checkers have it";

impl<T> Chan<T> {
    pub fn new(_capacity: usize) -> Self {
        Chan(PhantomData)
    }

    pub fn nil() -> Self {
        Chan(PhantomData)
    }

    pub fn send(&self, _message: T) {
        unreachable!("{NONE}");
    }

    pub fn recv(&self) -> Option<T> {
        unreachable!("{NONE}");
    }

    pub fn iter(&self) -> impl Iterator<Item = T> {
        std::iter::from_fn(|| unreachable!("{NONE}"))
    }

    pub fn close(&self) {
        unreachable!("{NONE}");
    }

    pub fn len(&self) -> usize {
        unreachable!("{NONE}");
    }

    pub fn receiver(&self) -> &Receiver<T> {
        unreachable!("{NONE}");
    }

    pub fn sender(&self) -> &Sender<T> {
        unreachable!("{NONE}");
    }
}
