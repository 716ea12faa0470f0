import Assays
import Foundation
import NumericalMethods
import Quantities

/// The virtual co-immunoprecipitation: how much of each partner stays on the beads, and what would
/// mislead the reader of the blot.
public struct CoIPAssay: Sendable {
  public var protocolData: CoIPProtocol

  public init(_ protocolData: CoIPProtocol = CoIPProtocol()) { self.protocolData = protocolData }

  /// A protein that the beads pull down, or that comes with it.
  public struct Partner: Hashable, Sendable {
    public let name: String
    /// How fast it leaves the captured protein, 1/s; nil for the captured protein itself, which the
    /// antibody holds.
    public let dissociation: FirstOrderRate?

    public init(_ name: String, dissociation: FirstOrderRate?) {
      self.name = name
      self.dissociation = dissociation
    }
  }

  /// What the cells of one lane hold of one protein, nM of cell volume, with its spread over cells.
  public struct Amounts: Hashable, Sendable {
    /// Bound to the captured protein; of the captured protein, all of it.
    public let complex: PopulationReading
    /// In the whole cell.
    public let total: PopulationReading

    public init(complex: PopulationReading, total: PopulationReading) {
      self.complex = complex
      self.total = total
    }
  }

  /// What was loaded.
  public enum Lane: String, CaseIterable, Hashable, Sendable {
    case immunoprecipitate = "IP"
    case input
    /// Beads with an unspecific antibody: must be empty.
    case unspecific = "IgG"
  }

  /// One band on one blot.
  public struct Band: Hashable, Sendable {
    public let lane: Lane
    public let replicate: Int
    /// AU; the vehicle's input band of the same antibody is 100.
    public let density: Double
    /// What the density would be without noise.
    public let expected: Double
    public let isVisible: Bool
  }

  /// The share of a complex that is still on the beads after washing.
  public func washed(_ partner: Partner) -> Double {
    guard let rate = partner.dissociation else { return 1 }
    return exp(-rate.canonicalValue * protocolData.washing.seconds)
  }

  /// The bands of one protein in one condition.
  ///
  /// - Parameters:
  ///   - reference: the same protein under vehicle, whose input band is 100.
  ///   - seed: of the noise of this condition's blot alone, as `NoiseSeed` gives it.
  public func bands(
    of partner: Partner, _ amounts: Amounts, reference: Amounts, seed: UInt64
  ) -> [Band] {
    let gain = 100 / (reference.total.mean * protocolData.inputShare)
    let densities: [(Lane, Double)] = [
      (.immunoprecipitate, gain * amounts.complex.mean * washed(partner)),
      (.input, gain * amounts.total.mean * protocolData.inputShare),
      (.unspecific, 100 * protocolData.unspecific),
    ]
    return densities.enumerated().flatMap { index, lane in
      (0..<protocolData.replicates).map { replicate in
        var generator = CounterBasedGenerator(
          seed: seed, purpose: .bandNoise, member: index << 16 | replicate)
        let density =
          lane.1
          * generator.lognormalFactor(coefficientOfVariation: protocolData.bandVariation)
        return Band(
          lane: lane.0, replicate: replicate + 1, density: density, expected: lane.1,
          isVisible: density >= 100 * protocolData.visibleBand)
      }
    }
  }

  /// How much of a partner is bound once the lysate has stood overnight, as a fraction of what was
  /// bound in the cells: above 1 the complex has formed anew, since the drug was diluted with it.
  ///
  /// Capture competes as `CompetitiveBinding` of the room Assays: the captured protein is the
  /// protein, the partner the tracer, the drug the competitor, all diluted alike; what the medium
  /// held is gone.
  ///
  /// - Parameter drugDissociation: nil for vehicle.
  public func reformation(
    captured: Concentration, partner: Concentration, boundInCells: Concentration,
    partnerDissociation: Concentration, drug: Concentration, drugDissociation: Concentration?
  ) -> Double? {
    guard captured > .zero, partner > .zero, boundInCells > .zero else { return nil }
    let lysate = CompetitiveBinding(
      protein: captured / protocolData.dilution, tracer: partner / protocolData.dilution,
      tracerDissociation: partnerDissociation)
    let state = lysate.state(
      competitor: drugDissociation == nil ? .zero : drug / protocolData.dilution,
      dissociation: drugDissociation ?? .nanomolar(1))
    return state.boundTracer * protocolData.dilution / boundInCells
  }
}
