import Foundation

/// Where the running copy of Primed finds the files it was shipped with.
///
/// They lie below the checkout that the program was built in, or below `PREFIX/share/primed`.
public struct Installation: Equatable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// Built in a checkout, at `.build/release/primed`.
    case checkout
    /// Put in place by `make install`.
    case installed
  }

  public let kind: Kind
  public let sharedFiles: URL

  public init(kind: Kind, sharedFiles: URL) {
    self.kind = kind
    self.sharedFiles = sharedFiles
  }

  /// The installation that a program belongs to, or nil where a bare binary was copied elsewhere.
  ///
  /// - Parameter program: The program's own file; links to it are followed.
  public init?(ofProgram program: URL) {
    let folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
    let prefix = folder.deletingLastPathComponent()
    let installed = prefix.appending(path: "share/primed", directoryHint: .isDirectory)
    if folder.lastPathComponent == "bin", Self.exists(installed) {
      self.init(kind: .installed, sharedFiles: installed)
      return
    }
    var candidate = folder
    while candidate.path != "/" {
      candidate = candidate.deletingLastPathComponent()
      if Self.exists(candidate.appending(path: "Package.swift")),
        Self.exists(candidate.appending(path: "Sources/primed"))
      {
        self.init(kind: .checkout, sharedFiles: candidate)
        return
      }
    }
    return nil
  }

  /// The installation of the program that is running.
  public static var ofRunningProgram: Installation? {
    let linux = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = linux.path == "/proc/self/exe" ? Bundle.main.executableURL : linux
    return program.flatMap { Installation(ofProgram: $0) }
  }

  /// The file of the program that draws the figures of a report; it may be missing.
  public var vegaBundle: URL {
    switch kind {
    case .checkout: sharedFiles.appending(path: "Resources/Vega/vega-bundle.js")
    case .installed: sharedFiles.appending(path: "vega-bundle.js")
    }
  }

  /// The folder of the studies that Primed ships.
  public var examplesFolder: URL {
    sharedFiles.appending(path: "Examples", directoryHint: .isDirectory)
  }

  private static func exists(_ place: URL) -> Bool {
    FileManager.default.fileExists(atPath: place.path)
  }
}
