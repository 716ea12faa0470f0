import FileFormats
import Foundation
import Testing

/// What is no table of text is refused in one sentence that says what it is, and nothing of it reaches
/// a terminal as it stands.
@Suite struct ForeignFileTests {
  private func refusal(_ bytes: [UInt8]) throws -> InputRefusal? {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "foreign-\(UUID().uuidString).csv")
    try Data(bytes).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var statement = DoseTableStatement()
    statement.groupColumns = ["drug"]
    do {
      _ = try DoseTable(contentsOf: path.path, statement)
      return nil
    } catch {
      return error
    }
  }

  private static let table = "drug,dose (nM),viability (%)\nA,1,98\nA,10,50\nA,100,4\n"

  @Test(arguments: [
    ("%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj\n", "the file is a PDF"),
    ("GIF89a\u{1}\u{0}\u{1}\u{0}", "the file is a picture (GIF)"),
    ("\n<!DOCTYPE html>\n<html></html>", "the file is a web page"),
    ("{\\rtf1\\ansi A}", "the file is a document (RTF)"),
    ("SQLite format 3\u{0}\u{10}\u{0}", "the file is a database (SQLite)"),
    ("PK\u{3}\u{4}rest", "the archive has no directory at its end"),
    ("\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "the file is binary, not text"),
    ("a\u{1}b\u{2}c\u{3}\u{4}\n", "the file is binary, not text"),
  ])
  func `a file of another kind is named`(text: String, found: String) throws {
    let refusal = try #require(try refusal(Array(text.utf8)))
    #expect(refusal.faults.map(\.found) == [found])
  }

  @Test(arguments: [
    (
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00] as [UInt8],
      "the file is a picture (PNG)"
    ),
    ([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10], "the file is a picture (JPEG)"),
    ([0x1F, 0x8B, 0x08, 0x00], "the file is compressed (gzip)"),
    ([0x7F, 0x45, 0x4C, 0x46, 0x02], "the file is a program"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "the file is an older Office file, as XLS files are"),
  ])
  func `and so is one that is not even bytes of text`(bytes: [UInt8], found: String) throws {
    #expect(try refusal(bytes)?.faults.map(\.found) == [found])
  }

  @Test func `random bytes are binary, whatever they begin with`() throws {
    var state: UInt64 = 7
    for _ in 0..<50 {
      let bytes = (0..<2000).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      let refusal = try #require(try refusal(bytes))
      #expect(refusal.faults.count == 1)
      #expect(!refusal.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  @Test func `UTF-16 is read with its mark and named without`() throws {
    let units = Array(Self.table.utf16)
    let bytes = units.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    let found = try refusal(bytes)?.faults.map(\.found)
    #expect(found == ["the file looks like UTF-16 without its mark"])
    #expect(try refusal([0xFF, 0xFE] + bytes) == nil)
    #expect(try refusal(Array(Self.table.utf8)) == nil)
  }

  @Test(arguments: [
    "dr\u{1B}[31mug\u{7},dose (nM),viability (%)\nA,1,98\n",
    "drug,do\u{9B}31mse,viability (%)\nA,1,98\n",
    "drug,dose (nM),viability (%)\nA\u{1B}]0;title\u{7},1,\u{1B}[2Jx\nA,1,5\u{202E}0\n",
    "drug,dose (nM),viability (%)\nA,1,5\u{0}0\nA,3,98\n",
  ])
  func `a refusal echoes no sign that a terminal would obey`(text: String) throws {
    var statement = DoseTableStatement()
    statement.groupColumns = ["group"]
    let path = FileManager.default.temporaryDirectory
      .appending(path: "escapes-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var words = ""
    do {
      _ = try DoseTable(contentsOf: path.path, statement)
    } catch {
      words = error.text
    }
    #expect(!words.isEmpty)
    for scalar in words.unicodeScalars where scalar != "\n" {
      #expect(![.control, .format].contains(scalar.properties.generalCategory), "\(words)")
    }
  }

  @Test func `a header of long names is not told whole`() throws {
    let header = (0..<60).map { "\($0)" + String(repeating: " long name", count: 100) }
      .joined(separator: ",")
    let refusal = try #require(try refusal(Array((header + "\n1\n").utf8)))
    #expect(refusal.text.utf8.count < 20_000)
  }
}
