//! What a person reads of a file: paragraphs without code, markup and addresses, and how long their sentences are.

/// What a person reads of a file.
#[derive(Default)]
pub(super) struct Prose {
    /// Paragraphs without code, markup and addresses; each begins at a line.
    pub(super) paragraphs: Vec<(usize, String)>,
    /// How many sentences paragraphs of running text have, and how many words those have.
    pub(super) sentences: usize,
    pub(super) words: usize,
}

impl Prose {
    /// Adds a paragraph; `runs`: it is made of sentences, as a heading or a row of a table is not.
    fn add(&mut self, line: usize, text: &str, runs: bool) {
        let text = without_code(text);
        if runs {
            let (sentences, words) = sentences(&text);
            self.sentences += sentences;
            self.words += words;
        }
        self.paragraphs.push((line, text));
    }

    /// Reads Markdown, with directives of the book.
    pub(super) fn markdown(text: &str) -> Prose {
        let mut prose = Prose::default();
        let mut fence: Option<&str> = None;
        let (mut begins, mut paragraph) = (0, String::new());
        let mut hidden = false;
        for (at, line) in text.lines().chain([""]).enumerate() {
            let trimmed = line.trim().trim_start_matches("> ");
            let mark = ["```", "~~~"]
                .into_iter()
                .find(|mark| trimmed.starts_with(mark));
            if let Some(open) = fence {
                fence = fence.filter(|_| !trimmed.starts_with(open));
                continue;
            }
            let is_tag = |tags: [&str; 2]| tags.iter().any(|tag| trimmed.starts_with(tag));
            hidden = (hidden || is_tag(["<script", "<style"])) && !trimmed.ends_with("</script>");
            let alone = trimmed.starts_with(['#', '|', '<']) || trimmed.starts_with("{{#");
            let is_item = trimmed.starts_with("- ")
                || trimmed.starts_with("* ")
                || trimmed.starts_with(": ")
                || trimmed.split_once(". ").is_some_and(|(number, _)| {
                    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
                });
            if trimmed.is_empty() || alone || is_item || mark.is_some() || hidden {
                if !paragraph.is_empty() {
                    // A term stands alone on the line before its definition.
                    prose.add(begins, &paragraph, !trimmed.starts_with(": "));
                    paragraph.clear();
                }
                if alone && !trimmed.starts_with("{{#") && !hidden {
                    prose.add(at + 1, trimmed, false);
                }
            }
            fence = mark;
            if trimmed.is_empty() || alone || mark.is_some() || hidden {
                continue;
            }
            if paragraph.is_empty() {
                begins = at + 1;
            }
            paragraph.push_str(trimmed);
            paragraph.push(' ');
        }
        prose
    }

    /// Reads the doc comments of what is public in a source, or of `all`; those of the file if it is a `page`.
    pub(super) fn of_public_docs(text: &str, page: bool, all: bool) -> Prose {
        let (mut docs, mut block) = (vec![], vec![]);
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if let Some(doc) = line.strip_prefix("//!").filter(|_| page) {
                docs.push((at + 1, doc.to_string()));
            } else if let Some(doc) = line.strip_prefix("///") {
                block.push((at + 1, doc.to_string()));
            } else if !line.starts_with("#[") {
                let is_public = line.starts_with("pub ") || line.starts_with("macro_rules!");
                docs.extend(block.drain(..).filter(|_| all || is_public));
                docs.push((at + 1, String::new()));
            }
        }
        let last = docs.last().map_or(0, |(line, _)| *line);
        let mut lines = vec![""; last];
        for (line, doc) in &docs {
            lines[line - 1] = doc;
        }
        Prose::markdown(&lines.join("\n"))
    }

    /// Reads what stands between quotation marks: hints, titles and reasons.
    pub(super) fn of_strings(text: &str) -> Prose {
        let mut prose = Prose::default();
        let lines = text.lines().enumerate();
        for (at, line) in lines.filter(|(_, line)| !line.trim().starts_with('#')) {
            let strings = line.split('"').skip(1).step_by(2);
            strings.for_each(|string| prose.add(at + 1, string, true));
        }
        prose
    }
}

/// `text` without code, tags and addresses: a word stands for each code span.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<', '{', ']']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let skip = match tail.as_bytes()[0] {
            b'`' => {
                let ticks = tail.len() - tail.trim_start_matches('`').len();
                let close = tail[ticks..].find(&tail[..ticks]);
                if close.is_some() {
                    out.push_str("code");
                }
                close.map(|close| 2 * ticks + close)
            }
            b'<' => tail.find('>').map(|close| close + 1),
            b'{' if tail.starts_with("{{#") => tail.find("}}").map(|close| close + 2),
            b']' if tail.starts_with("](") => tail.find(')').map(|close| close + 1),
            _ => None,
        };
        let skip = skip.unwrap_or(1);
        rest = &tail[skip..];
    }
    out + rest
}

/// The words of a text in small letters.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let words = text.split(|c| !is_part(c));
    let words = words.map(|word| word.trim_matches('-').to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// How many sentences a paragraph has, and how many words.
fn sentences(text: &str) -> (usize, usize) {
    let text = text.replace("e.g.", "eg").replace("i.e.", "ie");
    let text = text.replace(['*', '_', '"', '”', '“', ')'], "");
    let ends = [". ", "? ", "! ", ".\n"];
    let mut marked = format!("{} ", text.trim());
    for end in ends {
        marked = marked.replace(end, "\u{1}");
    }
    let sentences = marked
        .split('\u{1}')
        .map(|sentence| words_of(sentence).len());
    let lengths: Vec<usize> = sentences.filter(|words| *words > 0).collect();
    (lengths.len(), lengths.iter().sum())
}

#[test]
fn sentences_are_counted_without_headings_and_code() {
    let prose = Prose::markdown(
        "# A title\n\nOne two three. Four `let a = 1;` *six*!\n\n- Seven, eight\n  nine.\n\nA term\n: Is ten.\n",
    );
    assert_eq!((prose.sentences, prose.words), (4, 11));
}
