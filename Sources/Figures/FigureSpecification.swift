import Foundation

/// A figure in the terms of Vega-Lite 6, complete with its data.
///
/// Colours, fonts and backgrounds are not in it: a ``FigureTheme`` adds them when it is drawn.
public struct FigureSpecification: Hashable, Sendable {
  /// The schema that the JSON names.
  public static let schema = "https://vega.github.io/schema/vega-lite/v6.json"

  /// What the figure shows, in words, for those who cannot see it.
  public var summary: String
  public var view: FigureView

  public init(summary: String, _ view: FigureView) {
    self.summary = summary
    self.view = view
  }

  /// The specification as JSON on one line.
  ///
  /// Keys are sorted, so equal figures are equal bytes; numbers are written so that they read back
  /// to the same bits.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension FigureSpecification: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case summary = "description"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    summary = try container.decode(String.self, forKey: .summary)
    view = try FigureView(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(summary, forKey: .summary)
    try view.encode(to: encoder)
  }
}

/// Something that knows how to become a figure, and which numbers are behind it.
public protocol FigureSource: Sendable {
  var specification: FigureSpecification { get }
  /// The numbers a reader may copy.
  var table: FigureTable { get }
}
