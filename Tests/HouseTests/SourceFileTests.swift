import Testing

@Suite struct SourceFileTests {
  @Test func `no source is longer than 400 lines`() throws {
    for path in try House.swiftFiles(below: "Sources") {
      let lines = try House.text(of: path).lineCount
      #expect(lines <= 400, "\(path) has \(lines) lines; what is its second subject?")
    }
  }

  @Test func `no file is named for being useful`() throws {
    for path in try House.swiftFiles(below: "Sources") + House.swiftFiles(below: "Tests") {
      let name = path.split(separator: "/").last ?? ""
      for word in ["Util", "Helper", "Manager"] {
        #expect(!name.contains(word), "\(path): name the file for what it knows")
      }
    }
  }
}
