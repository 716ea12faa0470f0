import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// Virtual bisulfite readings of LINE-1 and of a silenced promoter under azacitidine or decitabine.
public struct MethylationExperiment: Sendable {
  public var request: VirtualAssayRequest
  /// The regions to read, in order; at least one.
  public var regions: [MethylationRegion]
  public var depth: Int

  public init(_ request: VirtualAssayRequest, regions: [MethylationRegion], depth: Int) {
    self.request = request
    self.regions = regions
    self.depth = depth
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> VirtualAssayResult {
    var data = MethylationProtocol()
    let faults = FaultCollector(file: "command line")
    let plan = request.plan(
      .init(defaultTime: data.exposure, drugs: 1...2, growth: .ofTheLine),
      noting: faults)
    if let plan, !plan.drugs.contains(where: { $0.drug.nucleoside != nil }) {
      faults.note(
        at: nil, found: "--drug without azacitidine or decitabine",
        needed: "one of them, since nothing else changes methylation here")
    }
    if !(10...10_000).contains(depth) {
      faults.note(at: nil, found: "--depth \(depth)", needed: "10 to 10000")
    }
    try faults.refuseIfAny()
    guard let plan else { throw InputRefusal(faults.faults) }
    data.depth = depth
    data.growth = "\(plan.growthInWords); \(plan.driftInWords)"
    if let repeats = plan.repeats { data.replicates = repeats }
    return try await AssayRun(plan, listener).result(
      of: MethylationPage(plan, data, regions.map(\.region)))
  }
}

/// A region as a front names it.
public enum MethylationRegion: String, CaseIterable, Sendable, Hashable {
  case line1
  case promoter

  var region: MethylationProtocol.Region { self == .line1 ? .line1 : .promoter }
}

/// The cultures of an experiment in the making.
private struct MethylationPage: AssayPage {
  let plan: VirtualAssayPlan
  let data: MethylationProtocol
  let regions: [MethylationProtocol.Region]
  private var columns: SimulatedColumns
  private var record: AssayRecord

  init(
    _ plan: VirtualAssayPlan, _ data: MethylationProtocol, _ regions: [MethylationProtocol.Region]
  ) {
    self.plan = plan
    self.data = data
    self.regions = regions
    columns = SimulatedColumns(
      plan: plan, place: [TidyColumn("region", meaning: "LINE-1, or one silenced promoter")])
    record = AssayRecord(
      "methylation",
      columns.table([
        TidyColumn("reads", meaning: "reads that cover the site"),
        TidyColumn("methylated", meaning: "those of them that are methylated"),
        TidyColumn("methylation", meaning: "their fraction"),
      ]))
  }

  var result: VirtualAssayResult {
    var data = data
    data.region = regions[0]
    var record = record
    if plan.growth == .none {
      record.findings.append("The cells do not divide, so that methylation cannot be lost.")
    }
    return record.result(
      data.sheet, of: plan, unreadBecause: "no cell could be followed to the harvest.")
  }

  func demand(on line: CellLine) -> CellDemand { plan.demand(on: line) }

  mutating func add(_ cells: VirtualCells) {
    columns.treated[cells.line.name] = cells.culture.ready
    for region in regions {
      for time in plan.times {
        add(cells.vehicle, nil, region, cells, time)
        for (arm, condition) in zip(cells.conditions, plan.conditions) {
          add(arm, condition, region, cells, time)
        }
      }
    }
  }

  private mutating func add(
    _ arm: TreatedPopulation.Arm, _ condition: VirtualAssayPlan.Condition?,
    _ region: MethylationProtocol.Region, _ cells: VirtualCells, _ time: Time
  ) {
    let observable: NucleosideObservable =
      region == .line1 ? .genomeMethylation : .promoterMethylation
    guard let readout = cells.experiment.observable(observable.rawValue),
      let index = cells.times.firstIndex(of: time)
    else { return }
    let assay = MethylationAssay(data)
    let reading = assay.methylation(of: arm, readout: readout, at: index, time: time)
    let readings = assay.readings(
      reading.mean,
      seed: plan.noiseSeed("methylation", cells.line.name, condition, at: time, region.rawValue))
    let role = condition == nil ? "vehicle" : "sample"
    for one in readings {
      record.table.append(
        columns.row(
          at: [.text(region.rawValue)], role: role, line: cells.line.name, condition, time: time,
          replicate: one.replicate,
          [
            .integer(one.reads), one.methylated.map(TidyValue.integer) ?? .missing,
            .number(one.fraction),
          ]))
      if one.methylated == nil { record.noteUnread(condition.map(plan.text) ?? "vehicle") }
    }
    record.spreads.append(
      ConditionSpread(
        role: role, line: cells.line.name, given: condition.map(plan.given) ?? [], time: time,
        quantity: "\(region.rawValue) methylation of the cells", reading: reading,
        repeats: readings.map(\.fraction)))
  }
}
