//! How a rendering is written: how wide, with which characters, in colour or not.

use std::io::IsTerminal;

/// The style of a rendering.
///
/// # Examples
/// ```
/// use recording::Style;
///
/// let style = Style { ascii: true, ..Style::default() };
/// assert_eq!((style.width, style.colour), (100, false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// No line has more columns than this. Less than [`Style::NARROWEST`] counts as that.
    pub width: usize,
    /// No character above 0x7E, the user's own text included.
    pub ascii: bool,
    /// Colours, as ANSI escape sequences. They stress what the text says and add nothing to it.
    pub colour: bool,
    /// Numbered sentences in place of a drawing.
    pub plain: bool,
}

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// It failed, or fails here.
    Bad,
    /// It holds.
    Good,
    /// What to look at: a switch, a choice.
    Note,
    /// The frame around what is said.
    Dim,
}

impl Style {
    /// The fewest columns that a rendering is made for.
    pub const NARROWEST: usize = 20;

    /// The style for what the standard output is connected to.
    ///
    /// The width is `COLUMNS`, else 100. ASCII is used where `LC_ALL`, `LC_CTYPE` or `LANG` (the
    /// first that is set) does not name UTF-8. Colours are used on a terminal, unless `NO_COLOR` is
    /// set or `TERM` is `dumb`. `plain` is off.
    pub fn for_terminal() -> Self {
        let terminal = std::io::stdout().is_terminal();
        Self::from_environment(terminal, cfg!(windows), |name| std::env::var(name).ok())
    }

    fn from_environment(
        terminal: bool,
        windows: bool,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
        let utf8 = match locale {
            Some(locale) => {
                let locale = locale.to_ascii_lowercase();
                locale.contains("utf-8") || locale.contains("utf8")
            }
            // Windows names no locale in its environment, and its terminals know UTF-8.
            None => windows,
        };
        Style {
            width: set("COLUMNS")
                .and_then(|columns| columns.parse().ok())
                .unwrap_or(Style::default().width),
            ascii: !utf8,
            colour: terminal && set("NO_COLOR").is_none() && set("TERM").as_deref() != Some("dumb"),
            plain: false,
        }
    }

    /// The columns there are.
    pub(super) fn columns(&self) -> usize {
        self.width.max(Style::NARROWEST)
    }

    /// `text` in a colour, if colours are wanted. Measure before, not after.
    pub(super) fn paint(&self, paint: impl Into<Option<Paint>>, text: &str) -> String {
        let (true, false, Some(paint)) = (self.colour, text.is_empty(), paint.into()) else {
            return text.to_string();
        };
        let code = match paint {
            Paint::Bad => "1;31",
            Paint::Good => "32",
            Paint::Note => "1;33",
            Paint::Dim => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// A sign of the drawing, or what stands for it in ASCII; equally wide but for `…` and `✓`.
    pub(super) fn sign(&self, sign: &str) -> String {
        super::text::clean(sign, self.ascii)
    }
}

impl Default for Style {
    /// 100 columns of Unicode without colours, drawn.
    fn default() -> Self {
        Style {
            width: 100,
            ascii: false,
            colour: false,
            plain: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(terminal: bool, variables: &[(&str, &str)]) -> Style {
        Style::from_environment(terminal, false, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert!(!style(true, &[("LANG", "de_DE.UTF-8")]).ascii);
        assert!(!style(true, &[("LC_ALL", ""), ("LANG", "C.utf8")]).ascii);
        assert!(style(true, &[("LC_ALL", "C"), ("LANG", "C.UTF-8")]).ascii);
        assert!(style(true, &[]).ascii);
        assert!(!Style::from_environment(true, true, |_| None).ascii);
    }

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        assert!(style(true, &[("NO_COLOR", "")]).colour);
        assert!(!style(true, &[("NO_COLOR", "1")]).colour);
        assert!(!style(true, &[("TERM", "dumb")]).colour);
        assert!(!style(false, &[]).colour);
    }

    #[test]
    fn columns_that_are_no_number_are_ignored() {
        assert_eq!(style(true, &[("COLUMNS", "72")]).width, 72);
        assert_eq!(style(true, &[("COLUMNS", "wide")]).width, 100);
        assert_eq!(style(true, &[("COLUMNS", "0")]).columns(), Style::NARROWEST);
    }
}
