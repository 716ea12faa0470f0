import Citations
import FileFormats
import Foundation
import Testing
import Workbench

@Suite struct LargeTableTests {
  @Test(arguments: [1000, 100, 64])
  func `rows that are put aside come back to the bit`(memoryLimit: Int) {
    var writer = NumberRows.Writer(memoryLimit: memoryLimit)
    let values = (0..<700).map { sin(Double($0)) * pow(10, Double($0 % 40 - 20)) }
    for value in values { writer.append(value) }
    let rows = writer.finished()
    #expect(rows.problem == nil)
    for row in [0, 99, 50, 98, 1] {
      #expect(rows.row(row, of: 7) == Array(values[row * 7..<row * 7 + 7]))
    }
  }

  @Test(arguments: ["a\nbc\n\nd", "\u{FEFF}a\r\nbc\r\n", "", "\n", "no end"])
  func `a file read in pieces has the lines and the hash of one read whole`(text: String) throws {
    try inTemporaryFolder { folder in
      let path = folder.appending(path: "lines.txt").path
      try Data(text.utf8).write(to: URL(filePath: path))
      func read(_ wholeLimit: Int, _ pieceSize: Int) throws -> ([String], ContentHash) {
        var lines: [String] = []
        let hash = try InputLines.read(path, wholeLimit: wholeLimit, pieceSize: pieceSize) {
          lines.append(String(decoding: $0, as: UTF8.self))
        }
        return (lines, hash)
      }
      let whole = try read(1 << 20, 1)
      #expect(whole.1 == ContentHash(of: text))
      // A byte order mark is three bytes, and pieces are far larger.
      for size in [3, 4, 64] {
        let pieces = try read(-1, size)
        #expect(pieces.0 == whole.0)
        #expect(pieces.1 == whole.1)
      }
    }
  }
}
