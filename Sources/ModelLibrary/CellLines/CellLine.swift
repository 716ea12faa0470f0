import Citations
import Quantities

/// A cell line or a kind of patient cell, as far as the model knows it: by the levels of its proteins.
///
/// One EC50 cannot fix four levels, so a line is a weighted collection of vectors that would all do;
/// today each has one.
public struct CellLine: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  public let disease: String
  /// What is known of which anti-apoptotic the line depends on, and from where.
  public let dependence: Sourced<String>?
  /// At least one.
  public let vectors: [AbundanceVector]
  /// What the cells do with a nucleoside, as factors on a sensitive cell; one that is missing is 1.
  public let nucleosideFactors: [NucleosideKnob: Sourced<Double>]

  /// - Parameter vectors: at least one.
  public init(
    _ name: String, aliases: [String] = [], disease: String, dependence: Sourced<String>? = nil,
    vectors: [AbundanceVector], nucleosideFactors: [NucleosideKnob: Sourced<Double>] = [:]
  ) {
    precondition(!vectors.isEmpty, "\(name) has no levels")
    self.name = name
    self.aliases = aliases
    self.disease = disease
    self.dependence = dependence
    self.vectors = vectors
    self.nucleosideFactors = nucleosideFactors
  }

  /// Where the levels come from.
  public var provenance: Provenance { vectors[0].provenance }
}

/// One set of protein levels. Illustrative: no level here was measured.
public struct AbundanceVector: Hashable, Sendable {
  /// The share of the line's vectors that this one stands for.
  public let weight: Double
  /// nM of whole-cell volume; a protein that is missing has its default.
  public let levels: [Protein: Concentration]
  public let provenance: Provenance

  public init(weight: Double = 1, levels: [Protein: Concentration], provenance: Provenance) {
    self.weight = weight
    self.levels = levels
    self.provenance = provenance
  }

  /// Each level with where it comes from.
  public var sourcedLevels: [Protein: Sourced<Concentration>] {
    levels.mapValues { Sourced($0, provenance) }
  }

  /// The four levels in which the worked lines differ, nM.
  static func worked(
    bcl2: Double, bclXL: Double, mcl1: Double, bim: Double, _ provenance: Provenance
  ) -> Self {
    Self(
      levels: [
        .bcl2: .nanomolar(bcl2), .bclXL: .nanomolar(bclXL), .mcl1: .nanomolar(mcl1),
        .bim: .nanomolar(bim),
      ], provenance: provenance)
  }
}

extension Provenance {
  /// Levels that were tried by hand until the line met a published AZD4320 value.
  static func workedByHand(to value: String) -> Self {
    .fitted(to: "\(value), by hand; illustrative, one of many vectors that would do")
  }
}
