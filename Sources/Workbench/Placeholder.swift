// Workbench: being built.
