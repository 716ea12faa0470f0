import Foundation
import Reports
import Testing

/// The sample report in a real browser, by `Tests/Browser/check_report.py`.
///
/// Needs the Vega bundle, Chromium, and a Python with Playwright: `PRIMED_PYTHON`, or the
/// repository's own. `PRIMED_SCREENSHOTS` names a folder that then keeps the report and its pictures.
struct BrowserJourneyTests {
  static let environment = ProcessInfo.processInfo.environment
  static let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  static let python =
    environment["PRIMED_PYTHON"]
    ?? testFolder.deletingLastPathComponent().appendingPathComponent(".venv/bin/python").path
  static let chromium = environment["PRIMED_CHROMIUM"] ?? "/usr/bin/chromium"

  static let isPossible =
    VegaBundle.locate() != nil
    && FileManager.default.isExecutableFile(atPath: chromium)
    && FileManager.default.isExecutableFile(atPath: python)
    && (try? run(["-c", "import playwright"]).status) == 0

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test(
    .enabled(
      if: isPossible,
      "needs the Vega bundle, Chromium, and a Python with Playwright (make test sets them up)"))
  func `every chart is drawn in light, dark, on a telephone and on paper, without an error`() throws
  {
    let kept = Self.environment["PRIMED_SCREENSHOTS"].map { URL(fileURLWithPath: $0) }
    let folder =
      kept
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("primed-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if kept == nil { try? FileManager.default.removeItem(at: folder) } }

    let page = folder.appendingPathComponent("report.html")
    try HTMLReportWriter().write(SampleReport.document, to: page)
    let size = try Data(contentsOf: page).count
    #expect(size < 2_500_000)

    let check = Self.testFolder.appendingPathComponent("Browser/check_report.py").path
    let pictures = kept.map { ["--screenshots", $0.path] } ?? []
    let drawn = try Self.run([check, page.path, "--chromium", Self.chromium] + pictures)
    #expect(drawn.status == 0, "\(drawn.output)")

    let plain = folder.appendingPathComponent("report-without-figures.html")
    try HTMLReportWriter(bundle: nil).write(SampleReport.document, to: plain)
    let tables = try Self.run(
      [check, plain.path, "--chromium", Self.chromium, "--allow-no-figures", "--look", "telephone"])
    #expect(tables.status == 0, "\(tables.output)")

    let grammar = folder.appendingPathComponent("grammar.html")
    try HTMLReportWriter().write(FigureGrammar.document, to: grammar)
    let every = try Self.run(
      [check, grammar.path, "--chromium", Self.chromium, "--look", "light"])
    #expect(every.status == 0, "\(every.output)")
  }
}
