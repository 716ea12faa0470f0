import Quantities

/// The unit that the doses of a series are written in, as a symbol such as `nM` or `ng/mL`.
///
/// Fits are made in log dose, so the unit changes no result; it is carried along to be shown.
public struct DoseUnit: Hashable, Sendable {
  public let symbol: String

  public init(symbol: String) { self.symbol = symbol }

  public init(_ unit: Unit<ConcentrationDimension>) { self.init(symbol: unit.symbol) }

  public static let nanomolar = DoseUnit(.nanomolar)
  public static let micromolar = DoseUnit(.micromolar)

  /// The molar unit that this symbol names, or nil where it is a mass per volume or something else.
  public var molar: Unit<ConcentrationDimension>? { Unit(named: symbol) }
}

extension Double {
  /// A dose for a person, with its unit where it has one: `12.3 nM`.
  package func asDose(in unit: DoseUnit?) -> String {
    guard let unit else { return forPeople() }
    return "\(forPeople()) \(unit.symbol)"
  }
}
