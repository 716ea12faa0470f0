import Citations
import FileFormats
import ModelLibrary
import Quantities

/// What the library holds, by name, as tables that any front can show.
public enum ModelCatalogue {
  /// One thing of the library.
  public struct Entry: Sendable, Encodable {
    public enum Kind: String, Sendable, Encodable { case model, drug, line }

    public let kind: Kind
    public let name: String
    public let summary: String
  }

  public static var entries: [Entry] {
    ModelLibrary.models.map { Entry(kind: .model, name: $0.name, summary: $0.summary) }
      + ModelLibrary.drugs.map { drug in
        Entry(
          kind: .drug, name: drug.name,
          summary: drug.affinities.map { "\($0.target.rawValue) \($0.text)" }.joined(
            separator: ", "))
      }
      + ModelLibrary.nucleosideAnalogues.map { drug in
        Entry(
          kind: .drug, name: drug.name,
          summary: "a nucleoside kept by \(drug.kinase.rawValue), built into "
            + drug.route.rawValue
            + "; its mechanism: primed models show azacitidine")
      }
      + ModelLibrary.cellLines.map { Entry(kind: .line, name: $0.name, summary: $0.disease) }
  }

  /// Everything of one model, drug or line, or of the drug or line that a file describes.
  ///
  /// - Throws: an `InputRefusal` with the nearest names for one that nothing has, or with every fault
  ///   of the file.
  public static func listing(of name: String) throws(InputRefusal) -> Listing {
    if PartResolver.isPath(name) {
      switch try PartResolver().part(inFile: name) {
      case .drug(let drug): return listing(of: drug)
      case .nucleoside(let drug): return listing(of: drug)
      case .line(let line): return listing(of: line)
      }
    }
    if let model = ModelLibrary.model(named: name) {
      return listing(of: model).withErrata(concerning: model.name)
    }
    if let drug = ModelLibrary.drug(named: name) {
      return listing(of: drug).withErrata(concerning: drug.name)
    }
    if let line = ModelLibrary.cellLine(named: name) { return listing(of: line) }
    throw unknown(name)
  }

  /// A drug or a line as a file to start one's own from.
  ///
  /// - Throws: an `InputRefusal` for an unknown name, and for a model, which has no such form.
  public static func yaml(of name: String) throws(InputRefusal) -> String {
    if PartResolver.isPath(name) {
      switch try PartResolver().part(inFile: name) {
      case .drug(let drug): return drug.yaml
      case .nucleoside(let drug): return drug.yaml
      case .line(let line): return line.yaml
      }
    }
    if let drug = ModelLibrary.drug(named: name) { return drug.yaml }
    if let drug = ModelLibrary.nucleosideAnalogue(named: name) { return drug.yaml }
    if let line = ModelLibrary.cellLine(named: name) { return line.yaml }
    guard let model = ModelLibrary.model(named: name) else { throw unknown(name) }
    throw InputRefusal(
      InputFault(
        file: "command line", found: "\(model.name) is a model", needed: "a drug or a line",
        hint: "`primed models show \(model.name) --json` prints the whole of it"))
  }

  /// A line as a file that reads back as the same line.
  public static func yaml(of line: CellLine) -> String { line.yaml }

  static func unknown(_ name: String) -> InputRefusal {
    InputRefusal(
      InputFault(
        file: "command line", found: "“\(name)” is no model, drug or line",
        needed: "a name of the library",
        hint: NameSuggestion.hint(for: name, among: Set(entries.map(\.name)).sorted())
          ?? "`primed models list` names them all"))
  }

  /// A thing of the library as titled tables of text.
  public struct Listing: Sendable, Encodable {
    public let name: String
    public let heading: String
    public let parts: [Part]

    public struct Part: Sendable, Encodable {
      public let title: String
      public let columns: [String]
      /// One cell a column; nil where there is none.
      public let rows: [[String?]]
    }
  }

  static func listing(of model: LibraryModel) -> Listing {
    let tables = ModelListing(of: model.network)
    var parts = [
      mechanismPart(tables),
      Listing.Part(
        title: "Species", columns: ["Symbol", "Name", "Compartment", "Initial (\(model.unit))"],
        rows: tables.species.map {
          [$0.symbol, $0.name, $0.compartment, $0.initial.map { $0.forPeople() }]
        }),
      Listing.Part(
        title: "Reactions", columns: ["Mechanism", "Reaction", "Rate", "Rate back"],
        rows: tables.reactions.map { [$0.mechanism, $0.equation, $0.forward, $0.reverse] }),
      Listing.Part(
        title: "Parameters",
        columns: ["Symbol", "Name", "Value", "Unit", "Range", "Standing", "Source", "Used in"],
        rows: tables.parameters.map { row in
          [
            row.symbol, row.name, row.value.forPeople(), row.unit,
            range(row.lowest, row.highest), row.provenance, row.detail,
            tables.mechanisms.filter { $0.constants.contains(row.symbol) }.map(\.number)
              .joined(separator: ", "),
          ]
        }),
    ]
    if !tables.assignments.isEmpty {
      parts.insert(
        Listing.Part(
          title: "Assignments", columns: ["Symbol", "Name", "Formula", "Unit"],
          rows: tables.assignments.map { [$0.symbol, $0.name, $0.formula, $0.unit] }), at: 2)
    }
    if !tables.rates.isEmpty {
      parts.insert(
        Listing.Part(
          title: "Rates", columns: ["Symbol", "Name", "Rate per second", "Unit"],
          rows: tables.rates.map { [$0.symbol, $0.name, $0.rate, $0.unit] }), at: 2)
    }
    let counts =
      "\(model.network.species.count) species, \(model.network.oneWayReactionCount) one-way reactions"
    return Listing(
      name: model.name,
      heading: "\(model.name): \(model.summary)\n\(counts); amounts in \(model.unit), "
        + "time in seconds. Illustrative parameters, not for clinical use.", parts: parts)
  }

