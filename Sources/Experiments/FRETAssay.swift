import Assays
import NumericalMethods
import Quantities

/// The virtual FRET competition: the exact equilibrium of protein, tracer and drug, and its reading.
public struct FRETAssay: Sendable {
  public var protocolData: FRETProtocol

  public init(_ protocolData: FRETProtocol) { self.protocolData = protocolData }

  public var binding: CompetitiveBinding {
    CompetitiveBinding(
      protein: protocolData.protein, tracer: protocolData.tracer,
      tracerDissociation: protocolData.tracerDissociation)
  }

  /// One well.
  public struct Well: Hashable, Sendable {
    public let role: WellRole
    /// nil in a well without protein.
    public let dose: Concentration?
    public let replicate: Int
    public let ratio: Double
    /// The ratio without noise.
    public let expected: Double
  }

  /// The ratio that the reader would show without noise.
  public func ratio(at dose: Concentration, dissociation: Concentration) -> Double {
    let state = binding.state(competitor: dose, dissociation: dissociation)
    let bound = state.boundTracer / protocolData.tracer
    return protocolData.ratioFree + (protocolData.ratioBound - protocolData.ratioFree) * bound
  }

  /// - Parameter seed: of the noise of this drug and target alone, as `NoiseSeed` gives it.
  public func wells(
    doses: [Concentration], dissociation: Concentration, seed: UInt64
  ) -> [Well] {
    var conditions: [(WellRole, Concentration?, Double, Int)] = [
      (.vehicle, .zero, ratio(at: .zero, dissociation: dissociation), protocolData.vehicleWells),
      (.blank, nil, protocolData.ratioFree, protocolData.backgroundWells),
    ]
    conditions += doses.map {
      (.sample, $0, ratio(at: $0, dissociation: dissociation), protocolData.replicates)
    }
    return conditions.enumerated().flatMap { index, condition in
      let (role, dose, expected, count) = condition
      return (0..<count).map { replicate in
        var generator = CounterBasedGenerator(
          seed: seed, purpose: .wellNoise, member: index << 12 | replicate)
        let spread = generator.lognormalFactor(
          coefficientOfVariation: protocolData.wellVariation)
        return Well(
          role: role, dose: dose, replicate: replicate + 1, ratio: expected * spread,
          expected: expected)
      }
    }
  }
}
