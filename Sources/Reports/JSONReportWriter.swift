import Figures
import Foundation

/// Writes a report as one JSON object under the schema `primed.report/1`.
///
/// Keys are sorted and numbers round-trip; a number that is missing is `null`.
public struct JSONReportWriter: Sendable {
  public static let schema = "primed.report/1"

  public init() {}

  /// The report as JSON, ending with a line break.
  public func json(for document: ReportDocument) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  /// Writes the report to `file`, whole or not at all.
  public func write(_ document: ReportDocument, to file: URL) throws {
    try Data(json(for: document).utf8).write(to: file, options: .atomic)
  }
}

extension ReportDocument: Encodable {
  private enum CodingKeys: String, CodingKey {
    case schema, title, subtitle, standing, caveat, answer, sections, colophon
    case keyFigures = "key_figures"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(JSONReportWriter.schema, forKey: .schema)
    try container.encode(title, forKey: .title)
    try container.encodeIfPresent(subtitle, forKey: .subtitle)
    try container.encode(standing, forKey: .standing)
    try container.encodeIfPresent(standing.caveat, forKey: .caveat)
    try container.encode(answer, forKey: .answer)
    try container.encode(keyFigures, forKey: .keyFigures)
    try container.encode(sections, forKey: .sections)
    try container.encode(colophon, forKey: .colophon)
  }
}

extension ReportBlock: Encodable {
  private enum CodingKeys: String, CodingKey {
    case kind, text, callout, table, figure, language, definitions, entries
    case keyFigures = "key_figures"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func named(_ kind: String) throws { try container.encode(kind, forKey: .kind) }
    switch self {
    case .paragraph(let text):
      try named("paragraph")
      try container.encode(text, forKey: .text)
    case .callout(let callout):
      try named("callout")
      try container.encode(callout, forKey: .callout)
    case .keyFigures(let figures):
      try named("key figures")
      try container.encode(figures, forKey: .keyFigures)
    case .table(let table):
      try named("table")
      try container.encode(table, forKey: .table)
    case .figure(let figure):
      try named("figure")
      try container.encode(figure, forKey: .figure)
    case .graph(let graph):
      try named("graph")
      try container.encode(graph, forKey: .figure)
    case .code(let code, let language):
      try named("code")
      try container.encode(code, forKey: .text)
      try container.encodeIfPresent(language, forKey: .language)
    case .definitions(let definitions):
      try named("definitions")
      try container.encode(definitions, forKey: .definitions)
    case .provenance(let entries):
      try named("provenance")
      try container.encode(entries, forKey: .entries)
    }
  }
}

extension ReportFigure: Encodable {
  private enum CodingKeys: String, CodingKey {
    case caption, panels
    case alternativeText = "alternative_text"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(caption, forKey: .caption)
    try container.encode(alternativeText, forKey: .alternativeText)
    try container.encode(panels, forKey: .panels)
  }
}

extension ReportFigure.Panel: Encodable {
  private enum CodingKeys: String, CodingKey { case title, name, specification, table }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(name, forKey: .name)
    try container.encode(specification, forKey: .specification)
    try container.encode(reportTable, forKey: .table)
  }
}

extension ProvenanceEntry: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name, value, range, standing, source, citation
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(value, forKey: .value)
    try container.encodeIfPresent(range, forKey: .range)
    try container.encode(provenance.label, forKey: .standing)
    try container.encode(provenance.detail, forKey: .source)
    try container.encodeIfPresent(provenance.citation?.key, forKey: .citation)
  }
}
