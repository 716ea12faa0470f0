import Citations
import Experiments
import ReactionNetworks

/// One hash over every number and law of the library: what predictions were frozen with.
///
/// A prediction counts only if no parameter moved after it was seen. The table of predictions is
/// printed under this hash, and a test holds it: whoever changes a number records a new one on
/// purpose, and says so.
public enum ParameterFingerprint {
  /// The SHA-256 of ``listing``.
  public static var hash: ContentHash { ContentHash(of: listing) }

  /// Every network that a prediction is made with, how its cells are kept, and how they are read: one
  /// number or law a row. Numbers are written so that they read back to the same bits.
  public static var listing: String {
    (networks.flatMap(rows(of:)) + cells + assays).joined(separator: "\n")
  }

  // MARK: Networks

  /// Each line with every drug, the library's models, every way to resist, and every option of the
  /// apoptosis model that adds a number or a law.
  private static var networks: [ReactionNetwork] {
    let lines = ModelLibrary.cellLines.map { ApoptosisModel(of: $0, drugs: ModelLibrary.drugs) }
    let resisting = ResistanceMechanism.typical.map { mechanism in
      var model = ApoptosisModel.answeringNucleosides
      mechanism.change(&model)
      return model
    }
    return lines.map(\.network) + ModelLibrary.models.map(\.network) + resisting.map(\.network)
      + options.map(\.network)
      + [ApoptosisModel(of: .rs411).permeabilised(for: BH3Peptide.allCases).network]
  }

  private static var options: [ApoptosisModel] {
    let topologies = MOMPTopology.allCases.filter { $0 != .embedded }.map { topology in
      var model = ApoptosisModel(of: .rs411, drugs: ModelLibrary.drugs)
      model.topology = topology
      return model
    }
    // Optional proteins are in the network only where they have a level.
    var rich = ApoptosisModel(of: .rs411, drugs: ModelLibrary.drugs)
    for protein in Protein.allCases where protein.isOptional {
      rich.levels[protein] = .init(.nanomolar(1), .chosen(because: "so that it is listed"))
    }
    rich.caspaseCleavage = .on
    return topologies + [rich]
  }

  /// Every number and law of a network, one a row.
  public static func rows(of network: ReactionNetwork) -> [String] {
    let listing = ModelListing(of: network)
    return ["# \(listing.name)"]
      + listing.parameters.map { "\($0.symbol) = \($0.value) \($0.unit)" }
      + network.variables.map { "\($0.symbol)(0) = \(text(of: $0.initial)) \($0.unit)" }
      + network.variables.compactMap { variable in
        switch variable.behaviour {
        case .reactions: nil
        case .rate(let law): "d \(variable.symbol)/dt = \(law)"
        case .assignment(let formula): "\(variable.symbol) := \(formula)"
        case .algebraic: "\(variable.symbol) from the constraints"
        case .heldConstant: "\(variable.symbol) held"
        }
      }
      + listing.reactions.map { "\($0.equation): \($0.forward), \($0.reverse ?? "one way")" }
      + network.constraints.map { "0 = \($0)" }
      + network.events.map { event in
        "\(event.symbol) when \(event.trigger): "
          + event.resets.map { "\($0.target) := \($0.value)" }.joined(separator: ", ")
      }
  }

  private static func text(of initial: Variable.InitialValue) -> String {
    switch initial {
    case .number(let value): "\(value)"
    case .formula(let formula): "\(formula)"
    case .unset: "unset"
    }
  }

  // MARK: Cells

  /// How cells differ, rest, divide and are told dead, and what of a drug reaches them.
  private static var cells: [String] {
    let model = ApoptosisModel.answeringNucleosides.cellModel
    let patients = PatientCohort.named.samples.prefix(9).flatMap { patient in
      patient.vectors[0].levels.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        "\(patient.name) \($0.key.rawValue) = \($0.value.nanomolar) nM"
      }
    }
    let inherited = (model.cycle?.inheritance ?? []).map { "daughter \($0.target) = \($0.value)" }
    return ["# cells"]
      + ModelLibrary.cellLines.map { line in
        "\(line.name) doubles in \(line.doublingTime.value.seconds) s"
      }
      + ModelLibrary.drugs.map { "\($0.name) free fraction \($0.freeFraction.value)" }
      + ModelLibrary.nucleosideAnalogues.map { "\($0.name) free fraction \($0.freeFraction.value)" }
      + model.equilibration.map { stage in
        "rest \(stage.duration.seconds) s: "
          + stage.changesAtStart.map { "\($0.target) to \($0.value)" }.joined(separator: ", ")
      }
      + CellExperiment.lawsOfMoments(for: model.marks) + inherited + patients
      + NumberListing.rows(of: CellVariability.typical, named: "variability")
      + NumberListing.rows(
        of: Proliferation(doublingTime: .hours(30)), named: "proliferation, 30 h")
  }

  // MARK: Assays

  /// How cells become a reading. The guide's protocols stand under its letters.
  private static var assays: [String] {
    let assays: [(String, String?, Any)] = [
      ("caspase", "protocolA", CaspaseAssay()),
      ("ATP", "protocolB", ViabilityAssay(ViabilityProtocol(.atp))),
      ("MTT", "protocolB", ViabilityAssay(ViabilityProtocol(.mtt))),
      ("Annexin V", nil, AnnexinAssay()), ("co-IP", "protocolC", CoIPAssay()),
      ("BH3 profile", nil, BH3ProfileAssay()), ("bisulfite", nil, MethylationAssay()),
    ]
    return ["# assays"]
      + assays.flatMap { name, letter, assay in
        NumberListing.rows(
          of: assay, named: name, calling: letter.map { ["protocolData": $0] } ?? [:])
      }
      + ViabilityProtocol.Assay.allCases.map {
        "\($0.name) fades with \($0.dyingHalfLife.seconds) s"
      }
  }
}
