// Reports: being built.
