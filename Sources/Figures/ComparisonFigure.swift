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
    let shown = pairs.filter { $0.published > 0 && $0.published.isFinite }
    let factorWords = "\(factor.rounded(toSignificantDigits: 3))"
    return FigureSpecification(
      summary: "Published against simulated \(value.titleWithUnit), with the band within a factor "
        + "\(factorWords): "
        + pairs.map { "\($0.name) \($0.verdict)" }.joined(separator: ", "),
      .layered(
        LayeredView(
          layers(shown), data: InlineData(rows: shown.map(row)),
          encoding: Encoding(x: x(shown), y: y(shown)), width: .container,
          height: .pixels(rowHeight * Double(Swift.max(1, shown.count))))))
  }

  private func row(_ pair: Pair) -> [String: FigureValue] {
    let simulated = pair.simulated.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    return [
      "name": .text(pair.name), "published": .number(pair.published),
      "simulated": .number(simulated ?? .nan), "verdict": .text(pair.verdict),
      "low": .number(pair.interval.map { Swift.max($0.lowerBound, .leastNormalMagnitude) } ?? .nan),
      "high": .number(pair.interval?.upperBound ?? .nan),
      "least": .number(pair.published / factor), "most": .number(pair.published * factor),
    ]
  }

  private func layers(_ shown: [Pair]) -> [SingleView] {
    func x(_ field: String) -> Channel { .field(field, .quantitative) }
    let tip: [Channel] = [
      .field("name", .nominal, title: "Compared"),
      .field("published", .quantitative, title: "Published", format: ".3~g"),
      .field("simulated", .quantitative, title: "Simulated", format: ".3~g"),
      .field("verdict", .nominal, title: "Verdict"),
    ]
    let colour = Channel.field(
      "side", .nominal, scale: .ordered(["simulated"], range: .category), legend: .hidden)
    let simulatedData = InlineData(
      rows: shown.map { row($0).merging(["side": "simulated"]) { first, _ in first } })
    return [
      SingleView(
        Mark(.bar, style: .tolerance).with {
          $0.size = rowHeight * 0.62
          $0.cornerRadius = 3
        }, Encoding(x: x("least"), x2: .init(fieldNamed: "most"))),
      SingleView(
        Mark(.rule).with { $0.strokeWidth = 1.2 },
        Encoding(x: x("published"), x2: .init(fieldNamed: "simulated"), color: colour),
        data: simulatedData),
      SingleView(
        Mark(.rule).with { $0.strokeWidth = 3 },
        Encoding(x: x("low"), x2: .init(fieldNamed: "high"), color: colour), data: simulatedData),
      SingleView(
        Mark(.point, style: .published).with {
          $0.shape = "diamond"
          $0.size = 90
          $0.opacity = 1
        }, Encoding(x: x("published"), tooltip: tip)),
      SingleView(
        Mark(.point).with {
          $0.filled = true
          $0.size = 75
          $0.opacity = 1
        }, Encoding(x: x("simulated"), color: colour, tooltip: tip), data: simulatedData),
      SingleView(
        Mark(.text, style: .quietLabel).with {
          $0.align = .right
          $0.baseline = .middle
        }, Encoding(x: .value("width"), text: .field("verdict", .nominal))),
    ]
  }

  /// Room for every value, and at the right for the verdicts.
  private func x(_ shown: [Pair]) -> Channel {
    let places = shown.flatMap { pair in
      [
        pair.published / factor, pair.published * factor, pair.simulated ?? .nan,
        pair.interval?.lowerBound ?? .nan, pair.interval?.upperBound ?? .nan,
      ]
    }
    let seen = places.filter { $0 > 0 }.finiteRange ?? 1...10
    let span = seen.upperBound / seen.lowerBound
    let extent = (seen.lowerBound / 1.2)...(seen.upperBound * 1.2 * pow(span, 0.3))
    return .field(
      "published", .quantitative, title: value.titleWithUnit, scale: .log(extent),
      axis: .shown(Axis(values: AxisTicks.decades(extent), format: ".6~g", grid: true)))
  }

  private func y(_ shown: [Pair]) -> Channel {
    .field(
      "name", .nominal, title: "", scale: .ordered(shown.map(\.name)),
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
