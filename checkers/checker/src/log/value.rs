//! Values of messages and guarded data, where they can be shown without asking for `Debug`.

use std::any::type_name;
use std::fmt;

/// A value as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Its type is none of those that can be shown.
    Unknown,
    Int(i128),
    Bool(bool),
    Text(String),
}

impl Value {
    /// Looks at a value of a primitive type, a string or bytes; others are [`Value::Unknown`].
    ///
    /// The techniques' types carry no `Debug` bound for the checker's sake, so this goes by the
    /// name of the type.
    pub(crate) fn of<T>(value: &T) -> Value {
        /// # Safety
        /// `T` is `U`.
        unsafe fn cast<T, U>(value: &T) -> &U {
            // SAFETY: the caller says that both types are the same.
            unsafe { &*std::ptr::from_ref(value).cast::<U>() }
        }
        macro_rules! known {
            ($($type:ty => $show:expr),* $(,)?) => {
                match type_name::<T>() {
                    $(name if name == type_name::<$type>() && size_of::<T>() == size_of::<$type>() => {
                        let show: fn(&$type) -> Value = $show;
                        // SAFETY: every type named here is std's, and no other type has its name.
                        show(unsafe { cast::<T, $type>(value) })
                    })*
                    _ => Value::Unknown,
                }
            };
        }
        known! {
            u8 => |n| Value::Int((*n).into()),
            u16 => |n| Value::Int((*n).into()),
            u32 => |n| Value::Int((*n).into()),
            u64 => |n| Value::Int((*n).into()),
            usize => |n| Value::Int(*n as i128),
            i8 => |n| Value::Int((*n).into()),
            i16 => |n| Value::Int((*n).into()),
            i32 => |n| Value::Int((*n).into()),
            i64 => |n| Value::Int((*n).into()),
            isize => |n| Value::Int(*n as i128),
            bool => |b| Value::Bool(*b),
            char => |c| Value::Text(c.to_string()),
            &'static str => |s| Value::Text(s.to_string()),
            String => |s| Value::Text(s.clone()),
            Vec<u8> => |b| Value::Text(String::from_utf8_lossy(b).into_owned()),
            () => |()| Value::Unknown,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Unknown => Ok(()),
            Value::Int(n) => write!(f, "{n}"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Text(text) if text.chars().count() > 20 => {
                let start: String = text.chars().take(19).collect();
                write!(f, "{start:?}…")
            }
            Value::Text(text) => write!(f, "{text:?}"),
        }
    }
}
