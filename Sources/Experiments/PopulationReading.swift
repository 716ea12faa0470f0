import NumericalMethods

/// A number read from a population, with its spread over cells.
public struct PopulationReading: Hashable, Sendable {
  /// NaN if no cell was observed.
  public let mean: Double
  /// The standard deviation from cell to cell; nil below two cells.
  public let cellDeviation: Double?
  public let cells: Int

  public init(_ values: [Double]) {
    cells = values.count
    mean = values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    cellDeviation = OrderStatistics.standardDeviation(of: values)
  }

  /// Shares of founders that count for as many cells as they have: the weighted mean, and the spread
  /// between founders.
  public init(_ values: [Double], weights: [Double]) {
    let total = weights.reduce(0, +)
    cells = values.count
    let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    self.mean = total > 0 ? mean : .nan
    let squares = zip(values, weights).reduce(0) {
      $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean)
    }
    cellDeviation =
      values.count > 1 && total > 0
      ? (squares / total * Double(values.count) / Double(values.count - 1)).squareRoot() : nil
  }

  /// The standard error of the mean that so many simulated cells leave; nil below two cells.
  public var standardError: Double? {
    cellDeviation.map { $0 / Double(cells).squareRoot() }
  }

  /// The reading on another scale.
  public func scaled(by factor: Double) -> PopulationReading {
    PopulationReading(
      mean: mean * factor, cellDeviation: cellDeviation.map { $0 * factor.magnitude }, cells: cells)
  }

  private init(mean: Double, cellDeviation: Double?, cells: Int) {
    self.mean = mean
    self.cellDeviation = cellDeviation
    self.cells = cells
  }
}
