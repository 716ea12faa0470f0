import Citations
import Quantities

extension DrugDescription {
  /// Reads a drug's file.
  ///
  /// - Parameter targets: the names of the proteins that a drug may bind.
  /// - Throws: every fault of the file, each with its place.
  public static func read(_ document: YAMLDocument, targets: [String]) throws(InputRefusal) -> Self
  {
    try document.read(as: "a drug") { drug in
      drug.schema(Self.schema)
      let name = drug.string("name")
      let aliases = drug.strings("aliases", .optional) ?? []
      let affinities = readAffinities(drug, targets)
      let freeFraction = drug.sourcedNumber("free-fraction", in: 0...1)
      if freeFraction?.value == 0 {
        drug.note(
          "free-fraction", found: "a free fraction of 0", needed: "a number above 0",
          hint: "a drug of which nothing is free has no effect at any dose")
      }
      let uptake = drug.sourced("uptake", as: FirstOrderRate.self, .aboveZero)
      let stabilisation = drug.sourcedNumber("mcl1-stabilisation", .optional, in: 1...1000)
      guard let name, let affinities, let freeFraction, let uptake else { return nil }
      return DrugDescription(
        name: name, aliases: aliases, affinities: affinities, freeFraction: freeFraction,
        uptake: uptake, stabilisationOfMCL1: stabilisation)
    }
  }

  private static func readAffinities(_ drug: YAMLMappingReader, _ targets: [String]) -> [Affinity]?
  {
    var seen: Set<String> = []
    return drug.list("affinities") { node in
      node.read(as: "an affinity", noting: drug.faults) { entry in
        let target = entry.name("target", among: targets, as: "target")
        if let target, !seen.insert(target).inserted {
          entry.note("target", found: "\(target) stands here again", needed: "each target once")
        }
        let published = entry.node("published").flatMap {
          PublishedAffinity.read($0, noting: entry.faults)
        }
        let source = entry.source()
        let model = readModel(entry)
        if published?.quantity == "IC50", case .asPublished = model {
          entry.note(
            "published", found: "an IC50, which is no dissociation constant",
            needed: "the key “model”, with what the model uses",
            hint: "an IC50 cannot fall below half the protein in its assay")
        }
        guard let target, let published, let source, let model else { return nil }
        return Affinity(target: target, published: published, source: source, model: model)
      }
    }
  }

  private static func readModel(_ entry: YAMLMappingReader) -> Reading? {
    guard let node = entry.node("model", .optional) else { return .asPublished }
    if case .scalar("none", _) = node.content { return Reading.none }
    return entry.sourced("model", as: Concentration.self, .aboveZero).map { .given($0) }
  }

  /// The drug as its file: reads back as the same drug.
  public var yaml: String {
    var file = YAMLText()
    file.comment("A drug of Primed, to be changed under a name of its own.")
    file.comment("Illustrative parameters, not for clinical use.")
    file.entry("schema", Self.schema)
    file.blankLine()
    file.entry("name", name)
    if !aliases.isEmpty { file.entry("aliases", aliases) }
    file.blankLine()
    file.comment("What is published of each target, and the dissociation constant of the model.")
    file.list("affinities", of: affinities) { file, affinity in
      file.entry("target", affinity.target)
      file.entry("published", affinity.published.text)
      file.source(affinity.source)
      switch affinity.model {
      case .asPublished: break
      case .none: file.entry("model", word: "none")
      case .given(let value): file.sourced("model", value)
      }
    }
    file.blankLine()
    file.comment("The share of the dose that is free in medium with 10 % serum.")
    file.sourced("free-fraction", freeFraction)
    file.blankLine()
    file.comment("Permeability times area over volume of a cell.")
    file.sourced("uptake", uptake)
    if let stabilisationOfMCL1 {
      file.blankLine()
      file.comment("How many times more slowly MCL-1 is lost with the drug in it.")
      file.sourced("mcl1-stabilisation", stabilisationOfMCL1)
    }
    return file.text
  }
}

extension YAMLMappingReader {
  /// Notes a schema that is not the one this reader knows.
  func schema(_ needed: String) {
    guard let found = string("schema"), found != needed else { return }
    note("schema", found: "the schema \(found.quotedForPeople)", needed: "“\(needed)”")
  }
}
