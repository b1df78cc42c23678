//! The trap `@hyphened@`. NEW: what goes wrong, in a sentence, and the interleaving in which it does.
// NEW: the technique's function with its own signature, and a `// TRAP:` above each line that makes it wrong.
