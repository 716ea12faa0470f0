import Citations
import Quantities

/// A cell line as a file describes it, in the form `primed.line/1`: vectors of protein levels with
/// weights, of which the shipped lines have one each.
public struct LineDescription: Hashable, Sendable {
  public static let schema = "primed.line/1"

  public var name: String
  public var aliases: [String]
  public var disease: String
  /// What is known of which anti-apoptotic the line depends on.
  public var dependence: Sourced<String>?
  public var vectors: [Vector]
  /// What the cells do with a nucleoside, as factors on a sensitive cell.
  public var nucleosides: [Factor]

  public init(
    name: String, aliases: [String] = [], disease: String, dependence: Sourced<String>? = nil,
    vectors: [Vector], nucleosides: [Factor] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.disease = disease
    self.dependence = dependence
    self.vectors = vectors
    self.nucleosides = nucleosides
  }

  /// A factor on what a sensitive cell does.
  public struct Factor: Hashable, Sendable {
    public var name: String
    public var factor: Sourced<Double>

    public init(name: String, factor: Sourced<Double>) {
      self.name = name
      self.factor = factor
    }
  }

  /// One set of protein levels.
  public struct Vector: Hashable, Sendable {
    /// The share of the line's vectors that this one stands for, above 0.
    public var weight: Double
    public var levels: [Level]
    public var source: Provenance

    public init(weight: Double, levels: [Level], source: Provenance) {
      self.weight = weight
      self.levels = levels
      self.source = source
    }
  }

  public struct Level: Hashable, Sendable {
    public var protein: String
    public var level: Concentration

    public init(protein: String, level: Concentration) {
      self.protein = protein
      self.level = level
    }
  }

  /// The proteins that a line's file may name.
  public struct Vocabulary: Sendable {
    /// As people call them.
    public var names: [String]
    /// Other spellings, with the name that each stands for.
    public var aliases: [String: String]
    /// Those whose level cannot be 0, since a cell's fate is read from them.
    public var readouts: Set<String>
    /// What can differ in how cells keep a nucleoside, each with the factors that are taken.
    public var nucleosides: [(name: String, takes: ClosedRange<Double>)]

    public init(
      names: [String], aliases: [String: String] = [:], readouts: Set<String> = [],
      nucleosides: [(name: String, takes: ClosedRange<Double>)] = []
    ) {
      self.names = names
      self.aliases = aliases
      self.readouts = readouts
      self.nucleosides = nucleosides
    }
  }

  /// Reads a line's file.
  ///
  /// - Throws: every fault of the file, each with its place.
  public static func read(
    _ document: YAMLDocument, proteins: Vocabulary
  ) throws(InputRefusal) -> Self {
    try document.read(as: "a cell line") { line in
      line.schema(Self.schema)
      let name = line.string("name")
      let aliases = line.strings("aliases", .optional) ?? []
      let disease = line.string("disease")
      let dependence = line.sourcedText("dependence", .optional)
      let vectors = line.list("vectors") { node in
        node.read(as: "a vector", noting: line.faults) { readVector($0, proteins) }
      }
      let nucleosides = line.mapping("nucleosides", .optional, as: "nucleosides") {
        readFactors($0, proteins)
      }
      guard let name, let disease, let vectors, !vectors.isEmpty else { return nil }
      return LineDescription(
        name: name, aliases: aliases, disease: disease, dependence: dependence, vectors: vectors,
        nucleosides: nucleosides ?? [])
    }
  }

  private static func readFactors(_ factors: YAMLMappingReader, _ known: Vocabulary) -> [Factor] {
    let names = known.nucleosides.map(\.name)
    var read: [Factor] = []
    for (key, position) in factors.keys {
      factors.knows(key)
      guard case .found(let name) = NameSuggestion.resolve(key, among: names),
        let bounds = known.nucleosides.first(where: { $0.name == name })?.takes
      else {
        factors.faults.note(
          at: position, found: "\(key.quotedForPeople) is nothing that keeps a nucleoside",
          needed: names.joined(separator: ", "),
          hint: NameSuggestion.hint(for: key, among: names))
        continue
      }
      if read.contains(where: { $0.name == name }) {
        factors.faults.note(
          at: position, found: "\(name) stands here again", needed: "each name once")
      }
      if let factor = factors.sourcedNumber(key, in: bounds) {
        read.append(Factor(name: name, factor: factor))
      }
    }
    return read
  }

  private static func readVector(_ vector: YAMLMappingReader, _ proteins: Vocabulary) -> Vector? {
    let weight = vector.number("weight", .optional, in: 0...1e6) ?? 1
    if weight == 0 {
      vector.note("weight", found: "a weight of 0", needed: "a weight above 0")
    }
    let source = vector.source()
    let levels = vector.mapping("levels", as: "levels") { readLevels($0, proteins) }
    guard let source, let levels else { return nil }
    return Vector(weight: weight, levels: levels, source: source)
  }

  private static func readLevels(_ levels: YAMLMappingReader, _ proteins: Vocabulary) -> [Level] {
    var read: [Level] = []
    for (key, position) in levels.keys {
      levels.knows(key)
      guard let protein = proteins.name(of: key) else {
        levels.faults.note(
          at: position, found: "\(key.quotedForPeople) is no known protein",
          needed: "a protein of the model",
          hint: NameSuggestion.hint(for: key, among: proteins.names))
        continue
      }
      let bound: QuantityBound = proteins.readouts.contains(protein) ? .aboveZero : .zeroOrMore
      if read.contains(where: { $0.protein == protein }) {
        levels.faults.note(
          at: position, found: "\(protein) stands here again", needed: "each protein once")
      }
      if let level = levels.quantity(key, as: Concentration.self, bound) {
        read.append(Level(protein: protein, level: level))
      }
    }
    return read
  }

  /// The line as its file: reads back as the same line.
  ///
  /// - Parameter notes: what else stands in the file as a comment, one line each.
  public func yaml(notes: [String] = []) -> String {
    var file = YAMLText()
    file.comment("A cell line of Primed, to be changed under a name of its own.")
    file.comment("No level was measured. Illustrative parameters, not for clinical use.")
    file.entry("schema", Self.schema)
    file.blankLine()
    file.entry("name", name)
    if !aliases.isEmpty { file.entry("aliases", aliases) }
    file.entry("disease", disease)
    if let dependence {
      file.mapping("dependence") { file in
        file.entry("value", dependence.value)
        file.source(dependence.provenance)
      }
    }
    file.blankLine()
    file.comment("Levels in nM of whole-cell volume, by vectors with weights.")
    file.list("vectors", of: vectors) { file, vector in
      file.entry("weight", vector.weight.exactText)
      file.source(vector.source)
      file.mapping("levels") { file in
        for level in vector.levels { file.entry(level.protein, level.level.exactText) }
      }
    }
    if !nucleosides.isEmpty {
      file.blankLine()
      file.comment("What the cells do with azacitidine and decitabine; 1 is a sensitive cell.")
      file.mapping("nucleosides") { file in
        for entry in nucleosides { file.sourced(entry.name, entry.factor) }
      }
    }
    if !notes.isEmpty {
      file.blankLine()
      for note in notes { file.comment(note) }
    }
    return file.text
  }
}

extension LineDescription.Vocabulary {
  /// The known name of a protein as it is written, or nil.
  func name(of written: String) -> String? {
    if case .found(let name) = NameSuggestion.resolve(written, among: names) { return name }
    if case .found(let alias) = NameSuggestion.resolve(written, among: aliases.keys.sorted()) {
      return aliases[alias]
    }
    return nil
  }
}
