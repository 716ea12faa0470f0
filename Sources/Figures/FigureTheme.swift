import Foundation

/// The colours and type of a figure, apart from what it shows: one theme for light, one for dark.
///
/// Series colours are told apart with the common forms of colour blindness, and each has a contrast of
/// at least 4.5 to 1 with its paper, so that labels may wear them.
public struct FigureTheme: Hashable, Sendable {
  public var paper: String
  public var ink: String
  /// Ticks, axis titles and quiet words.
  public var quietInk: String
  public var grid: String
  /// Unordered series, in the order they are given out.
  public var categories: [String]
  /// Ordered series are spread along this ramp.
  public var ordinalRamp: [String]
  /// Amounts in a map; the first colour is close to the paper and means nothing is there.
  public var amountRamp: [String]
  /// Amounts on two sides of a middle.
  public var divergingRamp: [String]

  public static let light = FigureTheme(
    paper: "#ffffff", ink: "#1c2430", quietInk: "#586273", grid: "#e4e7ec",
    categories: ["#0b64ad", "#bb4d00", "#007a5e", "#a0307a", "#2d3440"],
    ordinalRamp: ["#5793c6", "#367ab6", "#1a63a1", "#0b477b", "#082a4d"],
    amountRamp: ["#f3f1ec", "#f5d9ac", "#e9975c", "#bb4545", "#571a45"],
    divergingRamp: ["#0c477b", "#7fb0d8", "#f3f1ec", "#e9975c", "#9a3030"])

  public static let dark = FigureTheme(
    paper: "#14181e", ink: "#e7eaef", quietInk: "#a4adba", grid: "#2b323c",
    categories: ["#62b0f4", "#f5995a", "#3fcaa0", "#e873b8", "#d5dbe5"],
    ordinalRamp: ["#41759f", "#5592c6", "#7fb4e2", "#aed3f2", "#e0f0ff"],
    amountRamp: ["#232932", "#552a55", "#a53f50", "#e9864f", "#fbe3a8"],
    divergingRamp: ["#7fb4e2", "#3d6f9c", "#232932", "#a53f50", "#f09a86"])

  static let typeface = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"

  /// The theme as the configuration that a Vega-Lite figure is drawn with.
  public var configuration: FigureValue {
    .object([
      "background": "transparent",
      "font": .text(Self.typeface),
      "padding": 4,
      "mark": .object(["color": .text(quietInk)]),
      "view": .object(["stroke": .missing, "continuousHeight": 260]),
      "axis": axis,
      "axisX": .object(["titleAnchor": "end", "grid": false]),
      "axisY": .object([
        "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom",
        "titleX": -2, "titleY": -10, "domain": false, "ticks": false, "labelPadding": 6,
      ]),
      "axisBand": .object(["grid": false]),
      "legend": .object([
        "labelColor": .text(quietInk), "titleColor": .text(quietInk), "labelFontSize": 11,
        "titleFontSize": 11, "titleFontWeight": "normal", "symbolStrokeWidth": 2,
      ]),
      "title": .object([
        "color": .text(ink), "fontSize": 13, "fontWeight": 600, "anchor": "start", "offset": 8,
      ]),
      "header": .object([
        "labelColor": .text(ink), "labelFontSize": 12, "labelFontWeight": 600, "title": .missing,
      ]),
      "range": .object([
        "category": .list(categories.map(FigureValue.text)),
        "ordinal": ramp(ordinalRamp), "heatmap": ramp(amountRamp), "ramp": ramp(amountRamp),
        "diverging": ramp(divergingRamp),
      ]),
      "line": .object(["strokeWidth": 2, "strokeJoin": "round", "strokeCap": "round"]),
      "style": .object(
        Dictionary(
          uniqueKeysWithValues: FigureStyle.allCases.map { ($0.rawValue, look(of: $0)) })),
    ])
  }

  /// ``configuration`` as JSON on one line, keys sorted.
  public func configurationJSON() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(configuration), as: UTF8.self)
  }

  private var axis: FigureValue {
    .object([
      "domainColor": .text(quietInk), "domainOpacity": 0.6, "tickColor": .text(quietInk),
      "tickOpacity": 0.6, "tickSize": 4, "gridColor": .text(grid), "labelColor": .text(quietInk),
      "titleColor": .text(quietInk), "labelFontSize": 11, "titleFontSize": 11,
      "titleFontWeight": "normal", "titlePadding": 8, "labelFlush": false, "labelLimit": 240,
    ])
  }

  private func ramp(_ colours: [String]) -> FigureValue {
    .object(["scheme": .list(colours.map(FigureValue.text))])
  }

  private func look(of style: FigureStyle) -> FigureValue {
    let ink = FigureValue.text(ink)
    let quiet = FigureValue.text(quietInk)
    let paper = FigureValue.text(paper)
    return switch style {
    case .series: .object([:])
    case .context: .object(["color": quiet])
    case .published: .object(["color": ink, "strokeWidth": 1.6])
    case .reference: .object(["color": quiet, "strokeDash": [4, 3], "strokeWidth": 1])
    case .label: .object(["color": ink, "fontSize": 11])
    case .quietLabel: .object(["color": quiet, "fontSize": 11])
    case .halo:
      .object([
        "color": paper, "stroke": paper, "strokeWidth": 4, "strokeOpacity": 0.85, "fontSize": 11,
      ])
    case .paper: .object(["color": paper])
    case .tolerance: .object(["color": quiet, "fillOpacity": 0.16])
    case .control: .object(["color": ink, "filled": false, "strokeWidth": 1.2])
    }
  }
}

extension FigureValue: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: FigureValue...) { self = .list(elements) }
}
