import Assays
import Experiments
import FileFormats
import NumericalMethods
import Quantities

/// The plates of an experiment in the making: wells, spread and combinations, line by line.
struct PlatePage {
  private let plan: VirtualAssayPlan
  private let reader: PlateKindReader
  private var columns: SimulatedColumns
  private var table: TidyTable
  private var spreads: [ConditionSpread] = []
  private var observations: [PlateObservation] = []
  private var combination: CombinationTable
  private var findings: [String] = []
  private var failed: Set<String> = []

  init(_ plan: VirtualAssayPlan, _ reader: PlateKindReader) {
    self.plan = plan
    self.reader = reader
    columns = SimulatedColumns(
      plan: plan,
      place: [
        TidyColumn("plate", meaning: "the plate"), TidyColumn("well", meaning: "row and column"),
      ])
    table = columns.table([reader.column])
    combination = CombinationTable(plan)
  }

  var result: VirtualAssayResult {
    var result = VirtualAssayResult(
      kind: reader.kind.name, table: table, sheet: reader.sheet,
      provenance: plan.provenance(of: plan.lines.map(\.name)))
    result.conditions = spreads
    result.observations = observations
    result.findings = findings + combination.findings + plan.doseNotes
    result.derived = combination.table.map { ("combination", $0) }
    result.failures = failed.sorted().map {
      .init(
        name: $0, reason: "no cell could be followed to the reading, so its wells are empty.")
    }
    return result
  }

  mutating func add(_ cells: VirtualCells) {
    columns.treated[cells.line.name] = cells.culture.ready
    for time in plan.times { add(cells, at: time) }
  }

  private mutating func add(_ cells: VirtualCells, at time: Time) {
    func reading(_ arm: TreatedPopulation.Arm) -> PopulationReading {
      reader.reading(of: arm, at: time, in: cells)
    }
    let vehicle = reading(cells.vehicle)
    let positive = cells.positiveControl.map(reading)
    let samples = cells.conditions.map(reading)
    let scale = 1 / reader.fullScale(of: cells, for: plan.times)
    var wells = WellReadings(samples: samples.count)
    let conditions = plan.conditions
    let capacity = reader.plate.doseCapacity
    let starts = Array(stride(from: 0, to: conditions.count, by: capacity))
    for (place, start) in starts.enumerated() {
      let part = starts.count > 1 ? (place + 1, starts.count) : nil
      let held = start..<min(start + capacity, conditions.count)
      let plate = reader.plate.wells(
        samples: held.map { samples[$0].mean * scale }, vehicle: vehicle.mean * scale,
        positiveControl: (positive?.mean ?? .nan) * scale,
        plate: noiseKey(cells.line.name, time, part: part), seed: plan.seed)
      let name = plateName(cells.line.name, time, part: part)
      for well in plate {
        let index = well.sample.map { $0 + start }
        record(well, index.map { conditions[$0] }, plate: name, line: cells.line.name, time)
        wells.add(well, sample: index)
      }
    }
    noteControlExceeded(
      by: samples.map { $0.mean / (positive?.mean ?? .nan) }, wells, cells.line.name, time)
    addSpread(
      of: [("vehicle", nil, vehicle, wells.vehicle)]
        + (positive.map { [("positive", nil, $0, wells.positive)] } ?? [])
        + conditions.indices.map { ("sample", conditions[$0], samples[$0], wells.samples[$0]) },
      line: cells.line.name, time, scale)
    combination.add(cells, at: time, viabilities: isViability ? wells.viabilities : nil)
  }

  /// Notes the wells that read above the positive control, where samples do so without noise.
  ///
  /// - Parameter ratios: of each condition's signal without noise to the control's.
  private mutating func noteControlExceeded(
    by ratios: [Double], _ wells: WellReadings, _ line: String, _ time: Time
  ) {
    let above = ratios.indices.filter { ratios[$0] > 1 }
    guard let control = OrderStatistics.mean(of: wells.positive),
      let highest = above.map({ ratios[$0] }).max()
    else { return }
    let count = above.flatMap { wells.samples[$0] }.count { $0 > control }
    guard count > 0 else { return }
    findings.append(
      "\(plateName(line, time, part: nil)): \(count) wells of \(above.count) "
        + (above.count == 1 ? "condition" : "conditions")
        + " read above the positive control (without noise up to "
        + "\(highest.forPeople(digits: 3)) of it), whose cells died first and have faded longest: "
        + "it is no ceiling.")
  }

  private var isViability: Bool { reader.kind != .caspase }

  /// One line, drug and time name a plate; what there is only one of is left out of the name.
  private func plateName(_ line: String, _ time: Time, part: (Int, Int)?) -> String {
    let drugs = plan.drugs.map(\.name).joined(separator: "+")
    let hour = plan.times.count > 1 ? ", \(time.formatted(in: .hours))" : ""
    return "\(line) \(drugs)\(hour)" + (part.map { ", \($0) of \($1)" } ?? "")
  }

  /// What tells a plate from every other, so that none shares its noise.
  private func noiseKey(_ line: String, _ time: Time, part: (Int, Int)?) -> String {
    let drugs = plan.drugs.map(\.name).joined(separator: "+")
    let place = part.map { ", \($0) of \($1)" } ?? ""
    let schedule = plan.isScheduled ? plan.regimen.map { ", \($0.text)" } ?? "" : ""
    return "\(line) \(drugs), \(time.formatted(in: .hours))\(place)"
      + (plan.change.map { ", \($0)" } ?? "") + schedule
  }

  private mutating func record(
    _ well: SimulatedWell, _ condition: VirtualAssayPlan.Condition?, plate: String, line: String,
    _ time: Time
  ) {
    let line = well.role == .blank ? nil : line
    table.append(
      columns.row(
        at: [.text(plate), .text(well.well.name)], role: well.role.rawValue, line: line, condition,
        time: time, replicate: well.replicate, [.number(well.reading)]))
    if well.flag == nil, !well.reading.isFinite {
      failed.insert(
        ([plate, condition.map(plan.text) ?? well.role.noun]).joined(separator: ", "))
    }
    guard plan.drugs.count == 1 else { return }
    let dose =
      condition.map { plan.nominal(ofDrug: 0, in: $0) } ?? (well.role == .vehicle ? .zero : nil)
    observations.append(
      PlateObservation(
        plate: plate, well: well.well, role: well.role, line: line,
        drug: well.role == .sample ? plan.drugs[0].name : nil, dose: dose.map { NominalDose($0) },
        time: time, replicate: well.replicate, value: well.reading, flag: well.flag))
  }

  private mutating func addSpread(
    of all: [(String, VirtualAssayPlan.Condition?, PopulationReading, [Double])], line: String,
    _ time: Time, _ scale: Double
  ) {
    for (role, condition, reading, repeats) in all {
      spreads.append(
        ConditionSpread(
          role: role, line: line, given: condition.map(plan.given) ?? [], time: time,
          quantity: reader.quantity(for: plan.times), reading: reading.scaled(by: scale),
          repeats: repeats))
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
