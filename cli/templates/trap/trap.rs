//! The trap `@hyphened@`. NEW: say in a sentence what goes wrong, and draw the interleaving in which it does.

// NEW: the technique's function, with its name and its signature, and what makes it wrong below a
// `// TRAP:` comment; nothing else differs. What stays as it is comes from the technique: `use crate::…`.
