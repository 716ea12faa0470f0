import Experiments
import FileFormats
import Foundation
import ModelLibrary
import Quantities
import ReactionNetworks
import Reports

/// A model of the library in a form that other programs read, or that a person looks at.
public struct ModelExport: Sendable {
  private let name: String
  private let format: String
  private let theme: String
  private let line: String?
  private let drugs: [String]
  private let time: String?
  private let topology: String?

  /// - Parameters:
  ///   - line: the cell line; nil for the model as it stands in the library.
  ///   - drugs: a drug and its dose each, as in `AZD4320=100nM`, or a drug alone.
  ///   - time: when to look at the mean cell; nil for the pathway without a state.
  public init(
    name: String, format: String, theme: String = "light", line: String? = nil,
    drugs: [String] = [], time: String? = nil, topology: String? = nil
  ) {
    self.name = name
    self.format = format
    self.theme = theme
    self.line = line
    self.drugs = drugs
    self.time = time
    self.topology = topology
  }

  /// - Throws: an `InputRefusal` that lists every word which was not understood, or says that the
  ///   program which draws is not there.
  public func text() async throws -> String {
    let faults = FaultCollector(file: "command line")
    let form = PictureForm(format: format, theme: theme, noting: faults)
    try faults.refuseIfAny()
    guard let form else { throw InputRefusal(faults.faults) }
    return try form.text(of: try await picture())
  }

  /// Writes what ``text()`` gave, whole or not at all.
  public static func write(_ text: String, to path: String) throws {
    try AtomicOutput.write(text, to: path)
  }

  func picture() async throws -> GraphPicture {
    guard let model = ModelLibrary.model(named: name) else {
      throw InputRefusal(
        InputFault(
          file: "command line", found: "\(name.quotedForPeople) is no model",
          needed: "a model of the library",
          hint: NameSuggestion.hint(for: name, among: ModelLibrary.models.map(\.name))))
    }
    guard model.name == LibraryModel.apoptosis.name else {
      return try whole(model)
    }
    let plan = try read()
    var apoptosis = ApoptosisModel(of: plan.line, drugs: plan.drugs)
    apoptosis.topology = plan.topology
    guard let time = plan.time else { return PathwayPicture(of: apoptosis.network).picture }
    do {
      let state = try await PathwayState(
        of: apoptosis, under: Treatment(plan.doses), at: time)
      return PathwayPicture(of: apoptosis.network, state: state).picture
    } catch let failure as PathwayState.Failure {
      throw InputRefusal(
        InputFault(
          file: "command line", found: failure.words(for: apoptosis), needed: "a cell to look at",
          hint: "without --at the pathway is drawn without a state"))
    }
  }

  /// A model without lines and drugs of its own.
  private func whole(_ model: LibraryModel) throws(InputRefusal) -> GraphPicture {
    let given = [
      line.map { _ in "--line" }, drugs.isEmpty ? nil : "--drug", time.map { _ in "--at" },
      topology.map { _ in "--topology" },
    ].compactMap(\.self)
    if !given.isEmpty {
      throw InputRefusal(
        given.map {
          InputFault(
            file: "command line", found: "\($0) for the model \(model.name)",
            needed: "the model apoptosis, which alone has lines and drugs")
        })
    }
    guard model.name == LibraryModel.azacitidine.name else {
      // Some complexes of EARM turn into one product; folded as holds, they would be drawn wrong.
      throw InputRefusal(
        InputFault(
          file: "command line", found: "\(model.name) cannot be drawn yet",
          needed: "apoptosis or azacitidine",
          hint: "`primed models show \(model.name)` prints its reactions"))
    }
    // What a division gives a daughter is said by the cell, not by its network.
    var cell = ApoptosisModel(of: .genericAML, drugs: [.venetoclax])
    cell.nucleosides = ModelLibrary.nucleosideAnalogues
    let divisions = cell.cellModel.cycle?.inheritance ?? []
    var network = model.network
    network.name = "\(model.name), in cells of \(CellLine.genericAML.name)"
    return InfluencePicture(
      of: network, divisions: divisions.map { ($0.target, $0.value) }
    ).picture
  }

  private struct Plan {
    var line: CellLine
    var drugs: [BH3Mimetic]
    var doses: [Treatment.DrugDose]
    var time: Time?
    var topology: MOMPTopology
  }

  private func read() throws(InputRefusal) -> Plan {
    let faults = FaultCollector(file: "command line")
    let parts = PartResolver()
    let line = parts.line(line ?? "RS4;11", at: .option("--line"), noting: faults)?.part
    let given = drugs.compactMap { readDrug($0, parts, faults) }
    for (index, entry) in given.enumerated()
    where given[..<index].contains(where: { $0.drug.symbol == entry.drug.symbol }) {
      faults.note(
        at: nil, found: "--drug: \(entry.drug.name) stands here again", needed: "each drug once")
    }
    let moment = readTime(faults)
    if time != nil, given.contains(where: { $0.dose == nil }) {
      faults.note(
        at: nil, found: "--at with a drug without a dose", needed: "a dose for each drug",
        hint: "as in --drug AZD4320=100nM")
    }
    let topology = readTopology(faults)
    try faults.refuseIfAny()
    guard let line, let topology else { throw InputRefusal(faults.faults) }
    return Plan(
      line: line, drugs: drugs.isEmpty ? [.azd4320] : given.map(\.drug),
      doses: given.compactMap { entry in entry.dose.map { .init(entry.drug.name, $0) } },
      time: moment, topology: topology)
  }

  private func readDrug(
    _ word: String, _ parts: PartResolver, _ faults: FaultCollector
  ) -> (drug: BH3Mimetic, dose: Concentration?)? {
    let pieces = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard
      let drug = parts.drug(pieces.first ?? "", at: .option("--drug"), noting: faults)?.part
    else { return nil }
    guard pieces.count == 2 else { return (drug, nil) }
    do {
      let dose = try Concentration(parsing: pieces[1])
      guard dose >= .zero else {
        faults.note(at: nil, found: "--drug: \(pieces[1])", needed: "a dose of zero or more")
        return nil
      }
      return (drug, dose)
    } catch {
      faults.note(at: nil, found: "--drug: \(error)", needed: "a dose with its unit")
      return nil
    }
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

  private func readTopology(_ faults: FaultCollector) -> MOMPTopology? {
    guard let topology else { return .embedded }
    return PictureForm.choice(topology, "--topology", faults)
  }
}

extension PathwayState.Failure {
  fileprivate func words(for model: ApoptosisModel) -> String {
    switch self {
    case .notAtRest:
      "the mean cell of \(model.name) permeabilises untreated (topology \(model.topology.rawValue))"
    case .stopped(let ending): "the run of the mean cell \(ending)"
    }
  }
}
