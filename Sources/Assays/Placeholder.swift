// Assays: being built.
