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
    let count = series.reduce(0) { $0 + $1.concentrations.count }
    let tally = ProgressTally(total: plan.lines.count * plan.cells * (2 + count), listener)
    var page = BH3ProfilePage(plan, assay)
    var cultures = CultureLog()
    for line in plan.lines {
      let model = plan.model(of: line).permeabilised(for: series.map(\.peptide))
      let founders = try await FounderPopulation(
        of: CellExperiment(model), size: plan.cells, seed: plan.seed,
        variability: plan.variability, threads: plan.threads,
        finished: { _ in tally.advance("\(line.name): bringing cells to rest") })
      let culture = CultureAtRest(founders)
      guard culture.canBePlated else {
        cultures.refuse(UnplatableCulture(line: line.name, culture: culture), plan)
        continue
      }
      cultures.note(culture, of: line.name)
      let treatments = series.flatMap { own in
        own.concentrations.map { Treatment([.init(own.peptide.treatment, $0, .free)]) }
      }
      let treated = try await founders.treated(
        with: [.vehicle] + treatments, until: plan.times[0], reportedAt: plan.times,
        threads: plan.threads, finished: { _ in tally.advance("\(line.name): peptides") })
      page.add(line, treated, series, cells: culture.ready)
    }
    return cultures.completing(page.result)
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
private struct BH3ProfilePage {
  let plan: VirtualAssayPlan
  let assay: BH3ProfileAssay
  private var table: TidyTable
  private var spreads: [ConditionSpread] = []
  private var failed: Set<String> = []
  /// Those of the line in hand that came to rest alive.
  private var cells = 0

  init(_ plan: VirtualAssayPlan, _ assay: BH3ProfileAssay) {
    self.plan = plan
    self.assay = assay
    table = TidyTable(columns: [
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
  }

  var result: VirtualAssayResult {
    var result = VirtualAssayResult(
      kind: "bh3profile", table: table, sheet: assay.protocolData.sheet,
      provenance: plan.provenance(of: plan.lines.map(\.name)))
    result.conditions = spreads
    result.failures = failed.sorted().map {
      .init(name: $0, reason: "no cell could be followed to the reading, so its wells are empty.")
    }
    return result
  }

  mutating func add(
    _ line: CellLine, _ treated: TreatedPopulation, _ series: [BH3ProfileExperiment.Series],
    cells: Int
  ) {
    self.cells = cells
    add(line, .vehicle, nil, release(treated.arms[0]))
    // A pore former empties every mitochondrion, whatever the cells are.
    add(line, .positiveControl, nil, PopulationReading([1]))
    var arm = 1
    for own in series {
      for concentration in own.concentrations {
        add(line, .sample, (own.peptide, concentration), release(treated.arms[arm]))
        arm += 1
      }
    }
  }

  private func release(_ arm: TreatedPopulation.Arm) -> PopulationReading {
    assay.release(of: arm, at: 0, time: plan.times[0])
  }

  private mutating func add(
    _ line: CellLine, _ role: WellRole, _ given: (BH3Peptide, Concentration)?,
    _ reading: PopulationReading
  ) {
    let place = given.map { "\($0.0.name) \($0.1)" } ?? role.rawValue
    let wells = assay.wells(
      role, release: reading.mean,
      seed: plan.noiseSeed("bh3profile", line.name, nil, at: plan.times[0], place))
    let dose = given?.1.nanomolar ?? (role == .vehicle ? 0 : nil)
    for well in wells {
      table.append([
        .text("simulated"), .text(role.rawValue), .text(line.name),
        .text(orMissing: given?.0.name), .number(orMissing: dose), .number(orMissing: dose),
        .number(plan.times[0].minutes), .integer(well.replicate), .integer(cells),
        .number(well.lost),
      ])
      if !well.lost.isFinite {
        failed.insert(given.map { "\($0.0.name) \($0.1)" } ?? role.noun)
      }
    }
    spreads.append(
      ConditionSpread(
        role: role.rawValue, line: line.name,
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
