"""What is looked for in the content: one module per kind of mistake, each a function from contents to problems."""
