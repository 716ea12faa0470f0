import Foundation
import Testing

/// The built command on ensembles: what it writes, and what it leaves when it is stopped.
@Suite struct EnsembleCommandTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "primed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// An ensemble far too large to end before it is stopped, over a table that was there before.
  private func stopped(by signal: Int32, in folder: URL) throws -> (
    process: Process, messages: String
  ) {
    let ends = folder.appending(path: "ends.csv")
    try Data("what was there\n".utf8).write(to: ends)
    let process = Process()
    process.executableURL = BuiltCommand.program
    process.arguments = [
      "ensemble", "run", "earm-1.0", "--vary", "*=cv:0.25", "--samples", "100000000", "--end",
      "100s", "--backend", "interpreter", "--threads", "1", "--output", ends.path, "--course",
      folder.appending(path: "course.csv").path, "--steps", "2",
    ]
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Rows lie under the temporary name: it is midway.
    let deadline = Date.now.addingTimeInterval(60)
    var isMidway = false
    while !isMidway, Date.now < deadline {
      Thread.sleep(forTimeInterval: 0.02)
      isMidway = try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
        let attributes = try? FileManager.default.attributesOfItem(
          atPath: folder.appending(path: name).path)
        return name.hasPrefix(".ends.csv") && (attributes?[.size] as? Int ?? 0) > 0
      }
    }
    #expect(isMidway)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    let told = try messages.fileHandleForReading.readToEnd() ?? Data()
    return (process, String(decoding: told, as: UTF8.self))
  }

  @Test func `a run that is killed leaves no broken output`() throws {
    try inFolder { folder in
      let (process, _) = try stopped(by: SIGKILL, in: folder)
      #expect(process.terminationReason == .uncaughtSignal)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.filter { !$0.hasPrefix(".") } == ["ends.csv"])
      #expect(
        try String(contentsOf: folder.appending(path: "ends.csv"), encoding: .utf8)
          == "what was there\n")
    }
  }

  @Test func `a run that is interrupted ends with 130 and leaves nothing`() throws {
    try inFolder { folder in
      let (process, messages) = try stopped(by: SIGINT, in: folder)
      #expect(process.terminationStatus == 130)
      #expect(messages.contains("Interrupted. Nothing unfinished was left behind."))
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left == ["ends.csv"])
    }
  }

  @Test func `the answer is one object, the table a file, the messages on standard error`() throws {
    try inFolder { folder in
      let ends = folder.appending(path: "ends.csv").path
      let run = try BuiltCommand.run(
        "ensemble", "run", "EARM-1.0", "--vary", "*=cv:0.25", "--samples", "5", "--dose",
        "L=0,3000molecules", "--event", "CPARP>5e5molecules", "--end", "6h", "--output", ends,
        "--select", "CPARP", "--check", "2", "--json")
      #expect(run.status == 0)
      #expect(run.messages.contains("Back end interpreter: native code repays its compiler from"))
      #expect(run.messages.contains("Times are in seconds, amounts in molecules."))
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      #expect(object["schema"] as? String == "primed.ensemble/1")
      #expect(object["members"] as? Int == 10)
      #expect(object["checked_members"] as? Int == 2)
      #expect(try #require(object["achieved_error"] as? Double) < 1e-3)
      let arms = try #require(object["arms"] as? [[String: Any]])
      #expect(arms.count == 2)
      let text = try String(contentsOfFile: ends, encoding: .utf8)
      #expect(text.hasPrefix("variant,sample:number,dose:L,drawn:pR,"))
      #expect(text.split(separator: "\n").count == 11)
    }
  }

  @Test func `what cannot be written to is refused before anything runs, with 3`() throws {
    let run = try BuiltCommand.run(
      "ensemble", "run", "earm", "--end", "6h", "--output", "/nowhere/at/all/ends.csv")
    #expect(run.status == 3)
    #expect(run.messages.contains("there is no folder /nowhere/at/all"))
    #expect(run.messages.contains("hint: make it first: mkdir -p '/nowhere/at/all'"))
  }

  @Test(arguments: [
    ["--backend", "gpu"], ["--method", "euler"], ["--method", "cvodes", "--backend", "native"],
    ["--rtol", "0"], ["--threads", "0"], ["--threads", "999999"], ["--quantiles", "half"],
    ["--check=-1"],
  ])
  func `options that mean nothing are a usage error`(options: [String]) throws {
    let run = try BuiltCommand.run(["ensemble", "run", "earm", "--end", "6h"] + options)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
  }

  @Test func `a time course answers in one object that names its form`() throws {
    let run = try BuiltCommand.run(
      "simulate", "earm-1.0", "--end", "6h", "--steps", "2", "--select", "CPARP", "--event",
      "CPARP>5e5molecules", "--json")
    #expect(run.status == 0)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "primed.simulate/1")
    #expect(object["times"] as? [Double] == [0, 10_800, 21_600])
    let events = try #require(object["events"] as? [[String: Any]])
    let time = try #require(events.first?["time"] as? Double)
    #expect((13_000...13_300).contains(time))
  }
}
