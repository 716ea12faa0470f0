import Assays
import NumericalMethods
import Quantities

/// The virtual BH3 profile: how much cytochrome c permeabilised cells lose to a peptide in an hour.
public struct BH3ProfileAssay: Sendable {
  public var protocolData: BH3ProfileProtocol

  public init(_ protocolData: BH3ProfileProtocol = BH3ProfileProtocol()) {
    self.protocolData = protocolData
  }

  /// One well.
  public struct Well: Hashable, Sendable {
    public let role: WellRole
    public let replicate: Int
    /// % of full release, as measured: noise can carry it below 0 and above 100.
    public let lost: Double
  }

  /// The fraction of cytochrome c lost at a reported time, 0–1.
  public func release(of arm: TreatedPopulation.Arm, at index: Int, time: Time)
    -> PopulationReading
  {
    PopulationReading(
      arm.valuesByFounder(at: time) { $0.value(of: .cytochromeReleased, at: index) })
  }

  /// The wells of one condition.
  ///
  /// - Parameters:
  ///   - release: 0–1; NaN where no cell could be followed.
  ///   - seed: of this condition's noise alone, as `NoiseSeed` gives it.
  public func wells(_ role: WellRole, release: Double, seed: UInt64) -> [Well] {
    let count =
      switch role {
      case .vehicle: protocolData.vehicleWells
      case .positiveControl: protocolData.fullReleaseWells
      default: protocolData.replicates
      }
    return (0..<count).map { replicate in
      var generator = CounterBasedGenerator(
        seed: seed, purpose: .wellNoise, member: replicate)
      let noise = protocolData.wellDeviation * generator.standardNormal()
      return Well(role: role, replicate: replicate + 1, lost: 100 * (release + noise))
    }
  }
}
