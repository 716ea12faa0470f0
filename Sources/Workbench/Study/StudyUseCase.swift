import FileFormats
import Foundation
import Reports

/// Runs a study file into a results folder that appears whole or not at all.
public struct StudyUseCase: Sendable {
  private let path: String
  private let output: String?
  private let replaces: Bool
  private let threads: Int

  /// - Parameters:
  ///   - output: the folder; nil for one named after the study, beside where the command runs.
  ///   - replaces: whether earlier results there may be replaced.
  public init(path: String, output: String?, replaces: Bool, threads: Int) {
    self.path = path
    self.output = output
    self.replaces = replaces
    self.threads = threads
  }

  /// What a run came to, for the person who waited for it.
  public struct Outcome: Encodable, Sendable {
    public let folder: String
    public let report: String
    /// One sentence a line or table.
    public let findings: [String]
    /// Wall-clock seconds of the run.
    public let seconds: Double
    public let failures: [ItemsFailed.Item]

    public var text: String {
      (findings + ["", "Report: \(report)"]).joined(separator: "\n")
    }

    private enum CodingKeys: String, CodingKey { case folder, report, findings, seconds }
  }

  /// - Throws: an `InputRefusal` for a faulty study or table, `ItemsFailed` where none of its lines could
  ///   be plated and it holds nothing else, an `OutputError` for a folder that may
  ///   not be written, `CancellationError` if interrupted; nothing is left behind then.
  public func run(listener: (any ProgressListener)? = nil) async throws -> Outcome {
    let clock = ContinuousClock()
    let started = clock.now
    let study = try StudyFile.read(contentsOf: path)
    let folder = try ResultsFolder(at: output ?? defaultFolder, replace: replaces)
    defer { folder.discard() }
    let results = try await StudyRunner(study, threads: threads, listener: listener)
      .run { number, part in
        try FitTables(
          folder, prefix: StudyArchive.prefix(ofMeasured: number), part.part.request, part.source)
      }
    let elapsed = started.duration(to: clock.now)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    // A study without a result replaces no folder.
    if results.isEmpty { throw ItemsFailed(results.failures) }
    let record = RunRecord(of: results, commandPath: path)
    try StudyArchive(results, record: record, seconds: seconds).write(into: folder)
    try folder.commit()
    return Outcome(
      folder: folder.destination,
      report: URL(filePath: folder.destination).appending(path: "report.html").path,
      findings: Self.findings(of: results), seconds: seconds, failures: results.failures)
  }

  private var defaultFolder: String {
    URL(filePath: path).deletingPathExtension().lastPathComponent + "-results"
  }

  private static func findings(of results: StudyResults) -> [String] {
    let lines = results.lines.map { line in
      let curve = line.analysis.curve
      let words = curve?.sentence ?? line.analysis.refusal ?? "no curve"
      let checks = line.mechanismChecks().filter { $0.verdict != .notTested }
      let holding = checks.count { $0.verdict == .holds }
      return "\(line.line.name): \(words) \(holding) of \(checks.count) mechanism checks hold."
    }
    let refused = results.refused.map { "\($0.line): \($0.reason)" }
    return lines + refused + results.measured.map(\.summarySentence)
      + results.plates.map(\.summarySentence)
  }
}
