import Citations
import Experiments
import FileFormats
import Foundation

extension VirtualAssayResult {
  /// The body of a `primed.assay/1` object: rows, protocol, spread, findings and provenance.
  public var answer: some Encodable & Sendable { document(table: nil, rows: true) }

  /// The companion of the CSV at `path`: one JSON object of schema `primed.table/1` with the units and
  /// meanings of the columns, and the protocol, spread and findings beside them.
  func companion(for path: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let body = Companion(
      document: document(table: URL(fileURLWithPath: path).lastPathComponent, rows: false))
    return String(decoding: try encoder.encode(body), as: UTF8.self) + "\n"
  }

  private func document(table name: String?, rows: Bool) -> Document {
    Document(
      kind: kind, table: name, sha256: ContentHash(of: csv).hexadecimal,
      rowCount: table.rows.count,
      columns: table.columns.map { .init(name: $0.name, unit: $0.unit, meaning: $0.meaning) },
      rows: rows ? TableRows(table: table) : nil,
      derived: rows ? derived.map { TableRows(table: $0.table) } : nil,
      conditions: conditions, cultures: cultures, findings: findings,
      experiment: .init(
        name: sheet.name, readout: sheet.readout,
        steps: sheet.steps.map {
          .init(
            stage: $0.stage, text: $0.text, standing: $0.provenance.label,
            source: $0.provenance.detail)
        }, cautions: sheet.cautions), provenance: provenance, caveat: Self.caveat)
  }

  private struct Companion: Encodable {
    let document: Document

    private enum Key: String, CodingKey { case schema }

    func encode(to encoder: any Encoder) throws {
      try document.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("primed.table/1", forKey: .schema)
    }
  }

  private struct Document: Encodable, Sendable {
    struct Column: Encodable {
      let name: String
      let unit: String?
      let meaning: String
    }

    struct Experiment: Encodable {
      struct Step: Encodable {
        let stage: String
        let text: String
        let standing: String
        let source: String
      }

      let name: String
      let readout: String
      let steps: [Step]
      let cautions: [String]
    }

    let kind: String
    let table: String?
    let sha256: String
    let rowCount: Int
    let columns: [Column]
    let rows: TableRows?
    let derived: TableRows?
    let conditions: [ConditionSpread]
    let cultures: [Culture]
    let findings: [String]
    let experiment: Experiment
    let provenance: [String: String]
    let caveat: String

    private enum CodingKeys: String, CodingKey {
      case kind, table, sha256, columns, conditions, cultures, findings, provenance, caveat
      case rowCount = "rows"
      case rows = "observations"
      case derived = "computed"
      case experiment = "protocol"
    }
  }

  /// The rows of a table as objects by column.
  private struct TableRows: Encodable, Sendable {
    let table: TidyTable

    private struct ColumnKey: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      for row in table.rows {
        var object = list.nestedContainer(keyedBy: ColumnKey.self)
        for (column, value) in zip(table.columns, row) {
          let key = ColumnKey(stringValue: column.name)
          switch value {
          case .number(let number) where number.isFinite: try object.encode(number, forKey: key)
          case .integer(let integer): try object.encode(integer, forKey: key)
          case .text(let text): try object.encode(text, forKey: key)
          case .number, .missing: try object.encodeNil(forKey: key)
          }
        }
      }
    }
  }
}
