import FileFormats
import Testing

/// Valid tables, damaged at random from a fixed seed: they are read or refused, they never crash,
/// and what is read is numbers.
struct MutatedDoseTableTests {
  private static let tables = [
    "line,dose (nM),viability (%)\r\nA,0,100\nA,1,90.5\nA,\"10\",40\nB,0,99\nB,10,\n",
    "dose (µM);A;;B\n0;100,5;98;50\n1;60,1;;20\n10;5;6;1\n",
    "name\t0\t0.1\t1 µM\nX\t1\t0.9\t0.2\nX\t1\t0.8\t0.1\n",
    "dose,response\n10 nM,\"1,234.5\"\n1 µM,0.5\nDMSO,1e3\n",
  ]

  private func damaged(
    _ text: String, using generator: inout MutatedInputTests.Generator
  ) -> [UInt8] {
    var bytes = Array(text.utf8)
    let telling = Array("\"',;\t\n\r.%-+eE0 µ<>()#".utf8) + [0, 0xFF, 0xC3]
    for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.insert(telling.randomElement(using: &generator) ?? 0, at: place)
      case 3:
        let end = Int.random(in: place..<bytes.count, using: &generator)
        bytes.insert(contentsOf: bytes[place...end], at: place)
      case 4: bytes.removeLast(bytes.count - place)
      default: bytes[place] = telling.randomElement(using: &generator) ?? 0
      }
    }
    return bytes
  }

  @Test(arguments: 0..<4) func `a damaged table is read or refused`(which: Int) throws {
    var generator = MutatedInputTests.Generator(state: UInt64(which) &+ 77)
    for round in 0..<2000 {
      let bytes = damaged(Self.tables[which], using: &generator)
      var statement = DoseTableStatement()
      statement.kind = round.isMultiple(of: 2) ? .signal : nil
      statement.groupColumns = which == 0 ? ["line"] : nil
      statement.unit = round.isMultiple(of: 3) ? .symbol("nM") : nil
      do {
        let table = try DoseTable(file: "t.csv", bytes: bytes, statement)
        try table.forEachCurve { curve in
          for point in curve.points {
            #expect(point.response.isFinite)
            #expect(point.dose >= 0)
          }
        }
      } catch let refusal as InputRefusal {
        #expect(!refusal.faults.isEmpty)
        #expect(refusal.faults.allSatisfy { !$0.found.isEmpty && !$0.needed.isEmpty })
        #expect(!refusal.faults.contains { $0.found.contains("changed while") })
      }
    }
  }
}
