import Assays
import FileFormats
import Testing

/// Maps that cannot be taken as they stand: refused in words, all faults at once.
struct PlateLayoutRefusalTests {
  private func faults(of text: String) -> [String] {
    do {
      _ = try plateMap(text)
      return []
    } catch {
      return error.faults.map(\.text)
    }
  }

  @Test func `all faults of a table are told, each with its place`() {
    let found = faults(
      of: """
        well,role,drug,dose_nM
        A1,sample,d,10
        A1,vehicle,,
        Z99,vehicle,,
        B1,sample,,10
        B2,sample,d,
        B3,control,,
        B4,sample,d,ten
        B5,sample,d,-3
        B6,vehicle,,5
        """)
    let expected = [
      "map.csv:3:1: well A1 stands here again; it stood at line 2; needed: one row for each well",
      "map.csv:4:1: “Z99” is no well; needed: a well such as B7, on a plate of at most 1536 wells",
      "map.csv:5:4: well B1 is a sample without a drug; needed: the drug's name in each sample well",
      "map.csv:6:11: well B2 is a sample without a dose; "
        + "needed: a dose with its unit in each sample well",
      "map.csv:7:4: “control” is no role for well B3; needed: one of sample, vehicle, positive, "
        + "blank, untreated\n  hint: which control: vehicle (no effect), positive (full effect) or "
        + "blank (no cells)?",
      "map.csv:8:13: “ten” is no dose for well B4; needed: a number with its unit, such as 10nM",
      "map.csv:9:13: the dose of well B5 is below zero; needed: a dose of zero or more\n"
        + "  hint: if the map holds logarithms of doses, turn them into doses first",
      "map.csv:10:13: well B6 is vehicle and has a dose of 5; needed: a dose for samples only\n"
        + "  hint: a well has one role",
    ]
    for sentence in expected { #expect(found.contains(sentence), "\(sentence)\n\(found)") }
    #expect(found.count == expected.count, "\(found)")
  }

  @Test(arguments: [
    ("well,role,drug,dose\nA1,sample,d,10\n", "has no unit"),
    ("well,role,drug,dose\nA1,sample,d,10nM\nA2,sample,d,30\n", "has no unit"),
    ("well,role,drug,dose_nM\nA1,sample,d,10uM\n", "has the units uM and nM"),
    ("well,role,drug,dose\nA1,sample,d,10 furlongs\n", "is no unit of dose"),
    ("well,role,drug,dose_nM\nA1,sample,d,\"1,234\"\n", "may be 1234 or 1.234"),
    ("well,role,drug,dose_nM\nA1,sample,d,\"1,5\"\nA2,sample,d,1.5\n", "a decimal point"),
    ("well,role,drug,dose_nM,dose_uM\nA1,sample,d,1,2\n", "says again"),
    (",1,2,3\nA,5.1,6.2,7.1\nB,1,2,3\n", "the grid holds numbers"),
    ("colour\n,1,2,3\nA,red,blue,red\nB,red,red,red\n", "names no property"),
    ("role\n,1,2\nA,vehicle,blank\nB,,\n\nrole\n,1,2\nA,blank,blank\nB,,\n", "two roles"),
    ("hello\nworld\n", "the file begins with “hello”"),
    ("well,role\n", "describes no well"),
    ("", "the file is empty"),
  ])
  func `what cannot be read one way only is refused`(text: String, found: String) {
    #expect(faults(of: text).contains { $0.contains(found) }, "\(faults(of: text))")
  }

  @Test func `a map in an older encoding is read with a notice`() throws {
    let bytes = Array("well,role,drug,dose\nA1,sample,d,5 ".utf8) + [0xB5] + Array("M\n".utf8)
    let map = try PlateLayoutFile(ExportedFile(file: "map.csv", bytes: bytes))
    #expect(map.layouts[0].wells[0].dose?.concentration?.nanomolar == 5000)
    #expect(!map.notices.isEmpty)
  }

  static let fixtures = [
    "well,role,line,drug,dose_nM,replicate\nA1,sample,RS4;11,AZD4320,10,1\nA2,vehicle,RS4;11,,,\n",
    "role\n,1,2,3\nA,sample,vehicle,\nB,blank,,\n\ndose (nM)\n,1,2,3\nA,10,,\nB,,,\n",
    "<>;1;2;3\nA;d 1,5nM;DMSO;\nB;RS4;positive;blank\n",
  ]

  @Test(.timeLimit(.minutes(1)), arguments: fixtures.indices)
  func `a damaged map is read or refused`(index: Int) {
    var generator = PlateReaderFuzzTests.Generator(state: UInt64(index) &+ 42)
    for _ in 0..<1000 {
      let bytes = PlateReaderFuzzTests.damaged(
        Array(Self.fixtures[index].utf8), using: &generator)
      do {
        let map = try PlateLayoutFile(ExportedFile(file: "f", bytes: bytes))
        for well in map.layouts.flatMap(\.wells) {
          #expect((well.dose?.value ?? 0) >= 0)
          #expect(well.role != .sample || well.drug != nil)
        }
      } catch {
        #expect(!error.faults.isEmpty)
        #expect(error.faults.allSatisfy { !$0.found.isEmpty && !$0.needed.isEmpty })
      }
    }
  }
}
