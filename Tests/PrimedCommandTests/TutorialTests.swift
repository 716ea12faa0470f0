import Foundation
import Testing

/// The commands of a tutorial are run as they stand, in an empty folder, and what its words claim of
/// them is looked up in what they wrote.
@Suite struct TutorialTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func commands(of name: String) throws -> [[String]] {
    let page = try String(
      contentsOf: Self.repository.appending(path: "Documentation/Tutorials/\(name).md"),
      encoding: .utf8)
    return page.matches(of: /```sh\n([^`]*)```/).flatMap { block in
      block.output.1.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }
  }

  private func run(_ words: [String], in folder: URL) throws -> ProgramRun {
    let process = Process()
    process.executableURL = BuiltCommand.program
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let told = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return ProgramRun(
      status: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
      messages: String(decoding: told, as: UTF8.self))
  }

  @Test func `OCI-M1 and venetoclax: five commands run, and show what the page says`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tutorial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let commands = try commands(of: "WhyOCIM1ResistsVenetoclax")
    #expect(commands.count == 5)
    var answers: [String] = []
    for var words in commands {
      #expect(words.first == "primed")
      // A machine without Graphviz takes the page's other way.
      if words.contains("export"), !hasGraphviz { words += ["--format", "dot"] }
      let answer = try run(words, in: folder)
      #expect(answer.status == 0, "\(words.joined(separator: " ")): \(answer.messages)")
      answers.append(answer.output)
    }
    #expect(answers[0].contains(#/BCL-2 +15 /#) && answers[0].contains(#/BCL-xL +300 /#))
    #expect(answers[1].contains("Ki < 0.01 nM") && answers[1].contains("Ki = 48 nM"))
    let venetoclax = try Plate(folder.appending(path: "venetoclax.csv"))
    let azd4320 = try Plate(folder.appending(path: "azd4320.csv"))
    // Of the span from vehicle to positive control; the plate's own noise is about a tenth.
    for dose in [10.0, 100, 1000] { #expect(venetoclax.response(at: dose) < 0.25) }
    #expect(azd4320.response(at: 100) > 0.5)
  }

  private var hasGraphviz: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/dot") }
  }

  /// The mean signals of a simulated plate.
  private struct Plate {
    private let rows: [[String: String]]

    init(_ file: URL) throws {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      rows = lines.dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return Dictionary(zip(names, cells), uniquingKeysWith: { first, _ in first })
      }
    }

    private func mean(_ isMeant: ([String: String]) -> Bool) -> Double {
      let values = rows.filter(isMeant).compactMap { row in
        row.first { $0.key.hasPrefix("signal") }.flatMap { Double($0.value) }
      }
      return values.reduce(0, +) / Double(values.count)
    }

    /// The share of the way from vehicle to positive control.
    func response(at nanomolar: Double) -> Double {
      let vehicle = mean { $0["role"] == "vehicle" }
      let full = mean { $0["role"] == "positive" }
      let well = mean {
        $0["role"] == "sample" && $0["nominal_nM"].flatMap(Double.init) == nanomolar
      }
      return (well - vehicle) / (full - vehicle)
    }
  }
}
