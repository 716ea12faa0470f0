import Experiments
import FileFormats
import ModelLibrary
import Quantities

extension ModelExport {
  /// What is exported.
  enum Subject: Sendable {
    /// The cells of a line, with the drugs that they can be given.
    case cell(CellPlan)
    /// A model without lines and drugs of its own, and when to look at it.
    case whole(ModelSource, (time: Time, words: String)?)
  }

  struct CellPlan: Sendable {
    var model: ApoptosisModel
    var doublingTime: Time
    var doses: [Treatment.DrugDose]
    var time: Time?
  }

  /// Finds what the words mean.
  ///
  /// - Throws: every fault noted before, and every word that was not understood.
  func subject(noting faults: FaultCollector) throws(InputRefusal) -> Subject {
    let model = ModelSource.isPath(name) ? nil : ModelLibrary.model(named: name)
    let isCell =
      model?.name == LibraryModel.apoptosis.name || model?.name == LibraryModel.azacitidine.name
      || (model == nil && !ModelSource.isPath(name) && ModelLibrary.cellLine(named: name) != nil)
    guard !isCell else {
      return .cell(try cell(isAzacitidine: model?.name == LibraryModel.azacitidine.name, faults))
    }
    var source: ModelSource?
    do {
      source = try ModelSource.load(name, naming: [])
    } catch {
      if let refusal = error as? InputRefusal { faults.note(refusal) }
    }
    let given = [
      line.map { _ in "--line" }, drugs.isEmpty ? nil : "--drug",
      topology.map { _ in "--topology" },
      cleavage.map { _ in "--cleavage" },
    ].compactMap(\.self)
    for option in given {
      faults.note(
        at: nil, found: "\(option) for the model \(name)",
        needed: "apoptosis or azacitidine, which alone have lines and drugs")
    }
    var moment: (time: Time, words: String)?
    if let time, let source {
      if let seconds = faults.time(time, "--at", in: source.timeUnit) {
        if seconds > 0 {
          moment = (.seconds(seconds), source.isFile ? "time \(time)" : time)
        } else {
          faults.note(at: nil, found: "--at \(time)", needed: "a time above zero")
        }
      }
    }
    try faults.refuseIfAny()
    guard let source else { throw InputRefusal(faults.faults) }
    return .whole(source, moment)
  }

  private func cell(
    isAzacitidine: Bool, _ faults: FaultCollector
  ) throws(InputRefusal) -> CellPlan {
    let parts = PartResolver()
    let own = ModelLibrary.model(named: name) == nil ? name : nil
    if let own, let line {
      faults.note(
        at: nil, found: "--line \(line) for the line \(own)", needed: "one line")
    }
    let usual = isAzacitidine ? CellLine.genericAML.name : CellLine.rs411.name
    let line = parts.line(line ?? own ?? usual, at: .option("--line"), noting: faults)?.part
    let given = drugs.compactMap { readDrug($0, parts, faults) }
    for (index, entry) in given.enumerated()
    where given[..<index].contains(where: { $0.drug.name == entry.drug.name }) {
      faults.note(
        at: nil, found: "--drug: \(entry.drug.name) stands here again", needed: "each drug once")
    }
    let moment = readTime(faults)
    if time != nil, given.contains(where: { $0.dose == nil }) {
      faults.note(
        at: nil, found: "--at with a drug without a dose", needed: "a dose for each drug",
        hint: "as in --drug AZD4320=100nM")
    }
    let choices = ApoptosisChoices(topology: topology, cleavage: cleavage, noting: faults)
    try faults.refuseIfAny()
    guard let line, let choices else { throw InputRefusal(faults.faults) }
    let usualDrugs: [BH3Mimetic] = isAzacitidine ? [.venetoclax] : own == nil ? [.azd4320] : []
    var model = ApoptosisModel(
      of: line, drugs: drugs.isEmpty ? usualDrugs : given.compactMap(\.drug.mimetic))
    model.nucleosides = given.compactMap(\.drug.nucleoside)
    // The model of this name shows the mechanism of both, whichever is given.
    if isAzacitidine, model.nucleosides.isEmpty {
      model.nucleosides = ModelLibrary.nucleosideAnalogues
    }
    choices.change(&model)
    return CellPlan(
      model: model, doublingTime: line.doublingTime.value,
      doses: given.compactMap { entry in entry.dose.map { .init(entry.drug.name, $0) } },
      time: moment)
  }

  private func readDrug(
    _ word: String, _ parts: PartResolver, _ faults: FaultCollector
  ) -> (drug: AssayDrug, dose: Concentration?)? {
    let pieces =
      word.lastIndex(of: "=").map { [word[..<$0], word[word.index(after: $0)...]] }
      .map { $0.map(String.init) } ?? [word]
    let drug = parts.assayDrug(pieces[0], at: .option("--drug"), noting: faults)?.part
    guard pieces.count == 2 else { return drug.map { ($0, nil) } }
    let list = AmountListText<ConcentrationDimension>(
      pieces[1], option: "--drug", noun: "a dose", atLeast: .zero, noting: faults)
    if list.amounts.count > 1 {
      faults.note(at: nil, found: "--drug \(word): \(list.amounts.count) doses", needed: "one dose")
    }
    guard let drug, let dose = list.amounts.first else { return nil }
    return (drug, dose)
  }

  private func readTime(_ faults: FaultCollector) -> Time? {
    guard let time else { return nil }
    do {
      let moment = try Time(parsing: time)
      if moment > .zero, moment <= Study.SimulatedPart.longestWatch { return moment }
      faults.note(
        at: nil, found: "--at \(time)",
        needed: "a time above zero and of at most \(Study.SimulatedPart.longestWatch)")
    } catch { faults.note(at: nil, found: "--at: \(error)", needed: "a time with its unit") }
    return nil
  }
}
