import Foundation

/// The facts a doctor asks for; tests give a machine of their own making.
package struct Machine: Sendable {
  package var operatingSystem: String
  package var cores: Int
  package var environment: [String: String]
  package var installation: Installation?
  /// The folders searched for programs, in order.
  package var programFolders: [URL]
  /// The version that a library loaded into this process gives for itself.
  package var libraryVersion: @Sendable (LinkedLibrary) -> String?
  /// Runs a program with arguments: the first line it prints, or nil if it fails or does not end.
  package var firstLine: @Sendable (_ program: URL, _ arguments: [String]) -> String?

  package init(
    operatingSystem: String, cores: Int, environment: [String: String],
    installation: Installation?, programFolders: [URL],
    libraryVersion: @escaping @Sendable (LinkedLibrary) -> String?,
    firstLine: @escaping @Sendable (_ program: URL, _ arguments: [String]) -> String?
  ) {
    self.operatingSystem = operatingSystem
    self.cores = cores
    self.environment = environment
    self.installation = installation
    self.programFolders = programFolders
    self.libraryVersion = libraryVersion
    self.firstLine = firstLine
  }

  package static var current: Machine {
    let environment = ProcessInfo.processInfo.environment
    return Machine(
      operatingSystem: nameOfOperatingSystem(),
      cores: ProcessInfo.processInfo.activeProcessorCount,
      environment: environment,
      installation: .ofRunningProgram,
      programFolders: (environment["PATH"] ?? "").split(separator: ":").map {
        URL(filePath: String($0), directoryHint: .isDirectory)
      },
      libraryVersion: { $0.loadedVersion },
      firstLine: { ProgramProbe.firstLine(of: $0, arguments: $1) })
  }

  /// The first program of that name that may be run.
  package func program(named name: String) -> URL? {
    programFolders.lazy.map { $0.appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static func nameOfOperatingSystem() -> String {
    let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    for line in release.split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
      return line.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\""])
    }
    return ProcessInfo.processInfo.operatingSystemVersionString
  }
}
