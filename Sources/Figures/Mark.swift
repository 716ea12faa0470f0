/// The shape that stands for a row of data, and how it looks when the data do not decide.
///
/// Lengths are in pixels, opacities from 0 to 1. Colours come from the theme through `style`, so that
/// one specification serves light and dark.
public struct Mark: Hashable, Sendable, Codable {
  /// An interval is a rule from its lower to its upper end. Vega-Lite's own error bar is left out: it
  /// computes ends from a centre, and where the centre is missing it computes from 0.
  public enum Kind: String, Hashable, Sendable, Codable {
    case line, area, point, rule, rect, text, bar, tick
  }

  public enum Interpolation: String, Hashable, Sendable, Codable {
    case linear, monotone
    case stepAfter = "step-after"
    case stepBefore = "step-before"
  }

  public enum Alignment: String, Hashable, Sendable, Codable { case left, center, right }

  public enum Baseline: String, Hashable, Sendable, Codable { case top, middle, bottom }

  public enum Orientation: String, Hashable, Sendable, Codable { case horizontal, vertical }

  public var kind: Kind
  /// The theme's style for this part of a figure.
  public var style: FigureStyle?
  public var opacity: Double?
  public var filled: Bool?
  /// The area of a point, in square pixels.
  public var size: Double?
  public var shape: String?
  public var strokeWidth: Double?
  public var strokeDash: [Double]?
  public var interpolate: Interpolation?
  public var align: Alignment?
  public var baseline: Baseline?
  public var dx: Double?
  public var dy: Double?
  public var fontSize: Double?
  public var cornerRadius: Double?
  public var thickness: Double?
  public var orient: Orientation?
  public var clip: Bool?

  public init(_ kind: Kind, style: FigureStyle? = nil) {
    self.kind = kind
    self.style = style
  }

  /// The same mark after `change`, so that a layer can be written in one expression.
  public func with(_ change: (inout Mark) -> Void) -> Mark {
    var copy = self
    change(&copy)
    return copy
  }

  private enum CodingKeys: String, CodingKey {
    case kind = "type"
    case style, opacity, filled, size, shape, strokeWidth, strokeDash, interpolate, align, baseline
    case dx, dy, fontSize, cornerRadius, thickness, orient, clip
  }
}

/// The parts of a figure whose colour the theme decides.
public enum FigureStyle: String, Hashable, Sendable, Codable, CaseIterable {
  /// Lines and points that carry a coloured series.
  case series
  /// What lies behind the message: single cells behind their median, further curves.
  case context
  /// A value from the literature.
  case published
  /// A threshold or a baseline.
  case reference
  /// Words within the plot, in the colour of ink.
  case label
  /// Words within the plot that step back.
  case quietLabel
  /// The same words in the colour of paper and a little wider, to lie under words that cross lines.
  case halo
  /// Covers an axis where it is broken, in the colour of the paper.
  case paper
  /// A band within which two numbers count as close.
  case tolerance
  /// The outline of a control well.
  case control
}
