import Foundation

/// When an event came in each cell: the share of cells that have had it, rising with time, and below
/// it one tick a cell, a lane a group.
///
/// Cells without the event count in the share and have no tick.
public struct EventTimeFigure: FigureSource, Hashable {
  public struct Group: Hashable, Sendable {
    /// "30 nM".
    public let name: String
    /// In the unit of the time axis; in any order.
    public let times: [Double]
    /// All cells watched, those without the event among them.
    public let cellCount: Int

    public init(name: String, times: [Double], cellCount: Int) {
      self.name = name
      self.times = times
      self.cellCount = cellCount
    }
  }

  /// In an order that means something, such as rising dose.
  public let groups: [Group]
  public let time: FigureAxis
  /// From the start to the end of watching.
  public let watched: ClosedRange<Double>
  /// "MOMP", the event's name.
  public let event: String
  public let plotHeight: Double

  private static let laneHeight = 17.0

  public init(
    _ groups: [Group], event: String, time: FigureAxis, watched: ClosedRange<Double>,
    plotHeight: Double = 200
  ) {
    self.groups = groups
    self.event = event
    self.time = time
    self.watched = watched
    self.plotHeight = plotHeight
  }

  public var table: FigureTable {
    let sorted = groups.map { $0.times.filter(\.isFinite).sorted() }
    func times(_ share: Double) -> [Double] { sorted.map { $0.quantile(share) } }
    return FigureTable(columns: [
      .init(name: "group", title: "Group", values: groups.map { .text($0.name) }),
      .init(name: "cells", title: "Cells", numbers: groups.map { Double($0.cellCount) }),
      .init(name: "with_event", title: "With \(event)", numbers: sorted.map { Double($0.count) }),
      .init(name: "tenth", title: "10th percentile", unit: time.unit, numbers: times(0.1)),
      .init(name: "median", title: "Median", unit: time.unit, numbers: times(0.5)),
      .init(name: "ninetieth", title: "90th percentile", unit: time.unit, numbers: times(0.9)),
    ])
  }

  public var specification: FigureSpecification {
    let names = groups.map(\.name)
    let colour = Channel.field(
      "group", .ordinal, scale: .ordered(names, range: .ordinal), legend: .hidden)
    let tip: [Channel] = [
      .field("group", .ordinal, title: "Group"),
      .field("time", .quantitative, title: time.titleWithUnit, format: ".3~g"),
    ]
    let step = Mark(.line, style: .series).with { $0.interpolate = .stepAfter }
    let tick = Mark(.tick, style: .series).with {
      $0.orient = .vertical
      $0.thickness = 1
      $0.size = 11
      $0.opacity = 0.55
    }
    let layers = [
      SingleView(step, Encoding(color: colour), data: InlineData(rows: shareRows)),
      SingleView(tick, Encoding(color: colour, tooltip: tip), data: InlineData(rows: tickRows)),
    ]
    return FigureSpecification(
      summary: "Share of cells with \(event) over \(time.titleWithUnit): "
        + groups.map { "\($0.name) \($0.times.count) of \($0.cellCount)" }.joined(separator: ", "),
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: x, y: y), width: .container,
          height: .pixels(plotHeight + (Double(groups.count) + 0.6) * Self.laneHeight))))
  }

  private var laneStep: Double { 100 * Self.laneHeight / plotHeight }

  private func lane(_ group: Int) -> Double { -(Double(group) + 1) * laneStep }

  private var x: Channel {
    .field(
      "time", .quantitative, title: time.titleWithUnit, scale: .linear(watched),
      axis: .shown(Axis(values: AxisTicks.linear(watched, count: 6), format: ".6~g")))
  }

  /// Percent above zero; below it each lane is labelled with its group and final share.
  private var y: Channel {
    let words = groups.enumerated().map { place, group in
      "datum.value < \(-(Double(place) + 0.5) * laneStep) && "
        + "datum.value > \(-(Double(place) + 1.5) * laneStep) ? \(Self.quoted(label(group))) : "
    }
    return .field(
      "share", .quantitative, title: "Cells with \(event) (%)",
      scale: .linear((-(Double(groups.count) + 0.6) * laneStep)...101),
      axis: .shown(
        Axis(
          values: [0, 25, 50, 75, 100] + groups.indices.map(lane),
          labelExpr: words.joined() + "format(datum.value, '.6~g')", grid: true)))
  }

  private func label(_ group: Group) -> String {
    let present = group.times.count { $0.isFinite }
    guard group.cellCount > 0 else { return group.name }
    let percent = Int((100 * Double(present) / Double(group.cellCount)).rounded())
    return "\(group.name) · \(percent) %"
  }

  private var shareRows: [[String: FigureValue]] {
    groups.flatMap { group -> [[String: FigureValue]] in
      guard group.cellCount > 0 else { return [] }
      let sorted = group.times.filter(\.isFinite).sorted()
      let ends =
        [(watched.lowerBound, 0)] + sorted.enumerated().map { ($1, $0 + 1) }
        + [(watched.upperBound, sorted.count)]
      return ends.map { time, count in
        [
          "group": .text(group.name), "time": .number(time),
          "share": .number(100 * Double(count) / Double(group.cellCount)),
        ]
      }
    }
  }

  private var tickRows: [[String: FigureValue]] {
    groups.enumerated().flatMap { place, group in
      group.times.filter(\.isFinite).sorted().map { time in
        ["group": .text(group.name), "time": .number(time), "share": .number(lane(place))]
      }
    }
  }

  /// A string literal in Vega's expression language.
  private static func quoted(_ text: String) -> String {
    let escaped = text.map { character -> String in
      switch character {
      case "\\", "'": "\\\(character)"
      case "\n", "\r", "\r\n", "\u{2028}", "\u{2029}": " "
      default: String(character)
      }
    }
    return "'\(escaped.joined())'"
  }
}
