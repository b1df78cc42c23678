//! Go's channel.

use super::channels::Message;
use super::ops::Noted;
use super::world::{Mine, World};
use crate::language::{GO, Op, message};
use crate::outcome::Note;

pub fn run(world: &World, mine: &mut Mine, place: usize, op: &Op) -> Noted {
    let go = &world.go;
    let plain = || Message::plain(message(mine.me, place, 0));
    Some(vec![match op {
        Op::Send(GO) => {
            go.send(plain());
            Note::Ok
        }
        Op::Recv(GO) => match go.recv() {
            Some(message) => mine.keep(message),
            None => Note::Disconnected,
        },
        Op::Iter(GO) => {
            go.iter().for_each(|message| mine.note(world, message));
            Note::End
        }
        Op::Len(GO) => Note::Value(go.len() as u64),
        Op::Close => {
            go.close();
            return Some(vec![]);
        }
        Op::SendNil => {
            world.nil.send(plain());
            Note::Ok
        }
        Op::RecvNil => {
            world.nil.recv();
            Note::Ok
        }
        Op::CloseNil => {
            world.nil.close();
            return Some(vec![]);
        }
        _ => return None,
    }])
}
