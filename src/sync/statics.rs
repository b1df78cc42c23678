//! `statics!`: values that all threads share, made when a thread uses them first.

/// Declares statics that are made when a thread uses them first: `static COUNT: Mutex<u32> = Mutex::new(0);`.
///
/// In a model, each execution makes its own. A plain `static` would keep its value from one execution to the
/// next.
///
/// # Examples
/// ```
/// use workbook::sync::{Mutex, statics};
///
/// statics! {
///     static COUNT: Mutex<u32> = Mutex::new(0);
/// }
///
/// *COUNT.lock() += 1;
/// assert_eq!(*COUNT.lock(), 1);
/// ```
#[macro_export]
macro_rules! statics {
    ($($(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty = $init:expr);+ $(;)?) => {
        $(
            $(#[$attribute])*
            $vis static $name: ::std::sync::LazyLock<$type> = ::std::sync::LazyLock::new(|| $init);
        )+
    };
}
