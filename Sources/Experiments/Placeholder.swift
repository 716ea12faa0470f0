// Experiments: being built.
