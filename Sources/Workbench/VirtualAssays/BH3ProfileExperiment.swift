import Assays
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// Virtual BH3 profiles: which peptides make permeabilised cells of a line lose cytochrome c.
public struct BH3ProfileExperiment: Sendable {
  public var request: VirtualAssayRequest
  /// `NAME=concentrations` each; none for all peptides at the protocol's own concentrations.
  public var peptides: [String]

  public init(_ request: VirtualAssayRequest, peptides: [String]) {
    self.request = request
    self.peptides = peptides
  }

  /// What every peptide is given at unless it is asked for otherwise. [C]
  static let usualConcentrations: [Concentration] = [0.1, 1, 10].map(Concentration.micromolar)

  /// One peptide over its concentrations.
  struct Series: Sendable {
    let peptide: BH3Peptide
    let concentrations: [Concentration]
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> VirtualAssayResult {
    var assay = BH3ProfileAssay()
    let faults = FaultCollector(file: "command line")
    let plan = request.plan(
      .init(
        defaultTime: assay.protocolData.exposure, drugs: 0...0, longestTime: .hours(6),
        severalTimes: false), noting: faults)
    let series = readSeries(faults)
    try faults.refuseIfAny()
    guard let plan else { throw InputRefusal(faults.faults) }
    if let repeats = plan.repeats { assay.protocolData.replicates = repeats }
    assay.protocolData.exposure = plan.times[0]
    return try await AssayRun(plan, listener).result(of: BH3ProfilePage(plan, assay, series))
  }

  private func readSeries(_ faults: FaultCollector) -> [Series] {
    guard !peptides.isEmpty else {
      return BH3Peptide.allCases.map {
        Series(peptide: $0, concentrations: Self.usualConcentrations)
      }
    }
    var found: [Series] = []
    for text in peptides {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let peptide = BH3Peptide(named: parts.first ?? "")
      if peptide == nil {
        let known = BH3Peptide.allCases.map(\.name)
        faults.note(
          at: nil, found: "--peptide: \((parts.first ?? "").quotedForPeople) is no known peptide",
          needed: "one of " + known.joined(separator: ", "),
          hint: NameSuggestion.hint(for: parts.first ?? "", among: known))
      }
      let concentrations =
        parts.count == 2
        ? AmountListText<ConcentrationDimension>(
          parts[1], option: "--peptide", noun: "a concentration", atLeast: .nanomolar(0.001),
          noting: faults
        ).amounts : Self.usualConcentrations
      guard let peptide else { continue }
      if found.contains(where: { $0.peptide == peptide }) {
        faults.note(
          at: nil, found: "--peptide: \(peptide.name) twice", needed: "each peptide once")
      } else {
        found.append(Series(peptide: peptide, concentrations: concentrations))
      }
    }
    return found
  }
}

/// The wells of a profile in the making.
private struct BH3ProfilePage: AssayPage {
  let plan: VirtualAssayPlan
  let assay: BH3ProfileAssay
  let series: [BH3ProfileExperiment.Series]
  private var record: AssayRecord

  init(
    _ plan: VirtualAssayPlan, _ assay: BH3ProfileAssay, _ series: [BH3ProfileExperiment.Series]
  ) {
    self.plan = plan
    self.assay = assay
    self.series = series
    let table = TidyTable(columns: [
      TidyColumn("origin", meaning: "simulated: no cell was harmed and none was measured"),
      TidyColumn("role", meaning: "sample, vehicle (solvent) or positive (full release)"),
      TidyColumn("line", meaning: "the cell line"),
      TidyColumn("peptide", meaning: "the BH3 peptide of a sample"),
      TidyColumn(
        "nominal_nM", unit: "nM", meaning: "its concentration as pipetted, held constant"),
      TidyColumn(
        "free_nM", unit: "nM", meaning: "all of it is free: the cells are open, without serum"),
      TidyColumn("time_min", unit: "min", meaning: "time with the peptide"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal wells"),
      TidyColumn(
        "cells_treated",
        meaning: "simulated cells of the line that came to rest alive: what the row stands on"),
      TidyColumn("cytochrome_c_lost_pct", unit: "%", meaning: "of full release, as measured"),
    ])
    record = AssayRecord("bh3profile", table)
  }

  var result: VirtualAssayResult {
    record.result(
      assay.protocolData.sheet, of: plan,
      unreadBecause: "no cell could be followed to the reading, so its wells are empty.")
  }

  /// Every peptide at each of its concentrations, as samples are given them.
  private var samples: [(peptide: BH3Peptide, concentration: Concentration)] {
    series.flatMap { own in own.concentrations.map { (own.peptide, $0) } }
  }

  func demand(on line: CellLine) -> CellDemand {
    CellDemand(
      cell: plan.model(of: line).permeabilised(for: series.map(\.peptide)),
      treatments: samples.map { Treatment([.init($0.peptide.treatment, $0.concentration, .free)]) },
      times: plan.times)
  }

  mutating func add(_ cells: VirtualCells) {
    add(cells, .vehicle, nil, release(cells.vehicle))
    // A pore former empties every mitochondrion, whatever the cells are.
    add(cells, .positiveControl, nil, PopulationReading([1]))
    for (sample, arm) in zip(samples, cells.conditions) {
      add(cells, .sample, sample, release(arm))
    }
  }

  private func release(_ arm: TreatedPopulation.Arm) -> PopulationReading {
    assay.release(of: arm, at: 0, time: plan.times[0])
  }

  private mutating func add(
    _ cells: VirtualCells, _ role: WellRole, _ given: (BH3Peptide, Concentration)?,
    _ reading: PopulationReading
  ) {
    let place = given.map { "\($0.0.name) \($0.1)" } ?? role.rawValue
    let wells = assay.wells(
      role, release: reading.mean,
      seed: plan.noiseSeed("bh3profile", cells.line.name, nil, at: plan.times[0], place))
    let dose = given?.1.nanomolar ?? (role == .vehicle ? 0 : nil)
    for well in wells {
      record.table.append([
        .text("simulated"), .text(role.rawValue), .text(cells.line.name),
        .text(orMissing: given?.0.name), .number(orMissing: dose), .number(orMissing: dose),
        .number(plan.times[0].minutes), .integer(well.replicate), .integer(cells.culture.ready),
        .number(well.lost),
      ])
      if !well.lost.isFinite {
        record.noteUnread(given.map { "\($0.0.name) \($0.1)" } ?? role.noun)
      }
    }
    record.spreads.append(
      ConditionSpread(
        role: role.rawValue, line: cells.line.name,
        given: given.map {
          [
            .init(
              drug: $0.0.treatment, nominalNanomolar: $0.1.nanomolar,
              freeNanomolar: $0.1.nanomolar)
          ]
        } ?? [], time: plan.times[0], quantity: "fraction of cytochrome c lost",
        reading: reading, repeats: wells.map { $0.lost / 100 }))
  }
}
