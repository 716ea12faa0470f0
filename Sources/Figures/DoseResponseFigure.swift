import Foundation

/// Dose–response curves with their replicates, bands, potencies and published values.
///
/// Doses are on a logarithmic axis; vehicle stands at its left behind a break. Below the plot each
/// series has a lane with its fitted potency, the interval, and a diamond for the published value.
public struct DoseResponseFigure: FigureSource, Hashable {
  /// One measured or simulated response.
  public struct Observation: Hashable, Sendable {
    /// In the figure's dose unit; 0 is vehicle.
    public let dose: Double
    public let response: Double

    public init(dose: Double, response: Double) {
      self.dose = dose
      self.response = response
    }
  }

  /// One place of a fitted curve, with its confidence band where one is known.
  public struct CurvePoint: Hashable, Sendable {
    public let dose: Double
    public let response: Double
    public let band: ClosedRange<Double>?

    public init(dose: Double, response: Double, band: ClosedRange<Double>? = nil) {
      self.dose = dose
      self.response = response
      self.band = band
    }
  }

  /// What is said of one series' potency; a refused one has a statement and no value.
  public struct Potency: Hashable, Sendable {
    public let value: Double?
    public let interval: ClosedRange<Double>?
    public let published: Double?
    /// In words, with unit: "9.8 nM (8.9–10.8)", or why there is no value.
    public let statement: String

    public init(
      value: Double?, interval: ClosedRange<Double>? = nil, published: Double? = nil,
      statement: String
    ) {
      self.value = value
      self.interval = interval
      self.published = published
      self.statement = statement
    }
  }

  public struct Series: Hashable, Sendable {
    public let name: String
    public let observations: [Observation]
    /// In rising order of dose.
    public let curve: [CurvePoint]
    public let potency: Potency?

    public init(
      name: String, observations: [Observation], curve: [CurvePoint] = [], potency: Potency? = nil
    ) {
      self.name = name
      self.observations = observations
      self.curve = curve
      self.potency = potency
    }
  }

  /// Further series are drawn as context, without colour and lane.
  public static let colouredSeriesLimit = 5

  public let series: [Series]
  public let dose: FigureAxis
  public let response: FigureAxis
  /// The response axis, from bottom to top; taken from the data where nil.
  public let responseRange: ClosedRange<Double>?
  /// Every series that shares colours with this figure, in order; this figure's own where nil.
  public let colourOrder: [String]?
  public let plotHeight: Double

  public init(
    _ series: [Series], dose: FigureAxis, response: FigureAxis,
    responseRange: ClosedRange<Double>? = nil, colourOrder: [String]? = nil,
    plotHeight: Double = 250
  ) {
    self.series = series
    self.dose = dose
    self.response = response
    self.responseRange = responseRange
    self.colourOrder = colourOrder
    self.plotHeight = plotHeight
  }

  public var table: FigureTable {
    let rows = series.flatMap { one in one.observations.map { (one.name, $0) } }
    return FigureTable(columns: [
      .init(name: "series", title: "Series", values: rows.map { .text($0.0) }),
      dose.column("dose", rows.map { $0.1.dose }),
      response.column("response", rows.map { $0.1.response }),
    ])
  }

  public var specification: FigureSpecification {
    let frame = DoseResponseFrame(self)
    let layers =
      frame.bandLayers + frame.observationLayers + frame.curveLayers + frame.laneLayers
      + frame.axisBreakLayers
    return FigureSpecification(
      summary: summary,
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: frame.doseChannel, y: frame.responseChannel),
          width: .container, height: .pixels(frame.height))))
  }

  private var summary: String {
    let potencies = series.compactMap { one in
      one.potency.map { "\(one.name): \($0.statement)" }
    }
    return "\(response.titleWithUnit) against \(dose.titleWithUnit) for "
      + series.map(\.name).joined(separator: ", ") + ". " + potencies.joined(separator: "; ")
  }
}
