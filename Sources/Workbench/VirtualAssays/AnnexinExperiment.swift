import Experiments
import FileFormats
import ModelLibrary
import Quantities
import Synergy

/// Virtual Annexin V and PI stains: fractions viable, early and late of counted events, tube by tube.
public struct AnnexinExperiment: Sendable {
  public var request: VirtualAssayRequest

  public init(_ request: VirtualAssayRequest) { self.request = request }

  /// - Throws: an `InputRefusal` that lists every word which was not understood.
  public func run(listener: (any ProgressListener)? = nil) async throws -> VirtualAssayResult {
    var assay = AnnexinAssay()
    let faults = FaultCollector(file: "command line")
    let plan = request.plan(
      .init(defaultTime: assay.protocolData.exposure, drugs: 1...2), noting: faults)
    try faults.refuseIfAny()
    guard let plan else { throw InputRefusal(faults.faults) }
    if let repeats = plan.repeats { assay.protocolData.replicates = repeats }
    return try await AssayRun(plan, listener).result(
      of: AnnexinPage(plan, assay), beside: request.asksHazard ? [HazardTable(plan)] : [])
  }
}

/// The tubes of an experiment in the making.
private struct AnnexinPage: AssayPage {
  let plan: VirtualAssayPlan
  let assay: AnnexinAssay
  private var columns: SimulatedColumns
  private var record: AssayRecord
  private var combination: CombinationTable
  private var number = 0

  init(_ plan: VirtualAssayPlan, _ assay: AnnexinAssay) {
    self.plan = plan
    self.assay = assay
    columns = SimulatedColumns(
      plan: plan, place: [TidyColumn("tube", meaning: "the tube, numbered through the experiment")])
    let table = columns.table([
      TidyColumn("events", meaning: "events counted"),
      TidyColumn("viable", meaning: "fraction stained by neither Annexin V nor PI"),
      TidyColumn("early", meaning: "fraction stained by Annexin V alone"),
      TidyColumn("late", meaning: "fraction stained by both"),
      TidyColumn("dead", meaning: "early and late together; not corrected for vehicle"),
    ])
    record = AssayRecord("annexin", table)
    combination = CombinationTable(plan)
  }

  var result: VirtualAssayResult {
    var record = record
    record.findings += combination.findings + plan.doseNotes
    record.derived = combination.table.map { ("combination", $0) }
    return record.result(
      assay.protocolData.sheet, of: plan,
      unreadBecause: "no cell could be followed to the reading, so its tubes are empty.")
  }

  func demand(on line: CellLine) -> CellDemand { plan.demand(on: line) }

  mutating func add(_ cells: VirtualCells) {
    columns.treated[cells.line.name] = cells.culture.ready
    for time in plan.times {
      let vehicle = add(cells.vehicle, nil, cells.line.name, time)
      let kept = vehicle.reduce(0, +) / Double(vehicle.count)
      let samples = zip(cells.conditions, plan.conditions).map { arm, condition in
        add(arm, condition, cells.line.name, time).map { Viability(fraction: $0 / kept) }
      }
      combination.add(cells, at: time, viabilities: samples)
    }
  }

  /// - Returns: the viable fraction of each tube.
  private mutating func add(
    _ arm: TreatedPopulation.Arm, _ condition: VirtualAssayPlan.Condition?, _ line: String,
    _ time: Time
  ) -> [Double] {
    let shares = assay.shares(of: arm, at: time, seed: plan.seed)
    let tubes = assay.tubes(
      of: shares, seed: plan.noiseSeed("annexin", line, condition, at: time))
    let role = condition == nil ? "vehicle" : "sample"
    for tube in tubes {
      let place = number * assay.protocolData.replicates + tube.replicate
      record.table.append(
        columns.row(
          at: [.integer(place)], role: role, line: line, condition, time: time,
          replicate: tube.replicate,
          [
            tube.events.map { .integer($0.reduce(0, +)) } ?? .missing,
            .number(tube.fraction(.viable)), .number(tube.fraction(.early)),
            .number(tube.fraction(.late)), .number(tube.fraction(.early, .late)),
          ]))
      if tube.events == nil { record.noteUnread(condition.map(plan.text) ?? "vehicle") }
    }
    record.spreads.append(
      ConditionSpread(
        role: role, line: line, given: condition.map(plan.given) ?? [], time: time,
        quantity: "Annexin V or PI positive cells, before handling and counting",
        reading: shares.dead, repeats: tubes.map { $0.fraction(.early, .late) }))
    number += 1
    return tubes.map { $0.fraction(.viable) }
  }
}
