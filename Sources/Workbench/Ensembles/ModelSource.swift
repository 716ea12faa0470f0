import Citations
import Experiments
import Expressions
import FileFormats
import Foundation
import ModelLibrary
import ReactionNetworks
import Simulation

/// A model found by what a person called it, not compiled yet: an SBML file or a name of the library.
struct ModelSource: Sendable {
  /// What it is called in answers.
  let name: String
  let network: ReactionNetwork
  /// The cell that the network is of, which rests before time 0; nil for a model that begins as it is.
  let cell: CellModel?
  /// The hash of the file; nil for the library's own.
  let fileHash: ContentHash?
  /// The drugs of files, by the words that name the files.
  private(set) var drugWords: [String: String] = [:]

  var isFile: Bool { fileHash != nil }

  /// - Parameters:
  ///   - text: a path, or a name of the library without regard to case and punctuation.
  ///   - names: what the person names in other options: a line is built with the drugs among them.
  static func load(_ text: String, naming names: [String]) throws -> ModelSource {
    if PartResolver.isYAML(text) {
      return try Self(line: try PartResolver().line(text).part, naming: names)
    }
    if isPath(text) { return try file(text) }
    if let line = ModelLibrary.cellLine(named: text) { return try Self(line: line, naming: names) }
    guard let model = ModelLibrary.model(named: text) else {
      let known = ModelLibrary.models.map(\.name) + ModelLibrary.cellLines.map(\.name)
      throw InputRefusal(
        InputFault(
          file: "command line", found: "\(text.quotedForPeople) is no file and no model's name",
          needed: "an SBML file, or a model or cell line of the library",
          hint: NameSuggestion.hint(for: text, among: known)))
    }
    guard model.name != LibraryModel.apoptosis.name else {
      return try Self(line: .rs411, naming: names + [BH3Mimetic.azd4320.name])
    }
    guard model.name != LibraryModel.azacitidine.name else {
      return try Self(
        .answeringNucleosides, named: model.name,
        naming: names + ModelLibrary.nucleosideAnalogues.map(\.name) + [BH3Mimetic.venetoclax.name])
    }
    return Self(name: model.name, network: model.network, cell: nil, fileHash: nil)
  }

  /// What lies there, or is spelled as a path, is meant as a file.
  static func isPath(_ text: String) -> Bool {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder), !isFolder.boolValue {
      return true
    }
    return text.contains("/") || text.hasSuffix(".xml") || text.hasSuffix(".sbml")
  }

  private init(name: String, network: ReactionNetwork, cell: CellModel?, fileHash: ContentHash?) {
    self.name = name
    self.network = network
    self.cell = cell
    self.fileHash = fileHash
  }

  private init(line: CellLine, naming names: [String]) throws(InputRefusal) {
    try self.init(ApoptosisModel(of: line), named: line.name, naming: names)
  }

  /// A cell that can be given the drugs among some names, files of one's own included.
  private init(
    _ model: ApoptosisModel, named name: String, naming names: [String]
  ) throws(InputRefusal) {
    var words: [String: String] = [:]
    var own: [BH3Mimetic] = []
    for name in names where PartResolver.isYAML(name) && words[name] == nil {
      let drug = try PartResolver().drug(name).part
      words[name] = drug.name
      if !own.contains(where: { $0.name == drug.name }) { own.append(drug) }
    }
    var model = model
    let mimetics = Set(names.compactMap { ModelLibrary.drug(named: $0)?.name } + own.map(\.name))
    model.drugs =
      ModelLibrary.drugs.filter { mimetics.contains($0.name) }
      + own.filter { !ModelLibrary.drugs.contains($0) }.sorted { $0.name < $1.name }
    let nucleosides = Set(names.compactMap { ModelLibrary.nucleosideAnalogue(named: $0)?.name })
    model.nucleosides = ModelLibrary.nucleosideAnalogues.filter { nucleosides.contains($0.name) }
    let cell = model.cellModel
    self.init(name: name, network: cell.network, cell: cell, fileHash: nil)
    drugWords = words
  }

  private static func file(_ path: String) throws -> ModelSource {
    let input = try InputText(contentsOf: path)
    let network: ReactionNetwork
    do {
      network = try SBMLReader.network(from: input.text)
    } catch {
      throw InputRefusal(
        error.faults.map { fault in
          InputFault(
            file: path, at: fault.line.map { TextPosition(line: $0, column: 1) },
            found: fault.sentence, needed: "SBML with reactions, species and constant parameters")
        })
    }
    guard network.variables.contains(where: { $0.isState && $0.behaviour != .heldConstant }) else {
      throw InputRefusal(
        InputFault(
          file: path, found: "a model in which nothing changes",
          needed: "a species that a reaction or a rate rule changes"))
    }
    return Self(
      name: URL(filePath: path).lastPathComponent, network: network, cell: nil,
      fileHash: input.hash)
  }

  /// The unit of times.
  var timeUnit: ModelUnit { isFile ? .file : .known("s") }

  /// The unit of an amount or a parameter.
  func unit(of symbol: Symbol) -> ModelUnit {
    if isFile { return .file }
    return .known(
      network.variable(symbol)?.unit ?? network.parameter(symbol)?.unit ?? "1")
  }

  /// Every species, as a person reads it: its amount in the model's own unit.
  func amount(of species: Variable) -> Expressions.Expression {
    guard case .species(let compartment, .concentration) = species.kind else {
      return species.symbol.expression
    }
    return species.symbol.expression * .constant(network.volume(of: compartment))
  }

  /// Compiles the network to report some species and to locate some events.
  ///
  /// - Parameter watchingRest: whether the moment at which a cell permeabilises before time 0 is located
  ///   too, behind the events.
  func compiled(
    reporting species: [Variable], locating events: [EnsembleEvent], watchingRest: Bool = false
  ) throws -> RunnableModel {
    do {
      let compiled = try CompiledNetwork(
        network,
        readouts: species.map { Readout($0.symbol.name, unit: $0.unit, amount(of: $0)) },
        landmarks: events.map { Landmark($0.name, whenRisesThroughZero: landmark(of: $0)) }
          + (watchingRest ? [restingMOMP].compactMap(\.self) : []))
      return RunnableModel(self, compiled, species: species.map(\.symbol), events: events)
    } catch {
      throw InputRefusal(
        InputFault(
          file: name, found: "\(error)", needed: "a model that contradicts itself nowhere"))
    }
  }

  /// Half of cytochrome c released while the cell is brought to rest; nil for a model without rest.
  private var restingMOMP: Landmark? {
    cell.map { cell in
      Landmark(
        "MOMP at rest",
        whenRisesThroughZero: .piecewise(
          [.init(when: .comparison(.greaterOrEqual, .time, 0), then: -1)],
          otherwise: cell.marks.cytochromeReleased - 0.5))
    }
  }

  /// What happens while a cell is brought to rest is no event of its run.
  private func landmark(of event: EnsembleEvent) -> Expressions.Expression {
    guard cell != nil else { return event.formula }
    return .piecewise(
      [.init(when: .comparison(.greaterOrEqual, .time, 0), then: event.formula)], otherwise: -1)
  }
}
