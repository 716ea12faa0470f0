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
}
