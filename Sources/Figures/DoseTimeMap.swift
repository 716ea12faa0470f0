/// An amount over dose and time, such as the share of dead cells: one row a dose, vehicle at the
/// bottom, time to the right.
public struct DoseTimeMap: FigureSource, Hashable {
  /// In rising order; 0 is vehicle.
  public let doses: [Double]
  /// When each column was read, in rising order.
  public let times: [Double]
  /// One row a dose, one value a time; NaN where nothing is known, and the map shows the paper.
  public let values: [[Double]]
  public let dose: FigureAxis
  public let time: FigureAxis
  public let value: FigureAxis
  public let valueRange: ClosedRange<Double>
  /// The value whose first crossing is marked in each row, such as half of the cells.
  public let markedValue: Double?
  public let rowHeight: Double

  /// - Precondition: `values` has one row for each dose and one value for each time.
  public init(
    doses: [Double], times: [Double], values: [[Double]], dose: FigureAxis, time: FigureAxis,
    value: FigureAxis, valueRange: ClosedRange<Double>, markedValue: Double? = nil,
    rowHeight: Double = 20
  ) {
    precondition(
      values.count == doses.count && values.allSatisfy { $0.count == times.count },
      "a map has one row for each dose and one value for each time")
    self.doses = doses
    self.times = times
    self.values = values
    self.dose = dose
    self.time = time
    self.value = value
    self.valueRange = valueRange
    self.markedValue = markedValue
    self.rowHeight = rowHeight
  }

  public var table: FigureTable {
    let cells = doses.indices.flatMap { row in times.indices.map { (row, $0) } }
    return FigureTable(columns: [
      dose.column("dose", cells.map { doses[$0.0] }),
      time.column("time", cells.map { times[$0.1] }),
      value.column("value", cells.map { values[$0.0][$0.1] }),
    ])
  }

  public var specification: FigureSpecification {
    var layers = [mapLayer]
    if let crossings = crossingLayer { layers.append(crossings) }
    return FigureSpecification(
      summary: "\(value.titleWithUnit) over \(dose.titleWithUnit) and \(time.titleWithUnit)",
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: x, y: y), width: .container,
          height: .pixels(rowHeight * Double(Swift.max(1, doses.count))))))
  }

  private func label(_ dose: Double) -> String {
    guard dose != 0 else { return "vehicle" }
    let rounded = dose.rounded(toSignificantDigits: 3)
    return rounded == rounded.rounded() && rounded.magnitude < 1e6
      ? String(Int(rounded)) : "\(rounded)"
  }

  /// Where each column begins and ends: half-way to its neighbours.
  private var edges: [Double] {
    guard let first = times.first, let last = times.last else { return [] }
    return [first] + zip(times, times.dropFirst()).map { ($0 + $1) / 2 } + [last]
  }

  private var x: Channel {
    let extent = edges.finiteRange ?? 0...1
    return .field(
      "from", .quantitative, title: time.titleWithUnit, scale: .linear(extent),
      axis: .shown(Axis(values: AxisTicks.linear(extent, count: 6), format: ".6~g")))
  }

  private var y: Channel {
    var scale = Scale.ordered(doses.reversed().map(label))
    scale.paddingInner = 0.1
    return .field(
      "dose", .ordinal, title: dose.titleWithUnit, scale: scale,
      axis: .shown(Axis(ticks: false, domain: false)))
  }

  /// One rectangle a reading, each reaching under its right neighbour so that no seam shows, but
  /// not where that one is missing.
  private var mapLayer: SingleView {
    let edges = edges
    let rows = doses.indices.flatMap { row in
      times.indices.compactMap { column -> [String: FigureValue]? in
        guard edges[column + 1] > edges[column], values[row][column].isFinite else { return nil }
        let next = column + 1
        let end = next < times.count && values[row][next].isFinite ? next + 1 : next
        return [
          "dose": .text(label(doses[row])), "time": .number(times[column]),
          "from": .number(edges[column]), "to": .number(edges[end]),
          "value": .number(values[row][column].rounded(toSignificantDigits: 4)),
        ]
      }
    }
    let colour = Channel.field(
      "value", .quantitative,
      scale: {
        var scale = Scale.linear(valueRange)
        scale.range = .heatmap
        scale.clamp = true
        return scale
      }(),
      legend: .shown(
        Legend(
          title: value.titleWithUnit, orient: .bottom, format: ".6~g",
          values: AxisTicks.linear(valueRange, count: 2), gradientLength: 140)))
    return SingleView(
      Mark(.rect),
      Encoding(
        x2: .init(fieldNamed: "to"), color: colour,
        tooltip: [
          .field("dose", .ordinal, title: dose.titleWithUnit),
          .field("time", .quantitative, title: time.titleWithUnit, format: ".3~g"),
          .field("value", .quantitative, title: value.titleWithUnit, format: ".3~g"),
        ]), data: InlineData(rows: rows))
  }

  /// Where each row first reaches the marked value, linear between readings.
  private var crossingLayer: SingleView? {
    guard let markedValue else { return nil }
    let rows = doses.indices.compactMap { row -> [String: FigureValue]? in
      guard let time = crossing(of: markedValue, in: values[row]) else { return nil }
      return ["dose": .text(label(doses[row])), "from": .number(time)]
    }
    guard !rows.isEmpty else { return nil }
    let mark = Mark(.tick, style: .label).with {
      $0.orient = .vertical
      $0.thickness = 2
      $0.size = rowHeight * 0.8
      $0.opacity = 1
    }
    return SingleView(mark, Encoding(), data: InlineData(rows: rows))
  }

  private func crossing(of level: Double, in row: [Double]) -> Double? {
    for place in row.indices.dropFirst()
    where row[place - 1] < level && row[place] >= level {
      let share = (level - row[place - 1]) / (row[place] - row[place - 1])
      return times[place - 1] + share * (times[place] - times[place - 1])
    }
    return nil
  }
}
