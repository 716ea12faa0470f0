// NumericalMethods: being built.
