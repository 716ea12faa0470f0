import Experiments
import ModelLibrary
import Quantities
import Simulation

/// The cells of one line under everything that a plan gives them: equilibrated once, then treated.
struct VirtualCells {
  let line: CellLine
  let vehicle: TreatedPopulation.Arm
  /// In the order of the plan's conditions.
  let conditions: [TreatedPopulation.Arm]
  /// Of the unchanged line; nil if none was asked for.
  let positiveControl: TreatedPopulation.Arm?
  /// The reported times.
  let times: [Time]
  let experiment: CellExperiment
  /// How many of the cells came to rest alive.
  let culture: CultureAtRest

  /// - Parameters:
  ///   - positive: what gives the full effect, for `positiveTime`, reported like the rest.
  ///   - observables: what is read from each cell beside its marks.
  ///   - times: when cells are reported, ascending; the last ends the watch.
  /// - Throws: `UnplatableCulture` if most cells do not come to rest alive.
  init(
    of line: CellLine, _ plan: VirtualAssayPlan, positive: Treatment?, reportedAt times: [Time],
    observing observables: [Readout] = [], _ tally: ProgressTally
  ) async throws {
    let end = times[times.count - 1]
    let treatments = [.vehicle] + plan.conditions.map(plan.treatment(of:))
    // A changed cell may have no full effect to normalise to: the reader's full scale is then the
    // unchanged line's.
    let inSameCells = plan.changesCells ? nil : positive
    let founders = try await Self.founders(
      plan.model(of: line, control: positive), line.name, plan, observing: observables, tally)
    experiment = founders.experiment
    culture = CultureAtRest(founders)
    guard culture.canBePlated else { throw UnplatableCulture(line: line.name, culture: culture) }
    let treated = try await founders.treated(
      with: treatments + [inSameCells].compactMap(\.self), until: end, reportedAt: times,
      proliferation: plan.proliferation(of: line), drift: plan.driftWithoutDivision,
      threads: plan.threads, finished: { _ in tally.advance("\(line.name): treating") })
    vehicle = treated.arms[0]
    conditions = Array(treated.arms[1..<treatments.count])
    if inSameCells != nil {
      positiveControl = treated.arms[treatments.count]
    } else if let positive {
      let unchanged = try await Self.founders(
        plan.model(of: line, control: positive, unchanged: true), line.name, plan, tally)
      let unchangedCulture = CultureAtRest(unchanged)
      guard unchangedCulture.canBePlated else {
        throw UnplatableCulture(
          line: "\(line.name), unchanged, as positive control", culture: unchangedCulture,
          isUnchanged: true)
      }
      positiveControl = try await unchanged.treated(
        with: [positive], until: end, reportedAt: times,
        proliferation: plan.proliferation(of: line), drift: plan.driftWithoutDivision,
        threads: plan.threads,
        finished: { _ in tally.advance("\(line.name): positive control") }
      ).arms[0]
    } else {
      positiveControl = nil
    }
    self.line = line
    self.times = times
  }

  static func founders(
    _ model: ApoptosisModel, _ name: String, _ plan: VirtualAssayPlan,
    observing observables: [Readout] = [], _ tally: ProgressTally
  ) async throws -> FounderPopulation {
    var cell = model.cellModel
    cell.observables += observables
    return try await FounderPopulation(
      of: CellExperiment(cell), size: plan.cells, seed: plan.seed,
      variability: plan.variability, threads: plan.threads,
      finished: { _ in tally.advance("\(name): bringing cells to rest") })
  }

  /// Runs of the solver that one line costs.
  static func runCount(_ plan: VirtualAssayPlan, positive: Bool) -> Int {
    plan.cells
      * (2 + plan.conditions.count + (positive ? (plan.changesCells ? 2 : 1) : 0))
  }
}
