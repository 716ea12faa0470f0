/// How far a long job has come.
public struct JobProgress: Equatable, Sendable {
  /// What is being done now, such as "RS4;11, AZD4320".
  public var stage: String
  /// How many of `total` parts are finished.
  public var finished: Int
  /// How many parts there are: never less than `finished`, and never 0.
  public var total: Int

  /// - Precondition: `0 <= finished <= total`, and `total` is positive.
  public init(stage: String, finished: Int, of total: Int) {
    precondition(total > 0 && (0...total).contains(finished), "Progress outside its range.")
    self.stage = stage
    self.finished = finished
    self.total = total
  }

  /// The finished part of the whole, from 0 to 1.
  public var fraction: Double { Double(finished) / Double(total) }
}

/// Someone who waits for a job and wants to hear how far it is. Reports may come from any thread.
public protocol ProgressListener: Sendable {
  func hear(_ progress: JobProgress)
}
