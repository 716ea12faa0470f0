import FileFormats
import ModelLibrary
import Quantities

/// The readings of the apoptosis model that a person can choose between, by the words of the command
/// line.
struct ApoptosisChoices: Sendable, Hashable {
  var topology = MOMPTopology.embedded
  var cleavage = ApoptosisModel.CaspaseCleavage.off

  init() {}

  /// Nil, with the faults noted, where a word is not understood; a word that is missing leaves the
  /// default.
  init?(topology: String?, cleavage: String?, noting faults: FaultCollector) {
    let (before, defaults) = (faults.faults.count, Self())
    var found = defaults
    if let topology {
      found.topology = PictureForm.choice(topology, "--topology", faults) ?? defaults.topology
    }
    if let cleavage {
      found.cleavage = PictureForm.choice(cleavage, "--cleavage", faults) ?? defaults.cleavage
    }
    guard faults.faults.count == before else { return nil }
    self = found
  }

  func change(_ model: inout ApoptosisModel) {
    model.topology = topology
    model.caspaseCleavage = cleavage
  }

  /// What differs from the default, in words; empty where nothing does.
  var words: [String] {
    (topology == .embedded ? [] : ["topology \(topology.rawValue)"])
      + (cleavage == .off ? [] : ["caspase-3/7 cuts BCL-2 and MCL-1"])
  }

  /// Every choice with what it means, for a listing of the model.
  var table: ModelCatalogue.Listing.Part {
    let cuts: [ApoptosisModel.CaspaseCleavage: String] = [
      .off: "caspases spare BCL-2 and MCL-1 (the default)",
      .on: "R16b: active caspase-3/7 cuts free BCL-2 and MCL-1, after the decision",
    ]
    return .init(
      title: "Choices", columns: ["Option", "Word", "Shown", "What it means"],
      rows: MOMPTopology.allCases.map { choice in
        [
          "--topology", choice.rawValue, choice == topology ? "yes" : nil,
          choice.summary + (choice == .embedded ? "; the default" : ""),
        ]
      }
        + ApoptosisModel.CaspaseCleavage.allCases.map { choice in
          ["--cleavage", choice.rawValue, choice == cleavage ? "yes" : nil, cuts[choice]]
        })
  }
}

extension ModelCatalogue {
  /// A model, drug or line as ``listing(of:)`` has it, with a reading of the apoptosis model chosen.
  ///
  /// - Throws: also where a choice is not understood, or is made for what has none.
  public static func listing(
    of name: String, topology: String?, cleavage: String?
  ) throws(InputRefusal) -> Listing {
    let faults = FaultCollector(file: "command line")
    let choices = ApoptosisChoices(topology: topology, cleavage: cleavage, noting: faults)
    let model = PartResolver.isPath(name) ? nil : ModelLibrary.model(named: name)
    guard let model, model.name != LibraryModel.earm1.name else {
      for (option, word) in [("--topology", topology), ("--cleavage", cleavage)] {
        guard let word else { continue }
        faults.note(
          at: nil, found: "\(option) \(word) for \(name.quotedForPeople)",
          needed: "apoptosis or azacitidine, which alone have this choice")
      }
      try faults.refuseIfAny()
      return try listing(of: name)
    }
    try faults.refuseIfAny()
    guard let choices else { throw InputRefusal(faults.faults) }
    var cells = ApoptosisModel(of: .rs411, drugs: [.azd4320])
    if model.name == LibraryModel.azacitidine.name { cells = .answeringNucleosides }
    choices.change(&cells)
    let shown = LibraryModel(
      name: model.name, aliases: model.aliases, summary: model.summary, unit: model.unit,
      network: cells.network)
    let plain = listing(of: shown)
    let heading =
      choices.words.isEmpty
      ? plain.heading : "\(plain.heading)\nShown with \(choices.words.joined(separator: ", "))."
    return Listing(name: plain.name, heading: heading, parts: [choices.table] + plain.parts)
  }

  static func listing(of drug: NucleosideAnalogue) -> Listing {
    func range(_ range: ClosedRange<Double>?) -> String? {
      range.map { "\($0.lowerBound.forPeople())–\($0.upperBound.forPeople())" }
    }
    return Listing(
      name: drug.name,
      heading: "\(drug.name), a nucleoside kept by \(drug.kinase.rawValue) and built into "
        + "\(drug.route.rawValue). What a cell makes of it: primed models show azacitidine.",
      parts: [
        .init(
          title: "Exposure", columns: ["Quantity", "Value", "Range", "Standing", "Source"],
          rows: [
            [
              "hydrolysis in medium, 1/s",
              drug.hydrolysis.value.formatted(in: FirstOrderRateDimension.canonicalUnit),
              range(drug.hydrolysis.range), drug.hydrolysis.provenance.label,
              drug.hydrolysis.provenance.detail,
            ],
            [
              "free fraction in medium", drug.freeFraction.value.forPeople(),
              range(drug.freeFraction.range), drug.freeFraction.provenance.label,
              drug.freeFraction.provenance.detail,
            ],
          ])
      ])
  }
}
