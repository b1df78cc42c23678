//! Right: a channel is the pipe.

use super::sync::channel::{self, Receiver, Sender};
pub struct Reader(Receiver<u8>);
pub struct Writer(Sender<u8>);
pub fn pipe() -> (Reader, Writer) {
    let (tx, rx) = channel::bounded(1);
    (Reader(rx), Writer(tx))
}
impl Writer {
    pub fn write(&self, byte: u8) -> bool {
        self.0.send(byte).is_ok()
    }
}
impl Reader {
    pub fn read(&self) -> u8 {
        self.0.recv().expect("a byte")
    }
}
