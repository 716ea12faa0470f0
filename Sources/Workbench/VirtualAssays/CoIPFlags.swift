import Experiments
import ModelLibrary
import Quantities

/// What would mislead a reader of the blot, in words.
struct CoIPFlags {
  private let plan: VirtualAssayPlan
  private let assay: CoIPAssay
  private let model: ApoptosisModel
  private let cells: VirtualCells
  private let readings: BlotReadings

  init(
    _ plan: VirtualAssayPlan, _ assay: CoIPAssay, _ model: ApoptosisModel, _ cells: VirtualCells,
    _ readings: BlotReadings
  ) {
    self.plan = plan
    self.assay = assay
    self.model = model
    self.cells = cells
    self.readings = readings
  }

  /// A change of a loading control by more than this is told of. [C]
  private static let tolerated = 0.2
  /// Deaths beyond this share put the input in doubt. [C]
  private static let toleratedDeath = 0.05

  var sentences: [String] {
    let name = cells.line.name
    var told = BlotReadings.partners.compactMap(invisible)
    if assay.protocolData.unspecific >= assay.protocolData.visibleBand {
      told.append(
        "\(name): the IgG lane shows a band, so that no band of the beads can be believed.")
    }
    for (condition, arm) in zip(plan.conditions, cells.conditions) {
      let given = "\(name), \(plan.text(condition))"
      if let change = change("total BCL-2", arm), abs(change - 1) > Self.tolerated {
        told.append(
          "\(given): BCL-2 on the beads changes to \(percent(change)) of vehicle's, so that the "
            + "lanes were not loaded alike.")
      }
      if let change = change("total BIM", arm), change < 1 - Self.tolerated {
        told.append(
          "\(given): BIM of the input falls to \(percent(change)) of vehicle's, so that less on the "
            + "beads need not mean displacement.")
      }
      if let dead = arm.deadFraction(by: plan.times[0]), dead > Self.toleratedDeath {
        told.append(
          "\(given): \(percent(dead)) of the cells had died before lysis, so that the input is not "
            + "that of living cells.")
      }
      if let sentence = reformation(arm, given) { told.append(sentence) }
    }
    return told
  }

  /// A partner whose band cannot fall since it is not there, even without drug.
  private func invisible(_ protein: Protein) -> String? {
    guard let complex = mean("\(protein.name):BCL-2", cells.vehicle),
      let total = mean("total \(protein.name)", cells.vehicle), total > 0
    else { return nil }
    let partner = CoIPAssay.Partner(
      protein.name, dissociation: model.release(of: protein, from: .bcl2))
    let kept = assay.washed(partner)
    let band = complex * kept / (total * assay.protocolData.inputShare)
    guard band < assay.protocolData.visibleBand else { return nil }
    return "\(cells.line.name): \(protein.name) shows no band on the beads even without drug: "
      + "\(complex.forPeople()) nM of it is with BCL-2, and washing keeps "
      + "\(kept < 1e-6 ? "less than a millionth" : percent(kept)) of that. It cannot be seen to fall."
  }

  /// Whether the complex forms anew in the lysate, where the drug is diluted with everything else.
  private func reformation(_ arm: TreatedPopulation.Arm, _ given: String) -> String? {
    guard let bound = mean("BIM:BCL-2", arm), let free = mean("free BIM", arm),
      let captured = mean("total BCL-2", arm), let inside = mean("free drug", arm),
      let affinity = model.dissociationConstant(of: .bim, from: .bcl2)
    else { return nil }
    let inGroove = mean("drug:BCL-2", arm) ?? 0
    let factor = assay.reformation(
      captured: .nanomolar(captured), partner: .nanomolar(bound + free),
      boundInCells: .nanomolar(bound), partnerDissociation: affinity,
      drug: .nanomolar(inside + inGroove),
      drugDissociation: plan.drugs[0].drug.mimetic?.modelAffinity(for: .bcl2)?.value)
    guard let factor, factor > 1 + Self.tolerated else { return nil }
    return
      "\(given): the lysate dilutes the drug \(Int(assay.protocolData.dilution))-fold, and overnight "
      + "BIM:BCL-2 could form anew, from \(bound.forPeople()) to \((bound * factor).forPeople()) nM of "
      + "cell volume; the bands here are those of a lysate that keeps the drug's concentration."
  }

  private func change(_ name: String, _ arm: TreatedPopulation.Arm) -> Double? {
    guard let now = mean(name, arm), let before = mean(name, cells.vehicle), before > 0 else {
      return nil
    }
    return now / before
  }

  private func mean(_ name: String, _ arm: TreatedPopulation.Arm) -> Double? {
    readings.reading(name, of: arm, in: cells).flatMap { $0.mean.isFinite ? $0.mean : nil }
  }

  private func percent(_ fraction: Double) -> String { "\((100 * fraction).forPeople()) %" }
}
