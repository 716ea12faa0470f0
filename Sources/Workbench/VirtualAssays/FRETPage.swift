import Assays
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// The wells of a FRET competition in the making, and what their IC50 means.
struct FRETPage {
  private let plan: FRETExperiment.Plan
  private var record: AssayRecord
  private var potency: TidyTable

  init(_ plan: FRETExperiment.Plan) {
    self.plan = plan
    let table = TidyTable(columns: [
      TidyColumn("origin", meaning: "simulated: nothing was measured"),
      TidyColumn("target", meaning: "the protein in the well"),
      TidyColumn("role", meaning: "sample, vehicle (no competitor) or blank (no protein)"),
      TidyColumn("drug", meaning: "the competitor of a sample"),
      TidyColumn("nominal_nM", unit: "nM", meaning: "the competitor, all of it"),
      TidyColumn("free_nM", unit: "nM", meaning: "what of it is unbound at equilibrium"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal wells"),
      TidyColumn("ratio", meaning: "emission ratio"),
    ])
    record = AssayRecord("fret", table)
    potency = TidyTable(columns: [
      TidyColumn("origin", meaning: "simulated"), TidyColumn("drug", meaning: "the competitor"),
      TidyColumn("target", meaning: "the protein in the well"),
      TidyColumn(
        "model_Ki_nM", unit: "nM", meaning: "the dissociation constant that the model uses"),
      TidyColumn("ic50_nM", unit: "nM", meaning: "total competitor that displaces half the tracer"),
      TidyColumn(
        "floor_nM", unit: "nM", meaning: "the least IC50 that these wells can show, of any drug"),
      TidyColumn(
        "ki_from_ic50_nM", unit: "nM", meaning: "the constant that this IC50 means in these wells"),
      TidyColumn("published", meaning: "what is published of the pair"),
      TidyColumn(
        "ki_from_published_ic50_nM", unit: "nM",
        meaning:
          "the constant that a published IC50 would mean in these wells; none below the floor"
      ),
    ])
  }

  var result: VirtualAssayResult {
    var provenance = [
      "origin": "simulated", "seed": "\(plan.seed)", "primed": PrimedVersion.current,
      "caveat": VirtualAssayResult.caveat, "drug": plan.grid.name,
      "free_fraction": "no serum in the well: free is what protein leaves of the total",
    ]
    provenance["targets"] = plan.targets.map(\.target.rawValue).joined(separator: ", ")
    var record = record
    record.derived = ("potency", potency)
    return record.result(plan.assay.protocolData.sheet, provenance: provenance)
  }

  mutating func add(_ affinity: BH3Mimetic.Affinity) {
    guard let model = affinity.model?.value else { return }
    let target = affinity.target.rawValue
    let wells = plan.assay.wells(
      doses: plan.grid.doses, dissociation: model,
      seed: NoiseSeed.seed(plan.seed, of: "fret|\(plan.grid.name)|\(target)"))
    for well in wells {
      let free = well.dose.map { dose in
        dose - plan.assay.binding.state(competitor: dose, dissociation: model).boundCompetitor
      }
      record.table.append([
        .text("simulated"), .text(target), .text(well.role.rawValue),
        .text(orMissing: well.role == .sample ? plan.grid.name : nil),
        .number(orMissing: well.dose?.nanomolar), .number(orMissing: free?.nanomolar),
        .integer(well.replicate), .number(well.ratio),
      ])
    }
    addSpreads(of: wells, target, model)
    addPotency(affinity, model)
  }

  private mutating func addSpreads(
    of wells: [FRETAssay.Well], _ target: String, _ model: Concentration
  ) {
    let doses = [Concentration.zero] + plan.grid.doses
    for dose in doses {
      let held = plan.assay.binding.state(competitor: dose, dissociation: model)
      let equal = wells.filter { $0.dose == dose }
      guard let first = equal.first else { continue }
      var spread = ConditionSpread(
        role: first.role.rawValue, line: nil,
        given: dose > .zero
          ? [
            .init(
              drug: plan.grid.name, nominalNanomolar: dose.nanomolar,
              freeNanomolar: (dose - held.boundCompetitor).nanomolar)
          ] : [], time: nil, quantity: "emission ratio with \(target)",
        reading: PopulationReading([first.expected]), repeats: equal.map(\.ratio))
      // No cell takes part.
      spread.cells = 0
      record.spreads.append(spread)
    }
  }

  private mutating func addPotency(_ affinity: BH3Mimetic.Affinity, _ model: Concentration) {
    let binding = plan.assay.binding
    let ic50 = binding.halfInhibition(dissociation: model)
    let floor = binding.tightBindingFloor
    let published = affinity.quantity == .halfInhibition ? affinity.published : nil
    let inverted = published.flatMap { binding.dissociation(fromHalfInhibition: $0) }
    let target = affinity.target.rawValue
    potency.append([
      .text("simulated"), .text(plan.grid.name), .text(target), .number(model.nanomolar),
      .number(ic50.nanomolar), .number(floor.nanomolar),
      .number(orMissing: binding.dissociation(fromHalfInhibition: ic50)?.nanomolar),
      .text(affinity.text), .number(orMissing: inverted?.nanomolar),
    ])
    let bound =
      affinity.relation == .equal
      ? "" : " (published only as a bound, \(affinity.text); the model stands at it)"
    record.findings.append(
      "\(plan.grid.name), \(target): a Ki of \(model)\(bound) reads as an IC50 of \(ic50) in these "
        + "wells, whose floor is \(floor): no drug, however tight, reads lower.")
    guard let published else { return }
    let name =
      "\(plan.grid.name), \(target): the published IC50 of "
      + (affinity.relation == .equal ? "" : "\(affinity.relation.rawValue) ") + "\(published)"
    record.findings.append(name + meaning(of: published, inverted, floor))
  }

  /// What a published IC50 says of these wells, which need not be those it was measured in.
  private func meaning(
    of published: Concentration, _ inverted: Concentration?, _ floor: Concentration
  ) -> String {
    if let inverted {
      return
        " would mean a Ki of \(inverted) here; protein and tracer of the published assay are not "
        + "known."
    }
    let half = plan.assay.protocolData.protein / 2
    if published < half {
      return
        " lies below half of the protein in these wells (\(half)), under which no competition can "
        + "read: the published assay held less protein."
    }
    return
      " lies at or below this floor, of which half the protein is \(half) and the tracer that holds "
      + "its sites is the rest: the published assay held less protein, or its tracer filled fewer sites."
  }
}
