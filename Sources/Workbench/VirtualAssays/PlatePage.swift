import Assays
import Experiments
import FileFormats
import ModelLibrary
import NumericalMethods
import Quantities

/// The plates of an experiment in the making: wells, spread and combinations, line by line.
struct PlatePage: AssayPage {
  private let plan: VirtualAssayPlan
  private let reader: PlateKindReader
  private var columns: SimulatedColumns
  private var record: AssayRecord
  private var combination: CombinationTable

  init(_ plan: VirtualAssayPlan, _ reader: PlateKindReader) {
    self.plan = plan
    self.reader = reader
    columns = SimulatedColumns(
      plan: plan,
      place: [
        TidyColumn("plate", meaning: "the plate"), TidyColumn("well", meaning: "row and column"),
      ])
    record = AssayRecord(reader.kind.name, columns.table([reader.column]))
    combination = CombinationTable(plan)
  }

  var result: VirtualAssayResult {
    var record = record
    record.findings += combination.findings + plan.doseNotes
    record.derived = combination.table.map { ("combination", $0) }
    return record.result(
      reader.sheet, of: plan,
      unreadBecause: "no cell could be followed to the reading, so its wells are empty.")
  }

  func demand(on line: CellLine) -> CellDemand { reader.demand(on: line, plan) }

  mutating func add(_ cells: VirtualCells) {
    columns.treated[cells.line.name] = cells.culture.ready
    for time in plan.times {
      add(LinePlates(of: cells, at: time, plan, reader), of: cells)
    }
  }

  private mutating func add(_ made: LinePlates, of cells: VirtualCells) {
    let conditions = plan.conditions
    var wells = WellReadings(samples: conditions.count)
    for plate in made.plates {
      for well in plate.wells {
        append(well, on: plate, of: made, well.condition.map { conditions[$0] })
        wells.add(well.reading, sample: well.condition)
      }
    }
    record.observations += made.observations(plan)
    noteControlExceeded(made, wells)
    addSpread(
      of: [("vehicle", nil, made.vehicle, wells.vehicle)]
        + (made.positive.map { [("positive", nil, $0, wells.positive)] } ?? [])
        + conditions.indices.map {
          ("sample", conditions[$0], made.samples[$0], wells.samples[$0])
        }, made)
    combination.add(cells, at: made.time, viabilities: isViability ? wells.viabilities : nil)
  }

  /// Notes the wells that read above the positive control, where samples do so without noise.
  private mutating func noteControlExceeded(_ made: LinePlates, _ wells: WellReadings) {
    // Of each condition's signal without noise to the control's.
    let ratios = made.samples.map { $0.mean / (made.positive?.mean ?? .nan) }
    let above = ratios.indices.filter { ratios[$0] > 1 }
    guard let control = OrderStatistics.mean(of: wells.positive),
      let highest = above.map({ ratios[$0] }).max()
    else { return }
    let count = above.flatMap { wells.samples[$0] }.count { $0 > control }
    guard count > 0 else { return }
    let name = PlateName(line: made.line, time: made.time, part: nil, plan).text
    record.findings.append(
      "\(name): \(count) wells of \(above.count) "
        + (above.count == 1 ? "condition" : "conditions")
        + " read above the positive control (without noise up to "
        + "\(highest.forPeople(digits: 3)) of it), whose cells died first and have faded longest: "
        + "it is no ceiling.")
  }

  private var isViability: Bool { reader.kind != .caspase }

  private mutating func append(
    _ held: LinePlates.Well, on plate: LinePlates.Plate, of made: LinePlates,
    _ condition: VirtualAssayPlan.Condition?
  ) {
    let well = held.reading
    record.table.append(
      columns.row(
        at: [.text(plate.name), .text(well.well.name)], role: well.role.rawValue,
        line: well.role == .blank ? nil : made.line, condition, time: made.time,
        replicate: well.replicate, [.number(well.reading)]))
    if well.flag == nil, !well.reading.isFinite {
      record.noteUnread("\(plate.name), \(condition.map(plan.text) ?? well.role.noun)")
    }
  }

  private mutating func addSpread(
    of all: [(String, VirtualAssayPlan.Condition?, PopulationReading, [Double])],
    _ made: LinePlates
  ) {
    for (role, condition, reading, repeats) in all {
      record.spreads.append(
        ConditionSpread(
          role: role, line: made.line, given: condition.map(plan.given) ?? [], time: made.time,
          quantity: reader.quantity(for: plan.times),
          reading: reading.scaled(by: 1 / made.fullScale), repeats: repeats))
    }
  }
}

/// The readings of a condition's wells, over all plates of a line and time.
struct WellReadings {
  private(set) var vehicle: [Double] = []
  private(set) var positive: [Double] = []
  private(set) var blank: [Double] = []
  private(set) var samples: [[Double]]

  init(samples count: Int) { samples = Array(repeating: [], count: count) }

  mutating func add(_ well: SimulatedWell, sample: Int?) {
    switch (well.role, sample) {
    case (_, let index?): samples[index].append(well.reading)
    case (.vehicle, _): vehicle.append(well.reading)
    case (.positiveControl, _): positive.append(well.reading)
    case (.blank, _): blank.append(well.reading)
    default: break
    }
  }

  /// Every sample well as a fraction of vehicle, both less blank.
  var viabilities: [[Viability]] {
    guard let zero = OrderStatistics.median(of: blank),
      let one = OrderStatistics.median(of: vehicle), one != zero
    else { return samples.map { _ in [] } }
    return samples.map { $0.map { Viability(fraction: ($0 - zero) / (one - zero)) } }
  }
}
