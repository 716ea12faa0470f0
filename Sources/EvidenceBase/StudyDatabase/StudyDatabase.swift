import Foundation
import GRDB

/// A study's inputs, parameters, results and verdicts in one SQLite file.
///
/// Written once, whole, by ``write(to:_:)``; opened for reading by ``init(reading:)``. One file
/// without companions, readable by any tool that reads SQLite.
public struct StudyDatabase: Sendable {
  public let path: String
  private let queue: DatabaseQueue

  /// Takes rows while a database is being written, all in one transaction.
  public struct Writer {
    fileprivate let database: Database

    /// Adds `rows` in their order.
    ///
    /// - Throws: ``StudyDatabaseError`` is thrown by ``StudyDatabase/write(to:_:)`` in the place of
    ///   what this throws, such as a key given twice.
    public func insert(_ rows: some Sequence<some StudyRow>) throws {
      for row in rows { try StoredRow(row).insert(database) }
    }

    public func insert(_ row: some StudyRow) throws {
      try StoredRow(row).insert(database)
    }

    /// Adds published observations.
    public func insert(_ observations: [Observation]) throws {
      try insert(observations.map(ObservationRow.init))
    }

    /// Adds verdicts; their observations must be there already.
    public func insert(_ comparisons: [EvidenceComparison]) throws {
      try insert(comparisons.map(VerdictRow.init))
    }
  }

  /// Writes a database at `path`, replacing a file that is there.
  ///
  /// It is made under a temporary name in the same folder and renamed when `fill` has returned; if
  /// anything fails, what was at `path` stays and nothing is left beside it.
  public static func write(
    to path: String, _ fill: (Writer) throws -> Void
  ) throws(StudyDatabaseError) {
    let url = URL(fileURLWithPath: path)
    let temporary = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).partial-\(getpid())").path
    defer {
      for suffix in ["", "-journal"] { unlink(temporary + suffix) }
    }
    unlink(temporary)
    do {
      let queue = try DatabaseQueue(path: temporary)
      try StudySchema.migrator.migrate(queue)
      try queue.write { try fill(Writer(database: $0)) }
      try queue.close()
    } catch {
      throw StudyDatabaseError(path: path, reason: .database(message(of: error)))
    }
    guard rename(temporary, path) == 0 else {
      throw StudyDatabaseError(
        path: path, reason: .database(String(cString: strerror(errno))))
    }
  }

  /// Opens a study's database for reading alone.
  public init(reading path: String) throws(StudyDatabaseError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      throw StudyDatabaseError(path: path, reason: .notAStudy)
    }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      let (identity, isTooNew, isWhole) = try queue.read { database in
        (
          try Int.fetchOne(database, sql: "PRAGMA application_id"),
          try StudySchema.migrator.hasBeenSuperseded(database),
          try StudySchema.migrator.hasCompletedMigrations(database)
        )
      }
      if identity == StudySchema.applicationID, isTooNew {
        throw StudyDatabaseError(path: path, reason: .tooNew)
      }
      guard identity == StudySchema.applicationID, isWhole else {
        throw StudyDatabaseError(path: path, reason: .notAStudy)
      }
    } catch let error as StudyDatabaseError {
      throw error
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw StudyDatabaseError(path: path, reason: .notAStudy)
    } catch {
      throw StudyDatabaseError(path: path, reason: .database(Self.message(of: error)))
    }
  }

  /// All rows of one table, in the order in which they were written.
  public func rows<Row: StudyRow>(of type: Row.Type = Row.self) throws(StudyDatabaseError) -> [Row]
  {
    do {
      return try queue.read { database in
        try StoredRow<Row>.fetchAll(
          database, sql: "SELECT * FROM \(Row.tableName) ORDER BY rowid"
        ).map(\.value)
      }
    } catch {
      throw StudyDatabaseError(path: path, reason: .database(Self.message(of: error)))
    }
  }

  private static func message(of error: any Error) -> String {
    (error as? DatabaseError)?.message ?? "\(error)"
  }
}
