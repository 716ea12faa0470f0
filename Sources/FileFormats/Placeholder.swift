// FileFormats: being built.
