// DoseResponse: being built.
