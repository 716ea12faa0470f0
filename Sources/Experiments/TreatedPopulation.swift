import Quantities
import Simulation

/// The cells of one population under several treatments.
public struct TreatedPopulation: Sendable {
  public let arms: [Arm]
  /// The times at which every cell was reported.
  public let times: [Time]
  public let effort: SimulationResult.Effort

  public init(arms: [Arm], times: [Time], effort: SimulationResult.Effort) {
    self.arms = arms
    self.times = times
    self.effort = effort
  }

  /// All cells under one treatment.
  public struct Arm: Sendable {
    public let treatment: Treatment
    /// In founder order: cell i of one arm is the twin of cell i of another.
    public let cells: [CellCourse]
  }
}

extension FounderPopulation {
  /// Gives every founder every treatment at time 0 and watches until `end`.
  ///
  /// - Parameter times: when each cell is reported, ascending, within 0 and `end`.
  public func treated(
    with treatments: [Treatment], until end: Time, reportedAt times: [Time], threads: Int,
    finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> TreatedPopulation {
    let network = experiment.network
    let doses = treatments.map { treatment in
      treatment.doses.map { dose in
        let medium = experiment.model.medium(of: dose.drug)
        guard let index = network.inputIndex(of: medium.symbol) else {
          preconditionFailure("\(medium.symbol) is no input of the cell")
        }
        return (index, experiment.model.freeConcentration(of: dose).nanomolar)
      }
    }
    // Members run dose by dose within a cell, so that neighbours in the queue cost alike.
    let founders = founders
    let ready = founders.indices.filter { founders[$0].isReady }
    let tolerances = experiment.tolerances
    let courses = try await EnsembleRunner(network, threads: threads).run(
      count: ready.count * treatments.count,
      problem: { member in
        let founder = founders[ready[member / treatments.count]]
        var inputs = founder.inputs
        for (index, free) in doses[member % treatments.count] { inputs[index] += free }
        return SimulationProblem(
          until: end, inputs: inputs, initialState: founder.state, outputTimes: times,
          tolerances: tolerances)
      },
      reduce: { _, result in (CellCourse(result), result.effort) }, finished: finished)

    let place = Dictionary(uniqueKeysWithValues: ready.enumerated().map { ($1, $0) })
    let arms = treatments.indices.map { arm in
      TreatedPopulation.Arm(
        treatment: treatments[arm],
        cells: founders.indices.map { founder in
          guard let row = place[founder] else {
            return CellCourse(untreated: network.readouts.count)
          }
          return courses[row * treatments.count + arm].0
        })
    }
    return TreatedPopulation(
      arms: arms, times: times,
      effort: courses.reduce(SimulationResult.Effort()) { $0 + $1.1 })
  }
}

extension TreatedPopulation.Arm {
  /// The cells that were followed to the end of watching.
  public var observedCells: [CellCourse] { cells.filter { $0.ending == .observed } }

  /// The fraction of cells dead by a time, of those whose fate by then is known; nil if none is.
  public func deadFraction(by time: Time) -> Double? {
    fraction { $0.isDead(by: time) }
  }

  /// The fraction of cells in which a moment came while they were watched; nil if no fate is known.
  public func fraction(reaching moment: CellExperiment.Moment) -> Double? {
    fraction { cell in
      if cell.time(of: moment) != nil { return true }
      return cell.ending == .observed ? false : nil
    }
  }

  private func fraction(_ fate: (CellCourse) -> Bool?) -> Double? {
    let fates = cells.compactMap(fate)
    guard !fates.isEmpty else { return nil }
    return Double(fates.count { $0 }) / Double(fates.count)
  }

  /// How many cells were treated and could be told of.
  public var knownCells: Int { cells.count { $0.ending != .notTreated } }

  /// Times of a moment, ascending, of the cells in which it came.
  public func times(of moment: CellExperiment.Moment) -> [Time] {
    cells.compactMap { $0.time(of: moment) }.sorted()
  }

  /// The mean of a mark over the observed cells at one reported time; NaN if none was observed.
  public func mean(of mark: CellExperiment.Mark, at index: Int) -> Double {
    let cells = observedCells
    guard !cells.isEmpty else { return .nan }
    return cells.reduce(0) { $0 + $1.value(of: mark, at: index) } / Double(cells.count)
  }
}