  /// The mechanism to be read in one table; rates and sources in full stand in the tables below it.
  private static func mechanismPart(_ tables: ModelListing) -> Listing.Part {
    let parameters = Dictionary(
      tables.parameters.map { ($0.symbol, $0) }, uniquingKeysWith: { first, _ in first })
    let shown = 4
    return Listing.Part(
      title: "Mechanisms", columns: ["Mechanism", "One-way reactions", "Constants"],
      rows: tables.mechanisms.map { row in
        let constants = row.constants.compactMap { parameters[$0] }.map { parameter in
          let unit = parameter.unit == "1" ? "" : " \(parameter.unit)"
          let standing = parameter.provenance.map { " (\($0))" } ?? ""
          return "\(parameter.symbol) \(parameter.value.forPeople())\(unit)\(standing)"
        }
        let rest = constants.count - shown
        let words = constants.prefix(shown).joined(separator: ", ")
        return [
          row.name.isEmpty ? nil : row.name, "\(row.oneWayReactions)",
          rest > 0 ? "\(words) and \(rest) more" : words,
        ]
      })
  }

  private static func listing(of drug: BH3Mimetic) -> Listing {
    Listing(
      name: drug.name,
      heading: "\(drug.name). Affinities as published, and what the model makes of them.",
      parts: [
        .init(
          title: "Affinities",
          columns: ["Target", "Published", "Standing", "Source", "In the model (nM)", "Why"],
          rows: drug.affinities.map { affinity in
            [
              affinity.target.rawValue, affinity.text, affinity.source.label,
              affinity.source.detail,
              affinity.model?.value.nanomolar.forPeople() ?? "does not bind",
              affinity.model?.provenance.detail,
            ]
          } + missingAffinities(of: drug)),
        .init(
          title: "Exposure", columns: ["Quantity", "Value", "Range", "Standing", "Source"],
          rows: [
            [
              "free fraction in medium", drug.freeFraction.value.forPeople(),
              drug.freeFraction.range.flatMap { range($0.lowerBound, $0.upperBound) },
              drug.freeFraction.provenance.label, drug.freeFraction.provenance.detail,
            ],
            [
              "uptake", drug.uptake.value.formatted(in: FirstOrderRateDimension.canonicalUnit),
              drug.uptake.range.flatMap { range($0.lowerBound, $0.upperBound) },
              drug.uptake.provenance.label, drug.uptake.provenance.detail,
            ],
          ] + exposureBeyondUptake(of: drug)),
      ])
  }

  /// Targets of the table of drugs for which this one has no affinity here.
  private static func missingAffinities(of drug: BH3Mimetic) -> [[String?]] {
    BH3Mimetic.Target.allCases.filter { target in
      !drug.affinities.contains { $0.target == target }
    }.map { [$0.rawValue, drug.standing(of: $0), nil, nil, "does not bind", nil] }
  }

  /// How long the MCL-1 lasts that the drug holds, and how the drug is given.
  private static func exposureBeyondUptake(of drug: BH3Mimetic) -> [[String?]] {
    var rows: [[String?]] = []
    if let factor = drug.stabilisationOfMCL1 {
      rows.append([
        "MCL-1 held by it lasts longer, times", factor.value.forPeople(),
        factor.range.flatMap { range($0.lowerBound, $0.upperBound) }, factor.provenance.label,
        factor.provenance.detail,
      ])
    }
    if let route = drug.route {
      rows.append(["route", route.value, nil, route.provenance.label, route.provenance.detail])
    }
    return rows
  }

  private static func listing(of line: CellLine) -> Listing {
    let model = ApoptosisModel(of: line)
    var parts = [
      Listing.Part(
        title: "Protein levels (nM of whole-cell volume)",
        columns: ["Protein", "Level", "Range", "Standing", "Source"],
        rows: Protein.allCases.map { protein in
          let level = model.level(of: protein)
          return [
            protein.name, level.value.nanomolar.forPeople(),
            level.range.flatMap { range($0.lowerBound, $0.upperBound) }, level.provenance.label,
            level.provenance.detail,
          ]
        })
    ]
    if let dependence = line.dependence {
      parts.append(
        .init(
          title: "What is known", columns: ["Statement", "Standing", "Source"],
          rows: [[dependence.value, dependence.provenance.label, dependence.provenance.detail]]))
    }
    if !line.nucleosideFactors.isEmpty {
      parts.append(
        .init(
          title: "What it does with azacitidine and decitabine",
          columns: ["Of a sensitive cell's", "Factor", "Standing", "Source"],
          rows: NucleosideKnob.allCases.compactMap { knob in
            line.nucleosideFactors[knob].map {
              [knob.rawValue, $0.value.forPeople(), $0.provenance.label, $0.provenance.detail]
            }
          }))
    }
    return Listing(
      name: line.name,
      heading: "\(line.name), \(line.disease). The vector is illustrative: no level was measured."
        + (line.vectors.count > 1
          ? " The first of its \(line.vectors.count) vectors is shown and simulated." : ""),
      parts: parts)
  }

  private static func range(_ low: Double?, _ high: Double?) -> String? {
    guard let low, let high else { return nil }
    return "\(low.forPeople())–\(high.forPeople())"
  }
}
