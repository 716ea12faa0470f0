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
    var refused: [UnplatableCulture] = []
    if let plan = study.simulation {
      for line in plan.lines {
        do {
          lines.append(try await simulate(line, plan, tally))
        } catch let refusal as UnplatableCulture {
          refused.append(refusal)
        }
      }
    }
    let curves = try measured.enumerated().map { number, part in
      try part.fitted(threads: threads, into: open(number, part)) { count in
        tally.advance("Fitting \(part.part.name)", by: count)
      }
    }
    var results = StudyResults(study: study, lines: lines, measured: curves)
    results.refused = refused
    results.plates = zip(study.plates, plates).map { part, plates in
      StudyPlates(part, plates) { tally.advance("Fitting \(part.name)") }
    }
    if var plan = study.simulation {
      plan.lines = lines.map(\.line)
      results.pathway = try await StudyPathway(of: plan)
    }
    return results
  }

  /// Runs of the solver that a study costs, equilibration included.
  private func memberCount(_ plan: Study.SimulatedPart) -> Int {
    let assay = plan.assay()
    let runs = plan.lines.reduce(0) { $0 + plan.reader.demand(on: $1, assay).runs }
    return plan.cells * (runs + 2 * plan.lines.count * plan.controls.count)
  }

  /// The line's plate as the virtual assay makes it, and what a study adds to that.
  ///
  /// - Throws: `UnplatableCulture` if most cells of the line do not come to rest alive.
  private func simulate(
    _ line: CellLine, _ plan: Study.SimulatedPart, _ tally: ProgressTally
  ) async throws -> SimulatedLine {
    let assay = plan.assay(threads: threads)
    let reader = plan.reader
    let cells = try await VirtualCells(of: line, assay, reader.demand(on: line, assay), tally)
    let observations = LinePlates(of: cells, at: plan.caspase.exposure, assay, reader)
      .observations(assay)
    let population = TreatedPopulation(
      arms: [cells.vehicle] + cells.conditions, times: cells.times, effort: cells.effort)
    return SimulatedLine(
      line: line, population: population, observations: observations,
      analysis: PlateAnalysis(of: observations),
      controls: try await runControls(of: line, plan, unchanged: population, tally),
      culture: cells.culture)
  }

  private func runControls(
    of line: CellLine, _ plan: Study.SimulatedPart, unchanged: TreatedPopulation,
    _ tally: ProgressTally
  ) async throws -> [SimulatedLine.ControlOutcome] {
    let exposure = plan.caspase.exposure
    let given = Treatment([.init(plan.drug.name, plan.controlDose)])
    let same = unchanged.arms.first { $0.treatment == given }?.deadFraction(by: exposure)
    var outcomes: [SimulatedLine.ControlOutcome] = []
    for control in plan.controls {
      let assay = plan.assay(under: control, threads: threads)
      let stage = "\(line.name), \(control.name)"
      let founders = try await VirtualCells.founders(
        assay.model(of: line, control: plan.caspase.positiveControl).cellModel, stage, assay, tally)
      let culture = CultureAtRest(founders)
      guard culture.canBePlated else {
        outcomes.append(
          .init(
            control: control, dose: plan.controlDose, cells: 0, respondingFraction: nil,
            meanRelease: .nan, unchangedFraction: same,
            refusal: UnplatableCulture(line: stage, culture: culture).cause))
        continue
      }
      let treated = try await founders.treated(
        with: [given], until: exposure, reportedAt: [exposure], threads: threads,
        finished: { _ in tally.advance(stage) })
      let arm = treated.arms[0]
      outcomes.append(
        .init(
          control: control, dose: plan.controlDose, cells: arm.observedCells.count,
          respondingFraction: arm.deadFraction(by: exposure),
          meanRelease: arm.mean(of: .cytochromeReleased, at: 0), unchangedFraction: same))
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
