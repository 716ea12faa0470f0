import Foundation

/// A C library that Primed is linked with and that can be asked for its version.
package enum LinkedLibrary: Sendable {
  case sundials
  case sqlite

  /// What the library in this very process says, whatever packages are installed beside it.
  ///
  /// Nil where the library is not loaded or does not answer.
  package var loadedVersion: String? {
    guard let process = dlopen(nil, RTLD_NOW) else { return nil }
    defer { dlclose(process) }
    switch self {
    case .sundials:
      typealias GetVersion = @convention(c) (UnsafeMutablePointer<CChar>?, CInt) -> CInt
      guard let symbol = dlsym(process, "SUNDIALSGetVersion") else { return nil }
      var text = [CChar](repeating: 0, count: 64)
      let status = unsafeBitCast(symbol, to: GetVersion.self)(&text, CInt(text.count))
      return status == 0 ? Self.string(text) : nil
    case .sqlite:
      typealias GetVersion = @convention(c) () -> UnsafePointer<CChar>?
      guard let symbol = dlsym(process, "sqlite3_libversion"),
        let text = unsafeBitCast(symbol, to: GetVersion.self)()
      else { return nil }
      return String(cString: text)
    }
  }

  private static func string(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Asks another program one question.
enum ProgramProbe {
  /// A program that takes longer to print its version is treated as not working.
  static let patience: TimeInterval = 10

  /// The first line that a program prints, or nil if it cannot start, fails or takes too long.
  static func firstLine(of program: URL, arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let output = Pipe()
    let messages = Pipe()
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }

    let overdue = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: overdue)
    // Some programs print their version as a message, others warn before they print it.
    let line = firstLine(in: output) ?? firstLine(in: messages)
    process.waitUntilExit()
    overdue.cancel()

    guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
    return line
  }

  /// The first line of all that comes through a pipe until it closes.
  private static func firstLine(in pipe: Pipe) -> String? {
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
    return String(decoding: data ?? Data(), as: UTF8.self)
      .split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
