// Figures: being built.
