import FileFormats
import Foundation
import Testing

func contents(_ path: String) -> String? {
  FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}

func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

struct AtomicOutputTests {
  @Test func `a file is written whole, replaces the old one, and leaves nothing beside it`() throws
  {
    try withTemporaryFolder { folder in
      try AtomicOutput.write("one", to: "\(folder)/a.txt")
      try AtomicOutput.write("two", to: "\(folder)/a.txt")
      try AtomicOutput.write("", to: "\(folder)/empty.txt")
      #expect(contents("\(folder)/a.txt") == "two")
      #expect(try names(in: folder) == ["a.txt", "empty.txt"])
    }
  }

  @Test func `a failure leaves the old file and nothing else`() throws {
    try withTemporaryFolder { folder in
      try AtomicOutput.write("one", to: "\(folder)/a.txt")
      #expect(throws: OutputError.self) {
        try AtomicOutput.write(to: "\(folder)/a.txt") { (temporary) throws(OutputError) in
          try AtomicOutput.write("half", to: temporary)
          throw OutputError(path: temporary, reason: .system("full"))
        }
      }
      #expect(contents("\(folder)/a.txt") == "one")
      #expect(try names(in: folder) == ["a.txt"])
      let error = #expect(throws: OutputError.self) {
        try AtomicOutput.write("x", to: "\(folder)/missing/a.txt")
      }
      #expect(error?.description.hasSuffix("cannot be written: No such file or directory") == true)
    }
  }
}

struct ContainedPathTests {
  @Test(arguments: [
    "", "/etc/passwd", "../x", "a/../../x", "~/x", "..", ".", "a\u{0}b", "out/x", "a\nb",
  ])
  func `no name leads out of its folder`(name: String) throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/out", withDestinationPath: "/tmp")
      #expect(throws: OutputError.self) { try ContainedPath.resolve(name, inside: folder) }
    }
  }

  @Test func `names inside the folder are resolved, there or not`() throws {
    try withTemporaryFolder { folder in
      let path = try ContainedPath.resolve("a/b.csv", inside: folder)
      #expect(path == "\(folder)/a/b.csv")
      let dotted = try ContainedPath.resolve("./a..b.csv", inside: folder)
      #expect(dotted.hasSuffix("a..b.csv"))
    }
  }
}

struct ResultsFolderTests {
  @Test func `results appear whole, and only when committed`() throws {
    try withTemporaryFolder { folder in
      let place = "\(folder)/out"
      let results = try ResultsFolder(at: place, replace: false)
      try AtomicOutput.write("x", to: try results.path(for: "tables/plate.csv"))
      #expect(!FileManager.default.fileExists(atPath: place))
      try results.commit()
      #expect(contents("\(place)/tables/plate.csv") == "x")
      #expect(try names(in: folder) == ["out"])
    }
  }

  @Test func `what was not committed is gone`() throws {
    try withTemporaryFolder { folder in
      do {
        let results = try ResultsFolder(at: "\(folder)/out", replace: false)
        try AtomicOutput.write("x", to: try results.path(for: "a"))
      }
      #expect(try names(in: folder) == [])
    }
  }

  @Test func `an existing folder is refused, ours is replaced when asked`() throws {
    try withTemporaryFolder { folder in
      let place = "\(folder)/out"
      for (text, replace) in [("first", false), ("second", true)] {
        let results = try ResultsFolder(at: place, replace: replace)
        try AtomicOutput.write(text, to: try results.path(for: "\(text).txt"))
        try results.commit()
      }
      #expect(try names(in: place) == [".primed-results", "second.txt"])
      #expect(try names(in: folder) == ["out"])
      let error = #expect(throws: OutputError.self) {
        try ResultsFolder(at: place, replace: false)
      }
      #expect(
        error?.description == """
          \(place) exists already
            hint: choose another name, or allow its replacement with --replace
          """)
    }
  }

  @Test func `what is not ours is never replaced`() throws {
    try withTemporaryFolder { folder in
      let place = "\(folder)/out"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try AtomicOutput.write("thesis", to: "\(place)/thesis.txt")
      let error = #expect(throws: OutputError.self) {
        try ResultsFolder(at: place, replace: true)
      }
      #expect(error?.reason == .notOurs)
      #expect(contents("\(place)/thesis.txt") == "thesis")
    }
  }

  @Test func `someone's notes among our results are never lost`() throws {
    try withTemporaryFolder { folder in
      let place = "\(folder)/out"
      let first = try ResultsFolder(at: place, replace: false)
      try AtomicOutput.write("x", to: try first.path(for: "a.csv"))
      try first.commit()
      try AtomicOutput.write("mine", to: "\(place)/notes.txt")
      let error = #expect(throws: OutputError.self) {
        try ResultsFolder(at: place, replace: true)
      }
      #expect(
        error?.description == """
          \(place) holds files that no run wrote and that replacing would lose: notes.txt
            hint: move them elsewhere first
          """)
    }
  }

  @Test func `a symbolic link in the place is not followed`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/out", withDestinationPath: "/tmp")
      #expect(throws: OutputError.self) { try ResultsFolder(at: "\(folder)/out", replace: true) }
    }
  }

  @Test func `a folder that appears meanwhile is not overwritten`() throws {
    try withTemporaryFolder { folder in
      let place = "\(folder)/out"
      let results = try ResultsFolder(at: place, replace: false)
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      #expect(throws: OutputError.self) { try results.commit() }
      #expect(try names(in: folder) == ["out"])
    }
  }

  @Test func `leftovers of a killed run are cleared, those of a living one are not`() throws {
    try withTemporaryFolder { folder in
      let mine = try ResultsFolder(at: "\(folder)/out", replace: false)
      let name = URL(fileURLWithPath: mine.temporary).lastPathComponent
      let machine = try #require(name.split(separator: "@").last)
      mine.discard()
      let dead = ".out.partial-2147483646@\(machine)"
      let elsewhere = ".out.partial-2147483646@another-machine-1"
      let living = ".out.partial-1@\(machine)"
      for leftover in [dead, elsewhere, living] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(leftover)", withIntermediateDirectories: true)
      }
      try ResultsFolder(at: "\(folder)/out", replace: false).commit()
      #expect(try names(in: folder) == [living, elsewhere, "out"].sorted())
    }
  }
}
