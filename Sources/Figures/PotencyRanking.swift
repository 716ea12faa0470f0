import Foundation

/// Curves in order of potency, each with its interval; where only a bound is known, an arrowhead
/// points to where the potency lies.
///
/// A few curves have their names beside them; many make a waterfall over their rank.
public struct PotencyRanking: FigureSource, Hashable {
  public struct Entry: Hashable, Sendable {
    public enum Bound: String, Hashable, Sendable { case above, below }

    public let name: String
    /// The potency, or the dose that it lies beyond where `bound` says on which side.
    public let dose: Double
    public let interval: ClosedRange<Double>?
    public let bound: Bound?

    public init(
      name: String, dose: Double, interval: ClosedRange<Double>? = nil, bound: Bound? = nil
    ) {
      self.name = name
      self.dose = dose
      self.interval = interval
      self.bound = bound
    }
  }

  /// Most potent first.
  public let entries: [Entry]
  public let dose: FigureAxis
  /// Intervals that reach far beyond are cut here.
  public let tested: ClosedRange<Double>

  /// More than these are drawn over their rank, without names.
  public static let namedEntries = 40

  /// - Parameter entries: in any order; those whose dose a logarithmic axis cannot show are left out.
  public init(_ entries: [Entry], dose: FigureAxis) {
    func rank(_ entry: Entry) -> (Int, Double, String) {
      let side = entry.bound == nil ? 1 : entry.bound == .below ? 0 : 2
      return (side, entry.dose, entry.name)
    }
    self.entries = entries.filter { $0.dose > 0 && $0.dose.isFinite }.sorted { rank($0) < rank($1) }
    self.dose = dose
    let places = self.entries.map(\.dose).finiteRange ?? 1...10
    tested = (places.lowerBound / 3)...(places.upperBound * 3)
  }

  public var table: FigureTable {
    FigureTable(columns: [
      .init(name: "curve", title: "Curve", values: entries.map { .text($0.name) }),
      dose.column("potency", entries.map { $0.bound == nil ? $0.dose : .nan }),
      FigureAxis("From", unit: dose.unit).column(
        "from", entries.map { $0.interval?.lowerBound ?? .nan }),
      FigureAxis("To", unit: dose.unit).column(
        "to", entries.map { $0.interval?.upperBound ?? .nan }),
      .init(
        name: "bound", title: "Bound",
        values: entries.map { entry in
          entry.bound.map { .text("\($0.rawValue) \(entry.dose)") } ?? .missing
        }),
    ])
  }

  private var isNamed: Bool { entries.count <= Self.namedEntries }

  public var specification: FigureSpecification {
    let height = isNamed ? 22 * Double(Swift.max(1, entries.count)) : 420
    return FigureSpecification(
      summary:
        "\(dose.titleWithUnit) of \(entries.count) curves, most potent first, with intervals",
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: xChannel, y: yChannel), width: .container,
          height: .pixels(height))))
  }

  private var xChannel: Channel {
    .field(
      "dose", .quantitative, title: dose.titleWithUnit, scale: .log(tested),
      axis: .shown(Axis(values: AxisTicks.decades(tested), format: ".6~g", grid: true)))
  }

  private var yChannel: Channel {
    guard isNamed else {
      var scale = Scale.linear(0...Double(entries.count + 1))
      scale.reverse = true
      return .field(
        "rank", .quantitative, title: "Rank, most potent first", scale: scale,
        axis: .shown(Axis(values: AxisTicks.linear(1...Double(entries.count)), format: ".6~g")))
    }
    var axis = Axis(ticks: false, domain: false)
    axis.labelPadding = 8
    // Two curves may share a name, so the place is the rank and the name its label.
    return .field(
      "label", .nominal, title: "", scale: .ordered(entries.indices.map(label)), axis: .shown(axis))
  }

  private func label(_ index: Int) -> String {
    let name = entries[index].name
    let isShared = entries.contains { $0.name == name && $0 != entries[index] }
    return isShared ? "\(name) (\(index + 1))" : name
  }

  private var layers: [SingleView] {
    let rows = entries.enumerated().map { index, entry -> [String: FigureValue] in
      func end(_ value: Double?) -> FigureValue {
        value.map { .number(Swift.min(Swift.max($0, tested.lowerBound), tested.upperBound)) }
          ?? .missing
      }
      return [
        "label": .text(isNamed ? label(index) : entry.name), "rank": .number(Double(index + 1)),
        "dose": .number(entry.dose), "low": end(entry.interval?.lowerBound),
        "high": end(entry.interval?.upperBound), "kind": .text(entry.bound?.rawValue ?? "estimate"),
        "series": "potency",
        "words": .text(
          entry.bound.map { "\($0.rawValue) \(entry.dose.rounded(toSignificantDigits: 3))" }
            ?? "\(entry.dose.rounded(toSignificantDigits: 3))"),
      ]
    }
    let colour = Channel.field(
      "series", .nominal, scale: .ordered(["potency"], range: .category), legend: .hidden)
    let tip: [Channel] = [
      .field("label", .nominal, title: "Curve"),
      .field("words", .nominal, title: dose.titleWithUnit),
    ]
    var layers: [SingleView] = []
    let bounded = rows.filter { $0["low"]?.finiteNumber != nil && $0["high"]?.finiteNumber != nil }
    if !bounded.isEmpty {
      layers.append(
        SingleView(
          Mark(.rule).with {
            $0.strokeWidth = isNamed ? 2.5 : 1
            $0.opacity = isNamed ? 1 : 0.45
          },
          Encoding(
            x: .field("low", .quantitative), x2: .init(fieldNamed: "high"), color: colour),
          data: InlineData(rows: bounded)))
    }
    for (kind, shape) in [
      ("estimate", "circle"), ("above", "triangle-right"), ("below", "triangle-left"),
    ] {
      let own = rows.filter { $0["kind"] == .text(kind) }
      guard !own.isEmpty else { continue }
      layers.append(
        SingleView(
          Mark(.point).with {
            $0.shape = shape
            $0.filled = kind == "estimate"
            $0.size = isNamed ? 60 : 10
            $0.opacity = 1
          }, Encoding(color: colour, tooltip: tip), data: InlineData(rows: own)))
    }
    return layers
  }
}
