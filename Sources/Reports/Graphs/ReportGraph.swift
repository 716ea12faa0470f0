/// A graph in a report, with a caption and words for those who cannot see it.
public struct ReportGraph: Sendable, Encodable {
  public var picture: GraphPicture
  public var caption: ReportText
  /// What the picture shows, in words.
  public var alternativeText: String
  /// A short name without spaces, for files: `pathway`.
  public var name: String

  public init(
    _ picture: GraphPicture, name: String, caption: ReportText, alternativeText: String
  ) {
    self.picture = picture
    self.name = name
    self.caption = caption
    self.alternativeText = alternativeText
  }

  /// The edges in words.
  public var table: ReportTable {
    var table = picture.table
    table.name = name
    return table
  }

  private enum CodingKeys: String, CodingKey {
    case caption, edges, dot
    case alternativeText = "alternative_text"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(caption, forKey: .caption)
    try container.encode(alternativeText, forKey: .alternativeText)
    try container.encode(table, forKey: .edges)
    try container.encode(picture.dot(), forKey: .dot)
  }
}
