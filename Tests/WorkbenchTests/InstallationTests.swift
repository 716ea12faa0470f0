import Foundation
import Testing
import Workbench

/// A folder of its own for one test, gone afterwards.
private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "primed tests \(UUID().uuidString)").resolvingSymlinksInPath()
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

private func makeFile(_ place: URL) throws {
  try FileManager.default.createDirectory(
    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data().write(to: place)
}

@Suite struct InstallationTests {
  @Test func `an installed program finds its files under share`() throws {
    try withTemporaryFolder { prefix in
      let program = prefix.appending(path: "bin/primed")
      try makeFile(program)
      try makeFile(prefix.appending(path: "share/primed/vega-bundle.js"))
      let installation = try #require(Installation(ofProgram: program))
      #expect(installation.kind == .installed)
      #expect(installation.vegaBundle.path == prefix.path + "/share/primed/vega-bundle.js")
      #expect(installation.examplesFolder.path.hasPrefix(prefix.path + "/share/primed/Examples"))

      let link = prefix.appending(path: "link")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: program)
      #expect(Installation(ofProgram: link) == installation)
    }
  }

  @Test func `a program in a build folder finds its checkout`() throws {
    try withTemporaryFolder { checkout in
      let program = checkout.appending(path: ".build/x86_64-unknown-linux-gnu/release/primed")
      try makeFile(program)
      try makeFile(checkout.appending(path: "Package.swift"))
      try makeFile(checkout.appending(path: "Sources/primed/Primed.swift"))
      let installation = try #require(Installation(ofProgram: program))
      #expect(installation.kind == .checkout)
      #expect(installation.vegaBundle.path == checkout.path + "/Resources/Vega/vega-bundle.js")
    }
  }

  @Test func `a bare copy belongs nowhere`() throws {
    try withTemporaryFolder { folder in
      let program = folder.appending(path: "primed")
      try makeFile(program)
      #expect(Installation(ofProgram: program) == nil)
    }
  }

  @Test func `the running tests belong to a checkout`() {
    #expect(Installation.ofRunningProgram?.kind == .checkout)
  }
}
