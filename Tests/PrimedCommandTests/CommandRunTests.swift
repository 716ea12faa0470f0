import Foundation
import Testing

/// What a program printed and how it ended.
struct ProgramRun {
  var status: Int32
  var output: String
  var messages: String
}

/// Runs the built command as a person would: in a pipe, with no screen.
enum BuiltCommand {
  /// The command beside the running tests, in the same build folder.
  static let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "primed")

  static func run(_ arguments: String...) throws -> ProgramRun {
    try run(arguments)
  }

  static func run(_ arguments: [String]) throws -> ProgramRun {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let output = Pipe()
    let messages = Pipe()
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let told = try messages.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return ProgramRun(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: printed, as: UTF8.self),
      messages: String(decoding: told, as: UTF8.self))
  }
}

@Suite struct CommandRunTests {
  @Test func `the version is data, and done`() throws {
    let run = try BuiltCommand.run("--version")
    #expect(run.status == 0)
    #expect(!run.output.isEmpty)
    #expect(run.messages.isEmpty)
  }

  @Test func `an unknown verb is a usage error that lists the verbs`() throws {
    let run = try BuiltCommand.run("doktor")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.messages.hasPrefix("There is no verb \"doktor\". The verbs are: "))
    #expect(run.messages.contains("doctor"))
  }

  @Test func `an unknown option is a usage error with the nearest one`() throws {
    let run = try BuiltCommand.run("doctor", "--jsn")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.messages.hasPrefix("Error: Unknown option '--jsn'. Did you mean '--json'?"))
  }

  @Test func `completions are written for each shell`() throws {
    for shell in ["bash", "zsh", "fish"] {
      let run = try BuiltCommand.run("--generate-completion-script", shell)
      #expect(run.status == 0)
      #expect(run.output.contains("doctor"))
    }
  }

  @Test func `the doctor answers in one JSON object that names its form`() throws {
    let run = try BuiltCommand.run("doctor", "--json")
    #expect(run.status == 0 || run.status == 1)
    #expect(run.messages.isEmpty)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "primed.doctor/1")
    let checks = try #require(object["checks"] as? [[String: Any]])
    #expect(checks.contains { $0["name"] as? String == "processor cores" })
  }

  @Test func `in a pipe nothing is coloured`() throws {
    let run = try BuiltCommand.run("doctor")
    #expect(!run.output.contains("\u{1B}"))
  }
}
