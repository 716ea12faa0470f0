import Foundation

/// Points about a line: residuals over dose, or measured responses about a fitted equation.
///
/// Points that lost their say are hollow. On a logarithmic axis points at 0 stand at its left as
/// vehicle.
public struct ScatterFigure: FigureSource, Hashable {
  public struct Point: Hashable, Sendable {
    public enum Standing: String, Hashable, Sendable {
      case used
      case downWeighted = "down-weighted"
      case leftOut = "left out"
    }

    public let x: Double
    public let y: Double
    public let standing: Standing

    public init(x: Double, y: Double, standing: Standing = .used) {
      self.x = x
      self.y = y
      self.standing = standing
    }
  }

  public let points: [Point]
  /// In rising order of x.
  public let line: [Point]
  public let x: FigureAxis
  public let y: FigureAxis
  public let isLogarithmic: Bool
  /// A level that is drawn across, such as 0 for residuals.
  public let level: Double?
  public let plotHeight: Double

  public init(
    _ points: [Point], line: [Point] = [], x: FigureAxis, y: FigureAxis, isLogarithmic: Bool,
    level: Double? = nil, plotHeight: Double = 150
  ) {
    self.points = points
    self.line = line
    self.x = x
    self.y = y
    self.isLogarithmic = isLogarithmic
    self.level = level
    self.plotHeight = plotHeight
  }

  public var table: FigureTable {
    FigureTable(columns: [
      x.column("x", points.map(\.x)), y.column("y", points.map(\.y)),
      .init(
        name: "standing", title: "Standing", values: points.map { .text($0.standing.rawValue) }),
    ])
  }

  public var specification: FigureSpecification {
    FigureSpecification(
      summary: "\(y.titleWithUnit) against \(x.titleWithUnit), \(points.count) points",
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: xChannel, y: yChannel), width: .container,
          height: .pixels(plotHeight))))
  }

  private var places: ClosedRange<Double> {
    let all = (points + line).map(\.x).filter { !isLogarithmic || $0 > 0 }
    let seen = all.filter { $0.magnitude < 1e290 }.finiteRange ?? 1...10
    if seen.lowerBound < seen.upperBound { return seen }
    return isLogarithmic
      ? (seen.lowerBound / 2)...(seen.upperBound * 2)
      : (seen.lowerBound - 1)...(seen.upperBound + 1)
  }

  /// Where vehicle stands on a logarithmic axis.
  private var vehicle: Double? {
    guard isLogarithmic, points.contains(where: { $0.x == 0 }) else { return nil }
    let places = places
    let decades = log10(places.upperBound / places.lowerBound)
    return places.lowerBound / pow(10, Swift.max(0.4, 0.17 * decades))
  }

  private var xChannel: Channel {
    let places = places
    guard isLogarithmic else {
      let margin = 0.03 * (places.upperBound - places.lowerBound)
      return .field(
        "x", .quantitative, title: x.titleWithUnit,
        scale: .linear((places.lowerBound - margin)...(places.upperBound + margin)),
        axis: .shown(Axis(values: AxisTicks.linear(places), format: ".6~g")))
    }
    let words = vehicle.map { place in
      "datum.value < \((place + places.lowerBound) / 2) ? 'vehicle' : format(datum.value, '.6~g')"
    }
    return .field(
      "x", .quantitative, title: x.titleWithUnit,
      scale: .log(((vehicle ?? places.lowerBound) / 1.25)...(places.upperBound * 1.25)),
      axis: .shown(
        Axis(
          values: (vehicle.map { [$0] } ?? []) + AxisTicks.decades(places), format: ".6~g",
          labelExpr: words)))
  }

  private var yChannel: Channel {
    let all = (points + line).map(\.y).filter { $0.magnitude < 1e290 } + (level.map { [$0] } ?? [])
    let seen = all.finiteRange ?? 0...1
    let span = seen.upperBound - seen.lowerBound
    let margin = span > 0 ? 0.06 * span : 1
    let range = (seen.lowerBound - margin)...(seen.upperBound + margin)
    return .field(
      "y", .quantitative, title: y.titleWithUnit, scale: .linear(range),
      axis: .shown(Axis(values: AxisTicks.linear(range, count: 4), format: ".4~g", grid: true)))
  }

  private var layers: [SingleView] {
    func rows(_ standings: Set<Point.Standing>) -> InlineData {
      InlineData(
        rows: points.filter { standings.contains($0.standing) }.compactMap { point in
          let place = point.x == 0 && isLogarithmic ? vehicle : point.x
          return place.map {
            [
              "x": .number($0), "y": .number(point.y), "standing": .text(point.standing.rawValue),
              "series": "points",
            ]
          }
        })
    }
    let colour = Channel.field(
      "series", .nominal, scale: .ordered(["points"], range: .category), legend: .hidden)
    let tip: [Channel] = [
      .field("x", .quantitative, title: x.titleWithUnit, format: ".4~g"),
      .field("y", .quantitative, title: y.titleWithUnit, format: ".4~g"),
      .field("standing", .nominal, title: "Standing"),
    ]
    var layers: [SingleView] = []
    if let level {
      layers.append(
        SingleView(
          Mark(.rule, style: .reference),
          Encoding(
            x: .value(0), y: .datum(.number(level), .quantitative), x2: .value("width")),
          data: InlineData(rows: [[:]])))
    }
    if !line.isEmpty {
      layers.append(
        SingleView(
          Mark(.line, style: .series).with { $0.strokeWidth = 2.2 }, Encoding(color: colour),
          data: InlineData(
            rows: line.map { ["x": .number($0.x), "y": .number($0.y), "series": "points"] })))
    }
    for (standings, isFilled) in [
      (Set([Point.Standing.used]), true), (Set([.downWeighted, .leftOut]), false),
    ] {
      let data = rows(standings)
      guard !data.rows.isEmpty else { continue }
      layers.append(
        SingleView(
          Mark(.point, style: .series).with {
            $0.filled = isFilled
            $0.size = 24
            $0.opacity = isFilled ? 0.55 : 0.9
          }, Encoding(color: colour, tooltip: tip), data: data))
    }
    return layers
  }
}
