//! The functions of a source as rustfmt leaves it, so that a trap's can be compared with its technique's.

/// A function as it is compared: where a technique has a method, a trap may have a function whose first parameter is the same.
pub(super) struct Function<'a> {
    pub name: &'a str,
    /// The type of the first parameter; none for the `self` of a method.
    first: Option<String>,
    /// The comments and attributes above it, the rest of its signature in one line, and its body. The first parameter is called
    /// `self`; type parameters and bounds are left out, since those of a method may stand at its `impl`.
    pub text: String,
}

impl Function<'_> {
    pub fn is_marked(&self) -> bool {
        self.text.contains("// TRAP:")
    }

    /// Whether both are the same function. A trap may call its technique `self.0`.
    pub fn is(&self, other: &Function<'_>) -> bool {
        let code = |of: &Function<'_>| code(&of.text).replace("&self.0", "self");
        let code = |of| code(of).replace("self.0", "self");
        let types = self.first.as_ref().zip(other.first.as_ref());
        let types_agree = types.is_none_or(|(one, other)| one == other);
        self.name == other.name && types_agree && code(self) == code(other)
    }
}

/// The functions of a source, and the lines that are in none.
pub(super) fn functions(source: &str) -> (Vec<Function<'_>>, String) {
    let (mut functions, mut rest, mut above) = (vec![], String::new(), String::new());
    let mut this = "Self";
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        this = implementor(start).unwrap_or(this);
        let Some((name, after)) = name(start) else {
            above += &format!("{start}\n");
            if !start.starts_with("//") && !start.starts_with("#[") {
                rest += &std::mem::take(&mut above);
            }
            continue;
        };
        let mut signature = after.to_string();
        while !signature.ends_with(['{', '}', ';']) {
            let line = lines.next().expect("the rest of a signature");
            signature += &format!(" {}", line.trim());
        }
        let mut body = String::new();
        if signature.ends_with('{') {
            let end = format!("{}}}", &line[..line.len() - start.len()]);
            for line in lines.by_ref().take_while(|line| **line != end) {
                body += &format!("{line}\n");
            }
        }
        let (argument, first, others) = parameters(&signature, this);
        let body = with(&with(&body, &argument, "self"), "Self", this);
        let text = format!("{}fn(self{others}\n{body}", std::mem::take(&mut above));
        functions.push(Function { name, first, text });
    }
    (functions, rest + &above)
}

/// The name of the function that begins in this line, and what follows it.
fn name(line: &str) -> Option<(&str, &str)> {
    let starts = ["fn ", "pub fn ", "pub(crate) fn "];
    let after = starts.iter().find_map(|start| line.strip_prefix(start))?;
    Some(after.split_at(after.find(['(', '<'])?))
}

/// The type that an `impl` is for.
fn implementor(line: &str) -> Option<&str> {
    let after = line.strip_prefix("impl")?;
    let after = match after.strip_prefix('<') {
        Some(parameters) => parameters.split_once("> ")?.1,
        None => after.strip_prefix(' ')?,
    };
    let of = after.split_once(" for ").map_or(after, |(_, of)| of);
    Some(of.trim_end_matches(" {"))
}

/// The first parameter's name and its type, and the signature after it. `this` is what `Self` stands for.
fn parameters(signature: &str, this: &str) -> (String, Option<String>, String) {
    let open = if signature.starts_with('<') {
        ">("
    } else {
        "("
    };
    let (_, all) = signature.split_once(open).expect("parameters");
    let all = all.trim_start().trim_end_matches(['{', '}', ';', ' ']);
    let (all, _) = all.split_once(" where ").unwrap_or((all, ""));
    let (first, others) = all.split_at(end_of_first(all));
    let others = with(others, "Self", this).replace(", )", ")");
    match first.split_once(": ") {
        Some((argument, of)) => {
            let argument = argument.trim_start_matches("mut ");
            (argument.into(), Some(with(of, "Self", this)), others)
        }
        None => ("self".into(), None, others),
    }
}

/// Where the first of these parameters ends.
fn end_of_first(parameters: &str) -> usize {
    let mut depth = 0;
    let parameters = parameters.replace("->", "  ");
    let end = parameters.find(|char| {
        let ends = depth == 0 && matches!(char, ',' | ')');
        match char {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth -= 1,
            _ => {}
        }
        ends
    });
    end.expect("the end of the parameters")
}

/// The text with `new` wherever the word `old` stands.
fn with(text: &str, old: &str, new: &str) -> String {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    let words = text.split_inclusive(|char| !is_part(char));
    let words = words.map(|word| match word.strip_prefix(old) {
        Some(end) if !end.starts_with(is_part) => format!("{new}{end}"),
        _ => word.into(),
    });
    words.collect()
}

/// A line of code. What explains may differ, and who may see what.
pub(super) fn code_line(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches("pub(crate) ");
    let line = line.trim_start_matches("pub ");
    (!line.starts_with("//")).then_some(line)
}

/// What a text does, in order: its code without attributes, imports, and what depends on where rustfmt breaks the lines.
pub(super) fn code(text: &str) -> String {
    let lines = text.lines().filter_map(code_line);
    let lines = lines.filter(|line| !line.starts_with("#[") && !line.starts_with("use "));
    let lines = lines.filter_map(|line| line.split(" // ").next());
    let code = lines.flat_map(str::split_whitespace).collect::<String>();
    code.replace(",)", ")")
        .replace(",]", "]")
        .replace(",}", "}")
}
