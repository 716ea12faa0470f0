import FileFormats
import Testing

/// No well is lost in silence where a grid is broken or cut.
struct PlateGridLossTests {
  private func refusal(_ text: String) -> String {
    do {
      _ = try PlateReaderFixtures.read(text)
      return "read"
    } catch {
      return (error as? InputRefusal)?.text ?? "\(error)"
    }
  }

  @Test func `a break in the column numbers is refused`() {
    let text = refusal(",1,2,3,5\nA,1,2,3,4\nB,5,6,7,8\n")
    #expect(text.hasPrefix("f.csv:1:8: column number “5” stands behind 3"))
    #expect(text.contains("needed: the column numbers one after the other, 4 after 3"))
  }

  @Test func `a value beyond the column numbers is refused`() {
    let text = refusal(",1,2,3\nA,1,2,3\nB,5,6,7,8\n")
    #expect(text.hasPrefix("f.csv:3:9: “8” stands beyond the last column number; needed: a column"))
  }

  @Test(arguments: ["\n", "note\n", "\n\n"])
  func `rows behind a break are refused`(between: String) {
    let text = refusal(",1,2,3\nA,1,2,3\nB,5,6,7\n\(between)C,8,9,10\n")
    #expect(
      text.contains(": row C stands apart from the rows above it; needed: the rows of a plate"))
  }

  @Test(arguments: ["?", "1", "A", ""])
  func `a wrong row letter is refused`(letter: String) {
    let text = refusal(",1,2,3\nA,1,2,3\nB,5,6,7\n\(letter),8,1,10\nD,8,9,10\n")
    #expect(text.hasPrefix("f.csv:4:1: "))
    #expect(text.contains("needed: the letter of the plate's next row before its wells"))
  }

  @Test func `a line of means below a grid is left out and told`() throws {
    let readout = try PlateReaderFixtures.read(",1,2,3\nA,1,2,3\nB,5,6,7\nMean,3,3.5,5\n")
    #expect(readout.readings.count == 6)
    #expect(readout.notices == ["Left out line 4, “Mean”: it is no row of a plate."])
  }

  @Test func `plates side by side and one below the other are whole`() throws {
    let text = ",1,2,,1,2\nA,1,2,A,3,4\nB,1,2,B,3,4\n\n,1,2\nA,1,2\nB,1,2\n"
    #expect(try PlateReaderFixtures.read(text).readings.count == 12)
  }

  @Test func `a grid cut within its last row is refused`() {
    let text = refusal(",1,2,3\nA,1,2,3\nB,5,6")
    #expect(text.hasPrefix("f.csv:3:5: the file ends in the middle of line 3; needed: a value or"))
  }

  @Test(arguments: ["0.", "0.1"])
  func `a last number that looks cut is told`(number: String) throws {
    let text = ",1,2\nA,0.25,0.51\nB,0.55,\(number)"
    let notices = try PlateReaderFixtures.read(text).notices
    #expect(notices.count == 1)
    #expect(notices.first?.contains("ends in the middle of line 3") == true)
    #expect(try PlateReaderFixtures.read(text + "17").notices.isEmpty)
  }

  @Test func `Gen5's line cut within it invents no read`() {
    let whole = PlateReaderFixtures.gen5.split(separator: "\n", omittingEmptySubsequences: false)
    guard let row = whole.lastIndex(where: { $0.hasPrefix("B\t") || $0.hasPrefix("\t") }) else {
      Issue.record("the fixture has no row")
      return
    }
    let text = whole[..<row].joined(separator: "\n") + "\n" + whole[row].dropLast(3)
    #expect(refusal(text).contains("the file ends in the middle of line \(row + 1)"))
  }

  @Test func `a tidy table's last line is refused when short and told when it may be cut`() throws {
    #expect(
      refusal("well,role,signal\nA1,x,12\nA2,x").hasPrefix(
        "f.csv:3:4: the file ends in the middle of line 3; needed: a field below each heading"))
    let notices = try PlateReaderFixtures.read("well,signal\nA1,12\nA2,1").notices
    #expect(notices.count == 1)
    #expect(notices.first?.contains("its last number, “1”, may be cut") == true)
    #expect(try PlateReaderFixtures.read("well,signal\nA1,12\nA2,1\n").notices.isEmpty)
  }

  @Test func `an instrument's list cut within a number is told, within a line refused`() throws {
    let spark = PlateReaderVariantFixtures.sparkEndpoints
    let end = try #require(spark.range(of: "A2,0.2,204,,,,"))
    let start = String(spark[..<end.lowerBound])
    let told = try PlateReaderFixtures.read(start + "A2,0.").notices
    #expect(told.contains { $0.contains("its last number, “0.”, may be cut") })
    #expect(refusal(start + "A2").contains("the file ends in the middle of line"))
  }

  @Test func `a plate that ends with the file before its last row is told`() throws {
    let header =
      "User: U,Path: C,Test run no.: 7\nTest name: L\n\nID1: P\nRaw Data (450)\n\n,1,2,3\n"
    let part = try PlateReaderFixtures.read(header + "A,1,2,3\n").notices
    #expect(
      part == [
        "The file ends with well A3 of “Raw Data (450)”, after 3 wells, which are no whole plate: "
          + "if more was read, the file was cut short."
      ])
    #expect(try PlateReaderFixtures.read(header + "A,1,2,3\nB,4,5,6\n").notices.isEmpty)
    // With something behind the readings they are whole, however few.
    #expect(try PlateReaderFixtures.read(header + "A,1,2,3\n\nEnd\n").notices.isEmpty)
  }
}
