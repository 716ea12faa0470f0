// Simulation: being built.
