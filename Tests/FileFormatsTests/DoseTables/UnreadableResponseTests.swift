import FileFormats
import Testing

@Suite struct UnreadableResponseTests {
  @Test(arguments: [
    ("OVRFLW", "“OVRFLW”: beyond what the reader measures"),
    ("#DIV/0!", "“#DIV/0!”: an error of the spreadsheet"), ("#N/A", "“#N/A”: no value"),
    ("NaN", "“NaN” is no number"), ("excluded", "“excluded” is no number"),
    ("99*", "“99*” is marked with an asterisk, as Prism marks an excluded value"),
    (">100", "“>100” lies beyond a limit and is no measurement"),
    ("<5", "“<5” lies beyond a limit and is no measurement"),
  ])
  func `a word in place of a response keeps its well, with the reason`(
    word: String, reason: String
  ) throws {
    let tidy = TableProbe("dose (nM),response,well\n1,99,A1\n3,\(word),A2\n10,40,A3\n")
    #expect(tidy.faults.isEmpty)
    let flag = try #require(tidy.curves.first?.flagged.first)
    #expect(flag.reason == reason)
    #expect(flag.point.line == 3)
    #expect(flag.point.dose == 3)
    #expect(flag.point.label == "A2")
    #expect(tidy.percents == [[99, 40]])
    #expect(tidy.curves.first?.missingCount == 0)
    #expect(
      tidy.notices.contains(
        "Left out 1 well whose response is no number, the first in line 3: “\(word)”."))
    let columns = TableProbe("dose (nM),A,B\n1,99,98\n3,\(word),70\n10,40,30\n")
    #expect(columns.curves.map(\.flagged.count) == [1, 0])
    let rows = TableProbe("name,1,3,10 nM\nA,99,\(word),40\nB,98,70,30\n") {
      $0.unit = .symbol("nM")
    }
    #expect(rows.curves.map(\.flagged.count) == [1, 0])
  }

  @Test(arguments: ["", " ", "NA", "n/a", "–"])
  func `an empty cell is missing and no word`(cell: String) {
    let probe = TableProbe("dose (nM),response\n1,99\n3,\(cell)\n10,40\n")
    #expect(probe.curves.first?.missingCount == 1)
    #expect(probe.curves.first?.flagged.isEmpty == true)
  }

  @Test(arguments: ["1.2.3", "9O", "12 %%"])
  func `a slip of the hand is a fault`(cell: String) {
    let probe = TableProbe("dose (nM),response\n1,99\n3,\(cell)\n10,40\n")
    #expect(probe.faults.count == 1)
    #expect(probe.faults.first?.hasPrefix("t.csv:3:3: “\(cell)” is no number") == true)
  }

  @Test func `a column of words is refused`() {
    let probe = TableProbe("dose (nM),A,note\n1,99,fine\n3,70,odd\n10,40,\n")
    #expect(
      probe.faults == [
        "t.csv:2:6: 2 of 2 responses in the column “note” are no numbers, the first “fine”; needed: a "
          + "column of numbers, with a word here and there at most\n"
          + "  hint: leave the column out, or empty the cells that hold no response"
      ])
  }
}
