import Foundation
import Quantities

/// Has Graphviz lay a picture out, and makes what comes back safe to stand in a page.
public struct GraphvizRenderer: Sendable {
  /// The variable that names the program, before any other place is tried.
  public static let environmentVariable = "PRIMED_DOT"

  private let program: URL
  /// Layout of a picture takes a second, of one with hundreds of nodes ten; a program that hangs is
  /// given up after this, in seconds.
  private let patience: Double

  public init(program: URL, patience: Double = 60) {
    self.program = program
    self.patience = patience
  }

  /// The `dot` of this machine; nil where there is none.
  public static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> GraphvizRenderer? {
    if let named = environment[environmentVariable], !named.isEmpty {
      return FileManager.default.isExecutableFile(atPath: named)
        ? GraphvizRenderer(program: URL(filePath: named)) : nil
    }
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    return folders.lazy.map { "\($0)/dot" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
      .map { GraphvizRenderer(program: URL(filePath: $0)) }
  }

  /// Why there is no picture.
  public enum Failure: Error, Sendable, Hashable {
    /// The program ended with this status, having said this.
    case refused(status: Int32, message: String)
    case hung(seconds: Double)
    /// What came back has an element that no picture of ours needs.
    case unexpected(String)
    case cannotStart(String)
  }

  /// The picture as one SVG element, ready to be a file or to stand in a page.
  public func svg(
    of picture: GraphPicture, theme: GraphTheme = .light, idPrefix: String = ""
  ) throws(Failure) -> String {
    let raw = try run(picture.dot(theme: theme, idPrefix: idPrefix))
    return try SVGCleaner(picture: picture, idPrefix: idPrefix).clean(raw)
  }

  /// As ``svg(of:theme:idPrefix:)``, with colours that follow the page's own light and dark.
  func inlineSVG(of picture: GraphPicture, idPrefix: String) throws(Failure) -> String {
    var svg = try svg(of: picture, theme: .light, idPrefix: idPrefix)
    for colour in GraphTheme.light.colours {
      svg = svg.replacing(
        "=\"\(colour.value)\"", with: "=\"var(--graph-\(colour.name),\(colour.value))\"")
    }
    return svg
  }

  private func run(_ dot: String) throws(Failure) -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = ["-Tsvg"]
    // Fonts and libraries are found by name alone; nothing of the user's settings is needed.
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    do { try process.run() } catch { throw .cannotStart("\(error)") }
    // A pipe holds some 64 kB: what goes in and what is said meanwhile must not wait on each other.
    let feeder = Thread {
      try? input.fileHandleForWriting.write(contentsOf: Data(dot.utf8))
      try? input.fileHandleForWriting.close()
    }
    feeder.start()
    let alarm = DispatchSource.makeTimerSource()
    alarm.schedule(deadline: .now() + patience)
    // A child inherits that this process leaves SIGTERM to a listener, and would not heed it.
    alarm.setEventHandler { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    alarm.resume()
    defer { alarm.cancel() }
    let printed = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    let said = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    guard process.terminationReason == .exit else { throw .hung(seconds: patience) }
    guard process.terminationStatus == 0 else {
      throw .refused(
        status: process.terminationStatus, message: String(decoding: said, as: UTF8.self))
    }
    return String(decoding: printed, as: UTF8.self)
  }
}

extension GraphvizRenderer.Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let status, let message):
      "Graphviz ended with status \(status): \(message.prefix(200))"
    case .hung(let seconds): "Graphviz was given up after \(seconds.forPeople()) s"
    case .unexpected(let element):
      "Graphviz drew an element “\(element)”, which is not let into a page"
    case .cannotStart(let reason): "Graphviz could not be started: \(reason)"
    }
  }
}
