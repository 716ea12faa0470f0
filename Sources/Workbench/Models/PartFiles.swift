import Citations
import Expressions
import FileFormats
import ModelLibrary
import Quantities
import ReactionNetworks

extension BH3Mimetic {
  /// Reads a drug's file.
  ///
  /// - Throws: every fault of the file, also a name that the library has for other numbers.
  static func read(_ document: YAMLDocument) throws(InputRefusal) -> BH3Mimetic {
    let description = try DrugDescription.read(
      document, targets: Target.allCases.map(\.rawValue))
    let drug = BH3Mimetic(
      description.name, aliases: description.aliases,
      affinities: description.affinities.compactMap(Affinity.init),
      freeFraction: description.freeFraction, uptake: description.uptake,
      stabilisationOfMCL1: description.stabilisationOfMCL1)
    try document.refuse(
      name: drug.name, unlessOwn: ModelLibrary.drugs.contains(drug), kind: "drug")
    try document.refuse(nameWith: drug.symbolFault)
    return drug
  }

  /// The drug as a file that reads back as the same drug.
  var yaml: String {
    DrugDescription(
      name: name, aliases: aliases, affinities: affinities.map(\.description),
      freeFraction: freeFraction, uptake: uptake, stabilisationOfMCL1: stabilisationOfMCL1
    ).yaml
  }

  /// Why the name cannot name a species beside those of the apoptosis model; nil if it can.
  private var symbolFault: String? {
    guard symbol.isIdentifier else { return "the name “\(name)” makes no symbol" }
    let network = ApoptosisModel(name: "").network
    guard network.variable(symbol) == nil, network.parameter(symbol) == nil,
      !network.compartments.contains(where: { $0.symbol == symbol })
    else { return "“\(symbol)” is a symbol of the model already" }
    return nil
  }
}

extension BH3Mimetic.Affinity {
  fileprivate init?(_ description: DrugDescription.Affinity) {
    guard let target = BH3Mimetic.Target(rawValue: description.target),
      let quantity = BH3Mimetic.Measured(rawValue: description.published.quantity),
      let relation = BH3Mimetic.Relation(rawValue: description.published.relation)
    else { return nil }
    let published = description.published.value
    switch description.model {
    case .asPublished:
      self.init(target, quantity, relation, published, description.source)
    case .none:
      self.init(
        target: target, quantity: quantity, relation: relation, published: published,
        source: description.source, model: nil)
    case .given(let model):
      self.init(
        target: target, quantity: quantity, relation: relation, published: published,
        source: description.source, model: model)
    }
  }

  fileprivate var description: DrugDescription.Affinity {
    .init(
      target: target.rawValue,
      published: .init(
        quantity: quantity.rawValue, relation: relation.rawValue, value: published),
      source: source, model: model.map { .given($0) } ?? .none)
  }
}

extension CellLine {
  /// Reads a line's file.
  ///
  /// - Throws: every fault of the file, also a name that the library has for other numbers.
  static func read(_ document: YAMLDocument) throws(InputRefusal) -> CellLine {
    let description = try LineDescription.read(document, proteins: .ofTheModel)
    let line = CellLine(
      description.name, aliases: description.aliases, disease: description.disease,
      dependence: description.dependence,
      vectors: description.vectors.map { vector in
        AbundanceVector(
          weight: vector.weight,
          levels: Dictionary(
            uniqueKeysWithValues: vector.levels.compactMap { level in
              Protein(named: level.protein).map { ($0, level.level) }
            }), provenance: vector.source)
      },
      nucleosideFactors: Dictionary(
        uniqueKeysWithValues: description.nucleosides.compactMap { entry in
          NucleosideKnob(named: entry.name).map { ($0, entry.factor) }
        }))
    try document.refuse(
      name: line.name, unlessOwn: ModelLibrary.cellLines.contains(line), kind: "cell line")
    return line
  }

  /// The line as a file that reads back as the same line; the levels it leaves to their defaults
  /// stand in it as comments.
  var yaml: String {
    let description = LineDescription(
      name: name, aliases: aliases, disease: disease, dependence: dependence,
      vectors: vectors.map { vector in
        .init(
          weight: vector.weight,
          levels: Protein.allCases.compactMap { protein in
            vector.levels[protein].map { .init(protein: protein.name, level: $0) }
          }, source: vector.provenance)
      },
      nucleosides: NucleosideKnob.allCases.compactMap { knob in
        nucleosideFactors[knob].map { .init(name: knob.rawValue, factor: $0) }
      })
    let others = Protein.allCases.filter { vectors[0].levels[$0] == nil }
    return description.yaml(
      notes: ["Proteins that are not named have their defaults:"]
        + others.map { protein in
          let level = protein.defaultLevel
          return "  \(protein.name): \(level.value.formatted(in: .nanomolar))"
            + " (\(level.provenance.label): \(level.provenance.detail))"
        } + nucleosideNotes)
  }

