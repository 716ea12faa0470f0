/// Something that runs a compiled network.
///
/// An engine owns memory for one run at a time; threads have one each. Results depend on the problem
/// alone, never on what the engine ran before.
public protocol SimulationEngine: ~Copyable {
  mutating func run(_ problem: SimulationProblem) -> SimulationResult
}
