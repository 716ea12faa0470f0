import NumericalMethods
import Quantities

/// The virtual bisulfite reading: methylation of a population's DNA as counted reads.
public struct MethylationAssay: Sendable {
  public var protocolData: MethylationProtocol

  public init(_ protocolData: MethylationProtocol = MethylationProtocol()) {
    self.protocolData = protocolData
  }

  /// The methylation of a founder's cells, weighted by how many they are; dead cells' DNA counts until
  /// they have come apart, which is not modelled.
  ///
  /// - Parameter readout: the number of the methylation among the experiment's readouts.
  public func methylation(
    of arm: TreatedPopulation.Arm, readout: Int, at index: Int, time: Time
  ) -> PopulationReading {
    let sums = zip(
      arm.valuesByFounder(at: time) { $0.value(ofReadout: readout, at: index) },
      arm.valuesByFounder(at: time) { _ in 1 })
    return PopulationReading(sums.map { $0 / $1 }, weights: sums.map { $1 })
  }

  /// One culture's reading.
  public struct Reading: Hashable, Sendable {
    public let replicate: Int
    public let reads: Int
    /// nil where no cell could be followed.
    public let methylated: Int?

    public var fraction: Double { methylated.map { Double($0) / Double(reads) } ?? .nan }
  }

  /// The cultures of one condition.
  ///
  /// - Parameters:
  ///   - methylation: of the population, 0–1; NaN where there is none.
  ///   - seed: of this condition's noise alone, as `NoiseSeed` gives it.
  public func readings(_ methylation: Double, seed: UInt64) -> [Reading] {
    (0..<protocolData.replicates).map { replicate in
      guard methylation.isFinite else {
        return Reading(replicate: replicate + 1, reads: protocolData.depth, methylated: nil)
      }
      var generator = CounterBasedGenerator(
        seed: seed, purpose: .countedEvents, member: replicate)
      let own = methylation + protocolData.cultureDeviation * generator.standardNormal()
      let read = own + (1 - own) * protocolData.unconverted
      return Reading(
        replicate: replicate + 1, reads: protocolData.depth,
        methylated: generator.eventCount(
          of: protocolData.depth, probability: min(1, max(0, read))))
    }
  }
}
