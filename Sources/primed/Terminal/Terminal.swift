import Foundation

/// What standard output and standard error are connected to, and so how they may be written to.
package struct Terminal: Sendable {
  /// Whether standard output goes to a person's screen, not to a file or another program.
  package let outputIsScreen: Bool
  /// The same for standard error.
  package let messagesAreOnScreen: Bool
  /// Columns of the screen; 80 where there is none.
  package let columns: Int
  private let colorIsWelcome: Bool
  private let write: @Sendable (String) -> Void

  /// - Parameter write: Takes what is written to standard error.
  package init(
    outputIsScreen: Bool, messagesAreOnScreen: Bool, columns: Int,
    environment: [String: String] = [:],
    writingMessagesWith write: @escaping @Sendable (String) -> Void = Self.writeToStandardError
  ) {
    self.write = write
    self.outputIsScreen = outputIsScreen
    self.messagesAreOnScreen = messagesAreOnScreen
    self.columns = columns
    // Any value but the empty one turns colour off (no-color.org).
    colorIsWelcome = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// The terminal of the running process.
  package static var current: Terminal {
    Terminal(
      outputIsScreen: isatty(STDOUT_FILENO) == 1,
      messagesAreOnScreen: isatty(STDERR_FILENO) == 1,
      columns: columnsOfScreen ?? 80,
      environment: ProcessInfo.processInfo.environment)
  }

  /// Whether what is printed on standard output may be coloured.
  package var colorsOutput: Bool { outputIsScreen && colorIsWelcome }

  /// Writes a message and a line break to standard error.
  package func tell(_ message: String) {
    writeMessage(message + "\n")
  }

  /// Writes to standard error as it is.
  package func writeMessage(_ text: String) {
    write(text)
  }

  @Sendable package static func writeToStandardError(_ text: String) {
    // Where even standard error is closed, there is nobody left to tell.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  private static var columnsOfScreen: Int? {
    var size = winsize()
    let request = UInt(TIOCGWINSZ)
    guard ioctl(STDERR_FILENO, request, &size) == 0 || ioctl(STDOUT_FILENO, request, &size) == 0,
      size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }
}
