import FileFormats
import Foundation
import Testing

@Suite struct StreamedOutputTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "primed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a file stands under its name once it is whole, and all of it`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "table.csv").path
      let output = try StreamedOutput(to: path)
      var expected: [UInt8] = []
      for line in 0..<30_000 {
        let bytes = Array("\(line),\(Double(line) / 7)\n".utf8)
        expected += bytes
        try output.write(bytes)
        if line == 29_999 { #expect(!FileManager.default.fileExists(atPath: path)) }
      }
      try output.commit()
      #expect(FileManager.default.contents(atPath: path).map { [UInt8]($0) } == expected)
      output.discard()
      #expect(try names(folder) == ["table.csv"])
    }
  }

  @Test func `what is not committed leaves nothing, and what was there`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "table.csv").path
      try Data("before".utf8).write(to: URL(filePath: path))
      do {
        let output = try StreamedOutput(to: path)
        try output.write("after".utf8)
        #expect(try names(folder).count == 2)
      }
      #expect(try names(folder) == ["table.csv"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
    }
  }

  @Test func `a folder that is missing is told at the start`() throws {
    try inFolder { folder in
      #expect(throws: OutputError.self) {
        _ = try StreamedOutput(to: folder.appending(path: "missing/table.csv").path)
      }
    }
  }

  @Test func `what a killed run of this machine left is removed by the next`() throws {
    try inFolder { folder in
      let path = folder.appending(path: "table.csv").path
      let output = try StreamedOutput(to: path)
      try output.write("half".utf8)
      let own = try #require(names(folder).first)
      // The same name, as a process would have left that is gone: no process has so large a number.
      let gone = own.replacing("partial-\(getpid())@", with: "partial-99999999@")
      #expect(gone != own)
      try Data("half".utf8).write(to: folder.appending(path: gone))
      let again = try StreamedOutput(to: path)
      #expect(try !names(folder).contains(gone))
      // A run that still goes on keeps its own.
      #expect(try names(folder).contains(own))
      output.discard()
      again.discard()
      #expect(try names(folder) == [])
    }
  }
}
