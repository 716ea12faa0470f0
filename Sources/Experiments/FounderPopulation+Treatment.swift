import Quantities
import Simulation

extension FounderPopulation {
  /// Gives every founder every treatment at time 0 and watches it and its descendants until `end`.
  ///
  /// Cells are run generation by generation, each generation of all arms side by side. A course
  /// depends on the seed, the treatment and the cell's lineage alone.
  ///
  /// - Parameters:
  ///   - times: when each cell is reported, ascending, within 0 and `end`.
  ///   - proliferation: nil for cells that do not divide while they are watched.
  ///   - drift: how levels change; nil for what the proliferation says, which is not at all in cells
  ///     that do not divide.
  ///   - finished: called after each of the first generation's cells with how many are done.
  public func treated(
    with treatments: [Treatment], until end: Time, reportedAt times: [Time],
    proliferation: Proliferation? = nil, drift: LevelWandering? = nil, threads: Int,
    finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> TreatedPopulation {
    let plan = StretchPlan(
      self, treatments: treatments, end: end, times: times, proliferation: proliferation,
      drift: drift)
    var ledger = FamilyLedger(founders: founders, arms: treatments.count, plan)
    var effort = SimulationResult.Effort()
    let clockRunner = experiment.clock.map { EnsembleRunner($0, threads: threads) }
    let runner = EnsembleRunner(experiment.network, threads: threads)
    // Members run arm by arm within a founder, so that neighbours in the queue cost alike.
    var generation = plan.firstStretches()
    var progress = finished
    while !generation.isEmpty {
      let waiting = generation
      let fates = try await plan.fates(of: waiting, clockRunner)
      let results = try await runner.run(
        count: waiting.count, problem: { plan.problem(for: waiting[$0], fates[$0]) },
        reduce: { plan.lived(waiting[$0], fates[$0], $1) }, finished: progress)
      progress = { _ in }
      for lived in results { effort = effort + lived.result.effort }
      generation = ledger.enter(waiting, fates, results)
    }
    return TreatedPopulation(
      arms: treatments.indices.map {
        TreatedPopulation.Arm(treatment: treatments[$0], cells: ledger.cells(ofArm: $0))
      }, times: times, effort: effort)
  }
}

extension StretchPlan {
  /// What the cycle holds for each of some cells.
  fileprivate func fates(
    of stretches: [CellStretch], _ clockRunner: EnsembleRunner?
  ) async throws -> [CellFate] {
    guard let clockRunner, proliferation != nil else {
      return stretches.map { undisturbedFate(of: $0) }
    }
    return try await clockRunner.run(
      count: stretches.count, problem: { clockProblem(for: stretches[$0]) },
      reduce: { fate(of: stretches[$0], $1) })
  }
}
