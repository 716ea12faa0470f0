import FileFormats
import Quantities
import Testing

/// Valid files, damaged at random from a fixed seed: they may be refused, they never crash, and a
/// refusal always says something.
struct MutatedInputTests {
  /// SplitMix64, so that a failure can be repeated.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let study = """
    schema: primed.study/1
    title: "AZD4320, three lines"
    lines: [RS4;11, Ri-1, OCI-M1]
    time: 6h
    doses: 0, 1, 3, 10, 30nM
    assays:
      - kind: caspase
        replicates: 3
        note: |
          kept as *written* & so on
    """
  static let measured =
    "line;dose;response\nRS4;\"0\";1,00\nRS4;1;0,75\n\"Ri\"\"1\";3;0,5\n\nRi;10;\n"

  func damaged(_ text: String, using generator: inout Generator) -> [UInt8] {
    var bytes = Array(text.utf8)
    let telling = Array("&*!|>%@`[]{},:?-#\"'\n\t\r\\;<=~ 0e+.".utf8)
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

  @Test(arguments: 0..<4) func `a damaged study is read or refused`(seed: Int) {
    var generator = Generator(state: UInt64(seed))
    for _ in 0..<1500 {
      let bytes = damaged(Self.study, using: &generator)
      do {
        let document = try YAMLDocument(InputText(file: "s.yaml", bytes: bytes))
        _ = try document.read(as: "a study") { study -> Bool? in
          _ = study.string("schema")
          _ = study.string("title", .optional)
          _ = study.names("lines", among: ["RS4;11", "Ri-1", "OCI-M1"], as: "cell line")
          _ = study.quantity("time", as: Time.self, .aboveZero)
          _ = study.quantities("doses", as: Concentration.self, .zeroOrMore)
          _ = study.list("assays", .optional) { node in
            node.read(as: "an assay", noting: study.faults) { assay in
              _ = assay.string("kind")
              _ = assay.string("note", .optional)
              return assay.integer("replicates", in: 1...100)
            }
          }
          return true
        }
      } catch {
        #expect(!error.faults.isEmpty)
        #expect(error.faults.allSatisfy { !$0.found.isEmpty && !$0.needed.isEmpty })
      }
    }
  }

  @Test(arguments: 0..<4) func `a damaged table is read or refused`(seed: Int) {
    var generator = Generator(state: UInt64(seed) &+ 1000)
    for round in 0..<1500 {
      let bytes = damaged(Self.measured, using: &generator)
      do {
        var statement = DoseTableStatement(in: .key)
        statement.groupColumns = ["line"]
        statement.unit = .symbol("nM")
        statement.doseColumn = "dose"
        statement.responseColumn = "response"
        statement.kind = .viability
        statement.notation = .fraction
        statement.delimiter = round.isMultiple(of: 2) ? .semicolon : nil
        try DoseTable(file: "t.csv", bytes: bytes, statement).forEachCurve { curve in
          for point in curve.points {
            #expect(point.response.isFinite)
            #expect(point.dose >= 0)
          }
        }
      } catch {
        #expect((error as? InputRefusal)?.faults.isEmpty == false)
      }
    }
  }
}
