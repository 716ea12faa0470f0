/// Every control well's signal, a column of points for each role, in the order of reading from left to
/// right; the bar is the median. Wells left out are crosses.
public struct ControlStrip: FigureSource, Hashable {
  /// One role's wells.
  public struct Group: Hashable, Sendable {
    public struct Well: Hashable, Sendable {
      public let name: String
      public let value: Double
      /// Why it does not count; nil for a well that does.
      public let leftOut: String?

      public init(name: String, value: Double, leftOut: String? = nil) {
        self.name = name
        self.value = value
        self.leftOut = leftOut
      }
    }

    /// "vehicle".
    public let name: String
    /// In the order of reading; a value that is not finite has no point.
    public let wells: [Well]
    /// Of the wells that count; nil for none.
    public let median: Double?

    public init(name: String, wells: [Well], median: Double?) {
      self.name = name
      self.wells = wells
      self.median = median
    }
  }

  public let groups: [Group]
  public let value: FigureAxis
  public let plotHeight: Double

  public init(_ groups: [Group], value: FigureAxis, plotHeight: Double = 220) {
    self.groups = groups
    self.value = value
    self.plotHeight = plotHeight
  }

  public var table: FigureTable {
    let wells = groups.flatMap { group in group.wells.map { (group.name, $0) } }
    return FigureTable(columns: [
      .init(name: "role", title: "Role", values: wells.map { .text($0.0) }),
      .init(name: "well", title: "Well", values: wells.map { .text($0.1.name) }),
      value.column("value", wells.map(\.1.value)),
      .init(
        name: "left_out", title: "Left out",
        values: wells.map { $0.1.leftOut.map { .text($0) } ?? .missing }),
    ])
  }

  /// The half width of a group, of the distance between groups.
  private static let reach = 0.36

  public var specification: FigureSpecification {
    let counted = groups.enumerated().map { place, group in
      rows(of: group, at: place) { $0.leftOut == nil }
    }
    let crossed = groups.enumerated().map { place, group in
      rows(of: group, at: place) { $0.leftOut != nil }
    }
    let colour = Channel.field(
      "role", .nominal, scale: .ordered(groups.map(\.name), range: .category), legend: .hidden)
    let tip: [Channel] = [
      .field("role", .nominal, title: "Role"), .field("well", .nominal, title: "Well"),
      .field("value", .quantitative, title: value.titleWithUnit, format: ".5~g"),
    ]
    let points = Mark(.point, style: .series).with {
      $0.filled = true
      $0.size = 34
      $0.opacity = 0.75
    }
    var layers = [
      SingleView(
        points, Encoding(color: colour, tooltip: tip),
        data: InlineData(rows: counted.flatMap(\.self)))
    ]
    let crosses = crossed.flatMap(\.self)
    if !crosses.isEmpty {
      let mark = Mark(.text, style: .label).with {
        $0.align = .center
        $0.baseline = .middle
      }
      layers.append(
        SingleView(mark, Encoding(text: .value("×"), tooltip: tip), data: InlineData(rows: crosses))
      )
    }
    layers.append(medianLayer)
    return FigureSpecification(
      summary: "\(value.titleWithUnit) of the control wells: "
        + groups.map { "\($0.name) \($0.wells.count)" }.joined(separator: ", "),
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: x, y: y), width: .container, height: .pixels(plotHeight))))
  }

  private func rows(
    of group: Group, at place: Int, _ isShown: (Group.Well) -> Bool
  ) -> [[String: FigureValue]] {
    let last = Double(max(1, group.wells.count - 1))
    return group.wells.enumerated().compactMap { order, well in
      guard well.value.isFinite, isShown(well) else { return nil }
      let part = group.wells.count > 1 ? 2 * Double(order) / last - 1 : 0
      return [
        "role": .text(group.name), "well": .text(well.name), "value": .number(well.value),
        "place": .number((Double(place) + Self.reach * part).rounded(toDecimals: 4)),
      ]
    }
  }

  private var medianLayer: SingleView {
    let rows = groups.enumerated().compactMap { place, group -> [String: FigureValue]? in
      guard let median = group.median, median.isFinite else { return nil }
      return [
        "value": .number(median), "place": .number(Double(place) - Self.reach - 0.04),
        "end": .number(Double(place) + Self.reach + 0.04),
      ]
    }
    return SingleView(
      Mark(.rule, style: .published), Encoding(x2: .init(fieldNamed: "end")),
      data: InlineData(rows: rows))
  }

  private var x: Channel {
    let names = groups.map { "'\($0.name.filter { $0 != "'" && $0 != "\\" })'" }
    var axis = Axis(
      values: groups.indices.map(Double.init), grid: false, ticks: false, domain: false)
    axis.labelExpr = "[\(names.joined(separator: ","))][datum.value]"
    return .field(
      "place", .quantitative, title: "", scale: .linear(-0.5...Double(max(1, groups.count)) - 0.5),
      axis: .shown(axis))
  }

  private var y: Channel {
    let seen = groups.flatMap { $0.wells.map(\.value) }.finiteRange ?? 0...1
    let low = min(0, seen.lowerBound)
    let high = seen.upperBound > low ? seen.upperBound : low + 1
    let range = low...(high + 0.04 * (high - low))
    return .field(
      "value", .quantitative, title: value.titleWithUnit, scale: .linear(range),
      axis: .shown(Axis(values: AxisTicks.linear(range, count: 5), format: ",.6~g")))
  }
}
