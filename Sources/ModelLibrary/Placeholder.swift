// ModelLibrary: being built.
