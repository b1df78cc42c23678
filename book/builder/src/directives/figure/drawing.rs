//! What a drawing may be made of, so that it follows the theme and can be read on a phone.

use anyhow::{Context, bail, ensure};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use std::cell::RefCell;

/// The widest that is still read on a phone, in units of the drawing.
const WIDEST: f64 = 380.0;
/// The smallest letters, in the same units.
const SMALLEST: f64 = 12.0;

const TAGS: [&str; 14] = [
    "svg", "title", "desc", "g", "line", "path", "rect", "circle", "ellipse", "polyline",
    "polygon", "text", "tspan", "defs",
];
/// What is drawn, and so needs a class that says how.
const DRAWN: [&str; 8] = [
    "line", "path", "rect", "circle", "ellipse", "polyline", "polygon", "text",
];
const ATTRIBUTES: &str = "xmlns viewbox role aria-labelledby aria-describedby class id x y x1 y1 x2 y2 dx dy \
    cx cy r rx ry width height d points transform text-anchor dominant-baseline font-size";
const CLASSES: &str = "fig-line fig-box fig-text fig-code fig-note fig-arrow fig-dashed fig-alarm \
    fig-thread-1 fig-thread-2 fig-thread-3 fig-thread-4 fig-fill-1 fig-fill-2 fig-fill-3 fig-fill-4";

/// What of a drawing is looked at.
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) ids: Vec<String>,
    /// What is open: its name, and whether a class says how what is in it is drawn.
    open: Vec<(String, bool)>,
    /// What has text.
    told: Vec<String>,
    wrong: Option<String>,
}

struct Reader(RefCell<Drawing>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut drawing = self.0.borrow_mut();
        if drawing.wrong.is_some() {
            return TokenSinkResult::Continue;
        }
        let looked = match &token {
            Token::TagToken(tag) => drawing.tag(tag),
            Token::CharacterTokens(text) if !text.trim().is_empty() => drawing.text(),
            Token::ParseError(error) => Err(anyhow::anyhow!("{error}")),
            _ => Ok(()),
        };
        drawing.wrong = looked.err().map(|error| format!("line {line}: {error:#}"));
        TokenSinkResult::Continue
    }
}

impl Drawing {
    pub(super) fn read(svg: &str) -> anyhow::Result<Drawing> {
        let svg = svg.trim();
        ensure!(
            svg.starts_with("<svg"),
            "it begins with <svg, without a head and without comments before it"
        );
        ensure!(
            svg.contains("viewBox=\""),
            "<svg> has no viewBox=\"0 0 WIDTH HEIGHT\""
        );
        let tokenizer = Tokenizer::new(Reader(RefCell::default()), Default::default());
        let queue = BufferQueue::default();
        queue.push_back(svg.into());
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        let drawing = tokenizer.sink.0.into_inner();
        if let Some(wrong) = drawing.wrong {
            bail!("{wrong}");
        }
        if let Some((open, _)) = drawing.open.last() {
            bail!("<{open}> is never closed");
        }
        for told in ["title", "desc"] {
            ensure!(
                drawing.told.iter().any(|one| one == told),
                "it has no <{told}> with text: screen readers read it aloud"
            );
        }
        Ok(drawing)
    }

    fn text(&mut self) -> anyhow::Result<()> {
        let (open, _) = self.open.last().context("text outside of <svg>")?;
        ensure!(
            ["title", "desc", "text", "tspan"].contains(&open.as_str()),
            "text in <{open}> is not shown: put it into <text>"
        );
        self.told.push(open.clone());
        Ok(())
    }

    fn tag(&mut self, tag: &Tag) -> anyhow::Result<()> {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            let open = self.open.pop().map(|(open, _)| open);
            ensure!(
                open.as_ref() == Some(&name),
                "</{name}> closes <{}>",
                open.unwrap_or_else(|| "nothing".into())
            );
            return Ok(());
        }
        ensure!(
            TAGS.contains(&name.as_str()),
            "<{name}> is not for figures: known are {}",
            TAGS.join(", ")
        );
        let value = |wanted: &str| {
            let mut found = tag.attrs.iter();
            let found = found.find(|one| &*one.name.local == wanted);
            found.map(|one| one.value.to_string())
        };
        let is_root = self.open.is_empty();
        ensure!(is_root == (name == "svg"), "one <svg>, and all else in it");
        for one in &tag.attrs {
            let (attribute, value) = (&*one.name.local, &*one.value);
            self.attribute(&name, attribute, value)?;
        }
        if is_root {
            self.width = width(&value("viewbox").unwrap_or_default())?;
            ensure!(
                value("role").as_deref() == Some("img"),
                "<svg> has no role=\"img\""
            );
        }
        let inherits = self.open.last().is_some_and(|(_, classed)| *classed);
        let classed = inherits || value("class").is_some();
        ensure!(
            classed || !DRAWN.contains(&name.as_str()),
            "<{name}> has no class, so no theme gives it a color: known are {CLASSES}"
        );
        if !tag.self_closing {
            self.open.push((name, classed));
        }
        Ok(())
    }

    fn attribute(&mut self, tag: &str, attribute: &str, value: &str) -> anyhow::Result<()> {
        ensure!(
            ATTRIBUTES
                .split_whitespace()
                .any(|known| known == attribute),
            "<{tag} {attribute}>: a figure's looks are its classes, {CLASSES}; \
             attributes that are known are {ATTRIBUTES}"
        );
        match attribute {
            "width" | "height" if tag == "svg" => {
                bail!("<svg {attribute}>: its viewBox says how large it is")
            }
            "class" => {
                for class in value.split_whitespace() {
                    ensure!(
                        CLASSES.split_whitespace().any(|known| known == class),
                        "there is no class {class}: known are {CLASSES}"
                    );
                }
            }
            "font-size" => {
                let size: f64 = value.trim_end_matches("px").parse().context("font-size")?;
                ensure!(
                    size >= SMALLEST,
                    "font-size {size} cannot be read on a phone: at least {SMALLEST}"
                );
            }
            "transform" => ensure!(
                !value.contains("scale") && !value.contains("matrix"),
                "transform=\"{value}\" makes letters small or large: translate and rotate only"
            ),
            "id" => self.ids.push(value.into()),
            _ => {}
        }
        Ok(())
    }
}

/// The width of `0 0 WIDTH HEIGHT`.
fn width(view: &str) -> anyhow::Result<f64> {
    let numbers: Result<Vec<f64>, _> = view.split_whitespace().map(str::parse).collect();
    let numbers = numbers.context("viewBox=\"0 0 WIDTH HEIGHT\" has four numbers")?;
    let [_, _, width, height] = numbers[..] else {
        bail!(
            "viewBox=\"0 0 WIDTH HEIGHT\" has four numbers, not {}",
            numbers.len()
        );
    };
    ensure!(
        width > 0.0 && height > 0.0 && width <= WIDEST,
        "viewBox is {width} wide: at most {WIDEST}, or its text is too small on a phone"
    );
    Ok(width)
}
