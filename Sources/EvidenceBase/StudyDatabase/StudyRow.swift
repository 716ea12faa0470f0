import GRDB

/// A record that is one row of one table of a study's database.
///
/// The coding keys are the columns. A number that is missing is nil, which SQLite keeps as NULL.
public protocol StudyRow: Codable, Sendable {
  static var tableName: String { get }
}

/// Carries a ``StudyRow`` into and out of SQLite, so that no record has to know the database.
struct StoredRow<Value: StudyRow>: Codable, FetchableRecord, PersistableRecord {
  let value: Value

  static var databaseTableName: String { Value.tableName }

  init(_ value: Value) {
    self.value = value
  }

  init(from decoder: any Decoder) throws {
    value = try Value(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
  }
}
