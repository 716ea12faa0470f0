import Quantities

/// What is pipetted to bring every dose into its wells with the same part of solvent everywhere.
///
/// Doses are diluted in solvent first, at 1/f of their final concentration, so that each well, vehicle
/// included, receives the same fraction f of solvent. Where f of a well's volume is too small to
/// pipette, an intermediate plate in medium stands between, at ten times the final concentration. Where
/// a dose lies far below what it is taken from, tubes on the way stand between, none diluted further
/// than ``largestFold``.
public struct DilutionPlan: Hashable, Sendable {
  /// The bench's limits.
  public struct Limits: Hashable, Sendable {
    /// Of a well once it is full.
    public var wellVolume: Volume
    /// The largest part of solvent that cells may see.
    public var solventLimit: Double
    /// The smallest volume that is pipetted with trust.
    public var smallestTransfer: Volume
    /// Prepared over what is used.
    public var excess: Double

    public init(
      wellVolume: Volume, solventLimit: Double = 0.005, smallestTransfer: Volume,
      excess: Double = 1.2
    ) {
      self.wellVolume = wellVolume
      self.solventLimit = solventLimit
      self.smallestTransfer = smallestTransfer
      self.excess = excess
    }
  }

  /// One tube or well that is prepared.
  public struct Step: Hashable, Sendable {
    public enum Stage: String, Hashable, Sendable {
      case solvent = "in solvent"
      case medium = "in medium"
    }

    public let stage: Stage
    public let drug: String
    /// The dose in the assay that this is for, or on the way to.
    public let dose: Concentration
    /// Whether this only stands between its source and the next tube, and goes into no well.
    public var isOnTheWay = false
    /// What is taken, by its concentration.
    public let source: Concentration
    public let sourceVolume: Volume
    public let diluentVolume: Volume
    /// What results.
    public let concentration: Concentration
    public var volume: Volume { sourceVolume + diluentVolume }
  }

  /// How far one step of a series in solvent dilutes at most. Chosen: 1 µL into 99 can be mixed in a
  /// tube; the step into medium is set by the part of solvent.
  public static let largestFold = 100.0
  /// What is made in one tube at most. Chosen: the largest tube of a bench.
  public static let largestTube = Volume(canonical: 50e9)

  /// The part of solvent in every well that is not untreated.
  public let solventFraction: Double
  /// What goes into each well, from the intermediate plate or straight from the solvent.
  public let addedVolume: Volume
  /// What cells are seeded in.
  public let seededVolume: Volume
  public let hasIntermediate: Bool
  /// Solvent, and medium in the intermediate plate, for the vehicle and blank wells.
  public let vehicleSolvent: Volume
  public let vehicleMedium: Volume
  /// Highest dose first within each drug; all in solvent, then all in medium.
  public let steps: [Step]

  /// Why a protocol cannot be pipetted.
  public enum Fault: Error, Hashable, Sendable {
    /// The top dose asks for more solvent than is allowed.
    case tooMuchSolvent(drug: String, dose: Concentration, stock: Concentration, fraction: Double)
    /// What a well would receive is more than a tenth of it.
    case wellTooSmall(needed: Volume, well: Volume)
    /// A step needs more than the largest tube, as where two doses are nearly the same.
    case tubeTooSmall(drug: String, dose: Concentration, needed: Volume)
  }
}

/// All that stands against a protocol.
public struct DilutionError: Error, Hashable, Sendable {
  public let faults: [DilutionPlan.Fault]

  public init(faults: [DilutionPlan.Fault]) { self.faults = faults }
}
