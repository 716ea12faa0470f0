import FileFormats
import Testing

/// One missing heading of a map is one fault, which names it.
struct MissingHeadingTests {
  private func faults(_ text: String) -> [InputFault] {
    do throws(InputRefusal) {
      _ = try PlateLayoutFile(ExportedFile(file: "map.csv", bytes: Array(text.utf8)))
      return []
    } catch { return error.faults }
  }

  @Test func `many doses without a unit are one fault`() {
    let rows = (1...9).map { "A\($0),sample,d,\($0)0" }.joined(separator: "\n")
    let found = faults("well,role,drug,dose\n\(rows)\n")
    #expect(found.map(\.found) == ["the doses of 9 wells have no unit, the first of A1"])
  }

  @Test func `a missing column of roles is named once`() {
    let found = faults("well,line,dose_nM\nA1,x,10\nA2,x,20\nA3,x,30\n")
    #expect(
      found.map(\.found) == ["well A1 has neither a role nor a drug, nor have 2 wells more"])
    #expect(found.first?.hint?.contains("the layout has no column “role”") == true)
  }

  @Test func `roles that no column states are known to be inferred`() throws {
    let text = "well,drug,dose_nM\nA1,d,10\nA2,d,0\n"
    let map = try PlateLayoutFile(ExportedFile(file: "map.csv", bytes: Array(text.utf8)))
    #expect(!map.statesRoles)
  }
}
