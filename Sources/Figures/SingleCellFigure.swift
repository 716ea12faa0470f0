import Foundation

/// Many cells as thin lines behind their median, with the band that holds most of them.
///
/// All cells share one time grid. The picture shows at most `shownCells` of them, evenly picked in
/// their given order and to a thousandth of the axis; median and band are of all cells.
public struct SingleCellFigure: FigureSource, Hashable {
  /// Rising times, in the unit of `time`.
  public let times: [Double]
  /// One row a cell, one value a time; NaN where a cell has none.
  public let cells: [[Double]]
  public let time: FigureAxis
  public let value: FigureAxis
  public let valueRange: ClosedRange<Double>?
  /// A level worth a line, with its words.
  public let threshold: Threshold?
  /// The series whose colour the median wears, among all that share colours.
  public let series: String
  public let colourOrder: [String]
  public let shownCells: Int
  public let plotHeight: Double

  public struct Threshold: Hashable, Sendable {
    public let value: Double
    public let words: String

    public init(_ value: Double, _ words: String) {
      self.value = value
      self.words = words
    }
  }

  /// - Precondition: every cell has one value for each time.
  public init(
    times: [Double], cells: [[Double]], time: FigureAxis, value: FigureAxis,
    valueRange: ClosedRange<Double>? = nil, threshold: Threshold? = nil, series: String,
    colourOrder: [String]? = nil, shownCells: Int = 200, plotHeight: Double = 220
  ) {
    precondition(
      cells.allSatisfy { $0.count == times.count }, "every cell has one value for each time")
    self.times = times
    self.cells = cells
    self.time = time
    self.value = value
    self.valueRange = valueRange
    self.threshold = threshold
    self.series = series
    self.colourOrder = colourOrder ?? [series]
    self.shownCells = shownCells
    self.plotHeight = plotHeight
  }

  /// The median cell and the band of the middle 80 %, at each time.
  public var table: FigureTable {
    let columns = times.indices.map { place in
      cells.map { $0[place] }.filter(\.isFinite).sorted()
    }
    func quantile(_ share: Double) -> [Double] { columns.map { $0.quantile(share) } }
    return FigureTable(columns: [
      time.column("time", times),
      .init(name: "tenth", title: "10th percentile", unit: value.unit, numbers: quantile(0.1)),
      .init(name: "median", title: "Median", unit: value.unit, numbers: quantile(0.5)),
      .init(name: "ninetieth", title: "90th percentile", unit: value.unit, numbers: quantile(0.9)),
      .init(
        name: "cells", title: "Cells", numbers: columns.map { Double($0.count) }),
    ])
  }

  public var specification: FigureSpecification {
    let table = table
    let timeName = table.columns[0].name
    let band = table.inlineData
    let extent = times.finiteRange ?? 0...1
    let x = Channel.field(
      timeName, .quantitative, title: time.titleWithUnit, scale: .linear(extent),
      axis: .shown(Axis(values: AxisTicks.linear(extent, count: 6), format: ".6~g")))
    let colour = Channel.field(
      "series", .nominal, scale: .ordered(colourOrder, range: .category), legend: .hidden)
    var layers = [cellLayer(timeName)].compactMap(\.self)
    layers.append(
      SingleView(
        Mark(.area, style: .series).with { $0.opacity = 0.18 },
        Encoding(
          y: .field("tenth", .quantitative), y2: .init(fieldNamed: "ninetieth"), color: colour),
        data: band.adding("series", .text(series))))
    layers.append(
      SingleView(
        Mark(.line, style: .series).with { $0.strokeWidth = 2.6 },
        Encoding(y: .field("median", .quantitative), color: colour),
        data: band.adding("series", .text(series))))
    layers += thresholdLayers
    return FigureSpecification(
      summary: "\(value.titleWithUnit) in \(cells.count) single cells of \(series) over "
        + "\(time.titleWithUnit), with their median and the middle 80 %",
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: x, y: y), width: .container, height: .pixels(plotHeight))))
  }

  /// What the value axis spans; nil where the cells have no two different values.
  private var shownRange: ClosedRange<Double>? {
    valueRange
      ?? cells.lazy.flatMap(\.self).finiteRange.flatMap {
        $0.lowerBound < $0.upperBound ? $0 : nil
      }
  }

  private var y: Channel {
    let range = shownRange
    return .field(
      "value", .quantitative, title: value.titleWithUnit, scale: range.map(Scale.linear),
      axis: .shown(
        Axis(values: range.map { AxisTicks.linear($0, count: 4) }, format: ".6~g", grid: true)))
  }

  private func cellLayer(_ timeName: String) -> SingleView? {
    let count = Swift.min(shownCells, cells.count)
    guard count > 0 else { return nil }
    let span = shownRange.map { $0.upperBound - $0.lowerBound } ?? 1
    let decimals = Swift.max(0, Swift.min(12, 3 - Int(floor(log10(span)))))
    let rows = (0..<count).map { place -> [String: FigureValue] in
      let cell = place * cells.count / count
      return [
        "cell": .number(Double(cell + 1)),
        "value": .numbers(cells[cell].map { $0.rounded(toDecimals: decimals) }),
      ]
    }
    let mark = Mark(.line, style: .context).with {
      $0.strokeWidth = 0.7
      $0.opacity = count > 60 ? 0.28 : 0.45
    }
    let grid = times.map { $0.isFinite ? "\($0)" : "null" }.joined(separator: ",")
    return SingleView(
      mark, Encoding(detail: .field("cell", .nominal)), data: InlineData(rows: rows),
      transform: [.calculate("[\(grid)]", named: timeName), .flatten([timeName, "value"])])
  }

  private var thresholdLayers: [SingleView] {
    guard let threshold, threshold.value.isFinite else { return [] }
    let data = InlineData(
      rows: [["value": .number(threshold.value), "words": .text(threshold.words)]])
    let words = [FigureStyle.halo, .quietLabel].map { style in
      Mark(.text, style: style).with {
        $0.align = .left
        $0.baseline = .bottom
        $0.dx = 4
        $0.dy = -3
      }
    }
    let y = Channel.field("value", .quantitative)
    let line = SingleView(
      Mark(.rule, style: .reference), Encoding(x: .value(0), y: y, x2: .value("width")), data: data)
    return [line]
      + words.map { mark in
        SingleView(
          mark, Encoding(x: .value(0), y: y, text: .field("words", .nominal)), data: data)
      }
  }
}

extension InlineData {
  /// The same rows, each with one value more.
  func adding(_ name: String, _ value: FigureValue) -> InlineData {
    InlineData(rows: rows.map { $0.merging([name: value]) { first, _ in first } })
  }
}

extension [Double] {
  /// The quantile of sorted finite values, linear between neighbours; NaN where there are none.
  func quantile(_ share: Double) -> Double {
    guard let last = indices.last else { return .nan }
    let place = share * Double(last)
    let below = Int(place)
    let above = Swift.min(below + 1, last)
    return self[below] + (place - Double(below)) * (self[above] - self[below])
  }
}
