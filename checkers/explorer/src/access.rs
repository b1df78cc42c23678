//! What a step touches, and which steps therefore do not commute.

use crate::context::Context;

/// Something that threads share, as a twin made it with [`object`](crate::object).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Object(pub(crate) u32);

/// How a step touches an object.
///
/// Two accesses commute if both are shared, and of the same class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Commutes with nothing.
    Exclusive,
    /// Commutes with accesses of the same class. Class 0 changes nothing.
    Shared(u8),
}

impl Object {
    /// The same in every execution of a trace, unlike its number.
    pub(crate) fn name(self) -> u32 {
        Context::with(|context| context.objects[self.0 as usize]).unwrap_or_default()
    }
}

impl Access {
    /// Commutes with nothing.
    pub const EXCLUSIVE: Access = Access::Exclusive;
    /// Reads and changes nothing; commutes with other reads.
    pub const READ: Access = Access::Shared(0);
    /// Changes something, in a way that commutes with other updates: counting up, say.
    pub const UPDATE: Access = Access::Shared(1);

    pub(crate) fn conflicts(self, other: Access) -> bool {
        self != other || self == Access::Exclusive
    }
}

/// Which threads a step affects besides those that touch its objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    #[default]
    None,
    /// All but daemons: the execution ends here.
    Threads,
    /// It touched what it had not announced.
    All,
}

/// All that decides whether two steps commute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Footprint {
    pub(crate) accesses: Vec<(Object, Access)>,
    pub(crate) reach: Reach,
    pub(crate) daemon: bool,
}

impl Footprint {
    pub(crate) fn conflicts(&self, other: &Footprint) -> bool {
        match self.reach.max(other.reach) {
            Reach::All => true,
            // The end of an execution; a timer that has not fired by then changes nothing.
            Reach::Threads if !self.daemon && !other.daemon => true,
            _ => self.meets(&other.accesses),
        }
    }

    /// Whether some of these conflict with what it touches.
    pub(crate) fn meets(&self, accesses: &[(Object, Access)]) -> bool {
        self.accesses.iter().any(|(object, access)| {
            let mut theirs = accesses.iter();
            theirs.any(|their| their.0 == *object && their.1.conflicts(*access))
        })
    }

    /// The same with names of objects that are the same in every execution of a trace, unlike their
    /// numbers. Two that happen to have one name seem to conflict, which costs an execution at most.
    pub(crate) fn named(&self) -> Footprint {
        let named = |names: &[u32]| {
            let accesses = self.accesses.iter();
            accesses
                .map(|(object, access)| (Object(names[object.0 as usize]), *access))
                .collect()
        };
        Footprint {
            accesses: Context::with(|context| named(&context.objects)).unwrap_or_default(),
            ..*self
        }
    }

    /// Whether a step with this footprint changes what one with the other looks at.
    pub(crate) fn changes_for(&self, other: &Footprint) -> bool {
        let changes = |(object, access): &(Object, Access)| {
            let mut theirs = other.accesses.iter().filter(|(theirs, _)| theirs == object);
            *access != Access::READ && theirs.any(|(_, theirs)| theirs.conflicts(*access))
        };
        self.reach.max(other.reach) > Reach::None || self.accesses.iter().any(changes)
    }

    pub(crate) fn touch(&mut self, access: (Object, Access)) {
        if !self.accesses.contains(&access) {
            self.accesses.push(access);
        }
    }
}
