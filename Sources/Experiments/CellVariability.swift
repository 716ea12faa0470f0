import Expressions
import NumericalMethods
import Quantities

/// How much the cells of one line differ from each other.
///
/// Every protein's level is multiplied by a lognormal factor of mean 1, independent of the others;
/// the factor acts on synthesis and on the initial amount alike.
///
/// ## References
/// [Spencer2009] and [Niepel2009] for the size of the spread, 0.2–0.4.
public struct CellVariability: Hashable, Sendable {
  /// The standard deviation of a level over its mean.
  public var coefficientOfVariation: Double

  public init(coefficientOfVariation: Double) {
    precondition(coefficientOfVariation >= 0, "a spread is not negative")
    self.coefficientOfVariation = coefficientOfVariation
  }

  /// 0.25, in the published range.
  public static let typical = CellVariability(coefficientOfVariation: 0.25)
  /// Every cell is the mean cell.
  public static let none = CellVariability(coefficientOfVariation: 0)

  /// The factors of one cell, one a protein, the same for every condition of a seed.
  public func factors(for proteins: [Symbol], seed: UInt64, cell: Int) -> [Double] {
    guard coefficientOfVariation > 0 else { return proteins.map { _ in 1 } }
    var generator = CounterBasedGenerator(seed: seed, purpose: .proteinLevels, member: cell)
    return proteins.map { _ in
      generator.lognormalFactor(coefficientOfVariation: coefficientOfVariation)
    }
  }

  /// The factors of one virtual patient, drawn apart from those of cells.
  public func factors(forPatient patient: Int, of proteins: [Symbol], seed: UInt64) -> [Double] {
    var generator = CounterBasedGenerator(seed: seed, purpose: .patients, member: patient)
    return proteins.map { _ in
      generator.lognormalFactor(coefficientOfVariation: coefficientOfVariation)
    }
  }
}