  /// How to write a line that keeps nucleosides worse, for a file that says nothing of it.
  private var nucleosideNotes: [String] {
    let silent = NucleosideKnob.allCases.filter { nucleosideFactors[$0] == nil }
    guard !silent.isEmpty else { return [] }
    return [
      "What the line does with azacitidine and decitabine is a sensitive cell's, 1, for each of:"
    ]
      + silent.map { "  \($0.rawValue), which \($0.meaning): \($0.range)" } + [
        "To say otherwise, as in:", "nucleosides:", "  \(silent[0].rawValue):",
        "    value: \(silent[0].takes(0.1) ? "0.1" : "5")", "    source:", "      standing: chosen",
        "      because: an example of a cell that resists",
      ]
  }
}

extension LineDescription.Vocabulary {
  /// The proteins of the apoptosis model, by name and by symbol.
  fileprivate static let ofTheModel = Self(
    names: Protein.allCases.map(\.name),
    aliases: Dictionary(
      Protein.allCases.map { ($0.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first }),
    readouts: Set(Protein.allCases.filter(\.isReadout).map(\.name)),
    nucleosides: NucleosideKnob.allCases.map { ($0.rawValue, $0.factors) })
}

extension NucleosideAnalogue {
  /// Reads an analogue's file.
  ///
  /// - Throws: every fault of the file, also a name that the library has for other numbers.
  static func read(_ document: YAMLDocument) throws(InputRefusal) -> NucleosideAnalogue {
    let description = try NucleosideDescription.read(
      document, kinases: Kinase.allCases.map(\.rawValue), routes: Route.allCases.map(\.rawValue))
    guard let kinase = Kinase(rawValue: description.kinase),
      let route = Route(rawValue: description.route)
    else { preconditionFailure("words that the reader was not given") }
    let drug = NucleosideAnalogue(
      name: description.name, aliases: description.aliases, kinase: kinase,
      hydrolysis: description.hydrolysis, freeFraction: description.freeFraction, route: route)
    try document.refuse(
      name: drug.name, unlessOwn: ModelLibrary.nucleosideAnalogues.contains(drug), kind: "drug")
    try document.refuse(nameWith: drug.symbolFault)
    return drug
  }

  /// The analogue as a file that reads back as the same one.
  var yaml: String {
    NucleosideDescription(
      name: name, aliases: aliases, kinase: kinase.rawValue, route: route.rawValue,
      hydrolysis: hydrolysis, freeFraction: freeFraction
    ).yaml(notes: [
      "What a cell makes of it (rates, DNMT1, stress, NOXA): primed models show azacitidine",
      "How a line resists it (UCK2, DCK, CDA, hENT1): the key “nucleosides” of a line's file,",
      "or --scale UCK2=0.1 in primed assay simulate.",
    ])
  }

  /// Why the name cannot name species beside those of the model; nil if it can.
  private var symbolFault: String? {
    guard medium.isIdentifier, symbol.isIdentifier else {
      return "the name \(name.quotedForPeople) makes no symbol"
    }
    var model = ApoptosisModel(name: "", drugs: ModelLibrary.drugs)
    model.nucleosides = ModelLibrary.nucleosideAnalogues.filter { $0.name != name }
    let network = model.network
    let taken = [medium, nucleotides].first {
      network.variable($0) != nil || network.parameter($0) != nil
    }
    return taken.map { "“\($0)” is a symbol of the model already" }
  }
}

extension YAMLDocument {
  /// Refuses a name that the library has, unless the file says what the library says.
  fileprivate func refuse(
    name: String, unlessOwn isOwn: Bool, kind: String
  ) throws(InputRefusal) {
    guard !isOwn, let taken = ModelLibrary.nameTaken(by: name) else { return }
    throw InputRefusal(
      InputFault(
        file: file, at: root["name"]?.position,
        found:
          "the name \(name.quotedForPeople) is the library's \(taken), and the numbers are not",
        needed: "a name of its own for another \(kind)",
        hint: "as in “name: \(taken) changed”; published values belong to \(taken) alone"))
  }

  /// Refuses a name that cannot name a species beside those of the model; nil is no fault.
  fileprivate func refuse(nameWith fault: String?) throws(InputRefusal) {
    guard let fault else { return }
    throw InputRefusal(
      InputFault(
        file: file, at: root["name"]?.position, found: fault,
        needed: "a name of letters from A to Z and digits that no species of the model has",
        hint: "as in “name: compound 7”"))
  }
}
