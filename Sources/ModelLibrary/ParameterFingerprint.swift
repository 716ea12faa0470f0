import Citations
import ReactionNetworks

/// One hash over every number of the library: what predictions were frozen with.
///
/// A prediction counts only if no parameter moved after it was seen. The table of predictions is
/// printed under this hash, and a test holds it: whoever changes a number records a new one on
/// purpose, and says so.
public enum ParameterFingerprint {
  /// The SHA-256 of ``listing``.
  public static var hash: ContentHash { ContentHash(of: listing) }

  /// Every line with every drug, each parameter and each reaction law in the order of the network,
  /// one a row. Numbers are written so that they read back to the same bits.
  public static var listing: String {
    var rows: [String] = []
    for line in ModelLibrary.cellLines {
      rows += rowsOf(ApoptosisModel(of: line, drugs: ModelLibrary.drugs).network)
    }
    rows += ModelLibrary.models.flatMap { rowsOf($0.network) }
    var adapting = ApoptosisModel.answeringNucleosides
    adapting.nucleosideResponse.pyrimidineCompensation = 1
    rows += rowsOf(adapting.network)
    rows += ModelLibrary.cellLines.map {
      "\($0.name) doubles in \($0.doublingTime.value.seconds) s"
    }
    rows += ModelLibrary.drugs.map { "\($0.name) free fraction \($0.freeFraction.value)" }
    return rows.joined(separator: "\n")
  }

  private static func rowsOf(_ network: ReactionNetwork) -> [String] {
    let listing = ModelListing(of: network)
    return ["# \(listing.name)"]
      + listing.parameters.map { "\($0.symbol) = \($0.value) \($0.unit)" }
      + listing.species.map {
        "\($0.symbol)(0) = \($0.initialFormula ?? $0.initial.map { "\($0)" } ?? "unset")"
      }
      + listing.assignments.map { "\($0.symbol) := \($0.formula)" }
      + listing.reactions.map { "\($0.equation): \($0.forward), \($0.reverse ?? "one way")" }
  }
}
