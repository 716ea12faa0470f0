import Assays
import Testing

@Suite struct WellAddressTests {
  @Test(arguments: PlateFormat.allCases)
  func `every well of every plate reads back from its name`(format: PlateFormat) {
    #expect(format.rows * format.columns == format.wellCount)
    #expect(format.wells.count == format.wellCount)
    for well in format.wells { #expect(WellAddress(well.name) == well) }
    #expect(format.wells == format.wells.sorted())
    #expect(PlateFormat(smallestHolding: format.wells) == format)
  }

  @Test func `rows go on past Z`() {
    #expect(WellAddress("AF48") == WellAddress(row: 31, column: 47))
    #expect(WellAddress("AA1")?.row == 26)
    #expect(WellAddress(row: 31, column: 47).name == "AF48")
  }

  @Test func `case and leading zeros do not matter`() {
    #expect(WellAddress("b07") == WellAddress("B7"))
  }

  @Test(arguments: ["", "A", "7", "A0", "AG1", "A49", "AAA1", "A1x", "Ä1", "A-1", "A1 ", "A0001"])
  func `what is no well is nil`(text: String) {
    #expect(WellAddress(text) == nil)
  }

  @Test func `the rim of a 96-well plate has 36 wells`() {
    #expect(PlateFormat.wells96.wells.count(where: PlateFormat.wells96.isEdge) == 36)
  }
}
