/// A plate as it lies on the bench: one square a well, control wells outlined, excluded ones crossed.
public struct PlateMap: FigureSource, Hashable {
  public struct Well: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable {
      case treated, control, excluded
    }

    /// Counted from 0: row 0 is A, column 0 is 1.
    public let row: Int
    public let column: Int
    /// NaN where the well was not read.
    public let value: Double
    public let role: Role
    /// What was in it, for the reader who points at it.
    public let content: String

    public init(row: Int, column: Int, value: Double, role: Role = .treated, content: String = "") {
      self.row = row
      self.column = column
      self.value = value
      self.role = role
      self.content = content
    }

    /// "B07", as plates are labelled.
    public var label: String { "\(PlateMap.rowName(row))\(column < 9 ? "0" : "")\(column + 1)" }
  }

  public let wells: [Well]
  public let rowCount: Int
  public let columnCount: Int
  public let value: FigureAxis
  /// The colour scale's ends; taken from the wells where nil.
  public let valueRange: ClosedRange<Double>?
  /// Amounts from nothing to much, or on two sides of the range's middle.
  public let colours: Scale.ColorRange

  public init(
    _ wells: [Well], rowCount: Int, columnCount: Int, value: FigureAxis,
    valueRange: ClosedRange<Double>? = nil, colours: Scale.ColorRange = .heatmap
  ) {
    self.wells = wells
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.value = value
    self.valueRange = valueRange
    self.colours = colours
  }

  /// A to Z, then AA to AF for the tall plates.
  public static func rowName(_ row: Int) -> String {
    guard row >= 0 else { return "?" }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return row < 26 ? String(letters[row]) : rowName(row / 26 - 1) + String(letters[row % 26])
  }

  public var table: FigureTable {
    FigureTable(columns: [
      .init(name: "well", title: "Well", values: wells.map { .text($0.label) }),
      .init(name: "role", title: "Role", values: wells.map { .text($0.role.rawValue) }),
      .init(name: "content", title: "Content", values: wells.map { .text($0.content) }),
      value.column("value", wells.map(\.value)),
    ])
  }

  public var specification: FigureSpecification {
    let outlines = wells.filter { $0.role == .control }
    let crosses = wells.filter { $0.role == .excluded }
    var layers = [wellLayer]
    if !outlines.isEmpty {
      layers.append(
        SingleView(
          Mark(.rect, style: .control).with { $0.cornerRadius = 3 }, Encoding(),
          data: rows(outlines)
        ))
    }
    if !crosses.isEmpty {
      let mark = Mark(.text, style: .label).with {
        $0.align = .center
        $0.baseline = .middle
      }
      layers.append(SingleView(mark, Encoding(text: .value("×")), data: rows(crosses)))
    }
    let height = Swift.max(7, Swift.min(26, 420 / Double(Swift.max(1, rowCount))))
    return FigureSpecification(
      summary: "\(value.titleWithUnit) in the \(wells.count) wells of a plate of "
        + "\(rowCount) by \(columnCount)",
      .layered(
        LayeredView(
          layers, encoding: Encoding(x: x, y: y), width: .container,
          height: .pixels(height * Double(Swift.max(1, rowCount))))))
  }

  private var x: Channel {
    var scale = Scale.ordered((0..<Swift.max(0, columnCount)).map { String($0 + 1) })
    scale.paddingInner = 0.12
    return .field(
      "column", .ordinal, title: "", scale: scale,
      axis: .shown(
        {
          var axis = Axis(orient: .top, ticks: false, domain: false)
          axis.labelAngle = 0
          return axis
        }()))
  }

  private var y: Channel {
    var scale = Scale.ordered((0..<Swift.max(0, rowCount)).map(Self.rowName))
    scale.paddingInner = 0.12
    return .field(
      "row", .ordinal, title: "", scale: scale, axis: .shown(Axis(ticks: false, domain: false)))
  }

  private func rows(_ wells: [Well]) -> InlineData {
    InlineData(
      rows: wells.map { well in
        [
          "row": .text(Self.rowName(well.row)), "column": .text(String(well.column + 1)),
          "well": .text(well.label), "value": .number(well.value),
          "role": .text(well.role.rawValue), "content": .text(well.content),
        ]
      })
  }

  private var wellLayer: SingleView {
    let seen = wells.map(\.value).finiteRange ?? 0...1
    let range = valueRange ?? (seen.lowerBound < seen.upperBound ? seen : 0...1)
    var scale = Scale.linear(range)
    scale.range = colours
    scale.clamp = true
    let colour = Channel.field(
      "value", .quantitative, scale: scale,
      legend: .shown(
        Legend(
          title: value.titleWithUnit, orient: .bottom, format: ",.6~g",
          values: AxisTicks.linear(range, count: 4), gradientLength: 180)))
    return SingleView(
      Mark(.rect).with { $0.cornerRadius = 3 },
      Encoding(
        color: colour,
        tooltip: [
          .field("well", .nominal, title: "Well"), .field("content", .nominal, title: "Content"),
          .field("role", .nominal, title: "Role"),
          .field("value", .quantitative, title: value.titleWithUnit, format: ".4~g"),
        ]), data: rows(wells.filter { $0.value.isFinite }))
  }
}
