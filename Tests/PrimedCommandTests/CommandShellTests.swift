import ArgumentParser
import Foundation
import Synchronization
import Testing
import primed

/// A verb that waits until it is cancelled, so that an interruption can be tried.
private struct WaitingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "wait")

  static let isWaiting = Atomic<Bool>(false)

  func run() async throws {
    // The shell listens for signals from just after this task was made.
    try await Task.sleep(for: .milliseconds(200))
    Self.isWaiting.store(true, ordering: .releasing)
    try await Task.sleep(for: .seconds(60))
  }
}

private struct QuickCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "quick")
  @Option var dose: Int

  func validate() throws {
    if dose < 0 { throw ValidationError("A dose cannot be negative.") }
  }

  func run() throws {
    if dose == 7 { throw ValidationError("Seven is refused while running.") }
  }
}

/// One at a time: a signal concerns the whole process.
@Suite(.serialized) struct CommandShellTests {
  private let silent = Terminal(outputIsScreen: false, messagesAreOnScreen: false, columns: 80)

  @Test func `a verb that finishes is done`() async {
    #expect(await CommandShell.run(QuickCommand.self, ["--dose", "1"], terminal: silent) == .done)
  }

  @Test(arguments: [[], ["--dose", "x"], ["--dose=-1"], ["--dose", "7"], ["--other"]])
  func `what the parser or the verb calls invalid is a usage error`(
    arguments: [String]
  ) async {
    #expect(await CommandShell.run(QuickCommand.self, arguments, terminal: silent) == .usage)
  }

  @Test func `a signal cancels the verb and ends with 130`() async {
    async let status = CommandShell.run(WaitingCommand.self, [], terminal: silent)
    // The verb says when it waits: until then a signal would end the tests.
    while !WaitingCommand.isWaiting.load(ordering: .acquiring) { await Task.yield() }
    kill(getpid(), SIGTERM)
    #expect(await status == .interrupted)
  }
}
