/// Why a study's database cannot be written or read, in words.
public struct StudyDatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// No file, or none that is a study's database.
    case notAStudy
    /// A later version of Primed wrote it.
    case tooNew
    /// The database's own words.
    case database(String)
  }

  public let path: String
  public let reason: Reason

  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  public var description: String {
    switch reason {
    case .notAStudy:
      "\(path) is no study's database; needed: the study.sqlite of a results folder"
    case .tooNew:
      "\(path) was written by a later version of Primed; needed: that version or a later one"
    case .database(let message): "\(path) cannot be used as a database: \(message)"
    }
  }
}
