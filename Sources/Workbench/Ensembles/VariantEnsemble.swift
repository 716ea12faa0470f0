import Expressions
import NativeKernels
import Quantities
import Simulation

/// Runs every variant of a model to one time and keeps where each ended.
public struct VariantEnsemble: Sendable {
  public let model: FileModel
  public let variants: VariantTable
  public var end: Time
  public var tolerances: Tolerances
  public var threads: Int
  public var engine: EnsembleEngine
  /// How many members are run again at a tight tolerance to measure the error; 0 for none.
  public var checkedMembers = 0

  public init(
    _ model: FileModel, _ variants: VariantTable, until end: Time,
    tolerances: Tolerances = .ensemble, threads: Int = 1, engine: EnsembleEngine = .automatic
  ) {
    self.model = model
    self.variants = variants
    self.end = end
    self.tolerances = tolerances
    self.threads = threads
    self.engine = engine
  }

  /// - Parameter finished: called after each member with how many are done, on any thread.
  public func run(
    finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> VariantEnds {
    let preparing = ContinuousClock.now
    let runner = EnsembleRunner(
      model.network, threads: threads, engine: engine,
      kernels: NativeKernels(), expectedMembers: variants.count)
    let running = ContinuousClock.now
    let members = try await runner.run(
      count: variants.count, problem: { problem($0, tolerances) },
      reduce: { (End($1, at: end), $1.effort) }, finished: finished)
    let done = ContinuousClock.now
    let effort = members.reduce(SimulationResult.Effort()) { $0 + $1.1 }
    let ends = members.map(\.0)
    return VariantEnds(
      species: model.species.map(\.name), names: variants.names, ends: ends,
      backend: runner.backend?.rawValue ?? "cvodes", effort: effort,
      laneUse: runner.laneUse.fraction, compileSeconds: (running - preparing) / .seconds(1),
      runSeconds: (done - running) / .seconds(1), achievedError: try await error(of: ends, runner))
  }

  /// Where one member ended.
  struct End: Sendable {
    /// Amounts in species order; NaN where the member did not reach the end.
    let amounts: [Double]
    let ending: SimulationResult.Ending

    init(_ result: SimulationResult, at end: Time) {
      ending = result.ending
      let readouts = result.trajectory.readoutCount
      amounts =
        result.ending == .reachedEnd
        ? Array(result.trajectory.values.suffix(readouts))
        : [Double](repeating: .nan, count: readouts)
    }
  }

  private func problem(_ member: Int, _ tolerances: Tolerances) -> SimulationProblem {
    let (inputs, state) = model.start(
      setting: Array(zip(variants.places, variants.rows[member])), at: .zero)
    return SimulationProblem(
      until: end, inputs: inputs, initialState: state, outputTimes: [end], tolerances: tolerances)
  }

  /// The largest |x − tight| / max(|tight|, 1) over the members checked, which are spread evenly;
  /// nil if none is, or one of them did not reach its end.
  private func error(of ends: [End], _ runner: EnsembleRunner) async throws -> Double? {
    let count = min(checkedMembers, ends.count)
    guard count > 0 else { return nil }
    let chosen = (0..<count).map { $0 * ends.count / count }
    let tight = Tolerances(
      relative: min(1e-9, tolerances.relative / 100), absolute: min(1e-9, tolerances.absolute / 100)
    )
    let again = try await runner.run(
      count: count, problem: { problem(chosen[$0], tight) }, reduce: { End($1, at: end).amounts })
    var worst = 0.0
    for (member, expected) in zip(chosen, again) {
      for (value, exact) in zip(ends[member].amounts, expected) {
        let error = (value - exact).magnitude / max(exact.magnitude, 1)
        guard error.isFinite else { return nil }
        worst = max(worst, error)
      }
    }
    return worst
  }
}
