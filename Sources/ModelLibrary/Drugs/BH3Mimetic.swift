import Citations
import Expressions
import Quantities

/// A drug that fills the groove in which anti-apoptotics hold BH3 proteins.
public struct BH3Mimetic: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  /// What is published of its affinities, and what the model makes of it. A target of which nothing is
  /// known is absent.
  public let affinities: [Affinity]
  /// The share of the nominal concentration that is free in medium with 10 % serum, 0–1.
  public var freeFraction: Sourced<Double>
  /// Permeability times area over volume, 1/s.
  public var uptake: Sourced<FirstOrderRate>
  /// How many times more slowly MCL-1 is lost with the drug in it; nil for a drug without this effect.
  public let stabilisationOfMCL1: Sourced<Double>?

  /// A published affinity for one target.
  public struct Affinity: Hashable, Sendable {
    public let target: Target
    public let quantity: Measured
    public let relation: Relation
    public let published: Concentration
    public let source: Provenance
    /// The dissociation constant that the model uses; nil where it lets the drug pass by.
    public let model: Sourced<Concentration>?

    public init(
      target: Target, quantity: Measured, relation: Relation, published: Concentration,
      source: Provenance, model: Sourced<Concentration>?
    ) {
      self.target = target
      self.quantity = quantity
      self.relation = relation
      self.published = published
      self.source = source
      self.model = model
    }

    /// The publication in short: `Ki < 0.01 nM`.
    public var text: String {
      "\(quantity.rawValue) \(relation.rawValue) \(published.formatted(in: .nanomolar))"
    }
  }

  public enum Target: String, CaseIterable, Hashable, Sendable {
    case bcl2 = "BCL-2"
    case bclXL = "BCL-xL"
    case bclW = "BCL-w"
    case mcl1 = "MCL-1"

    /// The protein of the model; BCL-w is there only where a line gives it a level.
    public var protein: Protein {
      switch self {
      case .bcl2: .bcl2
      case .bclXL: .bclXL
      case .mcl1: .mcl1
      case .bclW: .bclW
      }
    }
  }

  /// What was measured. They are not the same: an IC50 cannot fall below half the protein in the assay.
  public enum Measured: String, Hashable, Sendable {
    case inhibitionConstant = "Ki"
    case dissociationConstant = "Kd"
    case halfInhibition = "IC50"
  }

  public enum Relation: String, Hashable, Sendable {
    case equal = "="
    case about = "≈"
    case atMost = "≤"
    case below = "<"
    case above = ">"
  }

  public init(
    _ name: String, aliases: [String] = [], affinities: [Affinity], freeFraction: Sourced<Double>,
    uptake: Sourced<FirstOrderRate> = Self.typicalUptake,
    stabilisationOfMCL1: Sourced<Double>? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.affinities = affinities
    self.freeFraction = freeFraction
    self.uptake = uptake
    self.stabilisationOfMCL1 = stabilisationOfMCL1
  }

  /// The species of the free drug inside the cell.
  public var symbol: Symbol { Symbol(name.filter { $0.isLetter || $0.isNumber }) }
  /// Its free concentration in the medium, held by the protocol.
  public var medium: Symbol { Symbol("\(symbol)_medium") }

  /// The dissociation constant that the model uses for a protein; nil where nothing binds or is known.
  public func modelAffinity(for protein: Protein) -> Sourced<Concentration>? {
    affinities.first { $0.target.protein == protein }?.model
  }

  /// For a drug whose own permeability is not known here.
  public static let typicalUptake = Sourced(
    FirstOrderRate.perSecond(5e-3),
    .chosen(because: "equilibrium within minutes, as small lipophilic molecules reach"),
    range: 6e-4...5e-2)

  /// For a drug whose binding to serum is not known here.
  static let illustrativeFreeFraction = Sourced(
    0.11,
    .chosen(
      because:
        "no data here: AZD4320's fitted scale stands in, as an illustration, until some is found"),
    range: 0.02...0.3)
}

extension BH3Mimetic.Affinity {
  /// Affinities of 1 µM and above that are only bounds are not built in: "no binding".
  private static let negligible = Concentration.micromolar(1)

  /// A published Ki or bound on it, and the model's reading of it.
  static func ki(
    _ target: BH3Mimetic.Target, _ relation: BH3Mimetic.Relation, _ nanomolar: Double,
    _ source: Provenance
  ) -> Self {
    Self(target, .inhibitionConstant, relation, .nanomolar(nanomolar), source)
  }

  /// A published dissociation constant.
  static func kd(
    _ target: BH3Mimetic.Target, _ relation: BH3Mimetic.Relation, _ nanomolar: Double,
    _ source: Provenance
  ) -> Self {
    Self(target, .dissociationConstant, relation, .nanomolar(nanomolar), source)
  }

  /// A published IC50, which is no dissociation constant: what the model uses is said beside it.
  static func ic50(
    _ target: BH3Mimetic.Target, _ nanomolar: Double, _ source: Provenance,
    model: Sourced<Concentration>
  ) -> Self {
    Self(
      target: target, quantity: .halfInhibition, relation: .equal,
      published: .nanomolar(nanomolar), source: source, model: model)
  }

  /// A published value with the model's own reading of it.
  ///
  /// An upper bound is used as it stands, the weakest binding that the source allows. A lower bound
  /// below 1 µM is used as it stands, the tightest that the source allows; above, the drug passes by.
  public init(
    _ target: BH3Mimetic.Target, _ quantity: BH3Mimetic.Measured, _ relation: BH3Mimetic.Relation,
    _ published: Concentration, _ source: Provenance
  ) {
    let model: Sourced<Concentration>? =
      switch relation {
      case .equal, .about: Sourced(published, source)
      case .atMost, .below:
        Sourced(
          published, .chosen(because: "the bound itself; \(source.detail) gives an upper one"))
      case .above where published < Self.negligible:
        Sourced(published, .chosen(because: "the bound itself; \(source.detail) gives a lower one"))
      case .above: nil
      }
    self.init(
      target: target, quantity: quantity, relation: relation, published: published, source: source,
      model: model)
  }
}
