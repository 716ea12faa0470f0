import Foundation

/// The program that draws figures in a page: Vega, Vega-Lite and Vega-Embed in one file with its licence.
public struct VegaBundle: Sendable {
  /// The variable that names the bundle's file, before any other place is tried.
  public static let environmentVariable = "PRIMED_VEGA_BUNDLE"
  /// The file's name wherever it lies.
  public static let fileName = "vega-bundle.js"

  /// The whole program, its licence at its head.
  public let script: String

  public init(script: String) {
    self.script = script
  }

  /// Reads the bundle from `file`; nil where there is none to read, or where it would end the page's
  /// script early.
  public init?(contentsOf file: URL) {
    guard let text = try? String(contentsOf: file, encoding: .utf8), !text.isEmpty,
      !text.lowercased().contains("</script"), !text.contains("<!--")
    else { return nil }
    script = text
  }

  /// The bundle from the first place that has one: where the environment says, beside the installed
  /// program under `share/primed`, or in the repository that the program or the shell is in.
  public static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL,
    currentFolder: URL = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
  ) -> VegaBundle? {
    candidates(environment: environment, executable: executable, currentFolder: currentFolder)
      .lazy.compactMap(VegaBundle.init(contentsOf:)).first
  }

  /// The files that ``locate(environment:executable:currentFolder:)`` tries, in its order.
  ///
  /// A file named by the environment is the only one tried: a wrong name must not pass unseen.
  public static func candidates(
    environment: [String: String], executable: URL?, currentFolder: URL
  ) -> [URL] {
    if let named = environment[environmentVariable], !named.isEmpty {
      return [URL(fileURLWithPath: named)]
    }
    var places: [URL] = []
    if let program = executable?.resolvingSymlinksInPath() {
      let prefix = program.deletingLastPathComponent().deletingLastPathComponent()
      places.append(prefix.appendingPathComponent("share/primed/\(fileName)"))
      places += repositories(above: program.deletingLastPathComponent())
    }
    return places + repositories(above: currentFolder)
  }

  /// `Resources/Vega` in `folder` and each folder above it that holds a package.
  private static func repositories(above folder: URL) -> [URL] {
    var found: [URL] = []
    var place = folder.standardizedFileURL
    while place.path != "/" && !place.path.isEmpty && found.count < 4 {
      let manifest = place.appendingPathComponent("Package.swift").path
      if FileManager.default.fileExists(atPath: manifest) {
        found.append(place.appendingPathComponent("Resources/Vega/\(fileName)"))
      }
      place.deleteLastPathComponent()
    }
    return found
  }
}
