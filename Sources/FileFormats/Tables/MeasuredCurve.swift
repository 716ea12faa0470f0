import Citations
import Quantities

/// One measured response at one dose.
public struct MeasuredPoint: Hashable, Sendable {
  public let dose: Concentration
  /// A fraction for viability and inhibition, the instrument's unit for a signal. Never NaN.
  public let response: Double
  /// The replicate as the table names it, where it does.
  public let replicate: String?
  /// Where the response stands in its file.
  public let position: TextPosition
}

/// The responses of one series, in the order of the file.
public struct MeasuredCurve: Hashable, Sendable {
  /// The series as the table names it, such as a cell line.
  public let name: String
  public let points: [MeasuredPoint]
  /// Cells of this series that held no response.
  public let missingCount: Int

  /// The doses at which anything was measured, ascending, each once.
  public var distinctDoses: [Concentration] {
    Set(points.map(\.dose)).sorted()
  }
}

/// Measured curves of one file, with what was stated about them.
public struct MeasuredDoseResponse: Sendable {
  public let file: String
  public let hash: ContentHash
  public let scale: ResponseScale
  /// In the order in which the series first appear.
  public let curves: [MeasuredCurve]
}
