import FileFormats
import ModelLibrary
import Quantities

extension VirtualAssayRequest {
  /// What is given, at which doses, when, and the files it was read from.
  struct Dosing {
    var grids: [VirtualAssayPlan.DoseGrid] = []
    var regimen: DosingRegimen?
    var files: [PartResolver.File] = []
  }

  /// The drugs with their doses: those of `--drug`, and those that only the schedule gives.
  ///
  /// - Parameter end: the last reading.
  func readDrugs(
    _ needs: VirtualAssayNeeds, before end: Time, _ faults: FaultCollector
  ) -> Dosing {
    var dosing = readGrids(faults)
    if let schedule {
      dosing.regimen = DosingRegimen(
        schedule, before: end, besides: dosing.grids.map(\.drug), noting: faults)
    }
    dosing.regimen?.noteContradictions(of: dosing.grids, noting: faults)
    let names = Set(dosing.grids.map(\.name))
    for name in dosing.regimen?.drugs ?? [] where !names.contains(name) {
      guard let dose = dosing.regimen?.ownDose(of: name), let drug = AssayDrug(named: name) else {
        faults.note(
          at: nil, found: "--schedule gives \(name) without a dose", needed: "its doses",
          hint: "as in --drug \(name)=1,3,10nM, or \(name)@0h=10nM in the schedule")
        continue
      }
      dosing.grids.append(.init(drug: drug, doses: [dose]))
    }
    let isScheduled = drugs.isEmpty && !(dosing.regimen?.drugs.isEmpty ?? true)
    noteCount(
      of: isScheduled || dosing.grids.count > drugs.count ? dosing.grids.count : drugs.count,
      needs, faults)
    return dosing
  }

  private func noteCount(
    of count: Int, _ needs: VirtualAssayNeeds, _ faults: FaultCollector
  ) {
    guard !needs.drugs.contains(count) else { return }
    let needed =
      switch (needs.drugs.lowerBound, needs.drugs.upperBound) {
      case (_, 0): "none: this experiment gives no drug"
      case (1, 1): "one drug with its doses"
      case (let least, let most): "\(least) to \(most) drugs with their doses"
      }
    faults.note(
      at: nil, found: count == 0 ? "no --drug" : "\(count) drugs", needed: needed,
      hint: count == 0 ? "as in --drug AZD4320=1,3,10nM" : nil)
  }

  private func readGrids(_ faults: FaultCollector) -> Dosing {
    var dosing = Dosing()
    for text in drugs {
      // A path may hold an equals sign; doses never do.
      let parts = text.lastIndex(of: "=").map { [text[..<$0], text[text.index(after: $0)...]] }
      let word = parts.map { String($0[0]) } ?? text
      let found = readDrug(word, faults)
      if let file = found?.file { dosing.files.append(file) }
      guard let parts else {
        faults.note(
          at: nil, found: "--drug \(text) without doses", needed: "a drug, =, and its doses",
          hint: "as in --drug AZD4320=1,3,10nM")
        continue
      }
      let list = AmountListText<ConcentrationDimension>(
        String(parts[1]), option: "--drug", noun: "a dose", atLeast: .zero, noting: faults)
      let doses = list.amounts.filter { $0 > .zero }
      if doses.isEmpty, !list.amounts.isEmpty {
        faults.note(
          at: nil, found: "--drug \(text) with no dose above zero", needed: "a dose above zero",
          hint: "vehicle is always run beside the doses")
      }
      guard let drug = found?.drug else { continue }
      if dosing.grids.contains(where: { $0.name == drug.name }) {
        faults.note(
          at: nil, found: "--drug: \(drug.name) twice", needed: "two different drugs",
          hint: "write all doses of one drug together")
      } else {
        dosing.grids.append(.init(drug: drug, doses: doses))
      }
    }
    return dosing
  }

  /// A drug of the library, or of a file.
  private func readDrug(
    _ word: String, _ faults: FaultCollector
  ) -> (drug: AssayDrug, file: PartResolver.File?)? {
    PartResolver().assayDrug(word, at: .option("--drug"), noting: faults)
      .map { ($0.part, $0.file) }
  }
}
