import FileFormats
import ModelLibrary
import Quantities

extension VirtualAssayRequest {
  /// The drugs with their doses: those of `--drug`, or, without any, those of the schedule.
  func readDrugs(
    _ needs: VirtualAssayNeeds, _ regimen: DosingRegimen?, _ faults: FaultCollector
  ) -> [VirtualAssayPlan.DoseGrid] {
    var grids = readGrids(needs, regimen, faults)
    let names = Set(grids.map(\.name))
    for name in regimen?.drugs ?? [] where !names.contains(name) {
      guard let dose = regimen?.ownDose(of: name), let drug = ModelLibrary.drug(named: name) else {
        faults.note(
          at: nil, found: "--schedule gives \(name) without a dose", needed: "its doses",
          hint: "as in --drug \(name)=1,3,10nM, or \(name)@0h=10nM in the schedule")
        continue
      }
      grids.append(.init(drug: drug, doses: [dose]))
    }
    if grids.count > needs.drugs.upperBound, drugs.count <= needs.drugs.upperBound {
      faults.note(
        at: nil, found: "\(grids.count) drugs, those of the schedule among them",
        needed: "at most \(needs.drugs.upperBound)")
    }
    return grids
  }

  private func readGrids(
    _ needs: VirtualAssayNeeds, _ regimen: DosingRegimen?, _ faults: FaultCollector
  ) -> [VirtualAssayPlan.DoseGrid] {
    let scheduled = drugs.isEmpty && !(regimen?.drugs.isEmpty ?? true)
    if !needs.drugs.contains(drugs.count), !scheduled {
      let needed =
        switch (needs.drugs.lowerBound, needs.drugs.upperBound) {
        case (_, 0): "none: this experiment gives no drug"
        case (1, 1): "one drug with its doses"
        case (let least, let most): "\(least) to \(most) drugs with their doses"
        }
      faults.note(
        at: nil, found: drugs.isEmpty ? "no --drug" : "\(drugs.count) --drug", needed: needed,
        hint: drugs.isEmpty ? "as in --drug AZD4320=1,3,10nM" : nil)
    }
    var grids: [VirtualAssayPlan.DoseGrid] = []
    for text in drugs {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first ?? ""
      let drug = ModelLibrary.drug(named: name)
      if drug == nil {
        noteUnknown(name, "--drug", ModelLibrary.drugs.map(\.name), "drug", faults)
      }
      guard parts.count == 2 else {
        faults.note(
          at: nil, found: "--drug \(text) without doses", needed: "a drug, =, and its doses",
          hint: "as in --drug AZD4320=1,3,10nM")
        continue
      }
      let list = AmountListText<ConcentrationDimension>(
        parts[1], option: "--drug", noun: "a dose", atLeast: .zero, noting: faults)
      let doses = list.amounts.filter { $0 > .zero }
      if doses.isEmpty, !list.amounts.isEmpty {
        faults.note(
          at: nil, found: "--drug \(text) with no dose above zero", needed: "a dose above zero",
          hint: "vehicle is always run beside the doses")
      }
      guard let drug else { continue }
      if grids.contains(where: { $0.name == drug.name }) {
        faults.note(
          at: nil, found: "--drug: \(drug.name) twice", needed: "two different drugs",
          hint: "write all doses of one drug together")
      } else {
        grids.append(.init(drug: drug, doses: doses))
      }
    }
    return grids
  }
}
