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

/// A terminal that keeps what it is told.
private final class Notebook: Sendable {
  private let text = Mutex("")

  var terminal: Terminal {
    Terminal(
      outputIsScreen: false, messagesAreOnScreen: false, columns: 80,
      writingMessagesWith: { [self] addition in text.withLock { $0 += addition } })
  }

  var written: String { text.withLock { $0 } }
}

/// One at a time: a signal concerns the whole process.
@Suite(.serialized) struct CommandShellTests {
  private let notebook = Notebook()

  @Test func `a verb that finishes is done and says nothing of its own`() async {
    let status = await CommandShell.run(
      QuickCommand.self, ["--dose", "1"], terminal: notebook.terminal)
    #expect(status == .done)
    #expect(notebook.written.isEmpty)
  }

  @Test(arguments: [[], ["--dose", "x"], ["--dose=-1"], ["--dose", "7"], ["--other"]])
  func `what the parser or the verb calls invalid is a usage error`(
    arguments: [String]
  ) async {
    let status = await CommandShell.run(
      QuickCommand.self, arguments, terminal: notebook.terminal)
    #expect(status == .usage)
    #expect(notebook.written.hasPrefix("Error: "))
    #expect(notebook.written.contains("quick --dose <dose>"))
  }

  @Test func `a signal cancels the verb and ends with 130`() async {
    async let status = CommandShell.run(WaitingCommand.self, [], terminal: notebook.terminal)
    // The verb says when it waits: until then a signal would end the tests.
    while !WaitingCommand.isWaiting.load(ordering: .acquiring) { await Task.yield() }
    kill(getpid(), SIGTERM)
    #expect(await status == .interrupted)
    #expect(
      notebook.written == """

        Stopping; once more to stop without tidying up.
        Interrupted. Nothing unfinished was left behind.

        """)
  }
}
