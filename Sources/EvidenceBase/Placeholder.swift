// EvidenceBase: being built.
