import Experiments
import ModelLibrary
import Quantities
import Simulation

/// The cells of one line under everything that an experiment asks: equilibrated once, then treated.
struct VirtualCells {
  let line: CellLine
  let vehicle: TreatedPopulation.Arm
  /// In the order of the treatments asked for.
  let conditions: [TreatedPopulation.Arm]
  /// Of the unchanged line; nil if none was asked for.
  let positiveControl: TreatedPopulation.Arm?
  /// The reported times.
  let times: [Time]
  let experiment: CellExperiment
  /// How many of the cells came to rest alive.
  let culture: CultureAtRest
  /// What the treated cells cost.
  let effort: SimulationResult.Effort

  /// - Throws: `UnplatableCulture` if most cells do not come to rest alive.
  init(
    of line: CellLine, _ plan: VirtualAssayPlan, _ demand: CellDemand, _ tally: ProgressTally
  ) async throws {
    let end = demand.times[demand.times.count - 1]
    let founders = try await Self.founders(demand.cell, line.name, plan, tally)
    experiment = founders.experiment
    culture = CultureAtRest(founders)
    guard culture.canBePlated else { throw UnplatableCulture(line: line.name, culture: culture) }
    let inSameCells = demand.positive.flatMap { $0.unchanged == nil ? $0.treatment : nil }
    let treated = try await founders.treated(
      with: [.vehicle] + demand.treatments + [inSameCells].compactMap(\.self), until: end,
      reportedAt: demand.times, proliferation: plan.proliferation(of: line),
      drift: plan.driftWithoutDivision, threads: plan.threads,
      finished: { _ in tally.advance("\(line.name): treating") })
    vehicle = treated.arms[0]
    conditions = Array(treated.arms[1..<demand.treatments.count + 1])
    effort = treated.effort
    if inSameCells != nil {
      positiveControl = treated.arms[demand.treatments.count + 1]
    } else if let positive = demand.positive, let cell = positive.unchanged {
      let unchanged = try await Self.founders(cell, line.name, plan, tally)
      let unchangedCulture = CultureAtRest(unchanged)
      guard unchangedCulture.canBePlated else {
        throw UnplatableCulture(
          line: "\(line.name), unchanged, as positive control", culture: unchangedCulture,
          isUnchanged: true)
      }
      positiveControl = try await unchanged.treated(
        with: [positive.treatment], until: end, reportedAt: demand.times,
        proliferation: plan.proliferation(of: line), drift: plan.driftWithoutDivision,
        threads: plan.threads,
        finished: { _ in tally.advance("\(line.name): positive control") }
      ).arms[0]
    } else {
      positiveControl = nil
    }
    self.line = line
    times = demand.times
  }

  /// The cells of a line at rest.
  static func founders(
    _ cell: CellModel, _ name: String, _ plan: VirtualAssayPlan, _ tally: ProgressTally
  ) async throws -> FounderPopulation {
    try await FounderPopulation(
      of: CellExperiment(cell), size: plan.cells, seed: plan.seed,
      variability: plan.variability, threads: plan.threads,
      finished: { _ in tally.advance("\(name): bringing cells to rest") })
  }
}
