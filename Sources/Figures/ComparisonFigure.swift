import Foundation

/// Published against simulated values, a line each: a diamond in the band that counts as agreement,
/// the simulated value with its interval, and the words of the verdict.
public struct ComparisonFigure: FigureSource, Hashable {
  public struct Pair: Hashable, Sendable {
    /// What is compared: "RS4;11, caspase EC50, 6 h".
    public let name: String
    /// Positive, in the figure's unit.
    public let published: Double
    /// Nil where the simulation gave no value.
    public let simulated: Double?
    public let interval: ClosedRange<Double>?
    /// A word or two: "used", "agrees", "refused".
    public let verdict: String

    public init(
      name: String, published: Double, simulated: Double?, interval: ClosedRange<Double>? = nil,
      verdict: String
    ) {
      self.name = name
      self.published = published
      self.simulated = simulated
      self.interval = interval
      self.verdict = verdict
    }
  }

  public let pairs: [Pair]
  public let value: FigureAxis
  /// Within this factor of the published value counts as agreement.
  public let factor: Double
  public let rowHeight: Double

  public init(_ pairs: [Pair], value: FigureAxis, factor: Double = 2, rowHeight: Double = 34) {
    self.pairs = pairs
    self.value = value
    self.factor = factor
    self.rowHeight = rowHeight
  }

  public var table: FigureTable {
    FigureTable(columns: [
      .init(name: "name", title: "Compared", values: pairs.map { .text($0.name) }),
      value.renamed("Published").column("published", pairs.map(\.published)),
      value.renamed("Simulated").column("simulated", pairs.map { $0.simulated ?? .nan }),
      value.renamed("From").column("from", pairs.map { $0.interval?.lowerBound ?? .nan }),
      value.renamed("To").column("to", pairs.map { $0.interval?.upperBound ?? .nan }),
      .init(name: "verdict", title: "Verdict", values: pairs.map { .text($0.verdict) }),
    ])
  }

  public var specification: FigureSpecification {
    let factorWords = "\(factor.rounded(toSignificantDigits: 3))"
    return FigureSpecification(
      summary: "Published against simulated \(value.titleWithUnit), with the band within a factor "
        + "\(factorWords): " + pairs.map { "\($0.name) \($0.verdict)" }.joined(separator: ", "),
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: x, y: y), width: .container,
          height: .pixels(rowHeight * Double(Swift.max(1, pairs.count))))))
  }

  /// Room for every value, and at the right for the verdicts.
  private var extent: ClosedRange<Double> {
    let places = pairs.flatMap { pair in
      [
        pair.published / factor, pair.published * factor, pair.simulated ?? .nan,
        pair.interval?.lowerBound ?? .nan, pair.interval?.upperBound ?? .nan,
      ]
    }
    let seen = places.filter { $0 > 0 }.finiteRange ?? 1...10
    let span = seen.upperBound / seen.lowerBound
    return (seen.lowerBound / 1.2)...(seen.upperBound * 1.2 * pow(span, 0.3))
  }

  /// What the layers draw of each pair; a value that a logarithmic axis cannot show is missing.
  private var rows: [[String: FigureValue]] {
    let extent = extent
    func placed(_ value: Double?) -> FigureValue {
      value.map { $0 > 0 ? .number($0) : .missing } ?? .missing
    }
    func end(_ value: Double?) -> FigureValue {
      placed(value.map { Swift.min(Swift.max($0, extent.lowerBound), extent.upperBound) })
    }
    return pairs.map { pair in
      [
        "name": .text(pair.name), "verdict": .text(pair.verdict), "side": "simulated",
        "published": placed(pair.published), "simulated": placed(pair.simulated),
        "least": placed(pair.published / factor), "most": placed(pair.published * factor),
        "low": end(pair.interval?.lowerBound), "high": end(pair.interval?.upperBound),
      ]
    }
  }

  private var layers: [SingleView] {
    // A mark with a missing end would be drawn from the axis's origin, so its row is left out.
    func data(_ columns: String...) -> InlineData {
      InlineData(
        rows: rows.filter { row in columns.allSatisfy { row[$0]?.finiteNumber != nil } })
    }
    func x(_ field: String) -> Channel { .field(field, .quantitative) }
    let tip: [Channel] = [
      .field("name", .nominal, title: "Compared"),
      .field("published", .quantitative, title: "Published", format: ".3~g"),
      .field("simulated", .quantitative, title: "Simulated", format: ".3~g"),
      .field("verdict", .nominal, title: "Verdict"),
    ]
    let colour = Channel.field(
      "side", .nominal, scale: .ordered(["simulated"], range: .category), legend: .hidden)
    return [
      SingleView(
        Mark(.bar, style: .tolerance).with {
          $0.size = rowHeight * 0.62
          $0.cornerRadius = 3
        }, Encoding(x: x("least"), x2: .init(fieldNamed: "most")), data: data("least", "most")),
      SingleView(
        Mark(.rule).with { $0.strokeWidth = 1.2 },
        Encoding(x: x("published"), x2: .init(fieldNamed: "simulated"), color: colour),
        data: data("published", "simulated")),
      SingleView(
        Mark(.rule).with { $0.strokeWidth = 3 },
        Encoding(x: x("low"), x2: .init(fieldNamed: "high"), color: colour),
        data: data("low", "high")),
      SingleView(
        Mark(.point, style: .published).with {
          $0.shape = "diamond"
          $0.size = 90
          $0.opacity = 1
        }, Encoding(x: x("published"), tooltip: tip), data: data("published")),
      SingleView(
        Mark(.point).with {
          $0.filled = true
          $0.size = 75
          $0.opacity = 1
        }, Encoding(x: x("simulated"), color: colour, tooltip: tip), data: data("simulated")),
      SingleView(
        Mark(.text, style: .quietLabel).with {
          $0.align = .right
          $0.baseline = .middle
        }, Encoding(x: .value("width"), text: .field("verdict", .nominal)), data: data()),
    ]
  }

  private var x: Channel {
    .field(
      "published", .quantitative, title: value.titleWithUnit, scale: .log(extent),
      axis: .shown(Axis(values: AxisTicks.decades(extent), format: ".6~g", grid: true)))
  }

  private var y: Channel {
    .field(
      "name", .nominal, title: "", scale: .ordered(pairs.map(\.name)),
      axis: .shown(
        {
          var axis = Axis(ticks: false, domain: false)
          axis.labelPadding = 10
          return axis
        }()))
  }
}

extension FigureAxis {
  /// The same unit under another title.
  func renamed(_ title: String) -> FigureAxis { FigureAxis(title, unit: unit) }
}
