import Experiments
import Foundation
import ModelLibrary
import Quantities
import Synchronization

/// Runs a study: every line and control, with progress, on as many threads as asked.
///
/// What it returns depends on the study alone, not on threads or time.
public struct StudyRunner: Sendable {
  public let study: Study
  public let threads: Int
  private let listener: (any ProgressListener)?

  public init(_ study: Study, threads: Int, listener: (any ProgressListener)? = nil) {
    self.study = study
    self.threads = threads
    self.listener = listener
  }

  /// - Throws: `CancellationError` if the surrounding task was cancelled, an `InputRefusal` if a
  ///   measured file is not what the study says, `CompilationError` if a model contradicts itself.
  public func run() async throws -> StudyResults { try await run(storing: { _, _ in nil }) }

  /// The same; every curve of a measured table goes into the tables that `storing` opens for its part.
  func run(
    storing open: (_ part: Int, MeasuredCurves) throws -> FitTables?
  ) async throws -> StudyResults {
    // Measured files are read first: a fault there should not cost a simulation.
    let read = try study.measurements()
    let (measured, plates) = (read.tables, read.plates)
    let curveCount =
      measured.reduce(0) { $0 + $1.curveEstimate } + plates.reduce(0) { $0 + $1.groups.count }
    let tally = ProgressTally(
      total: (study.simulation.map(memberCount) ?? 0) + curveCount, listener)
    var lines: [SimulatedLine] = []
    if let plan = study.simulation {
      for line in plan.lines {
        lines.append(try await simulate(line, plan, tally))
      }
    }
    let curves = try measured.enumerated().map { number, part in
      try part.fitted(threads: threads, into: open(number, part)) { count in
        tally.advance("Fitting \(part.part.name)", by: count)
      }
    }
    var results = StudyResults(study: study, lines: lines, measured: curves)
    results.plates = zip(study.plates, plates).map { part, plates in
      StudyPlates(part, plates) { tally.advance("Fitting \(part.name)") }
    }
    if let plan = study.simulation { results.pathway = try await StudyPathway(of: plan) }
    return results
  }

  /// Runs of the solver that one line costs, equilibration included.
  private func memberCount(_ plan: Study.SimulatedPart) -> Int {
    let treatments = plan.doses.count + 2
    return plan.lines.count * plan.cells * (1 + treatments + 2 * plan.controls.count)
  }

  private func simulate(
    _ line: CellLine, _ plan: Study.SimulatedPart, _ tally: ProgressTally
  ) async throws -> SimulatedLine {
    let founders = try await self.founders(of: line, control: nil, plan, tally)
    let treatments =
      [.vehicle] + plan.doses.map { Treatment([.init(plan.drug.name, $0)]) }
      + [plan.caspase.positiveControl]
    let stage = "\(line.name), \(plan.drug.name)"
    let treated = try await founders.treated(
      with: treatments, until: plan.watch, reportedAt: plan.reportTimes, threads: threads,
      finished: { _ in tally.advance(stage) })
    let population = TreatedPopulation(
      arms: Array(treated.arms.dropLast()), times: treated.times, effort: treated.effort)
    let positive = treated.arms[treated.arms.count - 1]

    let observations = plan.plate(for: line, population, positive)
    let controls = try await runControls(of: line, plan, unchanged: population, tally)
    return SimulatedLine(
      line: line, population: population, positiveControl: positive, observations: observations,
      analysis: PlateAnalysis(of: observations), controls: controls,
      founders: .init(
        drawn: founders.founders.count, ready: founders.founders.count(where: \.isReady),
        firedUntreated: founders.founders.count(where: \.firedUntreated)))
  }

  private func founders(
    of line: CellLine, control: MechanismControl?, _ plan: Study.SimulatedPart,
    _ tally: ProgressTally
  ) async throws -> FounderPopulation {
    let model = plan.cellModel(of: line, under: control)
    let stage = "\(line.name)\(control.map { ", \($0.name)" } ?? ""): bringing cells to rest"
    return try await FounderPopulation(
      of: CellExperiment(model), size: plan.cells, seed: plan.seed,
      variability: plan.variability, threads: threads, finished: { _ in tally.advance(stage) })
  }

  private func runControls(
    of line: CellLine, _ plan: Study.SimulatedPart, unchanged: TreatedPopulation,
    _ tally: ProgressTally
  ) async throws -> [SimulatedLine.ControlOutcome] {
    var outcomes: [SimulatedLine.ControlOutcome] = []
    let exposure = plan.caspase.exposure
    let same = unchanged.arms.first {
      $0.treatment == Treatment([.init(plan.drug.name, plan.controlDose)])
    }
    for control in plan.controls {
      let founders = try await self.founders(of: line, control: control, plan, tally)
      let stage = "\(line.name), \(control.name)"
      let treated = try await founders.treated(
        with: [Treatment([.init(plan.drug.name, plan.controlDose)])], until: exposure,
        reportedAt: [exposure], threads: threads, finished: { _ in tally.advance(stage) })
      let arm = treated.arms[0]
      outcomes.append(
        SimulatedLine.ControlOutcome(
          control: control, dose: plan.controlDose, cells: arm.observedCells.count,
          respondingFraction: arm.deadFraction(by: exposure),
          meanRelease: arm.mean(of: .cytochromeReleased, at: 0),
          unchangedFraction: same?.deadFraction(by: exposure)))
    }
    return outcomes
  }
}

/// Counts finished parts from any thread and tells the listener.
final class ProgressTally: Sendable {
  private let total: Int
  private let done = Atomic(0)
  private let listener: (any ProgressListener)?

  init(total: Int, _ listener: (any ProgressListener)?) {
    self.total = max(1, total)
    self.listener = listener
  }

  func advance(_ stage: String, by count: Int = 1) {
    let finished = done.add(count, ordering: .relaxed).newValue
    listener?.hear(JobProgress(stage: stage, finished: min(finished, total), of: total))
  }
}
