import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// The blots of an experiment in the making.
struct CoIPPage: AssayPage {
  private let plan: VirtualAssayPlan
  private let assay: CoIPAssay
  private let drug: BH3Mimetic
  private var columns: SimulatedColumns
  private var record: AssayRecord

  init(_ plan: VirtualAssayPlan, _ assay: CoIPAssay, _ drug: BH3Mimetic) {
    self.plan = plan
    self.assay = assay
    self.drug = drug
    columns = SimulatedColumns(
      plan: plan,
      place: [
        TidyColumn("lane", meaning: "IP (beads with anti-BCL-2), input, or IgG (control beads)"),
        TidyColumn("blot", meaning: "the protein that the membrane was probed for"),
      ])
    let table = columns.table([
      TidyColumn(
        "band_AU", unit: "AU", meaning: "density; 100 is the vehicle's input band of the same blot"),
      TidyColumn("visible", meaning: "yes if the band can be told from the membrane"),
    ])
    record = AssayRecord("coip", table)
  }

  var result: VirtualAssayResult {
    var record = record
    record.findings += plan.doseNotes
    return record.result(
      assay.protocolData.sheet, of: plan,
      unreadBecause: "no cell could be followed to lysis, so its lanes are empty.")
  }

  func demand(on line: CellLine) -> CellDemand {
    plan.demand(
      on: line, observing: BlotReadings(plan.model(of: line), drug: drug).observables)
  }

  private struct Lane {
    let condition: VirtualAssayPlan.Condition?
    let arm: TreatedPopulation.Arm
  }

  mutating func add(_ cells: VirtualCells) {
    let model = plan.model(of: cells.line)
    let readings = BlotReadings(model, drug: drug)
    columns.treated[cells.line.name] = cells.culture.ready
    let lanes =
      [Lane(condition: nil, arm: cells.vehicle)]
      + zip(plan.conditions, cells.conditions).map { Lane(condition: $0, arm: $1) }
    let flags = CoIPFlags(plan, assay, model, cells, readings)
    for protein in [.bcl2] + BlotReadings.partners {
      let partner = CoIPAssay.Partner(
        protein.name,
        dissociation: protein == .bcl2 ? nil : model.release(of: protein, from: .bcl2))
      guard let reference = amounts(of: protein, cells.vehicle, readings, cells) else { continue }
      for lane in lanes {
        guard let amounts = amounts(of: protein, lane.arm, readings, cells),
          amounts.total.mean.isFinite
        else {
          record.noteUnread(lane.condition.map(plan.text) ?? "vehicle")
          continue
        }
        let bands = assay.bands(
          of: partner, amounts, reference: reference,
          seed: plan.noiseSeed(
            "coip", cells.line.name, lane.condition, at: plan.times[0], protein.name))
        for band in bands { append(band, protein, lane.condition, cells) }
        addSpread(of: bands, protein, amounts, lane, cells)
      }
    }
    for lane in lanes { addSpreads(lane, readings, cells) }
    record.findings += flags.sentences
  }

  private func amounts(
    of protein: Protein, _ arm: TreatedPopulation.Arm, _ readings: BlotReadings,
    _ cells: VirtualCells
  ) -> CoIPAssay.Amounts? {
    guard let total = readings.reading("total \(protein.name)", of: arm, in: cells) else {
      return nil
    }
    if protein == .bcl2 { return .init(complex: total, total: total) }
    guard let complex = readings.reading("\(protein.name):BCL-2", of: arm, in: cells) else {
      return nil
    }
    return .init(complex: complex, total: total)
  }

  private mutating func append(
    _ band: CoIPAssay.Band, _ protein: Protein, _ condition: VirtualAssayPlan.Condition?,
    _ cells: VirtualCells
  ) {
    record.table.append(
      columns.row(
        at: [.text(band.lane.rawValue), .text(protein.name)],
        role: condition == nil ? "vehicle" : "sample", line: cells.line.name, condition,
        time: plan.times[0], replicate: band.replicate,
        [.number(band.density), .text(band.isVisible ? "yes" : "no")]))
  }

  /// What is on the beads, over cells and over blots.
  private mutating func addSpread(
    of bands: [CoIPAssay.Band], _ protein: Protein, _ amounts: CoIPAssay.Amounts, _ lane: Lane,
    _ cells: VirtualCells
  ) {
    let onBeads = bands.filter { $0.lane == .immunoprecipitate }
    guard let expected = onBeads.first?.expected, amounts.complex.mean > 0 else { return }
    record.spreads.append(
      ConditionSpread(
        role: lane.condition == nil ? "vehicle" : "sample", line: cells.line.name,
        given: lane.condition.map(plan.given) ?? [], time: plan.times[0],
        quantity: "\(protein.name) band on the beads, AU",
        reading: amounts.complex.scaled(by: expected / amounts.complex.mean),
        repeats: onBeads.map(\.density)))
  }

  private mutating func addSpreads(
    _ lane: Lane, _ readings: BlotReadings, _ cells: VirtualCells
  ) {
    for name in readings.told {
      guard let reading = readings.reading(name, of: lane.arm, in: cells) else { continue }
      record.spreads.append(
        ConditionSpread(
          role: lane.condition == nil ? "vehicle" : "sample", line: cells.line.name,
          given: lane.condition.map(plan.given) ?? [], time: plan.times[0],
          quantity: "\(name) in the cells, nM", reading: reading, repeats: []))
    }
  }
}
